"""The diagrams of the processes that a case has called, which its page offers beside its own."""

from dataclasses import dataclass

from app.domain.called_elements import CalledElements, steps_of
from app.domain.identity import ElementId
from app.domain.texts import Language
from app.usecases.read_desk import CaseDesk


@dataclass(frozen=True, slots=True)
class InnerDiagram:
    path: str
    """The call activities that lead to it, joined by `/`."""
    name: str


def inner_diagrams(desk: CaseDesk, language: Language) -> list[InnerDiagram]:
    """Those of stages that have begun, in the order in which they began."""
    elements = desk.elements
    if not isinstance(elements, CalledElements):
        return []
    begun = [event.element_id for event in desk.view.history if event.kind == "called"]
    return [
        InnerDiagram(address, _name(elements, address, language))
        for address in dict.fromkeys(begun)
        if address and elements.model_at(f"{address}/") is not None
    ]


def _name(elements: CalledElements, address: ElementId, language: Language) -> str:
    steps = steps_of(address)
    calls = ["/".join(steps[: place + 1]) for place in range(len(steps))]
    found = [elements.get(ElementId(call)) for call in calls]
    return " › ".join(one.name.in_language(language) for one in found if one is not None)
