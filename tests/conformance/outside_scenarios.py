"""Walks the outside scenarios through the whole product in memory: real engine, real commands.

As a command it prints what became of each scenario:

    PYTHONPATH=. .venv/bin/python tests/conformance/outside_scenarios.py [WORD …] [--open]

WORDs choose scenarios by id or construct; `--open` leaves out those that pass.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from outside_material import MATERIAL

from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber, ElementId, ProcessKey
from app.domain.models import Finding, ModelFile
from app.domain.refusals import DomainError
from app.domain.task import UserTask
from app.simulation.failing import NotAsExpected
from app.simulation.world import Start
from app.usecases.deploy_service import DeploymentRefused

BEGIN = datetime(2026, 12, 1, 5, tzinfo=UTC)
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """`passes`, `refused` at deployment, or `wrong`, with the reason for the last two."""

    id: str
    construct: str
    verdict: str
    reason: str = ""


class Wrong(Exception):
    """The product did something else than the scenario says."""


class OutsideWalk:
    """One scenario in a world of its own. Where a step names no instance, the newest is meant.

    The transcription dropped which instance a query of the original test asked about. So a number
    of tasks holds if the newest instance has it, or all instances together have it.
    """

    def __init__(self, world: SimulationWorld, *, restart: bool = False) -> None:
        self._world = world
        self._restart = restart
        self._numbers: list[CaseNumber] = []
        self._listed: list[UserTask] = []

    def deploy(self, files: Sequence[Path]) -> list[Finding]:
        """Each file is a deployment of its own; all findings that refuse one."""
        found: list[Finding] = []
        for file in files:
            try:
                self._world.deploy([ModelFile(file.name, file.read_bytes())])
            except DeploymentRefused as refused:
                found += refused.findings
        return found

    def step(self, step: Step) -> None:
        (deed,) = [name for name in DEEDS if name in step]
        DEEDS[deed](self, step)
        while self._world.run_due_job():
            pass
        if self._restart:
            self._world.restart()

    def _start(self, step: Step) -> None:
        start = Start(ProcessKey(step["start"]), line=0, answers=step.get("vars", {}))
        self._numbers.append(self._world.start(start))

    def _complete(self, step: Step) -> None:
        self._finish(self._meant(step["complete"]), step.get("vars", {}))

    def _complete_all(self, step: Step) -> None:
        for task in self._tasks(step["complete_all"] or {}):
            self._finish(task, step.get("vars", {}))

    def _finish(self, task: UserTask, answers: Mapping[str, Any]) -> None:
        self._world.complete(task.id, None, answers)

    def _meant(self, wanted: Mapping[str, Any]) -> UserTask:
        place = wanted.get("index", 0)
        if "order_by" in wanted:
            here = self._in_order(place)
        else:
            here = self._tasks(wanted, self._numbers[-1:]) or self._tasks(wanted)
        if place >= len(here):
            raise Wrong(f"no open task {dict(wanted)}, open: {self._open()}")
        return here[place]

    def _in_order(self, place: int) -> list[UserTask]:
        """Open tasks by name, listed once as in the original test, until the list is used up."""
        still_open = {task.id for task in self._tasks({})}
        if place >= len(self._listed) or self._listed[place].id not in still_open:
            self._listed = sorted(self._tasks({}), key=lambda task: task.name.kk or task.element_id)
        return self._listed

    def _tasks(
        self, wanted: Mapping[str, Any], numbers: Sequence[CaseNumber] | None = None
    ) -> list[UserTask]:
        found: list[UserTask] = []
        for number in self._numbers if numbers is None else numbers:
            tasks = [task for task in self._world.case(number).tasks if task.is_open]
            found += sorted(tasks, key=lambda task: (task.created_at, str(task.id)))
        if "name" in wanted:
            found = [task for task in found if task.name.kk == wanted["name"]]
        if "key" in wanted:
            found = [task for task in found if _own_id(task.element_id) == wanted["key"]]
        return found

    def _open(self) -> list[str]:
        return [task.element_id for task in self._tasks({})]

    def _expect_tasks(self, step: Step) -> None:
        wanted, count = step["expect_tasks"] or {}, step["count"]
        newest = len(self._tasks(wanted, self._numbers[-1:]))
        everywhere = len(self._tasks(wanted))
        if count not in (newest, everywhere):
            raise Wrong(f"expected {count} tasks {dict(wanted)}, open: {self._open()}")

    def _expect_task_at(self, step: Step) -> None:
        found = self._meant(step["expect_task_at"])
        if found.name.kk != step["name"]:
            raise Wrong(f"expected the task {step['name']!r}, found {found.name.kk!r}")

    def _expect_ended(self, step: Step) -> None:
        case = self._world.case(self._numbers[-1])
        if (case.status is InstanceStatus.COMPLETED) is not bool(step["expect_ended"]):
            incidents = [f"{i.element_id}: {i.code} {i.detail}" for i in case.incidents]
            raise Wrong(f"expected an end, found {case.status} {self._open()} {incidents}")

    def _expect_var(self, step: Step) -> None:
        found = self._world.case(self._numbers[-1]).variables.get(step["expect_var"])
        if found != step["value"]:
            raise Wrong(f"expected {step['expect_var']} = {step['value']!r}, found {found!r}")

    def _fire_timers(self, _: Step) -> None:
        """One timer fires, as the material says; of several due at one moment the innermost."""
        due = self._world.next_due()
        if due is None:
            raise Wrong("a timer should fire, but none is armed")
        self._world.set_clock(max(due, self._world.now()))
        self._world.fire_next_timer()

    def _advance_clock(self, _: Step) -> None:
        """Without a meaning of its own, says the material: the timers are fired by name."""

    def _repeat(self, step: Step) -> None:
        for _ in range(step["repeat"]):
            for inner in step["steps"]:
                self.step(inner)

    def _message(self, step: Step) -> None:
        self._world.message(step["message"], step.get("key"), step.get("vars", {}))

    def _signal(self, step: Step) -> None:
        self._world.signal(step["signal"], step.get("vars", {}))

    def _start_by_message(self, step: Step) -> None:
        start = self._world.start_by_message
        self._numbers.append(start(step["start_by_message"], step.get("vars", {})))

    def _set_variable(self, step: Step) -> None:
        self._set_variables({"set_vars": {step["set_var"]: step["value"]}})

    def _set_variables(self, step: Step) -> None:
        self._world.set_variables(self._numbers[-1], None, step["set_vars"])

    def _trigger(self, step: Step) -> None:
        element = ElementId(step["trigger_activity"])
        self._world.trigger(self._numbers[-1], element)

    def _delete(self, _: Step) -> None:
        self._world.cancel(self._numbers[-1], "deleted")


DEEDS: Mapping[str, Callable[[OutsideWalk, Step], None]] = {
    "start": OutsideWalk._start,
    "start_by_message": OutsideWalk._start_by_message,
    "complete": OutsideWalk._complete,
    "complete_all": OutsideWalk._complete_all,
    "message": OutsideWalk._message,
    "signal": OutsideWalk._signal,
    "fire_timers": OutsideWalk._fire_timers,
    "advance_clock": OutsideWalk._advance_clock,
    "trigger_activity": OutsideWalk._trigger,
    "set_var": OutsideWalk._set_variable,
    "set_vars": OutsideWalk._set_variables,
    "delete_instance": OutsideWalk._delete,
    "expect_tasks": OutsideWalk._expect_tasks,
    "expect_task_at": OutsideWalk._expect_task_at,
    "expect_ended": OutsideWalk._expect_ended,
    "expect_var": OutsideWalk._expect_var,
    "repeat": OutsideWalk._repeat,
}


def _own_id(element: str) -> str:
    """The id as drawn; an element of a called process bears the path of its calls before it."""
    return element.rpartition("/")[2]


def run(scenario: Mapping[str, Any], folder: Path, *, restart: bool = False) -> Outcome:
    """What becomes of one scenario; never raises."""
    name, construct = scenario["id"], scenario["construct"]
    world = simulation_world(BEGIN)
    try:
        walk = OutsideWalk(world, restart=restart)
        if findings := walk.deploy([folder / resource for resource in scenario["resources"]]):
            told = (f"{f.rule} {f.element}: {f.message.en}" for f in findings)
            return Outcome(name, construct, "refused", " | ".join(dict.fromkeys(told)))
        for number, step in enumerate(scenario["steps"], 1):
            try:
                walk.step(step)
            except (Wrong, DomainError) as wrong:
                told = f"step {number} {json.dumps(step)}: {type(wrong).__name__} {wrong}"
                return Outcome(name, construct, "wrong", told)
            except NotAsExpected as wrong:
                told = f"step {number} {json.dumps(step)}: {wrong.what}, found {wrong.found}"
                return Outcome(name, construct, "wrong", told)
            except (
                Exception
            ) as error:  # a traceback is the worst answer, and is told like any other
                told = f"step {number} {json.dumps(step)}: {type(error).__name__} {error}"
                return Outcome(name, construct, "wrong", told)
    except Exception as error:  # as above, at deployment
        return Outcome(name, construct, "wrong", f"deployment: {type(error).__name__} {error}")
    finally:
        world.close()
    return Outcome(name, construct, "passes")


def run_all(folder: Path, words: Sequence[str] = ()) -> Iterator[Outcome]:
    """Every scenario whose id or construct contains one of the words; all without words."""
    for scenario in json.loads((folder / "scenarios.json").read_text(encoding="utf-8")):
        told = f"{scenario['id']} {scenario['construct']}".lower()
        if not words or any(word.lower() in told for word in words):
            yield run(scenario, folder)


def main(arguments: Sequence[str]) -> int:
    words = [word for word in arguments if not word.startswith("--")]
    outcomes = []
    for outcome in run_all(MATERIAL / "bpmn", words):
        outcomes.append(outcome)
        if outcome.verdict != "passes" or "--open" not in arguments:
            print(f"{outcome.verdict:8} {outcome.construct:16} {outcome.id}")
            if outcome.reason:
                print(f"         {outcome.reason[:600]}")
    print(dict(Counter(outcome.verdict for outcome in outcomes)))
    return 0 if all(outcome.verdict == "passes" for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
