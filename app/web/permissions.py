"""What a route demands of the person who asks: each view declares it, or nothing is served."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

from app.domain.people import Offices, Person, Power, offices_where

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "__qadam_permission__"


@dataclass(frozen=True, slots=True)
class Permission:
    """`power` None: a signed-in person is enough, or nobody where the route is public."""

    power: Power | None = None
    is_public: bool = False
    system: str = ""
    """Code of the state system that alone may ask, and proves itself by its secret."""
    is_citizen: bool = False
    """Somebody who is signed in to their cabinet, and nobody else."""

    def __str__(self) -> str:
        if self.is_public:
            return "public"
        if self.is_citizen:
            return "citizen"
        if self.system:
            return f"system {self.system}"
        return self.power.value if self.power else "signed in"


def demands(power: Power) -> Callable[[View], View]:
    """The person holds the power in some office; the use case checks the office at hand."""

    def mark(view: View) -> View:
        setattr(view, _MARK, Permission(power=power))
        return view

    return mark


def public(view: View) -> View:
    """Anybody, also before signing in."""
    setattr(view, _MARK, Permission(is_public=True))
    return view


def from_system(system: str) -> Callable[[View], View]:
    """A state system with its secret; no person, no session, no form token."""

    def mark(view: View) -> View:
        setattr(view, _MARK, Permission(system=system))
        return view

    return mark


def citizens_own(view: View) -> View:
    """A citizen in their cabinet; the use case checks that the case at hand is theirs.

    A session of staff opens none of these pages, nor one of a citizen any other.
    """
    setattr(view, _MARK, Permission(is_citizen=True))
    return view


def signed_in(view: View) -> View:
    """Any signed-in person."""
    setattr(view, _MARK, Permission())
    return view


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What the endpoint's view declared, or None."""
    return getattr(app.view_functions[endpoint], _MARK, None)


def holds(person: Person, power: Power, offices: Offices) -> bool:
    """Whether the person has the power anywhere."""
    return bool(offices_where(person, power, offices))


def demand_permissions(app: Flask) -> None:
    """Refuse to start with a route that declares nothing."""
    silent = [e for e in app.view_functions if permission_of(app, e) is None]
    if silent:
        raise RuntimeError(f"Expected a permission on every route, missing: {sorted(silent)}")
