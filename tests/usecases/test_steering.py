"""A supervisor holds, resumes and cancels a case; what is open stands still or closes."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from case_walks import AIGUL, CLERK, SUPERVISOR, command_id
from databases import KINDS
from lent_storages import FreshStorage
from message_models import HEARING, Hearings
from trial_models import ASK_REGISTRY

from app.bootstrap.simulation import simulation_world
from app.domain.case import CaseEnded, CaseOnHold, InstanceStatus
from app.domain.identity import CaseNumber, JobId, ProcessKey, Topic
from app.domain.people import NotPermitted
from app.feel import Value
from app.ports.outside import BusinessError
from app.simulation.world import Start
from app.usecases.mend_instance import ReasonMissing
from app.usecases.run_job import Handle, JobRun
from app.usecases.steer_instance import CaseNotOnHold, Deed, InstanceSteered, SteerInstance
from app.usecases.verify_audit import verify_audit

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")


@pytest.fixture(params=KINDS)
def hearings(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[Hearings]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    found = Hearings(world)
    found.deploy(HEARING)
    yield found
    world.close()


def steer(
    hearings: Hearings,
    number: CaseNumber,
    deed: Deed,
    reason: str = "a court asked",
    **more: object,
) -> InstanceSteered:
    given = {"command_id": command_id(), "actor": SUPERVISOR, **more}
    command = SteerInstance(number=number, deed=deed, reason=reason, **given)  # type: ignore[arg-type]  # as given
    return hearings.world.qadam.steer_instance(command)


def test_on_hold_timers_stand_still_and_fire_when_it_is_resumed(hearings: Hearings) -> None:
    number = hearings.waiting()
    steer(hearings, number, Deed.HOLD)

    hearings.world.set_clock(TUESDAY + timedelta(days=9))
    assert hearings.world.next_due() is None
    assert hearings.world.fire_due_timers() == 0

    steer(hearings, number, Deed.RESUME)
    assert hearings.world.fire_due_timers() == 1
    assert hearings.case(number).ended_element == "silent"


def test_on_hold_a_message_is_kept_and_delivered_when_it_is_resumed(hearings: Hearings) -> None:
    number = hearings.waiting()
    steer(hearings, number, Deed.HOLD)

    assert hearings.tell("hearing-reply", number).outcome == "kept"
    hearings.settle()
    assert hearings.case(number).status is InstanceStatus.ACTIVE

    steer(hearings, number, Deed.RESUME)
    hearings.settle()
    assert hearings.case(number).ended_element == "heard"


def test_on_hold_a_task_is_refused_and_its_answers_are_not_taken(hearings: Hearings) -> None:
    number = hearings.start()
    steer(hearings, number, Deed.HOLD)
    with pytest.raises(CaseOnHold):
        hearings.invite(number)
    steer(hearings, number, Deed.RESUME)
    hearings.invite(number)


def test_a_case_on_hold_may_be_cancelled(hearings: Hearings) -> None:
    number = hearings.waiting()
    steer(hearings, number, Deed.HOLD)
    hearings.world.cancel(number, "a mistake")

    case = hearings.case(number)
    assert (case.status, case.held_at) == (InstanceStatus.CANCELLED, None)
    assert hearings.tell("hearing-reply", number).outcome == "kept"
    with pytest.raises(CaseEnded):
        steer(hearings, number, Deed.RESUME)
    assert not verify_audit(queries=hearings.world.qadam.storage.queries).flaws


def test_a_repeated_command_gets_the_first_answer(hearings: Hearings) -> None:
    number, same = hearings.waiting(), command_id()
    first = steer(hearings, number, Deed.HOLD, command_id=same)
    assert steer(hearings, number, Deed.HOLD, command_id=same) == first


def test_it_takes_a_reason_the_power_and_the_right_state(hearings: Hearings) -> None:
    number = hearings.waiting()
    with pytest.raises(ReasonMissing):
        steer(hearings, number, Deed.HOLD, "  ")
    with pytest.raises(NotPermitted):
        steer(hearings, number, Deed.HOLD, actor=CLERK)
    with pytest.raises(CaseNotOnHold):
        steer(hearings, number, Deed.RESUME)
    steer(hearings, number, Deed.HOLD)
    with pytest.raises(CaseOnHold):
        steer(hearings, number, Deed.HOLD)


def asking(hearings: Hearings) -> CaseNumber:
    """A case whose job asks the registry."""
    hearings.deploy(ASK_REGISTRY)
    start = Start(ProcessKey("ask-registry"), 1, answers={"applicant": {"iin": AIGUL}})
    return hearings.world.start(start)


def run_held(
    hearings: Hearings, number: CaseNumber, answer: Callable[[Handle], Handle]
) -> JobRun | None:
    """Run the next job; while its handler works, the case is put on hold."""
    qadam = hearings.world.qadam
    handlers = dict(qadam.run_next_job.keywords["handlers"])  # type: ignore[attr-defined]  # a partial
    handle = answer(handlers[Topic("request-person")])

    def work(job: JobId, inputs: Mapping[str, Value]) -> Mapping[str, Value]:
        steer(hearings, number, Deed.HOLD)
        return handle(job, inputs)

    run: Any = qadam.run_next_job
    found: JobRun | None = run(handlers={**handlers, Topic("request-person"): work})
    return found


def refused(_: Handle) -> Handle:
    def refuse(_job: JobId, _inputs: Mapping[str, Value]) -> Mapping[str, Value]:
        raise BusinessError("person_died")

    return refuse


@pytest.mark.parametrize("answer", [lambda handle: handle, refused])
def test_a_job_that_was_running_when_its_case_was_held_moves_it_after_it_is_resumed(
    hearings: Hearings, answer: Callable[[Handle], Handle]
) -> None:
    number = asking(hearings)

    ran = run_held(hearings, number, answer)

    assert ran is not None
    assert ran.outcome == "on-hold"
    case = hearings.case(number)
    assert (case.status, [job.element_id for job in case.jobs]) == (InstanceStatus.ACTIVE, ["ask"])
    hearings.world.set_clock(TUESDAY + timedelta(days=9))
    assert hearings.settle() == 0
    assert hearings.world.next_due() is None

    steer(hearings, number, Deed.RESUME)
    assert hearings.settle() == 1
    assert hearings.case(number).ended_element == "asked"
    assert not verify_audit(queries=hearings.world.qadam.storage.queries).flaws
