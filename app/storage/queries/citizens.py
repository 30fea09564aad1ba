"""What the cabinet asks: whose session it is, and which cases are theirs."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, or_, select

from app.domain.citizens import CitizenSession
from app.domain.identity import CaseNumber, InstanceId
from app.storage.reading import first
from app.storage.repositories.citizens import session_of
from app.storage.rows import CitizenSessionRow, ServiceCaseRow, SubscriptionRow

_SESSION = select(CitizenSessionRow).where(
    CitizenSessionRow.id == bindparam("wanted"), CitizenSessionRow.ended_at.is_(None)
)
_CASES = (
    select(ServiceCaseRow.number)
    .where(
        or_(
            ServiceCaseRow.applicant_iin == bindparam("of_iin"),
            ServiceCaseRow.representative_iin == bindparam("of_iin"),
        )
    )
    .order_by(ServiceCaseRow.registered_at.desc(), ServiceCaseRow.number.desc())
    .limit(bindparam("most"))
)
_AWAITED = (
    select(SubscriptionRow.message)
    .where(SubscriptionRow.instance_id == bindparam("of_instance"))
    .distinct()
)


def citizen_session(connection: Connection, session_id: str) -> CitizenSession | None:
    row = first(connection, CitizenSessionRow, _SESSION, {"wanted": session_id})
    return None if row is None else session_of(row)


def citizen_cases(connection: Connection, iin: str, limit: int) -> Sequence[CaseNumber]:
    rows = connection.execute(_CASES, {"of_iin": iin, "most": limit})
    return [CaseNumber(number) for (number,) in rows]


def awaited_messages(connection: Connection, instance_id: InstanceId) -> frozenset[str]:
    rows = connection.execute(_AWAITED, {"of_instance": instance_id})
    return frozenset(message for (message,) in rows)
