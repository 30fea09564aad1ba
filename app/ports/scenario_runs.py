"""Running the scenarios of a draft, and what a run has shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.identity import ElementId, FlowId, ProcessKey
from app.domain.models import Finding, ModelFile
from app.domain.texts import Text


@dataclass(frozen=True, slots=True)
class StepRun:
    number: int
    """From 1; 0 is the start."""
    line: int
    words: str
    """In the words of the scenario format."""
    at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class ScenarioFailure:
    step: int
    line: int
    words: str
    """The step, in the words of the scenario format."""
    told: Text
    """What is wrong."""
    key: str
    """Of the expectation that does not hold; empty where the step itself could not be done."""
    expected: object
    """A Text, or a JSON-like value; a long one is cut off as its text. `found`, too."""
    found: object
    diagram: str = ""
    """Path of the diagram that holds `element`; empty where the failure names none."""
    element: ElementId | None = None
    beside: int = 0
    """How many elements the process of `element` has, itself included."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What of one process a scenario has passed, and what there is."""

    elements: frozenset[ElementId]
    flows: frozenset[FlowId]
    all_elements: frozenset[ElementId]
    all_flows: frozenset[FlowId]


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario after its run."""

    steps: Sequence[StepRun] = ()
    failure: ScenarioFailure | None = None
    unusable: Sequence[Finding] = ()
    """Why it could not be run at all: what is wrong in the file, or in a model."""
    covered: Mapping[ProcessKey, Covered] = field(default_factory=dict)
    """Of each process that it came through."""
    took: timedelta = timedelta()

    @property
    def is_green(self) -> bool:
        return self.failure is None and not self.unusable


class RunScenario(Protocol):
    def __call__(self, key: ProcessKey, files: Sequence[ModelFile], path: str) -> ScenarioRun:
        """Run one scenario over the files of a draft, apart from everything else.

        Args:
            key: the service of the draft.
            files: all of them, scenarios included.
            path: of the scenario among them.
        """
        ...
