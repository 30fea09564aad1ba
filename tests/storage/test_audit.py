"""The audit chains: they verify after a round trip, and SQL cannot change them unseen."""

from datetime import datetime, timedelta, timezone

import pytest
from builders import NOW, given_instance
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.domain.audit import CHAIN_START, AuditEntry, AuditRow, chained, is_sound
from app.ports.views import Queries
from app.storage import Storage

ALMATY = timezone(timedelta(hours=5))


def an_entry(action: str = "task-completed", at: datetime = NOW) -> AuditEntry:
    return AuditEntry(at, "clerk", action, {"b": "2", "a": 'әғқңөұүһі " \\ \n'})


def chain_of(queries: Queries, chain: str) -> list[AuditRow]:
    with queries.audit_trail() as trail:
        return [row for row in trail.rows if row.chain == chain]


def head_of(queries: Queries, chain: str) -> tuple[int, str]:
    with queries.audit_trail() as trail:
        return trail.heads[chain]


def sound(queries: Queries, chain: str) -> bool:
    before, rows = CHAIN_START, chain_of(queries, chain)
    for number, row in enumerate(rows, 1):
        if not is_sound(row) or row.before != before or row.number != number:
            return False
        before = row.hash
    return head_of(queries, chain) == (len(rows), before)


def given_chain(storage: Storage) -> str:
    with storage.begin() as uow:
        for action in ("signed-in", "signed-out", "signed-in"):
            uow.audit.append_to("office:almaty", an_entry(action))
        uow.commit()
    return "office:almaty"


def test_a_chain_of_an_office_keeps_its_own_head(storage: Storage) -> None:
    chain = given_chain(storage)
    rows = chain_of(storage.queries, chain)
    assert [row.entry.action for row in rows] == ["signed-in", "signed-out", "signed-in"]
    assert rows[0].entry == an_entry("signed-in")
    assert sound(storage.queries, chain)


def test_a_chain_of_a_case_keeps_its_head_on_the_instance(storage: Storage) -> None:
    instance = given_instance(storage)
    chain = f"case:{instance.id}"
    row = chained(chain, 1, CHAIN_START, an_entry())
    with storage.begin() as uow:
        uow.audit.append([row])
        uow.commit()
    assert chain_of(storage.queries, chain) == [row]
    assert head_of(storage.queries, chain) == (0, CHAIN_START)
    assert not sound(storage.queries, chain)


def test_moments_are_told_in_utc(storage: Storage) -> None:
    local = an_entry(at=NOW.astimezone(ALMATY))
    with storage.begin() as uow:
        uow.audit.append_to("system", local)
        uow.commit()
    assert sound(storage.queries, "system")
    with storage.begin() as uow, pytest.raises(ValueError, match="UTC"):
        uow.audit.append([chained("case:x", 1, CHAIN_START, local)])


def test_a_number_of_a_chain_is_given_once(storage: Storage) -> None:
    row: AuditRow = chained("case:x", 1, CHAIN_START, an_entry())
    with storage.begin() as uow:
        uow.audit.append([row])
        with pytest.raises(DBAPIError):
            uow.audit.append([row])


TAMPERING = (
    "UPDATE audit_row SET actor = 'another' WHERE number = 2",
    "DELETE FROM audit_row WHERE number = 3",
)


@pytest.mark.parametrize("deed", TAMPERING)
def test_sql_cannot_change_audit_rows(storage: Storage, deed: str) -> None:
    chain = given_chain(storage)
    with storage.engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(deed))
    assert sound(storage.queries, chain)


@pytest.mark.parametrize("deed", TAMPERING)
def test_who_takes_the_guard_away_is_found_out(storage: Storage, deed: str) -> None:
    chain = given_chain(storage)
    with storage.engine.begin() as connection:
        if storage.engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_row DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER audit_row_no_update"))
            connection.execute(text("DROP TRIGGER audit_row_no_delete"))
        connection.execute(text(deed))
    assert not sound(storage.queries, chain)


def test_postgresql_refuses_to_empty_the_table(storage: Storage, database: str) -> None:
    if database == "sqlite":
        return  # It has no TRUNCATE; the statement is a DELETE there, tested above.
    with storage.engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("TRUNCATE audit_row"))
