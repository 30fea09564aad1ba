"""What the stand's systems send to Qadam: kept until it arrives, sent again with growing pauses."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from app.stand.store import Store

State = Literal["waiting", "arrived", "refused"]

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=7)
REFUSALS = frozenset({400, 409, 413, 422})
"""Answers that say: this very letter will never be taken. All others are tried again."""

_SCHEMA = """CREATE TABLE IF NOT EXISTS letter (
  number INTEGER PRIMARY KEY, system TEXT NOT NULL, path TEXT NOT NULL, subject TEXT NOT NULL,
  body TEXT NOT NULL, written_at TEXT NOT NULL, attempts INTEGER NOT NULL, due_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'arrived', 'refused')), status INTEGER NOT NULL,
  answer TEXT NOT NULL)"""
_SELECT = (
    "SELECT number, system, path, subject, body, written_at, attempts, due_at, state, status,"
    " answer FROM letter"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What Qadam answered."""

    status: int
    """Of HTTP; 0: nothing came back."""
    body: Mapping[str, Any]


Send = Callable[[str, str, Mapping[str, Any]], Answered]
"""Hands a body to Qadam: system, path below `/api/inbound`, body. Never raises."""


@dataclass(frozen=True, slots=True)
class Letter:
    id: int
    system: str
    path: str
    """Below `/api/inbound`, such as `/sms/replies`."""
    subject: str
    """Whom or what it is about, for the stand's pages."""
    body: Mapping[str, Any]
    written_at: datetime
    attempts: int
    due_at: datetime
    state: State
    status: int
    answer: Mapping[str, Any]


class Post:
    """Every letter arrives once or is refused once: Qadam knows it by the id in its body."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self.carrier: Send | None = None
        """Set by whoever serves the stand; without one, letters wait."""
        with store.changing() as database:
            database.execute(_SCHEMA)

    def write(
        self,
        system: str,
        path: str,
        subject: str,
        body: Mapping[str, Any],
        *,
        after: timedelta = timedelta(),
    ) -> Letter:
        """Write a letter, and try to send it at once or have it due `after` a while."""
        now = self._clock()
        with self._store.changing() as database:
            number = database.execute(
                "INSERT INTO letter (system, path, subject, body, written_at, attempts, due_at,"
                " state, status, answer) VALUES (?, ?, ?, ?, ?, 0, ?, 'waiting', 0, '{}')",
                (
                    system,
                    path,
                    subject,
                    json.dumps(body, ensure_ascii=False),
                    now.isoformat(),
                    (now + after).isoformat(),
                ),
            ).lastrowid
        (letter,) = self._found("WHERE number = ?", number)
        return letter if after else self.send(letter)

    def letters(self, last: int = 200, path: str = "") -> list[Letter]:
        """The newest by their time, newest first; of one path where it is named."""
        newest = "ORDER BY written_at DESC, number DESC LIMIT ?"
        return self._found(f"WHERE ? IN (path, '') {newest}", path, last)

    def send_due(self) -> bool:
        """Send the oldest letter that is due; False where none is, or nobody carries letters."""
        due = self._found(
            "WHERE state = 'waiting' AND due_at <= ? ORDER BY number LIMIT 1",
            self._clock().isoformat(),
        )
        if not due or self.carrier is None:
            return False
        self.send(due[0])
        return True

    def next_due(self) -> datetime | None:
        rows = self._store.rows("SELECT min(due_at) FROM letter WHERE state = 'waiting'")
        return datetime.fromisoformat(rows[0][0]) if rows[0][0] else None

    def send(self, letter: Letter) -> Letter:
        """Send it now, whenever it is due; one that has arrived or was refused stays as it is."""
        if self.carrier is None or letter.state != "waiting":
            return letter
        answered = self.carrier(letter.system, letter.path, letter.body)
        state: State = "waiting"
        if answered.status in (200, 201, 202):
            state = "arrived"
        elif answered.status in REFUSALS or self._clock() - letter.written_at >= GIVEN_UP_AFTER:
            state = "refused"
        pause = min(FIRST_PAUSE * (1 << min(letter.attempts, 10)), LONGEST_PAUSE)
        with self._store.changing() as database:
            database.execute(
                "UPDATE letter SET attempts = attempts + 1, due_at = ?, state = ?, status = ?,"
                " answer = ? WHERE number = ? AND state = 'waiting'",
                (
                    (self._clock() + pause).isoformat(),
                    state,
                    answered.status,
                    json.dumps(answered.body, ensure_ascii=False),
                    letter.id,
                ),
            )
        (sent,) = self._found("WHERE number = ?", letter.id)
        return sent

    def reset(self) -> None:
        with self._store.changing() as database:
            database.execute("DELETE FROM letter")

    def _found(self, rest: str, *values: object) -> list[Letter]:
        return [_letter(row) for row in self._store.rows(f"{_SELECT} {rest}", *values)]


def _letter(row: tuple[str, ...]) -> Letter:
    number, system, path, subject, body, written, attempts, due, state, status, answer = row
    return Letter(
        id=int(number),
        system=system,
        path=path,
        subject=subject,
        body=json.loads(body),
        written_at=datetime.fromisoformat(written),
        attempts=int(attempts),
        due_at=datetime.fromisoformat(due),
        state="waiting" if state == "waiting" else "arrived" if state == "arrived" else "refused",
        status=int(status),
        answer=json.loads(answer),
    )
