"""Instances, their tokens, variables and history: locked, written once, read back the same."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from builders import (
    NOW,
    a_case,
    a_task,
    a_token,
    an_event,
    an_incident,
    an_instance,
    given_instance,
    instance_id,
)
from sqlalchemy import text

from app.domain.case import CaseNotFound, InstanceStatus
from app.domain.identity import ElementId, IncidentId, UserTaskId
from app.domain.refusals import Conflict
from app.domain.task import UserTaskNotFound
from app.domain.work import IncidentNotFound
from app.storage import Storage, count_statements


def test_an_instance_comes_back_as_it_was_written(storage: Storage) -> None:
    written = given_instance(storage, ended_at=NOW, status=InstanceStatus.COMPLETED)
    with storage.begin() as uow:
        assert uow.instances.lock(written.id) == written


def test_put_raises_the_row_version_by_one(storage: Storage) -> None:
    written = given_instance(storage)
    with storage.begin() as uow:
        locked = uow.instances.lock(written.id)
        uow.instances.put(replace(locked, snapshot=b"next"))
        uow.commit()
    with storage.begin() as uow:
        assert uow.instances.lock(written.id) == replace(written, snapshot=b"next", row_version=1)


def test_one_command_may_put_its_instance_twice(storage: Storage) -> None:
    written = given_instance(storage)
    with storage.begin() as uow:
        locked = uow.instances.lock(written.id)
        uow.instances.put(replace(locked, snapshot=b"one"))
        uow.instances.put(replace(locked, snapshot=b"two"))
        uow.commit()
    with storage.begin() as uow:
        assert uow.instances.lock(written.id).snapshot == b"two"


def test_a_start_writes_its_instance_once_and_locks_it_as_it_stands(storage: Storage) -> None:
    instance = an_instance()
    with storage.begin() as uow:
        with count_statements(storage) as statements:
            uow.instances.add(instance)
            uow.instances.put(replace(instance, snapshot=b"started"))
        assert statements.count == 1
        started = replace(instance, snapshot=b"started", row_version=1)
        assert uow.instances.lock(instance.id) == started
        uow.instances.put(replace(started, snapshot=b"moved"))
        uow.commit()
    with storage.begin() as uow:
        assert uow.instances.lock(instance.id).snapshot == b"moved"
        other = an_instance()
        uow.instances.add(other)
        assert uow.instances.lock(other.id) == other


def test_a_stale_row_version_is_refused(storage: Storage) -> None:
    stale = given_instance(storage)
    with storage.begin() as uow:
        uow.instances.put(replace(uow.instances.lock(stale.id), snapshot=b"newer"))
        uow.commit()
    with storage.begin() as uow, pytest.raises(Conflict):
        uow.instances.put(replace(stale, snapshot=b"older"))
    with storage.begin() as uow:
        uow.instances.lock(stale.id)
        with pytest.raises(Conflict):
            uow.instances.put(replace(stale, snapshot=b"older"))


def test_locking_by_task_and_by_incident_finds_the_instance_in_one_statement(
    storage: Storage,
) -> None:
    instance = an_instance()
    task, incident = a_task(instance.id), an_incident(instance.id)
    case = a_case(instance.id)
    with storage.begin() as uow:
        uow.instances.add(instance)
        uow.cases.add(case)
        uow.user_tasks.add([task])
        uow.incidents.add(incident)
        uow.commit()
    with count_statements(storage) as statements:
        with storage.begin() as uow:
            assert uow.instances.lock_by_task(task.id) == instance
            assert uow.user_tasks.get(task.id) == task
            assert uow.cases.get(instance.id) == case
        with storage.begin() as uow:
            assert uow.instances.lock_by_incident(incident.id) == instance
    assert statements.count == 2


def test_what_is_not_there_is_refused_by_name(storage: Storage) -> None:
    with storage.begin() as uow:
        with pytest.raises(CaseNotFound):
            uow.instances.lock(instance_id())
        with pytest.raises(CaseNotFound):
            uow.cases.get(instance_id())
        with pytest.raises(UserTaskNotFound):
            uow.instances.lock_by_task(UserTaskId(uuid4()))
        with pytest.raises(UserTaskNotFound):
            uow.user_tasks.get(UserTaskId(uuid4()))
        with pytest.raises(IncidentNotFound):
            uow.instances.lock_by_incident(IncidentId(uuid4()))
        with pytest.raises(IncidentNotFound):
            uow.incidents.get(IncidentId(uuid4()))


def test_leaving_without_commit_leaves_nothing(storage: Storage) -> None:
    instance = an_instance()

    class Trouble(Exception):
        pass

    def fail_in_the_middle() -> None:
        with storage.begin() as uow:
            uow.instances.add(instance)
            uow.user_tasks.add([a_task(instance.id)])
            uow.history.add(instance.id, [an_event()])
            raise Trouble

    with pytest.raises(Trouble):
        fail_in_the_middle()
    with storage.begin() as uow:
        uow.instances.add(instance)
    with storage.engine.connect() as connection:
        for table in ("process_instance", "user_task", "candidate_set", "history_event"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0  # noqa: S608 - a fixed list


def test_a_unit_of_work_is_over_after_its_commit(storage: Storage) -> None:
    with storage.begin() as uow:
        uow.commit()
        with pytest.raises(Exception, match="closed"):
            uow.instances.add(an_instance())


def test_a_token_that_moves_on_is_one_statement(storage: Storage) -> None:
    instance, here, there = given_instance(storage), a_token(), a_token("job")
    with storage.begin() as uow:
        uow.tokens.change(instance.id, gone=[], come=[here])
        uow.commit()
    with storage.begin() as uow, count_statements(storage) as statements:
        uow.tokens.change(instance.id, gone=[here.id], come=[there])
        assert statements.count == 1
        assert uow.tokens.of(instance.id) == (there,)


def test_tokens_part_and_join(storage: Storage) -> None:
    instance, one, two, three = given_instance(storage), a_token(), a_token(), a_token()
    with storage.begin() as uow:
        uow.tokens.change(instance.id, gone=[], come=[one])
        uow.tokens.change(instance.id, gone=[one.id], come=[two, three])
        assert set(uow.tokens.of(instance.id)) == {two, three}
        uow.tokens.change(instance.id, gone=[two.id, three.id], come=[one])
        assert uow.tokens.of(instance.id) == (one,)
        uow.tokens.change(instance.id, gone=[one.id], come=[])
        assert uow.tokens.of(instance.id) == ()


def test_a_fresh_instance_has_no_tokens_and_no_statement_asks_for_them(storage: Storage) -> None:
    instance, token = an_instance(), a_token()
    with storage.begin() as uow:
        uow.instances.add(instance)
        with count_statements(storage) as statements:
            assert uow.tokens.of(instance.id) == ()
        assert statements.count == 0
        uow.tokens.change(instance.id, gone=[], come=[token])
        assert uow.tokens.of(instance.id) == (token,)


def test_variables_are_inserted_or_replaced(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.begin() as uow:
        uow.variables.put(instance.id, {"a": Decimal("1.50"), "b": "kept"})
        uow.variables.put(instance.id, {"a": None, "c": [NOW]})
        uow.variables.put(instance.id, {})
        uow.commit()
    with storage.engine.connect() as connection:
        found = connection.execute(
            text("SELECT name, kind, text_value, number_value FROM variable ORDER BY name")
        )
        assert [tuple(row) for row in found] == [
            ("a", "null", None, None),
            ("b", "string", "kept", None),
            ("c", "list", None, None),
        ]


def test_history_of_one_moment_keeps_its_order_over_commands(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.begin() as uow:
        uow.history.add(instance.id, [an_event("one"), an_event("two")])
        uow.commit()
    with storage.begin() as uow:
        uow.history.add(instance.id, [])
        uow.history.add(instance.id, [an_event("three"), an_event("before", NOW - timedelta(1))])
        uow.commit()
    with storage.engine.connect() as connection:
        found = connection.execute(text("SELECT kind, id FROM history_event ORDER BY at, id"))
        assert [tuple(row) for row in found] == [
            ("before", 1),
            ("one", 1),
            ("two", 2),
            ("three", 3),
        ]


def test_rows_of_an_instance_that_is_not_there_are_refused_at_commit(storage: Storage) -> None:
    with storage.begin() as uow:
        uow.history.add(instance_id(), [replace(an_event(), element_id=ElementId("x"))])
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            uow.commit()
