"""Letters to the people of Qadam: kept once, claimed one by one, settled under a lease."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from app.domain.identity import PersonId
from app.domain.letters import Letter, LetterKind, LetterState, Words
from app.domain.notices import Channel, NoticeId
from app.storage.columns import UtcDateTime
from app.storage.dialects import insert_new
from app.storage.reading import change, first, many
from app.storage.rows import NoticeLetterRow
from app.storage.rows.parts import word

_MOST_FAILED = 5
_NOW = bindparam("now", type_=UtcDateTime())
_WAITING = NoticeLetterRow.state == word(LetterState.WAITING)
_NEXT = (
    select(NoticeLetterRow.id)
    .where(
        _WAITING,
        NoticeLetterRow.due_at <= _NOW,
        or_(NoticeLetterRow.leased_until.is_(None), NoticeLetterRow.leased_until <= _NOW),
    )
    .order_by(NoticeLetterRow.due_at, NoticeLetterRow.id)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_CLAIM = (
    update(NoticeLetterRow)
    .where(NoticeLetterRow.id == _NEXT)
    .values(
        fencing=NoticeLetterRow.fencing + 1,
        leased_until=bindparam("lease_end", type_=UtcDateTime()),
    )
    .returning(*NoticeLetterRow.__table__.c)
)
_SETTLE = update(NoticeLetterRow).where(
    NoticeLetterRow.id == bindparam("of_id"),
    NoticeLetterRow.fencing == bindparam("number"),
    NoticeLetterRow.leased_until.is_not(None),
    _WAITING,
)
_NEXT_DUE = select(func.min(NoticeLetterRow.due_at)).where(_WAITING)
_CODES = (
    select(func.count())
    .select_from(NoticeLetterRow)
    .where(
        NoticeLetterRow.person == bindparam("of_person"),
        NoticeLetterRow.made_at > bindparam("since", type_=UtcDateTime()),
        NoticeLetterRow.kind == LetterKind.CODE.value,
    )
)
_SINCE = and_(
    NoticeLetterRow.state == word(LetterState.FAILED),
    NoticeLetterRow.made_at > bindparam("since", type_=UtcDateTime()),
)
_FAILED = (
    select(NoticeLetterRow)
    .where(_SINCE, NoticeLetterRow.person == bindparam("of_person"))
    .order_by(NoticeLetterRow.made_at.desc(), NoticeLetterRow.id)
    .limit(_MOST_FAILED)
)
_GIVEN_UP = select(func.count()).select_from(NoticeLetterRow).where(_SINCE)


class LetterRepository:
    """Implements app.ports.notice_storage.LetterRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, letters: Sequence[Letter]) -> None:
        if letters:
            statement = insert_new(self._connection, NoticeLetterRow, key=("id",))
            rows = [{**_fixed(one), **_changing(one), "fencing": 0} for one in letters]
            self._connection.execute(statement, rows)

    def claim_due(self, now: datetime, lease: timedelta) -> Letter | None:
        params = {"now": now, "lease_end": now + lease}
        row = first(self._connection, NoticeLetterRow, _CLAIM, params)
        return None if row is None else _letter_of(row)

    def settle(self, letter: Letter) -> bool:
        keys = {"of_id": letter.id, "number": letter.fencing}
        return change(self._connection, _SETTLE, {**_changing(letter), **keys}) == 1

    def codes_since(self, person: PersonId, since: datetime) -> int:
        params = {"of_person": person, "since": since}
        return self._connection.execute(_CODES, params).scalar_one()

    def next_due(self) -> datetime | None:
        found: datetime | None = self._connection.execute(_NEXT_DUE).scalar()
        return found


def failed_letters(connection: Connection, person: PersonId, since: datetime) -> Sequence[Letter]:
    params = {"of_person": person, "since": since}
    return [_letter_of(row) for row in many(connection, NoticeLetterRow, _FAILED, params)]


def letters_given_up(connection: Connection, since: datetime) -> int:
    return connection.execute(_GIVEN_UP, {"since": since}).scalar_one()


def _fixed(letter: Letter) -> dict[str, object]:
    return {
        "id": letter.id,
        "person": letter.person,
        "channel": letter.channel.value,
        "kind": letter.kind.value,
        "address": letter.address,
        "made_at": letter.made_at,
        "notice_id": letter.notice_id,
        "day": letter.day,
    }


def _changing(letter: Letter) -> dict[str, object]:
    words = letter.words
    told = None if words is None else (words.subject, words.link, words.settings, *words.lines)
    return {
        "due_at": letter.due_at,
        "state": letter.state.value,
        "words": told,
        "attempts": letter.attempts,
        "leased_until": letter.leased_until,
        "sent_at": letter.sent_at,
        "failure": letter.failure,
    }


def _letter_of(row: NoticeLetterRow) -> Letter:
    words = None
    if row.words is not None:
        subject, link, settings, *lines = row.words
        words = Words(subject, tuple(lines), link, settings)
    return Letter(
        id=row.id,
        person=PersonId(row.person),
        channel=Channel(row.channel),
        kind=LetterKind(row.kind),
        address=row.address,
        made_at=row.made_at,
        due_at=row.due_at,
        notice_id=None if row.notice_id is None else NoticeId(row.notice_id),
        day=row.day,
        state=LetterState(row.state),
        words=words,
        attempts=row.attempts,
        leased_until=row.leased_until,
        fencing=row.fencing,
        sent_at=row.sent_at,
        failure=row.failure,
    )
