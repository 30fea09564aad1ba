"""The schema: migrated up and down, the same as the rows say, with rules that hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders import (
    NOW,
    a_case,
    a_task,
    a_timer,
    a_token,
    an_instance,
    applicant,
    given_case,
    given_instance,
)
from databases import INDEX_KEY, FreshUrl
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from app.domain.case import InstanceStatus
from app.domain.identity import BatchId, CaseNumber, ElementId, NoteId, PersonId, UserTaskId
from app.domain.notes import CaseNote
from app.domain.notices import Notice, NoticeId, NoticeKind
from app.domain.task import TaskState
from app.domain.task_batch import BatchDeed, BatchNotFound, BatchRow, TaskBatch
from app.domain.texts import Text
from app.ports.storage import HistoryEvent
from app.storage import Storage, count_statements, open_storage
from app.storage.engine import make_engine
from app.storage.rows import Base
from app.storage.schema_version import HEAD, MIGRATIONS, downgrade


def test_the_newest_revision_is_the_one_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_alembic_finds_no_difference_to_the_rows(storage: Storage) -> None:
    with storage.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def catalogue(connection: Connection) -> set[tuple[object, ...]]:
    """Columns, constraints and indexes in the database's own words."""
    if connection.dialect.name == "sqlite":
        found: set[tuple[object, ...]] = set()
        inspector = inspect(connection)
        for table in Base.metadata.tables:
            checks = inspector.get_check_constraints(table)
            keys = inspector.get_foreign_keys(table)
            found |= {(table, check["name"], check["sqltext"]) for check in checks}
            found |= {(table, key["name"], str(sorted(key["options"].items()))) for key in keys}
            found |= {
                (table, column["name"], str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            }
        indexes = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index'"
        return found | {tuple(row) for row in connection.execute(text(indexes))}
    queries = (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT table_name, column_name, data_type, is_nullable, collation_name "
        "FROM information_schema.columns WHERE table_schema = 'public'",
    )
    return {tuple(row) for query in queries for row in connection.execute(text(query))}


def without_alembic(found: set[tuple[object, ...]]) -> set[tuple[object, ...]]:
    return {row for row in found if row[0] != "alembic_version"}


@pytest.fixture
def empty(url: str) -> Iterator[Storage]:
    """A database without any table."""
    opened = open_storage(url, index_key=INDEX_KEY)
    with opened.engine.begin() as connection:
        downgrade(connection, "base")
        connection.execute(text("DROP TABLE alembic_version"))
    yield opened
    opened.close()


def test_migrating_gives_exactly_what_the_rows_declare(storage: Storage, url: str) -> None:
    with storage.engine.connect() as connection:
        migrated = without_alembic(catalogue(connection))
    with storage.engine.begin() as connection:
        downgrade(connection, "base")
        Base.metadata.create_all(connection)
        declared = without_alembic(catalogue(connection))
    assert migrated == declared
    assert len(migrated) > 200


def test_the_way_down_leaves_nothing_and_the_way_up_works_again(empty: Storage) -> None:
    with empty.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
        if connection.dialect.name == "postgresql":
            functions = "SELECT count(*) FROM pg_proc WHERE proname = 'refuse_audit_change'"
            assert connection.execute(text(functions)).scalar() == 0
    assert not empty.is_current()
    empty.migrate()
    assert empty.is_current()
    given_case(empty)


def test_cases_of_before_have_met_their_terms_with_the_signed_result_or_their_end(
    storage: Storage,
) -> None:
    signed_at, ended_at = NOW + timedelta(days=3), NOW + timedelta(days=60)
    signature = HistoryEvent(signed_at, "completed", ElementId("result/sign_result"), "head")
    made = [given_case(storage, f"ЖК-2026-00000{n}") for n in range(4)]
    signed, signed_and_ended, ended, going_on = (case.instance_id for case in made)
    with storage.begin() as uow:
        uow.history.add(signed, [signature])
        uow.history.add(signed_and_ended, [signature])
        for one in (signed_and_ended, ended):
            instance = uow.instances.lock(one)
            done = {"status": InstanceStatus.COMPLETED, "ended_at": ended_at}
            uow.instances.put(replace(instance, **done))  # type: ignore[arg-type]  # names of fields
        uow.commit()
    with storage.engine.begin() as connection:
        downgrade(connection, "0010")

    storage.migrate()

    with storage.begin() as uow:
        met = [uow.cases.get(one).term_met_at for one in (signed, signed_and_ended, ended)]
        assert met == [signed_at, signed_at, ended_at]
        assert uow.cases.get(going_on).term_met_at is None


def test_a_migrated_database_is_left_alone(storage: Storage) -> None:
    with count_statements(storage) as statements:
        storage.migrate()
    assert not [told for told in statements.texts if not told.startswith(("SELECT", "PRAGMA"))]
    assert statements.count <= 4


def test_migrating_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    storage = open_storage("sqlite:///here.db", index_key=INDEX_KEY)
    storage.migrate()
    assert storage.is_current()
    storage.close()
    assert [path.name for path in tmp_path.iterdir()] == ["here.db"]


def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'q.db'}", lock_wait=5, index_key=INDEX_KEY)
    with storage.engine.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    storage.close()
    full = 2
    assert asked == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


@pytest.mark.parametrize("url", ["mysql://x/y", "oracle://x"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite or postgresql"):
        make_engine(url)


def test_a_page_cannot_write(storage: Storage, fresh_urls: dict[str, FreshUrl]) -> None:
    if storage.engine.dialect.name == "sqlite":
        return  # A read there is kept from the write lock, not from writing.
    reading = storage.queries._engine
    with reading.connect() as connection, pytest.raises(Exception, match="read-only"):
        connection.execute(text("DELETE FROM person"))


def test_a_registration_number_belongs_to_one_case(storage: Storage) -> None:
    instance = given_instance(storage)
    with storage.engine.begin() as connection:
        given = text("INSERT INTO registration_number (number, instance_id) VALUES (:number, :id)")
        same = {"number": "ЖК-2026-000041", "id": instance.id.hex}
        connection.execute(given, same)
        with pytest.raises(IntegrityError):
            connection.execute(given, same | {"id": uuid4().hex})


def test_states_that_must_never_be_are_refused(storage: Storage) -> None:
    instance = given_instance(storage)
    clerk = PersonId("clerk")
    wrong_tasks = (
        a_task(instance.id, state=TaskState.OPEN, assignee=clerk),
        a_task(instance.id, state=TaskState.CLAIMED),
        a_task(instance.id, state=TaskState.COMPLETED),
        a_task(instance.id, ended_at=NOW),
    )
    for task in wrong_tasks:
        with storage.begin() as uow, pytest.raises(IntegrityError):
            uow.user_tasks.add([task])
    for wrong in (
        an_instance(status=InstanceStatus.COMPLETED),
        an_instance(ended_at=NOW),
        an_instance(audit_head="short"),
    ):
        with storage.begin() as uow:
            uow.instances.add(wrong)
            with pytest.raises(IntegrityError):
                uow.commit()
    with storage.begin() as uow, pytest.raises(IntegrityError):
        uow.tokens.change(instance.id, gone=[], come=[a_token("unheard-of")])
    with storage.begin() as uow, pytest.raises(IntegrityError):
        uow.cases.add(a_case(instance.id, applicant=applicant(iin="1")))
    with storage.begin() as uow:
        timer = a_timer(instance.id)
        uow.timers.add([timer])
        with pytest.raises(IntegrityError):
            uow.timers.add([timer])


def test_who_did_the_first_of_two_tasks_is_barred_from_the_second_that_waits_already(
    storage: Storage,
) -> None:
    case = given_case(storage)
    first = a_task(case.instance_id, element_id=ElementId("check"))
    done = {"state": TaskState.COMPLETED, "ended_at": NOW}
    by_two = {"assignee": PersonId("absent"), "ended_by": PersonId("substitute")}
    again = a_task(case.instance_id, four_eyes=(ElementId("check"),))
    other = a_task(case.instance_id, four_eyes=(ElementId("check_it"),))
    with storage.begin() as uow:
        uow.user_tasks.add([replace(first, **done, **by_two)])  # type: ignore[arg-type]  # names of fields
        uow.user_tasks.add([again, other])
        uow.commit()
    asked = text("SELECT task_id, person FROM task_barred ORDER BY person")
    with storage.engine.connect() as connection:
        written = connection.execute(asked).all()
    assert [row.person for row in written] == ["absent", "substitute"]
    with storage.engine.begin() as connection:
        downgrade(connection, "0030")

    storage.migrate()

    with storage.engine.connect() as connection:
        assert connection.execute(asked).all() == written


def test_batches_of_before_keep_their_rows_when_tasks_may_be_completed_together(
    storage: Storage,
) -> None:
    claiming, completing = a_batch(BatchDeed.CLAIM), a_batch(BatchDeed.COMPLETE)
    with storage.begin() as uow:
        uow.batches.add(claiming)
        uow.batches.add(completing)
        uow.commit()
    with storage.engine.begin() as connection:
        downgrade(connection, "0040")

    storage.migrate()

    with storage.begin() as uow:
        assert uow.batches.get(claiming.id) == claiming
        with pytest.raises(BatchNotFound):
            uow.batches.get(completing.id)
        uow.batches.add(completing)
        assert uow.batches.get(completing.id) == completing


def a_batch(deed: BatchDeed) -> TaskBatch:
    name = Text("Құжаттарды тексеру")
    rows = tuple(
        BatchRow(uuid4(), UserTaskId(uuid4()), CaseNumber(f"ЖК-2026-00000{n}"), name)
        for n in range(2)
    )
    return TaskBatch(BatchId(uuid4()), PersonId("zhanar"), deed, None, NOW, NOW, rows)


def test_mentions_of_before_become_notices_and_stay_seen(storage: Storage) -> None:
    case = given_case(storage)
    note = CaseNote(
        id=NoteId(uuid4()),
        instance_id=case.instance_id,
        author=PersonId("clerk"),
        author_name="Жанар Оспанова",
        written_at=NOW,
        text="Қараңызшы",
    )
    people = (PersonId("asel"), PersonId("bakyt"))
    told = [
        Notice(
            id=NoticeId(uuid4()),
            person=person,
            kind=NoticeKind.MENTIONED,
            at=NOW,
            number=case.number,
            note_id=note.id,
            by=note.author_name,
        )
        for person in people
    ]
    with storage.begin() as uow:
        uow.notes.add(note)
        uow.notices.add(told)
        uow.notices.see_all(people[0], NOW)
        uow.commit()
    before = [storage.queries.notices(person, 10) for person in people]
    with storage.engine.begin() as connection:
        downgrade(connection, "0033")

    storage.migrate()

    after = [storage.queries.notices(person, 10) for person in people]
    same = [[replace(one, id=told[0].id) for one in some] for some in (*before, *after)]
    assert same[:2] == same[2:]
    assert [one.is_seen for some in after for one in some] == [True, False]
