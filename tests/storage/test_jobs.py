"""Jobs, timers and incidents: claimed once, under a lease that a number proves."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from builders import NOW, a_job, a_timer, an_incident, given_instance
from sqlalchemy.exc import IntegrityError

from app.domain.identity import ElementId, JobId, TimerId
from app.domain.refusals import TokenNotWaiting
from app.domain.texts import Text
from app.domain.work import IncidentNotOpen, JobState, LeaseLost, TimerState
from app.storage import Storage, count_statements

LEASE = timedelta(minutes=5)
LATER = NOW + timedelta(hours=1)


def test_a_job_comes_back_as_it_was_written(storage: Storage) -> None:
    instance = given_instance(storage)
    job = a_job(
        instance.id,
        state=JobState.FAILED,
        attempts=4,
        failure=Text("Жауап жоқ", "Нет ответа", "No answer"),
    )
    with storage.begin() as uow:
        uow.jobs.add([job])
        assert uow.jobs.get(job.id) == job
        assert uow.jobs.open_of(instance.id) == (job,)


def test_the_earliest_due_job_is_claimed_in_one_statement(storage: Storage) -> None:
    instance = given_instance(storage)
    late, early = a_job(instance.id), a_job(instance.id, due_at=NOW - timedelta(1))
    future = a_job(instance.id, due_at=LATER)
    with storage.begin() as uow:
        uow.jobs.add([late, early, future])
        with count_statements(storage) as statements:
            claimed = uow.jobs.claim_due(NOW, LEASE)
        assert statements.count == 1
        assert claimed == replace(early, fencing=1, leased_until=NOW + LEASE)
        second = uow.jobs.claim_due(NOW, LEASE)
        assert second is not None
        assert second.id == late.id
        assert uow.jobs.claim_due(NOW, LEASE) is None


def test_a_lease_that_has_run_out_can_be_claimed_again(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.begin() as uow:
        uow.jobs.add([a_job(instance.id)])
        first = uow.jobs.claim_due(NOW, LEASE)
        blink = timedelta(microseconds=1)
        assert uow.jobs.claim_due(NOW + LEASE - blink, LEASE) is None
        second = uow.jobs.claim_due(NOW + LEASE, LEASE)
        assert first is not None
        assert second is not None
        assert (first.fencing, second.fencing) == (1, 2)


def test_an_answer_under_a_lost_lease_is_refused(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.begin() as uow:
        uow.jobs.add([a_job(instance.id)])
        first = uow.jobs.claim_due(NOW, LEASE)
        second = uow.jobs.claim_due(NOW + LEASE, LEASE)
        assert first is not None
        assert second is not None
        with pytest.raises(LeaseLost):
            uow.jobs.held(first.id, first.fencing)
        with pytest.raises(LeaseLost):
            uow.jobs.put(first.done())
        assert not uow.jobs.prolong(first.id, first.fencing, LATER)
        assert uow.jobs.held(second.id, second.fencing) == second


def test_a_heartbeat_moves_the_end_of_the_lease(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.begin() as uow:
        uow.jobs.add([a_job(instance.id)])
        job = uow.jobs.claim_due(NOW, LEASE)
        assert job is not None
        assert uow.jobs.prolong(job.id, job.fencing, LATER)
        assert uow.jobs.held(job.id, job.fencing).leased_until == LATER
        uow.jobs.put(job.done())
        assert not uow.jobs.prolong(job.id, job.fencing, LATER)


def test_a_finished_job_is_held_by_nobody_and_never_claimed(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.begin() as uow:
        uow.jobs.add([a_job(instance.id)])
        job = uow.jobs.claim_due(NOW, LEASE)
        assert job is not None
        uow.jobs.put(job.done())
        with pytest.raises(LeaseLost):
            uow.jobs.held(job.id, job.fencing)
        assert uow.jobs.claim_due(LATER, LEASE) is None
        assert uow.jobs.open_of(instance.id) == ()
        assert uow.jobs.next_due() is None


def test_the_next_due_moment_counts_leases_and_pauses(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.begin() as uow:
        assert uow.jobs.next_due() is None
        uow.jobs.add([a_job(instance.id)])
        assert uow.jobs.next_due() == NOW
        job = uow.jobs.claim_due(NOW, LEASE)
        assert uow.jobs.next_due() == NOW + LEASE
        assert job is not None
        failed = job.failed(Text("жоқ"), NOW, 0)
        uow.jobs.put(failed)
        assert uow.jobs.next_due() == failed.due_at == NOW + timedelta(minutes=10)


def test_a_job_that_is_not_there_is_refused(storage: Storage) -> None:
    with storage.begin() as uow:
        with pytest.raises(LeaseLost):
            uow.jobs.get(JobId(uuid4()))
        with pytest.raises(TokenNotWaiting):
            uow.timers.get(TimerId(uuid4()))


def test_due_timers_come_the_earliest_first(storage: Storage) -> None:
    instance = given_instance(storage)
    timers = [a_timer(instance.id, NOW + timedelta(minutes=n)) for n in (3, 1, 2, 9)]
    with storage.begin() as uow:
        assert uow.timers.next_due() is None
        uow.timers.add(timers)
        assert uow.timers.next_due() == timers[1].due_at
        due = uow.timers.due(NOW + timedelta(minutes=3), 2)
        assert due == (timers[1], timers[2])
        assert set(uow.timers.open_of(instance.id)) == set(timers)
        assert uow.timers.get(timers[3].id) == timers[3]


def test_timers_that_are_due_at_once_come_in_the_order_of_their_elements(storage: Storage) -> None:
    instance = given_instance(storage)
    ids = [ElementId(name) for name in ("decide", "ask", "check", "ask", "Act")]
    with storage.begin() as uow:
        uow.timers.add([a_timer(instance.id, element_id=name) for name in ids])
        found = [timer.element_id for timer in uow.timers.due(NOW, 9)]
    assert found == ["Act", "ask", "ask", "check", "decide"]


def test_a_timer_ends_once(storage: Storage) -> None:
    instance = given_instance(storage)
    timer, other = a_timer(instance.id), a_timer(instance.id)
    with storage.begin() as uow:
        uow.timers.add([timer, other])
        uow.timers.put([replace(timer, state=TimerState.FIRED)])
        with pytest.raises(TokenNotWaiting):
            uow.timers.put([replace(t, state=TimerState.CANCELLED) for t in (timer, other)])
        uow.timers.put([])


def test_an_incident_is_resolved_once(storage: Storage) -> None:
    instance = given_instance(storage)
    incident = an_incident(instance.id)
    solved = replace(incident, resolved_at=NOW)
    with storage.begin() as uow:
        uow.incidents.add(incident)
        assert uow.incidents.open_of(instance.id) == (incident,)
        uow.incidents.put(solved)
        assert uow.incidents.get(incident.id) == solved
        assert uow.incidents.open_of(instance.id) == ()
        with pytest.raises(IncidentNotOpen):
            uow.incidents.put(solved)


def test_a_job_has_one_open_incident(storage: Storage) -> None:
    instance = given_instance(storage)
    job = JobId(uuid4())
    with storage.begin() as uow:
        uow.incidents.add(an_incident(instance.id, job_id=job, resolved_at=NOW))
        uow.incidents.add(an_incident(instance.id, job_id=job))
        with pytest.raises(IntegrityError):
            uow.incidents.add(an_incident(instance.id, job_id=job))
