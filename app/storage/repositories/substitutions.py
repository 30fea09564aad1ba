"""Substitutions: added, ended, and asked for by day and by person."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, or_, select, update

from app.domain.identity import PersonId, SubstitutionId
from app.domain.people import Power
from app.domain.substitution import Substitution, SubstitutionNotFound
from app.storage.reading import add, change, first, many
from app.storage.rows import SubstitutionRow

MOST = 100
_GET = select(SubstitutionRow).where(SubstitutionRow.id == bindparam("wanted"))
_SINCE = (
    select(SubstitutionRow)
    .where(SubstitutionRow.last_day >= bindparam("day"), SubstitutionRow.ended_at.is_(None))
    .order_by(SubstitutionRow.first_day, SubstitutionRow.id)
)
_OF = (
    select(SubstitutionRow)
    .where(
        or_(
            SubstitutionRow.absent == bindparam("person"),
            SubstitutionRow.substitute == bindparam("person"),
        )
    )
    .order_by(SubstitutionRow.set_at.desc(), SubstitutionRow.id)
    .limit(MOST)
)
_PUT = update(SubstitutionRow).where(SubstitutionRow.id == bindparam("of_id"))


class SubstitutionRepository:
    """Implements app.ports.substitution_storage.SubstitutionRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, substitution: Substitution) -> None:
        values = {
            "id": substitution.id,
            "absent": substitution.absent,
            "substitute": substitution.substitute,
            "first_day": substitution.first_day,
            "last_day": substitution.last_day,
            "powers": tuple(sorted(power.value for power in substitution.powers)),
            "set_by": substitution.set_by,
            "set_at": substitution.set_at,
            "ended_at": substitution.ended_at,
        }
        add(self._connection, SubstitutionRow, values)

    def get(self, substitution_id: SubstitutionId) -> Substitution:
        row = first(self._connection, SubstitutionRow, _GET, {"wanted": substitution_id})
        if row is None:
            raise SubstitutionNotFound(f"Expected a substitution {substitution_id}")
        return _substitution_of(row)

    def put(self, substitution: Substitution) -> None:
        values = {"of_id": substitution.id, "ended_at": substitution.ended_at}
        change(self._connection, _PUT, values)

    def since(self, day: date) -> Sequence[Substitution]:
        rows = many(self._connection, SubstitutionRow, _SINCE, {"day": day})
        return tuple(_substitution_of(row) for row in rows)

    def of(self, person: PersonId) -> Sequence[Substitution]:
        rows = many(self._connection, SubstitutionRow, _OF, {"person": person})
        return tuple(_substitution_of(row) for row in rows)


def _substitution_of(row: SubstitutionRow) -> Substitution:
    return Substitution(
        id=SubstitutionId(row.id),
        absent=PersonId(row.absent),
        substitute=PersonId(row.substitute),
        first_day=row.first_day,
        last_day=row.last_day,
        powers=frozenset(Power(power) for power in row.powers),
        set_by=PersonId(row.set_by),
        set_at=row.set_at,
        ended_at=row.ended_at,
    )
