"""Keeps which activities have completed, as far as compensation may still undo them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.domain.identity import ElementId
from app.engine.codec import Json, decode_all, encode_all
from app.engine.frames import Variables


@dataclass(slots=True)
class Completed:
    """An activity that has completed, once; of a loop, one of its instances."""

    element: ElementId
    order: int = 0
    """Greater than that of everything in its scope that completed before."""
    variables: Variables = field(default_factory=dict)
    """Its own as it completed: what each instance has for itself, and the data of a subprocess."""
    called: Variables | None = None
    """Of a call activity: the variables of the process it called."""
    bound: list[Any] | None = None
    """Of a call activity: key and version of that process."""
    inner: "list[Completed]" = field(default_factory=list)
    """What completed in it, in that order."""
    taken: UUID | None = None
    """The token that is to undo it; one that is gone before has not."""

    def stored(self) -> Json:
        return [
            self.element,
            self.order,
            encode_all(self.variables),
            None if self.called is None else encode_all(self.called),
            self.bound,
            [one.stored() for one in self.inner],
            None if self.taken is None else self.taken.hex,
        ]

    @classmethod
    def restored(cls, stored: Json) -> "Completed":
        element, order, variables, called, bound, inner, taken = stored
        return cls(
            ElementId(element),
            order,
            decode_all(variables),
            None if called is None else decode_all(called),
            bound,
            [cls.restored(one) for one in inner],
            None if taken is None else UUID(taken),
        )


Scope = UUID | None
"""The token that holds an open scope; None: the process instance."""


@dataclass(slots=True)
class Ledger:
    """The completed activities of every open scope, in their order."""

    scopes: dict[Scope, list[Completed]] = field(default_factory=dict)
    count: int = 0

    def add(self, scope: Scope, completed: Completed) -> None:
        """Note it as the last that completed in the scope."""
        self.count += 1
        completed.order = self.count
        self.scopes.setdefault(scope, []).append(completed)

    def of(self, scope: Scope) -> list[Completed]:
        return self.scopes.get(scope, [])

    def close(self, scope: Scope) -> list[Completed]:
        """Give what completed in a scope, which ends."""
        return self.scopes.pop(scope, [])

    def keep(self, tokens: Collection[UUID]) -> None:
        """Forget the scopes whose tokens are not among these."""
        for scope in [s for s in self.scopes if s is not None and s not in tokens]:
            del self.scopes[scope]

    def stored(self) -> Json:
        scopes = [
            ["" if scope is None else scope.hex, [one.stored() for one in completed]]
            for scope, completed in self.scopes.items()
            if completed
        ]
        return [self.count, scopes]

    @classmethod
    def restored(cls, stored: Json) -> "Ledger":
        count, scopes = stored
        found = {
            UUID(scope) if scope else None: [Completed.restored(one) for one in completed]
            for scope, completed in scopes
        }
        return cls(found, count)
