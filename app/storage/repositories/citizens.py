"""One-time passwords and sessions of citizens."""

from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, bindparam, delete, func, select, update

from app.domain.citizens import Citizen, CitizenSession, OneTimePassword, PasswordId, Purpose
from app.domain.identity import InstanceId, ProcessKey
from app.domain.pending import PendingApplication, PendingId
from app.domain.ratings import Rating
from app.domain.texts import LANGUAGES
from app.storage.dialects import upsert
from app.storage.reading import add, as_row, change, first
from app.storage.rows import (
    CitizenSessionRow,
    OneTimePasswordRow,
    PendingApplicationRow,
    RatingRow,
)

_PASSWORD = select(OneTimePasswordRow).where(OneTimePasswordRow.id == bindparam("wanted"))
_LOCKED = _PASSWORD.with_for_update()
_PUT = update(OneTimePasswordRow).where(OneTimePasswordRow.id == bindparam("wanted"))
_ASKED = select(func.count()).where(
    OneTimePasswordRow.iin == bindparam("of_iin"),
    OneTimePasswordRow.asked_at > bindparam("since", type_=OneTimePasswordRow.asked_at.type),
)
_NEXT_DUE = (
    select(OneTimePasswordRow.id)
    .where(OneTimePasswordRow.due_at <= bindparam("now", type_=OneTimePasswordRow.asked_at.type))
    .order_by(OneTimePasswordRow.due_at, OneTimePasswordRow.id)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_CLAIM = (
    update(OneTimePasswordRow)
    .where(OneTimePasswordRow.id == _NEXT_DUE)
    .values(due_at=bindparam("until"))
    .returning(*OneTimePasswordRow.__table__.c)
)
_FORGET = delete(OneTimePasswordRow).where(
    OneTimePasswordRow.expires_at < bindparam("moment", type_=OneTimePasswordRow.asked_at.type)
)
_END_SESSION = update(CitizenSessionRow).where(CitizenSessionRow.id == bindparam("wanted"))
_FORGET_SESSIONS = delete(CitizenSessionRow).where(
    CitizenSessionRow.since < bindparam("moment", type_=CitizenSessionRow.since.type)
)

_PENDING = select(PendingApplicationRow).where(PendingApplicationRow.id == bindparam("wanted"))
_DROP_PENDING = delete(PendingApplicationRow).where(PendingApplicationRow.id == bindparam("wanted"))
_FORGET_PENDING = delete(PendingApplicationRow).where(
    PendingApplicationRow.filled_at
    < bindparam("moment", type_=PendingApplicationRow.filled_at.type)
)


class OneTimePasswordRepository:
    """Implements app.ports.citizen_storage.OneTimePasswordRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, password: OneTimePassword) -> None:
        values = {
            "id": password.id,
            "iin": password.iin,
            "purpose": password.purpose,
            "language": password.language,
            "asked_at": password.asked_at,
            "expires_at": password.expires_at,
            **_changing(password),
        }
        add(self._connection, OneTimePasswordRow, values)

    def asked_since(self, iin: str, since: datetime) -> int:
        params = {"of_iin": iin, "since": since}
        return self._connection.execute(_ASKED, params).scalar_one()

    def lock(self, password_id: PasswordId) -> OneTimePassword | None:
        row = first(self._connection, OneTimePasswordRow, _LOCKED, {"wanted": password_id})
        return None if row is None else _password_of(row)

    def put(self, password: OneTimePassword) -> None:
        change(self._connection, _PUT, {"wanted": password.id, **_changing(password)})

    def claim_due(self, now: datetime, until: datetime) -> OneTimePassword | None:
        row = self._connection.execute(_CLAIM, {"now": now, "until": until}).first()
        return None if row is None else _password_of(as_row(OneTimePasswordRow, row))

    def forget_before(self, moment: datetime) -> None:
        change(self._connection, _FORGET, {"moment": moment})


class CitizenSessionRepository:
    """Implements app.ports.citizen_storage.CitizenSessionRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: CitizenSession) -> None:
        values = {
            "id": session.id,
            "iin": session.citizen.iin,
            "full_name": session.citizen.full_name,
            "since": session.since,
            "ended_at": session.ended_at,
        }
        add(self._connection, CitizenSessionRow, values)

    def end(self, session_id: str, at: datetime) -> None:
        change(self._connection, _END_SESSION, {"wanted": session_id, "ended_at": at})

    def forget_before(self, moment: datetime) -> None:
        change(self._connection, _FORGET_SESSIONS, {"moment": moment})


class RatingRepository:
    """Implements app.ports.citizen_storage.RatingRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, rating: Rating) -> None:
        values = {
            "instance_id": rating.instance_id,
            "stars": rating.stars,
            "words": rating.words,
            "rated_at": rating.rated_at,
        }
        statement = upsert(self._connection, RatingRow, key=("instance_id",))
        self._connection.execute(statement, values)


class PendingApplicationRepository:
    """Implements app.ports.citizen_storage.PendingApplicationRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, pending: PendingApplication) -> None:
        values = {
            "id": pending.id,
            "iin": pending.iin,
            "process_key": pending.process,
            "content": pending.content,
            "filled_at": pending.filled_at,
        }
        statement = upsert(self._connection, PendingApplicationRow, key=("id",))
        self._connection.execute(statement, values)

    def get(self, pending_id: PendingId) -> PendingApplication | None:
        row = first(self._connection, PendingApplicationRow, _PENDING, {"wanted": pending_id})
        if row is None:
            return None
        key = ProcessKey(row.process_key)
        return PendingApplication(PendingId(row.id), row.iin, key, row.content, row.filled_at)

    def drop(self, pending_id: PendingId) -> None:
        change(self._connection, _DROP_PENDING, {"wanted": pending_id})

    def forget_before(self, moment: datetime) -> None:
        change(self._connection, _FORGET_PENDING, {"moment": moment})


def _changing(password: OneTimePassword) -> dict[str, object]:
    return {
        "due_at": password.due_at,
        "tries_left": password.tries_left,
        "sent_at": password.sent_at,
        "used_at": password.used_at,
    }


def _password_of(row: OneTimePasswordRow) -> OneTimePassword:
    return OneTimePassword(
        id=PasswordId(row.id),
        iin=row.iin,
        purpose=next(known for known in get_args(Purpose) if known == row.purpose),
        language=next(known for known in LANGUAGES if known == row.language),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        due_at=row.due_at,
        tries_left=row.tries_left,
        sent_at=row.sent_at,
        used_at=row.used_at,
    )


def session_of(row: CitizenSessionRow) -> CitizenSession:
    return CitizenSession(row.id, Citizen(row.iin, row.full_name), row.since, row.ended_at)


def rating_of(row: RatingRow) -> Rating:
    return Rating(InstanceId(row.instance_id), row.stars, row.words, row.rated_at)
