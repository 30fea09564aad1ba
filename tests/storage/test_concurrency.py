"""Two at once: one waits, then sees the new state; nobody gives up with a stack trace."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from builders import NOW, a_case, a_job, a_task, an_instance, given_instance
from databases import INDEX_KEY
from sqlalchemy import event

from app.domain.identity import CommandId, PersonId
from app.domain.refusals import Busy, CommandIdReused
from app.domain.task import UserTask, UserTaskNotOpen
from app.storage import Storage, open_storage

SOON = 10.0
"""Seconds after which a test that hangs fails."""


@dataclass(frozen=True)
class Done:
    words: str


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture
def impatient(url: str) -> Iterator[Storage]:
    """The same database, by a process that waits a twentieth of a second."""
    opened = open_storage(url, lock_wait=0.05, index_key=INDEX_KEY)
    yield opened
    opened.close()


def given_open_task(storage: Storage) -> UserTask:
    instance = an_instance()
    task = a_task(instance.id)
    with storage.begin() as uow:
        uow.instances.add(instance)
        uow.cases.add(a_case(instance.id))
        uow.user_tasks.add([task])
        uow.commit()
    return task


def complete(storage: Storage, task: UserTask, person: str) -> None:
    with storage.begin() as uow:
        instance = uow.instances.lock_by_task(task.id)
        uow.user_tasks.put(uow.user_tasks.get(task.id).complete(PersonId(person), NOW))
        uow.instances.put(instance)
        uow.commit()


def sent_by(
    storage: Storage, deed: Callable[[], object], pool: ThreadPoolExecutor
) -> Future[object]:
    """Run the deed in a thread; come back when it has sent its first statement."""
    sent = Event()

    def note(*_: object) -> None:
        sent.set()

    event.listen(storage.engine, "before_cursor_execute", note)
    future = pool.submit(deed)
    assert sent.wait(SOON)
    event.remove(storage.engine, "before_cursor_execute", note)
    return future


def test_of_two_completions_the_second_waits_and_finds_the_task_closed(
    storage: Storage, url: str, pool: ThreadPoolExecutor
) -> None:
    task, other = given_open_task(storage), open_storage(url, index_key=INDEX_KEY)
    with storage.begin() as uow:
        instance = uow.instances.lock_by_task(task.id)
        second = sent_by(other, lambda: complete(other, task, "second"), pool)
        assert not second.done()
        uow.user_tasks.put(task.complete(PersonId("first"), NOW))
        uow.instances.put(replace(instance, snapshot=b"moved by the first"))
        uow.commit()
    with pytest.raises(UserTaskNotOpen):
        second.result(SOON)
    with storage.begin() as uow:
        assert uow.user_tasks.get(task.id).ended_by == "first"
        assert uow.instances.lock_by_task(task.id).row_version == 1
    other.close()


def test_who_waited_reads_the_instance_and_the_task_as_the_first_left_them(
    storage: Storage, url: str, pool: ThreadPoolExecutor
) -> None:
    task, other = given_open_task(storage), open_storage(url, index_key=INDEX_KEY)

    def look() -> tuple[bytes, UserTask]:
        with other.begin() as uow:
            instance = uow.instances.lock_by_task(task.id)
            return instance.snapshot, uow.user_tasks.get(task.id)

    with storage.begin() as uow:
        instance = uow.instances.lock_by_task(task.id)
        second = sent_by(other, look, pool)
        uow.user_tasks.put(claimed := task.claim(PersonId("first")))
        uow.instances.put(replace(instance, snapshot=b"newest"))
        uow.commit()
    assert second.result(SOON) == (b"newest", claimed)
    other.close()


def test_a_row_that_is_held_too_long_is_a_clean_refusal(
    storage: Storage, impatient: Storage
) -> None:
    task = given_open_task(storage)
    with storage.begin() as uow:
        uow.instances.lock_by_task(task.id)
        with pytest.raises(Busy):
            complete(impatient, task, "second")
    complete(impatient, task, "second")


def test_readers_do_not_wait_for_writers(storage: Storage, impatient: Storage) -> None:
    task = given_open_task(storage)
    with storage.begin() as uow:
        uow.instances.lock_by_task(task.id)
        uow.user_tasks.put(task.complete(PersonId("first"), NOW))
        assert impatient.queries.task(task.id, PersonId("x")).task == task


def test_of_two_equal_commands_the_second_gets_the_first_answer(
    storage: Storage, url: str, pool: ThreadPoolExecutor
) -> None:
    """As a start does, which has no row to lock."""
    command, other = CommandId(uuid4()), open_storage(url, index_key=INDEX_KEY)

    def repeat() -> Done | None:
        with other.begin() as uow:
            return uow.command_log.answer_of(command, Done)

    with storage.begin() as uow:
        assert uow.command_log.answer_of(command, Done) is None
        second = sent_by(other, repeat, pool)
        uow.command_log.remember(command, Done("the first answer"), NOW)
        uow.commit()
    assert second.result(SOON) == Done("the first answer")
    other.close()


def test_of_two_equal_commands_the_second_runs_where_the_first_was_rolled_back(
    storage: Storage, url: str, pool: ThreadPoolExecutor
) -> None:
    command, other = CommandId(uuid4()), open_storage(url, index_key=INDEX_KEY)

    def repeat() -> None:
        with other.begin() as uow:
            assert uow.command_log.answer_of(command, Done) is None
            uow.command_log.remember(command, Done("the second answer"), NOW)
            uow.commit()

    with storage.begin() as uow:
        assert uow.command_log.answer_of(command, Done) is None
        second = sent_by(other, repeat, pool)
    second.result(SOON)
    with storage.begin() as uow:
        assert uow.command_log.answer_of(command, Done) == Done("the second answer")
    other.close()


def test_answers_that_race_without_asking_first_are_refused(
    storage: Storage, url: str, pool: ThreadPoolExecutor
) -> None:
    command, other = CommandId(uuid4()), open_storage(url, index_key=INDEX_KEY)

    def repeat() -> None:
        with other.begin() as uow:
            uow.command_log.remember(command, Done("second"), NOW)

    with storage.begin() as uow:
        uow.command_log.remember(command, Done("first"), NOW)
        second = sent_by(other, repeat, pool)
        uow.commit()
    with pytest.raises(CommandIdReused):
        second.result(SOON)
    other.close()


def test_two_workers_never_claim_one_job(storage: Storage, pool: ThreadPoolExecutor) -> None:
    instance = given_instance(storage)
    jobs = [a_job(instance.id) for _ in range(40)]
    with storage.begin() as uow:
        uow.jobs.add(jobs)
        uow.commit()

    def work() -> list[object]:
        claimed: list[object] = []
        while True:
            with storage.begin() as uow:
                job = uow.jobs.claim_due(NOW, timedelta(minutes=1))
                uow.commit()
            if job is None:
                return claimed
            claimed.append(job.id)

    one, two = pool.submit(work), pool.submit(work)
    both = one.result(SOON) + two.result(SOON)
    assert sorted(map(str, both)) == sorted(str(job.id) for job in jobs)


def test_numbers_given_out_at_once_follow_without_gaps(
    storage: Storage, pool: ThreadPoolExecutor
) -> None:
    def register() -> list[str]:
        numbers: list[str] = []
        for _ in range(10):
            instance = an_instance()
            with storage.begin() as uow:
                numbers.append(uow.cases.next_number("ЖК", 2026, instance.id))
                uow.instances.add(instance)
                uow.commit()
        return numbers

    one, two = pool.submit(register), pool.submit(register)
    both = sorted(one.result(SOON) + two.result(SOON))
    assert both == [f"ЖК-2026-{n:06}" for n in range(1, 21)]


def test_threads_share_a_database_in_memory(pool: ThreadPoolExecutor) -> None:
    storage = open_storage("sqlite://", index_key=INDEX_KEY)
    storage.migrate()
    task = given_open_task(storage)
    attempts = [pool.submit(complete, storage, task, who) for who in ("one", "two")]
    errors = [attempt.exception(SOON) for attempt in attempts]
    assert sorted(type(error).__name__ for error in errors) == ["NoneType", "UserTaskNotOpen"]
    storage.close()


def test_a_connection_that_does_not_come_free_is_a_clean_refusal() -> None:
    storage = open_storage("sqlite://", lock_wait=0.05, index_key=INDEX_KEY)
    storage.migrate()
    with storage.begin(), pytest.raises(Busy), storage.begin():
        pass
    storage.close()
