"""Finds the process that a call activity calls, beside its caller or among the deployed."""

from dataclasses import dataclass

from app.domain.identity import ProcessKey
from app.engine.calls import Call
from app.engine.definitions import Definition, Definitions
from app.engine.expressions import Scope
from app.engine.failures import Stuck
from app.feel.values import Value
from app.ports.engine import FindModel

MAX_CALLS = 20
"""Called processes, one inside the other; a recursion without an end is an incident here."""
BOUND = "k"
"""Marks an open call activity with the key and version of what it has called."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Which version of which process a call activity has called; kept while it is open."""

    key: ProcessKey
    version: int | None
    """None for a process that is deployed together with its caller."""


class Called:
    """Finds called processes: beside their caller, or among the deployed."""

    def __init__(self, definitions: Definitions, find: FindModel) -> None:
        self._definitions = definitions
        self._find = find

    def bind(self, caller: Definition, call: Call, scope: Scope) -> Bound:
        """Decide whom the call means now. Raises Stuck."""
        key = ProcessKey(scope.text(call.element, "calledElement") or "")
        if call.binding == "version":
            return self._among_versions(key, scope.value(call.version, "calledElementVersion"))
        if call.binding == "latest":
            newest = self._find(key, None)
            if newest is not None:
                return Bound(key, newest.version)
        if self._definitions.beside(caller.source, key) is None:
            raise Stuck("no-such-process", f"no process {key!r} is deployed ({call.binding})")
        return Bound(key, None)

    def definition(self, caller: Definition, bound: Bound) -> Definition | None:
        """The bound process, or None if it is there no more."""
        if bound.version is None:
            return self._definitions.beside(caller.source, bound.key)
        source = self._find(bound.key, bound.version)
        return None if source is None else self._definitions.get(source)

    def _among_versions(self, key: ProcessKey, version: Value) -> Bound:
        try:
            number = int(str(version))
        except ValueError:
            raise Stuck("expression-failed", "calledElementVersion: no whole number") from None
        if self._find(key, number) is None:
            raise Stuck("no-such-process", f"no version {number} of a process {key!r}")
        return Bound(key, number)
