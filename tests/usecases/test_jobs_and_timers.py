"""What happens by itself: jobs with retries and incidents, timers that fire once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from case_walks import AIGUL, CLERK, SUPERVISOR, Walk, command_id

from app.domain.case import InstanceStatus
from app.domain.identity import ElementId
from app.domain.people import NotPermitted
from app.domain.task import TaskState
from app.domain.work import IncidentNotOpen, Timer
from app.ports.engine import Advance
from app.simulation.systems import Fault
from app.usecases.advancing import Deed, grounds_of, record_advance
from app.usecases.retry_incident import RetryIncident


def break_registry(walk: Walk, times: int | None = None) -> None:
    walk.world.set_fault(Fault("gbdfl", "person", "timeout", times, None, 1))


def spend_all_retries(walk: Walk) -> None:
    """Live through every attempt until the job is out of them."""
    while walk.view().status is InstanceStatus.ACTIVE:
        due = walk.world.next_due()
        assert due is not None
        walk.world.set_clock(max(due, walk.world.now()))
        walk.world.run_due_job()


def test_a_failed_job_is_tried_again_later_and_not_before(walk: Walk) -> None:
    break_registry(walk, times=1)
    walk.register()

    assert walk.run_jobs() == 1
    assert walk.run_jobs() == 0
    walk.pass_time(minutes=11)
    assert walk.run_jobs() == 1
    assert walk.task("check_completeness").is_open


def test_a_job_without_retries_left_becomes_an_incident_in_words(walk: Walk) -> None:
    break_registry(walk)
    walk.register()

    spend_all_retries(walk)

    (incident,) = walk.view().incidents
    assert incident.code == "job-failed"
    assert incident.element_id == "request_person"
    assert "«Жеке тұлғалар»" in incident.reason.kk
    assert AIGUL not in f"{incident.reason} {incident.detail}"


def test_a_retried_incident_lets_the_case_go_on(walk: Walk) -> None:
    break_registry(walk, times=6)
    walk.register()
    spend_all_retries(walk)
    (incident,) = walk.view().incidents
    same = RetryIncident(command_id(), incident.id, SUPERVISOR)

    first = walk.world.qadam.retry_incident(same)
    assert walk.world.qadam.retry_incident(same) == first
    walk.run_jobs()

    assert walk.view().status is InstanceStatus.ACTIVE
    assert not walk.view().incidents
    assert walk.task("check_completeness").is_open
    with pytest.raises(IncidentNotOpen):
        walk.world.retry_incident(incident.id, SUPERVISOR)


def test_a_clerk_mends_no_instances(walk: Walk) -> None:
    break_registry(walk)
    walk.register()
    spend_all_retries(walk)

    with pytest.raises(NotPermitted):
        walk.world.retry_incident(walk.view().incidents[0].id, CLERK)


def test_two_workers_never_run_one_job(walk: Walk) -> None:
    for _ in range(6):
        walk.register()

    with ThreadPoolExecutor(3) as pool:
        ran = list(pool.map(lambda _: walk.world.qadam.run_next_job(), range(12)))

    done = [run.job_id for run in ran if run is not None]
    assert len(done) == len(set(done)) == 6


def test_a_term_that_is_missed_calls_the_supervisor_once_however_many_clocks_run(
    walk: Walk,
) -> None:
    walk.at_completeness()
    walk.world.set_clock(datetime.fromisoformat("2027-01-09T00:00:00+05:00"))

    with ThreadPoolExecutor(3) as pool:
        fired = list(pool.map(lambda _: walk.world.fire_due_timers(), range(3)))

    assert sum(fired) == 1
    assert walk.task("explain_missed_term").is_open
    assert walk.task("check_completeness").is_open


def test_a_term_does_not_count_as_missed_on_its_last_day(walk: Walk) -> None:
    walk.at_completeness()
    walk.world.set_clock(datetime.fromisoformat("2027-01-08T23:59:59+05:00"))

    assert walk.world.fire_due_timers() == 0


def test_a_timer_that_fails_holds_no_other_back_and_is_reported(walk: Walk) -> None:
    for _ in range(2):
        walk.at_completeness()
    walk.world.set_clock(datetime.fromisoformat("2027-01-09T00:00:00+05:00"))
    qadam = walk.world.qadam
    reported: list[Timer] = []

    class Failing:
        """The engine, which cannot fire the first timer it is told of."""

        tried = 0

        def fire(self, *told: Any) -> Any:
            self.tried += 1
            if self.tried == 1:
                raise ZeroDivisionError
            return qadam.engine.fire(*told)

    fire: Any = qadam.fire_due_timers
    fired = fire(engine=Failing(), report=lambda timer, error: reported.append(timer))

    assert fired == 1
    assert len(reported) == 1
    assert walk.world.fire_due_timers() == 1, "it stayed armed"


def test_a_draft_goes_with_a_task_that_an_event_cancels(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.world.save_draft(task.id, CLERK, {"package_complete": "no"})
    qadam = walk.world.qadam

    with qadam.storage.begin() as uow:
        instance = uow.instances.lock(task.instance_id)
        ground = grounds_of(uow, instance, qadam.rules, walk.world.now())
        nothing_waits = Advance(
            snapshot=instance.snapshot,
            waits=(),
            passed=(),
            variables={},
            changed={},
            ended_at=ElementId("gone"),
        )
        record_advance(uow, ground, nothing_waits, Deed("system", "trial"), new_id=uuid4)
        uow.commit()

    assert walk.task("check_completeness").state is TaskState.CANCELLED
    assert qadam.storage.queries.task(task.id, CLERK).draft is None
