"""What the cabinet asks: whose session it is, and which cases are theirs."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, or_, select

from app.domain.citizens import CitizenSession
from app.domain.identity import CaseNumber, InstanceId, OfficeId, ProcessKey
from app.domain.ratings import Rating
from app.ports.citizen_views import RatingPage, RatingRow
from app.storage.reading import Slice, as_row, first
from app.storage.repositories.citizens import rating_of, session_of
from app.storage.rows import CitizenSessionRow, ServiceCaseRow, SubscriptionRow
from app.storage.rows import RatingRow as StoredRating

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
_RATING = select(StoredRating).where(StoredRating.instance_id == bindparam("of_instance"))
_OF_OFFICES = ServiceCaseRow.office_id.in_(bindparam("offices", expanding=True))
_RATINGS = (
    select(
        *StoredRating.__table__.c,
        ServiceCaseRow.number,
        ServiceCaseRow.process_key,
        ServiceCaseRow.office_id,
    )
    .join(ServiceCaseRow, ServiceCaseRow.instance_id == StoredRating.instance_id)
    .where(_OF_OFFICES)
    .order_by(StoredRating.rated_at.desc(), StoredRating.instance_id)
    .limit(bindparam("most"))
)
_STARS = (
    select(StoredRating.stars, func.count().label("how_many"))
    .join(ServiceCaseRow, ServiceCaseRow.instance_id == StoredRating.instance_id)
    .where(_OF_OFFICES)
    .group_by(StoredRating.stars)
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


def rating(connection: Connection, instance_id: InstanceId) -> Rating | None:
    row = first(connection, StoredRating, _RATING, {"of_instance": instance_id})
    return None if row is None else rating_of(row)


def ratings(connection: Connection, offices: frozenset[OfficeId], limit: int) -> RatingPage:
    """Two statements."""
    of = {"offices": sorted(offices)}
    rows = [
        RatingRow(
            rating=rating_of(as_row(StoredRating, Slice(StoredRating, row, 0))),
            number=CaseNumber(row.number),
            process_key=ProcessKey(row.process_key),
            office_id=OfficeId(row.office_id),
        )
        for row in connection.execute(_RATINGS, {**of, "most": limit})
    ]
    counts = {row.stars: row.how_many for row in connection.execute(_STARS, of)}
    return RatingPage(rows, counts)
