"""Registers: lines numbered without gaps by register, office and year."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from app.domain.identity import InstanceId, JobId, OfficeId
from app.domain.registers import NewRegisterEntry, Register, RegisterEntry, RegisterEntryId
from app.storage.dialects import count_up
from app.storage.reading import add, first
from app.storage.rows import RegisterCounterRow, RegisterEntryRow

_OF_JOB = select(RegisterEntryRow).where(RegisterEntryRow.job_id == bindparam("wanted"))

_LINES_OF = (
    select(RegisterEntryRow.register, func.count())
    .where(RegisterEntryRow.instance_id == bindparam("of_instance"))
    .group_by(RegisterEntryRow.register)
)


class RegisterRepository:
    """Implements app.ports.paper_storage.RegisterRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enter(self, entry: NewRegisterEntry) -> RegisterEntry:
        """The case of the entry is locked: two runs of one job take turns there."""
        if (earlier := self._of_job(entry.job_id)) is not None:
            return earlier
        counted = count_up(
            self._connection,
            RegisterCounterRow,
            key=("register", "office_id", "year"),
            column="last",
        ).returning(RegisterCounterRow.__table__.c.last)
        place = {
            "register": entry.register.value,
            "office_id": entry.office_id,
            "year": entry.year,
        }
        number: int = self._connection.execute(counted, {**place, "last": 1}).scalar_one()
        values = {
            **place,
            "instance_id": entry.instance_id,
            "id": entry.id,
            "number": number,
            "job_id": entry.job_id,
            "entered_at": entry.entered_at,
            "facts": entry.facts,
        }
        add(self._connection, RegisterEntryRow, values)
        return entry.numbered(number)

    def lines_of(self, instance_id: InstanceId) -> Mapping[str, int]:
        rows = self._connection.execute(_LINES_OF, {"of_instance": instance_id})
        return {register: int(lines) for register, lines in rows}

    def _of_job(self, job_id: UUID) -> RegisterEntry | None:
        row = first(self._connection, RegisterEntryRow, _OF_JOB, {"wanted": job_id})
        return None if row is None else entry_of(row)


def entry_of(row: RegisterEntryRow) -> RegisterEntry:
    return NewRegisterEntry(
        id=RegisterEntryId(row.id),
        register=Register(row.register),
        office_id=OfficeId(row.office_id),
        year=row.year,
        instance_id=InstanceId(row.instance_id),
        job_id=JobId(row.job_id),
        entered_at=row.entered_at,
        facts=row.facts,
    ).numbered(row.number)
