"""What the stand's systems hold of people and have received, in tables of JSON texts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from app.stand.demo_records import Held
from app.stand.records import as_plain
from app.stand.store import Store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
  system TEXT NOT NULL, kind TEXT NOT NULL, iin TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (system, kind, iin));
CREATE TABLE IF NOT EXISTS received (
  number INTEGER PRIMARY KEY, system TEXT NOT NULL, call TEXT NOT NULL, key TEXT NOT NULL,
  subject TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (system, call, key));
CREATE INDEX IF NOT EXISTS received_by_subject ON received (system, call, subject);
CREATE TABLE IF NOT EXISTS records_filled (once INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Received:
    """Something that a system took over, once per idempotency key."""

    id: str
    system: str
    call: str
    subject: str
    """Whom or what it is about: an IIN, a case number, the id of a measure or consent."""
    body: Mapping[str, Any]
    at: datetime


class Ledger:
    """Records by system and person; things received by system and call."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.changing() as database:
            for statement in filter(str.strip, _SCHEMA.split(";")):
                database.execute(statement)

    def fill(self, held: Iterable[Held], *, again: bool) -> None:
        """Fill the registries on the very first start, or `again` from scratch."""
        with self._store.changing() as database:
            if not again and database.execute("SELECT 1 FROM records_filled").fetchone():
                return
            for table in ("record", "received", "records_filled"):
                database.execute(f"DELETE FROM {table}")  # noqa: S608 -- names from this line
            database.execute("INSERT INTO records_filled VALUES (1)")
            database.executemany(
                "INSERT INTO record VALUES (?, ?, ?, ?)",
                [row for person in held for row in _rows(person)],
            )

    def put(self, system: str, kind: str, iin: str, body: object) -> None:
        """Keep a record; None removes it."""
        with self._store.changing() as database:
            database.execute(
                "DELETE FROM record WHERE system = ? AND kind = ? AND iin = ?", (system, kind, iin)
            )
            if body is not None:
                database.execute(
                    "INSERT INTO record VALUES (?, ?, ?, ?)", (system, kind, iin, _json(body))
                )

    def get(self, system: str, kind: str, iin: str) -> Any:
        """The record as JSON knows it, or None."""
        rows = self._store.rows(
            "SELECT body FROM record WHERE system = ? AND kind = ? AND iin = ?", system, kind, iin
        )
        return json.loads(rows[0][0]) if rows else None

    def all(self, system: str, kind: str) -> dict[str, Any]:
        """Every record of a kind, by IIN."""
        rows = self._store.rows(
            "SELECT iin, body FROM record WHERE system = ? AND kind = ?", system, kind
        )
        return {iin: json.loads(body) for iin, body in rows}

    def receive(
        self, system: str, call: str, *, key: str, subject: str, body: object, at: datetime
    ) -> tuple[Received, bool]:
        """Take something over; what came with this key before stands, and the flag is False."""
        with self._store.changing() as database:
            done = database.execute(
                "INSERT INTO received (system, call, key, subject, body, at)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (system, call, key) DO NOTHING",
                (system, call, key, subject, _json(body), at.isoformat()),
            )
            row = database.execute(
                f"{_RECEIVED} WHERE system = ? AND call = ? AND key = ?",
                (system, call, key),
            ).fetchone()
        return _received(row), done.rowcount == 1

    def received(
        self, system: str, call: str, subject: str | None = None, last: int = 10_000
    ) -> list[Received]:
        """The newest `last` of them, oldest first; of one subject where it is named."""
        rows = self._store.rows(
            f"{_RECEIVED} WHERE system = ? AND call = ? AND ? IN (subject, '')"
            " ORDER BY number DESC LIMIT ?",
            system,
            call,
            subject or "",
            last,
        )
        return [_received(row) for row in reversed(rows)]

    def one(self, system: str, number: str) -> Received | None:
        """By the id that its receipt told."""
        name, _, figure = number.rpartition("-")
        if name != system or not (figure.isascii() and figure.isdigit() and len(figure) < 16):
            return None
        rows = self._store.rows(f"{_RECEIVED} WHERE system = ? AND number = ?", system, int(figure))
        return _received(rows[0]) if rows else None


_RECEIVED = "SELECT number, system, call, subject, body, at FROM received"


def _received(row: tuple[str, ...]) -> Received:
    number, system, call, subject, body, at = row
    return Received(
        f"{system}-{number}", system, call, subject, json.loads(body), datetime.fromisoformat(at)
    )


@lru_cache(1024)  # A stand that is lent again is filled again, with the same people.
def _rows(person: Held) -> tuple[tuple[str, str, str, str], ...]:
    records = (
        ("cbdi", "disability", person.disability and as_plain(person.disability)),
        ("esobes", "programme", person.programme and as_plain(person.programme)),
        ("mab", "phone", person.mab_phone),
        ("egov", "phone", person.egov_phone),
        ("dds", "papers", [as_plain(paper) for paper in person.papers] or None),
    )
    return tuple(
        (system, kind, person.iin, _json(body))
        for system, kind, body in records
        if body is not None
    )


def _json(body: object) -> str:
    return json.dumps(body, ensure_ascii=False)
