"""What the stand remembers: people, messages, faults and requests, in its own small SQLite file."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from app.stand.people import STATUSES, StandPerson

FaultKind = Literal["timeout", "error-500", "malformed", "slow", "down-until"]
FAULT_KINDS: tuple[FaultKind, ...] = ("timeout", "error-500", "malformed", "slow", "down-until")

MessageState = Literal["sent", "delivered", "read", "failed"]
MESSAGE_STATES: tuple[MessageState, ...] = ("sent", "delivered", "read", "failed")

_KEPT_REQUESTS = 2000

_SCHEMA = """
CREATE TABLE IF NOT EXISTS person (
  iin TEXT PRIMARY KEY, full_name TEXT NOT NULL, birth_date TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('alive', 'dead', 'departed')), status_date TEXT,
  residence_code TEXT NOT NULL, residence_kk TEXT NOT NULL, residence_ru TEXT NOT NULL,
  phone TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS message (
  number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, phone TEXT NOT NULL, text TEXT NOT NULL,
  accepted_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS message_state (
  message INTEGER NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (message, state));
CREATE TABLE IF NOT EXISTS fault (
  system TEXT NOT NULL, call TEXT NOT NULL, kind TEXT NOT NULL,
  times INTEGER NOT NULL, until TEXT NOT NULL,
  PRIMARY KEY (system, call));
CREATE TABLE IF NOT EXISTS request (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, system TEXT NOT NULL, call TEXT NOT NULL,
  subject TEXT NOT NULL, status INTEGER NOT NULL, fault TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mail (
  number INTEGER PRIMARY KEY, message_id TEXT NOT NULL, recipient TEXT NOT NULL,
  subject TEXT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL, language TEXT NOT NULL,
  came_at TEXT NOT NULL, UNIQUE (message_id, recipient));
CREATE TABLE IF NOT EXISTS filled (once INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One SMS that the gateway accepted."""

    id: str
    to: str
    text: str
    accepted_at: datetime
    idempotency_key: str
    state: MessageState
    state_at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """How a call misbehaves; `call` is `*` where every call of the system does."""

    system: str
    call: str
    kind: FaultKind
    times: int | None = None
    """How often it still strikes; None: until it is lifted."""
    until: datetime | None = None
    """Ends then by itself; None: until it is lifted."""


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    at: datetime
    system: str
    call: str
    subject: str
    """The IIN or phone that was asked about: this is the stand, nobody here is real."""
    status: int
    """The HTTP status; 0 where the answer was kept back."""
    fault: str


class Store:
    """One connection behind one lock: requests of several threads take turns."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._database = sqlite3.connect(
            path or ":memory:", check_same_thread=False, isolation_level=None, timeout=10
        )
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(_SCHEMA)

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        with self._lock:
            return self._database.execute(query, values).fetchall()

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def fill(self, people: Iterable[StandPerson], *, again: bool) -> None:
        """Fill the registry on the very first start, or `again` from scratch."""
        with self.changing() as database:
            if not again and database.execute("SELECT 1 FROM filled").fetchone():
                return
            for table in (
                *("person", "message", "message_state", "mail", "fault", "request", "filled"),
            ):
                database.execute(f"DELETE FROM {table}")  # noqa: S608 -- names from this line
            database.execute("INSERT INTO filled VALUES (1)")
            for person in people:
                _write_person(database, person)

    def put_person(self, person: StandPerson) -> None:
        with self.changing() as database:
            _write_person(database, person)

    def remove_person(self, iin: str) -> None:
        with self.changing() as database:
            database.execute("DELETE FROM person WHERE iin = ?", (iin,))

    def person(self, iin: str) -> StandPerson | None:
        rows = self.rows("SELECT * FROM person WHERE iin = ?", iin)
        return _person(rows[0]) if rows else None

    def people(self) -> list[StandPerson]:
        return [_person(row) for row in self.rows("SELECT * FROM person ORDER BY rowid")]

    def accept(self, *, key: str, to: str, text: str, at: datetime) -> tuple[SentMessage, bool]:
        """Keep a message; the one that came with this key before stands, and the flag is False."""
        with self.changing() as database:
            done = database.execute(
                "INSERT INTO message (key, phone, text, accepted_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (key) DO NOTHING",
                (key, to, text, at.isoformat()),
            )
            row = database.execute(f"{_MESSAGES} WHERE key = ?", (key,)).fetchone()
        return _message(row), done.rowcount == 1

    def messages(self) -> list[SentMessage]:
        return [_message(row) for row in self.rows(f"{_MESSAGES} ORDER BY number")]

    def message(self, number: str) -> SentMessage | None:
        """By the id of its receipt."""
        rows = self.rows(f"{_MESSAGES} WHERE number = ?", number.removeprefix("sms-"))
        return _message(rows[0]) if rows else None

    def mark_message(self, number: str, state: MessageState, at: datetime) -> None:
        """Later states stand over earlier ones; a repeated one changes nothing."""
        with self.changing() as database:
            database.execute(
                "INSERT INTO message_state VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (number.removeprefix("sms-"), state, at.isoformat()),
            )

    def put_fault(self, fault: Fault) -> None:
        with self.changing() as database:
            database.execute(
                "INSERT OR REPLACE INTO fault VALUES (?, ?, ?, ?, ?)",
                (
                    fault.system,
                    fault.call,
                    fault.kind,
                    fault.times or 0,
                    fault.until.isoformat() if fault.until else "",
                ),
            )

    def lift_faults(self, system: str | None) -> None:
        with self.changing() as database:
            database.execute("DELETE FROM fault WHERE ? IN (system, '')", (system or "",))

    def faults(self, now: datetime) -> list[Fault]:
        """Those that still hold at `now`."""
        rows = self.rows("SELECT * FROM fault ORDER BY system, call DESC")
        return [fault for row in rows if _holds(fault := _fault(row), now)]

    def strike(self, system: str, call: str, now: datetime) -> Fault | None:
        """The fault that this call meets; a counted one is used up by one."""
        with self.changing() as database:
            rows = database.execute(
                "SELECT * FROM fault WHERE system = ? AND call IN (?, '*') ORDER BY call DESC",
                (system, call),
            ).fetchall()
            for fault in map(_fault, rows):
                place = (fault.system, fault.call)
                if not _holds(fault, now) or fault.times == 1:
                    database.execute("DELETE FROM fault WHERE system = ? AND call = ?", place)
                elif fault.times:
                    database.execute(
                        "UPDATE fault SET times = times - 1 WHERE system = ? AND call = ?", place
                    )
                if _holds(fault, now):
                    return fault
        return None

    def log(self, request: LoggedRequest) -> None:
        with self.changing() as database:
            cursor = database.execute(
                "INSERT INTO request (at, system, call, subject, status, fault)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (request.at.isoformat(), *astuple(request)[1:]),
            )
            oldest = (cursor.lastrowid or 0) - _KEPT_REQUESTS
            database.execute("DELETE FROM request WHERE number <= ?", (oldest,))

    def requests(self, last: int) -> list[LoggedRequest]:
        """The newest `last` of them by their time, newest first."""
        rows = self.rows("SELECT * FROM request ORDER BY at DESC, number DESC LIMIT ?", last)
        return [
            LoggedRequest(datetime.fromisoformat(at), system, call, subject, int(status), fault)
            for _, at, system, call, subject, status, fault in rows
        ]

    def requests_by_system(self) -> dict[str, int]:
        rows = self.rows("SELECT system, count(*) FROM request GROUP BY system")
        return {system: int(count) for system, count in rows}


def _write_person(database: sqlite3.Connection, person: StandPerson) -> None:
    values = [value.isoformat() if isinstance(value, date) else value for value in astuple(person)]
    database.execute(
        "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (iin) DO UPDATE SET"
        " full_name = excluded.full_name, birth_date = excluded.birth_date,"
        " status = excluded.status, status_date = excluded.status_date,"
        " residence_code = excluded.residence_code, residence_kk = excluded.residence_kk,"
        " residence_ru = excluded.residence_ru, phone = excluded.phone",
        values,
    )


def _person(row: tuple[str, ...]) -> StandPerson:
    iin, name, born, status, since, code, kk, ru, phone = row
    return StandPerson(
        iin=iin,
        full_name=name,
        birth_date=date.fromisoformat(born),
        status=next(known for known in STATUSES if known == status),
        status_date=date.fromisoformat(since) if since else None,
        residence_code=code,
        residence_kk=kk,
        residence_ru=ru,
        phone=phone,
    )


_MESSAGES = (
    "SELECT number, key, phone, text, accepted_at,"
    " (SELECT state FROM message_state WHERE message = number ORDER BY at DESC, rowid DESC"
    " LIMIT 1),"
    " (SELECT max(at) FROM message_state WHERE message = number) FROM message"
)


def _message(row: tuple[str, ...]) -> SentMessage:
    number, key, phone, text, at, state, state_at = row
    accepted_at = datetime.fromisoformat(at)
    return SentMessage(
        id=f"sms-{number}",
        to=phone,
        text=text,
        accepted_at=accepted_at,
        idempotency_key=key,
        state=next((known for known in MESSAGE_STATES if known == state), "sent"),
        state_at=datetime.fromisoformat(state_at) if state_at else accepted_at,
    )


def _fault(row: tuple[str, ...]) -> Fault:
    system, call, kind, times, until = row
    return Fault(
        system=system,
        call=call,
        kind=next(known for known in FAULT_KINDS if known == kind),
        times=int(times) or None,
        until=datetime.fromisoformat(until) if until else None,
    )


def _holds(fault: Fault, now: datetime) -> bool:
    return fault.until is None or now < fault.until
