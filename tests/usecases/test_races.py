"""Two at once on one case: each gets its answer or a clean refusal, and the case moves once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from case_walks import CLERK, COMPLETE_PACKAGE, SPECIALIST, SUPERVISOR, Walk, command_id

from app.domain.case import InstanceStatus
from app.domain.refusals import DomainError
from app.domain.work import JobState
from app.simulation.systems import Fault
from app.usecases.retry_incident import RetryIncident
from app.usecases.verify_audit import verify_audit


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Answers, or the refusals' codes, of deeds that begin together."""
    gate = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        gate.wait(10)
        try:
            return deed()
        except DomainError as refused:
            return refused.code

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def audit_is_sound(walk: Walk) -> bool:
    return not verify_audit(queries=walk.world.qadam.storage.queries).flaws


def test_a_double_click_registers_one_case(walk: Walk) -> None:
    same = command_id()

    answers = at_once(*[lambda: walk.register(command=same)] * 4)

    assert len(set(map(str, answers))) == 1
    assert walk.register().number == "ЖК-2026-000002"


def test_numbers_have_no_gaps_whoever_registers_at_once(walk: Walk) -> None:
    at_once(*[lambda: walk.register()] * 3, *[lambda: walk.register(phone="12")] * 3)

    assert sorted(number[-6:] for number in walk.numbers) == ["000001", "000002", "000003"]


def test_a_completion_beside_the_timer_of_its_term_loses_neither(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.world.set_clock(datetime.fromisoformat("2027-01-09T00:00:00+05:00"))

    done, fired = at_once(lambda: walk.complete(task, COMPLETE_PACKAGE), walk.world.fire_due_timers)

    assert not isinstance(done, str)
    assert fired == 1
    assert walk.task("decide_application").is_open
    assert walk.task("explain_missed_term").is_open
    assert audit_is_sound(walk)


def test_two_supervisors_who_retry_at_once_run_the_job_once(walk: Walk) -> None:
    walk.world.set_fault(Fault("gbdfl", "person", "timeout", 6, None, 1))
    walk.register()
    while walk.view().status is InstanceStatus.ACTIVE:
        walk.pass_time(hours=12)
        walk.world.run_due_job()
    incident = walk.view().incidents[0].id
    retry = walk.world.qadam.retry_incident

    answers = at_once(
        *[lambda: retry(RetryIncident(command_id(), incident, SUPERVISOR))] * 3,
        walk.world.run_due_job,
    )

    assert answers[:3].count("IncidentNotOpen") == 2
    walk.run_jobs()
    assert [job.state for job in walk.view().jobs] == [JobState.DONE]
    assert walk.task("check_completeness").is_open
    assert audit_is_sound(walk)


def test_two_people_who_claim_at_once_hold_a_task_once(walk: Walk) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    task = walk.task("decide_application")

    answers = at_once(*[lambda: walk.claim(task, SPECIALIST)] * 2, lambda: walk.claim(task, CLERK))

    assert answers == [None, None, "NotACandidate"]
    assert walk.task("decide_application").assignee == SPECIALIST


def test_drafts_beside_a_completion_leave_nothing_behind(walk: Walk) -> None:
    task = walk.at_completeness()

    at_once(
        lambda: walk.complete(task, COMPLETE_PACKAGE),
        *[lambda: walk.world.save_draft(task.id, CLERK, {"package_complete": "no"})] * 4,
    )

    assert walk.world.qadam.storage.queries.task(task.id, CLERK).draft is None
