"""A scenario that is written while it is walked: each step is taken by hand, and may be undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from pathlib import Path

import yaml

from app.domain.identity import CaseNumber, ProcessKey
from app.domain.refusals import DomainError
from app.ports.views import CaseView
from app.simulation.expecting import Seen, waiting_at
from app.simulation.failing import NotAsExpected
from app.simulation.failing_words import BEGINS_FIRST
from app.simulation.folders import Deployable
from app.simulation.reading import step_of
from app.simulation.running import ModelRefused, deploy_all
from app.simulation.scenario import AnyStep, ChangeSystems, OnTask, Scenario
from app.simulation.systems import SystemChanges
from app.simulation.walking import Walk
from app.simulation.world import Start, World

MOST_MOMENTS = 2000
"""In which something may happen within one step: a timer each minute must not run for ever."""
Told = Mapping[str, object]
"""A step as the scenario file has it: texts, true and false, whole numbers, lists, mappings."""


@dataclass(frozen=True, slots=True)
class Taken:
    step: Told
    expects: Told
    """What was so after it: the expectation that is recorded with the step."""


@dataclass(slots=True)
class _Sight:
    """How much of the case has been seen."""

    waits_at: list[str] = field(default_factory=list)
    messages: int = 0
    documents: int = 0
    has_ended: bool = False


class Session:
    """Not thread-safe. `close` it."""

    def __init__(
        self,
        process: ProcessKey,
        clock: datetime,
        models: Sequence[Deployable],
        make_world: Callable[[datetime], World],
    ) -> None:
        """Raises ModelRefused."""
        self._process = process
        self._clock = clock
        self._models = models
        self._make_world = make_world
        self.taken: list[Taken] = []
        self._begin_anew()

    @property
    def world(self) -> World:
        """Another one after each `undo`."""
        return self._world

    @property
    def number(self) -> CaseNumber | None:
        """Of the case that the start has begun."""
        return next(iter(self._walk.numbers), None)

    def take(self, step: Told) -> None:
        """Take a step; one that is refused leaves everything as it was.

        Raises:
            DomainError: a use case refuses it.
            NotAsExpected: it could not be done.
            ScenarioUnusable: no step.
        """
        read = self._read(step)
        if self.number is None and not isinstance(read, Start | ChangeSystems):
            raise NotAsExpected(BEGINS_FIRST, "start", step)
        try:
            self._do(read)
        except (DomainError, NotAsExpected) as refusal:
            # A use case that refuses has changed nothing; of other steps time may have passed.
            if isinstance(refusal, NotAsExpected) or not isinstance(read, Start | OnTask):
                self._again([one.step for one in self.taken])
            raise
        self.taken.append(Taken(step, self._seen()))

    def undo(self) -> None:
        """Walk anew up to the step before the last one."""
        self._again([one.step for one in self.taken[:-1]])

    def written(self, title: str, *, with_expectations: bool) -> str:
        """The scenario file of the steps taken."""
        steps: list[Told] = []
        top: dict[str, object] = {
            "title": title,
            "process": str(self._process),
            "clock": self._clock.isoformat(),
        }
        for one in self.taken:
            if "start" in one.step:
                top |= {**_systems_before(self.taken), **one.step}
            elif "start" in top:
                steps.append(one.step)
            if with_expectations and one.expects:
                steps.append({"expect": one.expects})
        top["steps"] = steps
        return yaml.safe_dump(top, allow_unicode=True, sort_keys=False, width=1000)

    def close(self) -> None:
        self._world.close()

    def _begin_anew(self) -> None:
        self._world = self._make_world(self._clock)
        findings = deploy_all(self._world, self._models)
        if findings:
            self._world.close()
            raise ModelRefused(findings)
        scenario = Scenario(
            file=Path(self._process),
            title="",
            process=self._process,
            clock=self._clock,
            start=None,
            systems=SystemChanges(),
            steps=(),
            walks_as_people=True,
        )
        self._walk = Walk(scenario, self._world, most_moments=MOST_MOMENTS)
        self._sight = _Sight()

    def _again(self, steps: Sequence[Told]) -> None:
        self._world.close()
        self._begin_anew()
        self.taken = []
        for step in steps:
            self._do(self._read(step))
            self.taken.append(Taken(step, self._seen()))

    def _do(self, read: Start | AnyStep) -> None:
        if isinstance(read, Start):
            self._walk.begin(read)
        else:
            self._walk.act(read)

    def _read(self, step: Told) -> Start | AnyStep:
        told = yaml.safe_dump(dict(step), allow_unicode=True).encode()
        return step_of(told, self._process)

    def _seen(self) -> Told:
        """What is new since the step before, in the words of an expectation."""
        if self.number is None:
            return {}
        case = self._world.case(self.number)
        before, now = self._sight, self._sight_of(case)
        self._sight = now
        seen: dict[str, object] = {}
        if now.has_ended and not before.has_ended:
            seen |= {"status": str(case.status), "ended_at": case.ended_element}
        elif now.waits_at != before.waits_at:
            seen["waits_at"] = now.waits_at
        if new := case.messages[before.messages :]:
            seen["messages"] = [{"template": message.message} for message in new]
        if papers := sorted(case.documents, key=lambda one: one.made_at)[before.documents :]:
            seen["documents"] = [{"template": paper.template} for paper in papers]
        return seen

    def _sight_of(self, case: CaseView) -> _Sight:
        elements = self._walk.elements_of(case)
        waits_at = waiting_at(Seen(case, elements, (), {}, {}))
        ended = case.ended_at is not None
        return _Sight(waits_at, len(case.messages), len(case.documents), ended)


def _systems_before(taken: Sequence[Taken]) -> Told:
    """How the systems are when the case begins: the last word on each of them."""
    told: dict[str, object] = {}
    for one in takewhile(lambda one: "start" not in one.step, taken):
        changes = one.step.get("systems")
        told |= dict(changes) if isinstance(changes, Mapping) else {}
    return {"systems": told} if told else {}
