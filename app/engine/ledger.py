"""Keeps which activities have completed, as far as compensation may still undo them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.domain.identity import ElementId
from app.engine.codec import Json

Kept = list[Any]
"""Completed activities, there may be thousands: each stays as it was stored until it is needed."""


@dataclass(slots=True)
class Completed:
    """An activity that has completed, once; of a loop, one of its instances.

    Its variables stay as they are stored until they are needed.
    """

    element: ElementId
    order: int = 0
    """Greater than that of everything in its scope that completed before."""
    variables: Json = None
    """Its own as it completed: what each instance has for itself, and the data of a subprocess."""
    called: Json = None
    """Of a call activity: the variables of the process it called."""
    bound: list[Any] | None = None
    """Of a call activity: key and version of that process."""
    inner: Kept = field(default_factory=list)
    """What completed in it, in that order."""
    taken: str | None = None
    """The token that is to undo it; one that is gone before has not."""

    def stored(self) -> Json:
        return [
            self.element,
            self.order,
            self.variables,
            self.called,
            self.bound,
            _stored(self.inner),
            self.taken,
        ]

    @classmethod
    def restored(cls, stored: Json) -> "Completed":
        element, order, variables, called, bound, inner, taken = stored
        return cls(ElementId(element), order, variables, called, bound, inner, taken)


def opened(kept: Kept) -> list[Completed]:
    """The same list, with every activity in it read."""
    for place, one in enumerate(kept):
        if isinstance(one, list):
            kept[place] = Completed.restored(one)
    return kept


def _stored(kept: Kept) -> Json:
    return [one if isinstance(one, list) else one.stored() for one in kept]


Scope = UUID | None
"""The token that holds an open scope; None: the process instance."""


@dataclass(slots=True)
class Ledger:
    """The completed activities of every open scope, in their order."""

    scopes: dict[Scope, Kept] = field(default_factory=dict)
    count: int = 0

    def add(self, scope: Scope, completed: Completed) -> None:
        """Note it as the last that completed in the scope."""
        self.count += 1
        completed.order = self.count
        self.scopes.setdefault(scope, []).append(completed)

    def of(self, scope: Scope) -> list[Completed]:
        return opened(self.scopes.get(scope, []))

    def close(self, scope: Scope) -> Kept:
        """Give what completed in a scope, which ends."""
        return self.scopes.pop(scope, [])

    def keep(self, tokens: Collection[UUID]) -> None:
        """Forget the scopes whose tokens are not among these."""
        for scope in [s for s in self.scopes if s is not None and s not in tokens]:
            del self.scopes[scope]

    def stored(self) -> Json:
        scopes = [
            ["" if scope is None else scope.hex, _stored(kept)]
            for scope, kept in self.scopes.items()
            if kept
        ]
        return [self.count, scopes]

    @classmethod
    def restored(cls, stored: Json) -> "Ledger":
        count, scopes = stored
        return cls({UUID(scope) if scope else None: kept for scope, kept in scopes}, count)
