"""Runs one scenario of a draft in a world of its own; what is kept there ends with it."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from app.bootstrap.simulation import simulation_world
from app.domain.called_elements import CalledElements, steps_of
from app.domain.identity import ElementId, ProcessKey
from app.domain.mistakes import Words, filled
from app.domain.models import Finding, ModelFile, is_diagram
from app.domain.shared_stages import processes_in
from app.domain.texts import Text
from app.ports.scenario_runs import Covered, ScenarioFailure, ScenarioRun, StepRun
from app.simulation import ScenarioUnusable, scenario_of
from app.simulation.coverage import Coverage
from app.simulation.drafts import Deployable, NothingToDeploy, draft_models
from app.simulation.pointing import element_meant
from app.simulation.report import Result
from app.simulation.running import ModelRefused, run_one
from app.simulation.scenario import Scenario
from app.simulation.world import World
from app.usecases.service_version import ServiceVersion

LONGEST_TOLD = 2000
MOST_FINDINGS = 20
"""Of a model that is refused: the check of the draft tells them all."""
UNUSABLE = "scenario-unusable"
OUR_FAILURE: Words = (
    "бағдарламаның қатесі ({kind}); әкімшіге хабарлаңыз",
    "ошибка программы ({kind}); сообщите администратору",
    "a mistake of the program ({kind}); please tell the administrator",
)
MOST_MOMENTS = 20_000
"""In which something may happen within one step: what others wait for must come to an end."""
_log = logging.getLogger(__name__)


class DraftRunner:
    """Implements `app.ports.scenario_runs.RunScenario`."""

    def __init__(self, published: Callable[[], Sequence[ServiceVersion]]) -> None:
        self._published = published
        """The services beside the draft's own, for a scenario that begins a case of another."""

    def __call__(self, key: ProcessKey, files: Sequence[ModelFile], path: str) -> ScenarioRun:
        began = perf_counter()
        content = next(file.content for file in files if file.path == path)
        coverage = Coverage()

        try:
            scenario = scenario_of(Path(path), content)
            models = draft_models(key, files, scenario.process, self._others())
            result = run_one(scenario, models, _world_of, coverage, most_moments=MOST_MOMENTS)
        except (ScenarioUnusable, NothingToDeploy) as error:
            mistake = error.mistake
            found = Finding(path, UNUSABLE, mistake.told, line=mistake.line)
            return ScenarioRun(unusable=[found], took=_since(began))
        except ModelRefused as refused:
            return ScenarioRun(unusable=_own(refused.findings, key), took=_since(began))
        except Exception as error:  # a failure of ours: told as one, and the others run on
            _log.exception("scenario could not be run")
            told = filled(OUR_FAILURE, kind=type(error).__name__)
            return ScenarioRun(unusable=[Finding(path, UNUSABLE, told)], took=_since(began))
        return ScenarioRun(
            steps=[StepRun(s.number, s.line, s.step, s.at, s.passed) for s in result.steps],
            failure=_failure(scenario, result, files, coverage),
            covered=_covered(coverage),
            took=_since(began),
        )

    def _others(self) -> Mapping[ProcessKey, Deployable]:
        return {
            service.key: Deployable(
                Path(service.key),
                tuple(ModelFile(path, content) for path, content in service.files.items()),
            )
            for service in self._published()
        }


def _own(findings: Sequence[Finding], key: ProcessKey) -> list[Finding]:
    """The findings, each file by its path in the draft."""
    return [replace(one, file=one.file.removeprefix(f"{key}/")) for one in findings[:MOST_FINDINGS]]


def _world_of(scenario: Scenario) -> World:
    return simulation_world(scenario.clock)


def _since(began: float) -> timedelta:
    return timedelta(seconds=perf_counter() - began)


def _covered(coverage: Coverage) -> dict[ProcessKey, Covered]:
    return {
        model.key: Covered(*passed, frozenset(model.elements), frozenset(model.flows))
        for model, passed in coverage.passed()
    }


def _failure(
    scenario: Scenario,
    result: Result,
    files: Sequence[ModelFile],
    coverage: Coverage,
) -> ScenarioFailure | None:
    failure = result.failure
    if failure is None:
        return None
    address = element_meant(scenario, failure)
    elements = coverage.elements_of(scenario.process) if scenario.process else None
    place = _place(elements, address, files) if elements else _NOWHERE
    return ScenarioFailure(
        step=failure.step,
        line=failure.line,
        words=next((step.step for step in result.steps if step.number == failure.step), ""),
        told=failure.told,
        key=failure.key,
        expected=_kept(failure.expected),
        found=_kept(failure.found),
        diagram=place.diagram,
        element=place.element,
        beside=place.beside,
    )


class _Place(NamedTuple):
    """Where a failure stands in the drawings."""

    diagram: str
    element: ElementId | None
    beside: int


_NOWHERE = _Place("", None, 0)


def _place(elements: CalledElements, address: str, files: Sequence[ModelFile]) -> _Place:
    """The diagram and the id in it that an address leads to."""
    model = elements.model_at(address)
    element = ElementId(steps_of(address)[-1])
    if model is None or element not in model.elements:
        return _NOWHERE
    drawn = (
        file.path
        for file in files
        if is_diagram(file.path) and model.key in processes_in(file.content)
    )
    return _Place(next(drawn, ""), element, len(model.elements))


def _kept(value: object) -> object:
    """The value, or the beginning of its text where it is too long for a page."""
    if isinstance(value, Text):
        return value
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return value if len(told) <= LONGEST_TOLD else told[:LONGEST_TOLD]
