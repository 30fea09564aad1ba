"""Chooses the flows by which a token goes on."""

from app.engine.expressions import Scope
from app.engine.facts import Choice, Facts
from app.engine.failures import Stuck

EXCLUSIVE = "exclusive_gateway"


def is_choice(facts: Facts) -> bool:
    """Whether the flows out of the element are not simply all taken."""
    return facts.element.kind == EXCLUSIVE or any(way.is_choice for way in facts.outgoing)


def chosen(facts: Facts, scope: Scope) -> tuple[Choice, ...]:
    """The flows whose condition is true: the first after an exclusive gateway, else every one.

    Where there is none, the default flow. Raises Stuck where there is none of these either.
    """
    only_one = facts.element.kind == EXCLUSIVE
    found: list[Choice] = []
    for way in facts.outgoing:
        if way.is_default or (found and only_one):
            continue
        if way.condition is None or scope.condition(way.condition, way.flow):
            found.append(way)
    found = found or [way for way in facts.outgoing if way.is_default]
    if not found:
        raise Stuck("no-matching-flow", "no condition is true and there is no default flow")
    return tuple(found)
