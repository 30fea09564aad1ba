"""Counts which elements and sequence flows of a process the scenarios pass."""

from collections.abc import Iterable

from app.domain.identity import ElementId, FlowId, ProcessKey
from app.domain.models import ProcessModel
from app.ports.views import CaseView
from app.simulation.expecting import PASSED
from app.simulation.report import Gap


class Coverage:
    """Collects over many instances, scenarios and processes."""

    def __init__(self) -> None:
        self._models: dict[ProcessKey, ProcessModel] = {}
        self._elements: dict[ProcessKey, set[ElementId]] = {}
        self._flows: dict[ProcessKey, set[FlowId]] = {}

    def add(self, model: ProcessModel, case: CaseView) -> None:
        """Count what the history of the case tells."""
        self._models[model.key] = model
        elements = self._elements.setdefault(model.key, set())
        flows = self._flows.setdefault(model.key, set())
        for event in case.history:
            if event.kind in PASSED and event.element_id is not None:
                elements.add(event.element_id)
            flows.update(event.flows)

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
