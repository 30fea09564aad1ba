"""The worker and the alarm clock go on, whatever happens to the database."""

import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from threading import Event, Semaphore, Thread

import pytest

from app.domain.refusals import StorageAway
from app.scheduling import AlarmClock, Worker

SOON = 10.0
"""Seconds after which a test that hangs fails."""
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_worker_goes_on_after_the_database_was_away(caplog: pytest.LogCaptureFixture) -> None:
    was_away, ran = Event(), Event()

    def run_next() -> None:
        if not was_away.is_set():
            was_away.set()
            raise StorageAway
        ran.set()

    worker = Worker(run_next=run_next)
    worker.start()
    assert was_away.wait(SOON)
    worker.nudge()

    assert ran.wait(SOON)
    worker.stop()
    assert [record.message for record in caplog.records] == ["the worker could not run a job"]


def test_a_worker_runs_all_that_is_due_without_being_nudged() -> None:
    due, done = iter(range(5)), Event()

    def run_next() -> object | None:
        found = next(due, None)
        if found is None:
            done.set()
        return found

    worker = Worker(run_next=run_next)
    worker.start()
    assert done.wait(SOON)
    worker.stop()
    assert list(due) == []


@pytest.fixture
def rung() -> Event:
    return Event()


@pytest.fixture
def alarm(rung: Event) -> Iterator[AlarmClock]:
    def fire() -> int:
        rung.set()
        return 0

    clock = AlarmClock(fire=fire, next_due=lambda: LONG_AGO)
    yield clock
    clock.stop()


def test_a_timer_armed_in_the_past_rings_at_once(alarm: AlarmClock, rung: Event) -> None:
    alarm.start()
    assert rung.wait(SOON)


def test_an_alarm_stops_while_it_rings() -> None:
    rings, may_end = Event(), Event()

    def fire() -> int:
        rings.set()
        assert may_end.wait(SOON)
        return 1

    clock = AlarmClock(fire=fire, next_due=lambda: LONG_AGO)
    clock.start()
    assert rings.wait(SOON)
    stopping = Thread(target=clock.stop, daemon=True)
    stopping.start()
    stopping.join(0.2)

    may_end.set()

    stopping.join(SOON)
    assert not stopping.is_alive()


def ring(rings: Semaphore) -> int:
    rings.release()
    return 0


def test_an_alarm_stops_at_whatever_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(threading, "excepthook", complaints.append)

    for _ in range(1_000):  # its thread takes the job that rang away, or has just done so
        rings = Semaphore(0)
        clock = AlarmClock(fire=partial(ring, rings), next_due=lambda: LONG_AGO)
        clock.start()
        assert rings.acquire(timeout=SOON)
        clock.stop()

    assert complaints == []


def test_a_commit_stands_though_the_next_timer_cannot_be_asked_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away() -> datetime | None:
        raise StorageAway

    clock = AlarmClock(fire=lambda: 0, next_due=away)
    clock.start()

    clock.set()

    clock.stop()
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
