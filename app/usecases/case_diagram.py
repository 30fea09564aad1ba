"""Where a case stands in the diagram of its service, or of a process that it has called."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.domain.called_elements import CalledElements
from app.domain.identity import ElementId, FlowId
from app.ports.views import CaseView
from app.usecases.called_processes import elements_of, find_source
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion

PASSED_KINDS = frozenset({"completed", "fired"})
"""History events of an element that lies behind."""
Id = TypeVar("Id", ElementId, FlowId)


@dataclass(frozen=True, slots=True)
class DiagramState:
    passed: tuple[ElementId, ...]
    flows: tuple[FlowId, ...]
    current: Mapping[ElementId, int]
    """Tokens by element; those inside a called process stand at their call activity."""
    incidents: tuple[ElementId, ...]
    called: tuple[ElementId, ...]
    """Call activities that have begun, whose own diagram can be looked at."""
    undone: tuple[ElementId, ...] = ()
    """Activities that were done, and of which everything is compensated since."""


def diagram_at(version: ServiceVersion, called: str, rules: Rulebook) -> bytes | None:
    """The BPMN file of the service, or of what the call activities lead to; None if unknown."""
    if not called:
        return version.source.bpmn
    model = elements_of(version, rules).model_at(f"{called}/")
    if model is None:
        return None
    if model.key not in version.models:
        source = find_source(model.key, None, rules=rules)
        return None if source is None else source.bpmn
    return version.diagrams.get(model.key)


def diagram_state(view: CaseView, elements: CalledElements, called: str = "") -> DiagramState:
    """What of the diagram lies behind, and where the tokens are."""
    events = [(event.kind, event.element_id) for event in view.history]
    standing = _standing(view)
    passed = [element for element, count in standing.items() if count > 0]
    begun = [element for kind, element in events if element and kind == "called"]
    flows = [flow for event in view.history for flow in event.flows]
    tokens = [token for token in view.tokens if token.kind != "incident"]
    current = Counter(
        _here(token.element_id, called)
        for token in tokens
        # An event that may yet happen beside is no place where the case stands.
        if _is_below(token.element_id, called) and not _is_beside(token.element_id, elements)
    )
    failing = [incident.element_id for incident in view.incidents]
    incidents = [_here(element, called) for element in failing if _is_below(element, called)]
    return DiagramState(
        passed=_at(passed, called),
        flows=_at(flows, called),
        current=dict(current),
        incidents=tuple(dict.fromkeys(incidents)),
        called=_at(begun, called),
        undone=_at([element for element, count in standing.items() if not count], called),
    )


def _standing(view: CaseView) -> dict[ElementId, int]:
    """How often each element was passed and has not been undone since."""
    found: dict[ElementId, int] = {}
    for event in view.history:
        if event.element_id and event.kind in PASSED_KINDS:
            found[event.element_id] = found.get(event.element_id, 0) + 1
        elif event.element_id and event.kind == "compensated":
            # A called process may have been undone before any of it was told.
            found[event.element_id] = max(0, found.get(event.element_id, 0) - 1)
    return found


def _at(addresses: list[Id], called: str) -> tuple[Id, ...]:
    """Those that stand in this very diagram, under their own ids."""
    here = (a for a in addresses if a.rpartition("/")[0] == called)
    return tuple(dict.fromkeys(type(a)(a.rpartition("/")[2]) for a in here))


def _is_below(address: str, called: str) -> bool:
    return not called or address.startswith(f"{called}/")


def _here(address: ElementId, called: str) -> ElementId:
    below = address.removeprefix(f"{called}/") if called else address
    return ElementId(below.partition("/")[0])


def _is_beside(address: ElementId, elements: CalledElements) -> bool:
    element = elements.get(address)
    return element is not None and element.kind in ("boundary_event", "start_event")
