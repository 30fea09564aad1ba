"""Timers that begin cases: by date, duration and cycle, once each, for the newest version alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from databases import KINDS
from lent_storages import FreshStorage
from test_races import at_once

from app.bootstrap.demo_people import BOSTANDYK
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.case import CaseNotFound
from app.domain.identity import CaseNumber, ElementId, PersonId, ProcessKey
from app.domain.models import ModelFile
from app.domain.people import NotPermitted
from app.domain.texts import Text
from app.domain.work import StartTimer
from app.ports.views import CaseView
from app.usecases.deploy_service import DeploymentRefused
from app.usecases.failing_starts import (
    FailingStart,
    RetryStart,
    StartNotFailing,
    failing_starts,
    retry_start,
)
from app.usecases.verify_audit import verify_audit

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
OFFICE = (
    '<extensionElements><camunda:properties><camunda:property name="office" value="{office}"/>'
    "</camunda:properties></extensionElements>"
)
MODEL = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
    '<process id="{key}" isExecutable="true"><startEvent id="due">{office}{timers}</startEvent>'
    '<userTask id="report"/><endEvent id="done"/>'
    '<sequenceFlow id="f1" sourceRef="due" targetRef="report"/>'
    '<sequenceFlow id="f2" sourceRef="report" targetRef="done"/></process></definitions>'
)


def timer(kind: str, text: str) -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


@pytest.fixture(params=KINDS)
def world(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[SimulationWorld]:
    made = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    yield made
    assert not verify_audit(queries=made.qadam.storage.queries).flaws
    made.close()


def deploy(
    world: SimulationWorld, *timers: str, key: str = "monthly", office: str = BOSTANDYK
) -> None:
    named = OFFICE.format(office=office) if office else ""
    model = MODEL.format(key=key, timers="".join(timers), office=named)
    world.deploy([ModelFile(f"{key}.bpmn", model.encode())])


def at(world: SimulationWorld, moment: str | datetime) -> int:
    """Set the clock and fire what is due; how many fired."""
    moved = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    world.set_clock(moved)
    return world.fire_due_timers()


def begun(world: SimulationWorld) -> list[CaseView]:
    """Every case there is."""
    found: list[CaseView] = []
    while True:
        try:
            found.append(world.case(CaseNumber(f"СН-2026-{len(found) + 1:06}")))
        except CaseNotFound:
            return found


def test_a_duration_counts_from_the_deployment_and_begins_one_case(world: SimulationWorld) -> None:
    deploy(world, timer("timeDuration", "P3D"))
    assert world.next_due() == TUESDAY + timedelta(days=3)
    assert at(world, TUESDAY + timedelta(days=3, seconds=-1)) == 0
    assert at(world, TUESDAY + timedelta(days=3)) == 1
    assert at(world, TUESDAY + timedelta(days=99)) == 0
    (case,) = begun(world)
    assert [task.element_id for task in case.tasks] == ["report"]
    assert (case.case.office_id, case.case.registered_by) == (BOSTANDYK, "system")
    told = [(event.kind, event.element_id, event.actor) for event in case.history]
    assert told == [("registered", "due", "system"), ("fired", "due", "system")]
    assert world.next_due() is None


def test_a_cycle_begins_a_case_each_time_and_months_keep_their_day(world: SimulationWorld) -> None:
    deploy(world, timer("timeCycle", "R3/2026-12-31T09:00:00/P1M"))
    world.set_clock(datetime.fromisoformat("2026-12-31T09:00:00+05:00"))
    for number, moment in enumerate(("12-31", "01-31", "02-28"), 1):
        year = "2026" if number == 1 else "2027"
        assert world.next_due() == datetime.fromisoformat(f"{year}-{moment}T09:00:00+05:00")
        assert at(world, f"{year}-{moment}T09:00:00+05:00") == 1
    assert world.next_due() is None


def test_rounds_that_were_missed_are_caught_up_one_by_one(world: SimulationWorld) -> None:
    deploy(world, timer("timeCycle", "R/P1D"))
    assert [at(world, TUESDAY + timedelta(days=3)) for _ in range(4)] == [1, 1, 1, 0]
    assert world.next_due() == TUESDAY + timedelta(days=4)


def test_a_moment_before_the_deployment_begins_nothing(world: SimulationWorld) -> None:
    deploy(world, timer("timeDate", "2026-12-01"), key="once")
    deploy(world, timer("timeCycle", "R/2020-01-01T00:00:00/PT1S"), key="often")
    assert world.next_due() == TUESDAY
    deploy(world, timer("timeCycle", "R5/2020-01-01T00:00:00/P1D"), key="often")
    assert world.next_due() is None
    assert at(world, TUESDAY + timedelta(days=400)) == 0


def test_a_statutory_clock_counts_working_days_of_the_office(world: SimulationWorld) -> None:
    deploy(world, timer("timeDate", "=working_days_after(today(), 5)"))
    assert world.next_due() == datetime.fromisoformat("2026-12-29T00:00:00+05:00")


def test_several_timers_of_one_start_each_begin_cases(world: SimulationWorld) -> None:
    deploy(world, timer("timeDuration", "PT1H"), timer("timeCycle", "R2/PT2H"))
    assert [at(world, TUESDAY + timedelta(hours=hours)) for hours in (1, 2, 3, 4, 9)] == [
        1, 1, 0, 1, 0,
    ]  # fmt: skip


def test_a_new_version_replaces_the_timers_of_the_one_before(world: SimulationWorld) -> None:
    deploy(world, timer("timeCycle", "R/P1D"))
    deploy(world, timer("timeDuration", "P9D"), key="other")
    world.set_clock(TUESDAY + timedelta(hours=6))
    deploy(world, timer("timeCycle", "R/P2D"))
    assert world.next_due() == TUESDAY + timedelta(days=2, hours=6)
    assert at(world, TUESDAY + timedelta(days=2)) == 0
    assert at(world, TUESDAY + timedelta(days=2, hours=6)) == 1
    (case,) = begun(world)
    assert case.version == 2
    none = MODEL.format(key="monthly", timers="", office="")
    world.deploy([ModelFile("monthly.bpmn", none.encode())])
    assert world.next_due() == TUESDAY + timedelta(days=9), "of the other process alone"


def test_the_same_files_again_leave_the_timers_as_they_run(world: SimulationWorld) -> None:
    deploy(world, timer("timeDuration", "P3D"))
    world.set_clock(TUESDAY + timedelta(days=1))
    deploy(world, timer("timeDuration", "P3D"))
    assert world.next_due() == TUESDAY + timedelta(days=3)


def test_however_many_clocks_run_each_round_begins_one_case(world: SimulationWorld) -> None:
    deploy(world, timer("timeCycle", "R4/P1D"))
    for day in (1, 2, 3, 4):
        world.set_clock(TUESDAY + timedelta(days=day))
        fired = at_once(*[world.fire_due_timers] * 3)
        assert sum(one for one in fired if isinstance(one, int)) == 1
    assert len(begun(world)) == 4


def test_a_version_that_comes_while_a_timer_fires_leaves_one_of_both(
    world: SimulationWorld,
) -> None:
    deploy(world, timer("timeDuration", "P1D"))
    world.set_clock(TUESDAY + timedelta(days=1))
    fired, _ = at_once(world.fire_due_timers, lambda: deploy(world, timer("timeDuration", "PT2H")))
    assert len(begun(world)) == fired
    assert world.next_due() == TUESDAY + timedelta(days=1, hours=2)


def test_one_that_cannot_begin_holds_no_other_back_and_is_told_to_supervisors(
    world: SimulationWorld,
) -> None:
    deploy(world, timer("timeDuration", "P1D"), key="first")
    deploy(world, timer("timeDuration", "P1D"), key="second")
    world.set_clock(TUESDAY + timedelta(days=1))
    reported: list[StartTimer] = []
    qadam = world.qadam

    class Failing:
        """The engine, which cannot begin the first process."""

        def __getattr__(self, name: str) -> Any:
            return getattr(qadam.engine, name)

        def start(self, source: Any, *told: Any) -> Any:
            if source.key == "first":
                raise ZeroDivisionError
            return qadam.engine.start(source, *told)

    fire: Any = qadam.fire_due_timers
    assert fire(engine=Failing(), report=lambda timer, _: reported.append(timer)) == 1
    assert [timer.process_key for timer in reported] == [ProcessKey("first")]
    (failing,) = failing_of(world, "bakyt")
    assert (failing.timer.process_key, failing.timer.attempts) == ("first", 1)
    assert failing.timer.failure is not None
    assert failing_of(world, "asel") == [], "who supervises nothing"
    assert world.fire_due_timers() == 0, "it rests for a while"
    assert world.next_due() == world.now() + timedelta(minutes=1)
    world.set_clock(world.now() + timedelta(minutes=1))
    assert world.fire_due_timers() == 1, "it stayed armed"
    assert failing_of(world, "bakyt") == []


def test_a_supervisor_of_its_office_has_it_tried_at_once(world: SimulationWorld) -> None:
    deploy(world, timer("timeCycle", "R2/P1D"))
    world.set_clock(TUESDAY + timedelta(days=1))
    qadam = world.qadam
    with qadam.storage.begin() as uow:
        (armed,) = uow.start_timers.of(ProcessKey("monthly"))
        for _ in range(5):
            armed = armed.failed(Text("Ақау", "Сбой", "Fault"), world.now())
        assert uow.start_timers.put(armed)
        uow.commit()
    assert world.fire_due_timers() == 0

    def retry(person: str) -> None:
        command = RetryStart(PersonId(person), ProcessKey("monthly"), ElementId("due"), 0)
        retry_start(command, begin=qadam.storage.begin, rules=qadam.rules, clock=qadam.clock)

    with pytest.raises(NotPermitted):
        retry("asel")
    retry("bakyt")
    assert world.fire_due_timers() == 1
    assert world.next_due() == TUESDAY + timedelta(days=2), "the next round is on time"
    with pytest.raises(StartNotFailing):
        retry("bakyt")


def failing_of(world: SimulationWorld, supervisor: str) -> list[FailingStart]:
    person = world.qadam.storage.queries.person(PersonId(supervisor))
    assert person is not None
    begin, rules = world.qadam.storage.begin, world.qadam.rules
    return list(failing_starts(person, begin=begin, rules=rules))


def test_without_an_office_of_its_own_a_trial_begins_at_the_top_of_the_tree(
    world: SimulationWorld,
) -> None:
    deploy(world, timer("timeDuration", "PT1H"), office="")
    at(world, TUESDAY + timedelta(hours=1))
    assert begun(world)[0].case.office_id == "almaty"


@pytest.mark.parametrize(
    ("office", "text"),
    [("nowhere", "2027-01-01"), (BOSTANDYK, '=date("soon")'), (BOSTANDYK, "=1 + 1")],
)
def test_what_cannot_be_armed_is_not_deployed(
    world: SimulationWorld, office: str, text: str
) -> None:
    with pytest.raises(DeploymentRefused) as refused:
        deploy(world, timer("timeDate", text), office=office)
    assert {finding.rule for finding in refused.value.findings} <= {
        "start-not-ready",
        "expression-type",
    }
    assert world.next_due() is None
    assert world.models() == []
