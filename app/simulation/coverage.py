"""Counts which elements and sequence flows of a process the scenarios pass."""

from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

from app.domain.called_elements import CalledElements, steps_of
from app.domain.identity import ElementId, FlowId, ProcessKey
from app.domain.models import ProcessModel
from app.ports.views import CaseView
from app.simulation.expecting import PASSED
from app.simulation.report import Gap

Id = TypeVar("Id", ElementId, FlowId)


class Coverage:
    """Collects over many instances, scenarios and processes."""

    def __init__(self) -> None:
        self._models: dict[ProcessKey, ProcessModel] = {}
        self._elements: dict[ProcessKey, set[ElementId]] = {}
        self._flows: dict[ProcessKey, set[FlowId]] = {}
        self._called: dict[ProcessKey, CalledElements] = {}

    def add(self, elements: CalledElements, case: CaseView) -> None:
        """Count what the history of the case tells, for its process and what that has called."""
        self._known(elements.main)
        self._called[elements.main.key] = elements
        for event in case.history:
            if event.kind in PASSED and event.element_id is not None:
                self._count(elements, event.element_id, self._elements)
            for flow in event.flows:
                self._count(elements, flow, self._flows)

    def _known(self, model: ProcessModel) -> None:
        self._models[model.key] = model
        self._elements.setdefault(model.key, set())
        self._flows.setdefault(model.key, set())

    def _count(
        self, elements: CalledElements, address: Id, counted: dict[ProcessKey, set[Id]]
    ) -> None:
        model = elements.model_at(address)
        if model is not None:
            self._known(model)
            counted[model.key].add(cast(Id, steps_of(address)[-1]))

    def elements_of(self, process: ProcessKey) -> CalledElements | None:
        """Of a process that was walked, and of all that it calls, passed or not."""
        return self._called.get(process)

    def passed(
        self,
    ) -> Iterator[tuple[ProcessModel, tuple[frozenset[ElementId], frozenset[FlowId]]]]:
        """What of each of them was passed."""
        for key, model in self._models.items():
            yield model, (frozenset(self._elements[key]), frozenset(self._flows[key]))

    def gaps(self) -> list[Gap]:
        return [
            Gap(
                str(key),
                _missed(model.elements, self._elements[key]),
                _missed(model.flows, self._flows[key]),
            )
            for key, model in sorted(self._models.items())
        ]


def _missed(known: Iterable[str], passed: Iterable[str]) -> list[str]:
    return sorted(set(known) - set(passed))
