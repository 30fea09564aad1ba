"""What offices look up: deployed processes, people and offices, the calendar."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Literal, cast

from sqlalchemy import Connection, bindparam, delete, select

from app.domain.calendar import CalendarDay, DayKind
from app.domain.identity import OfficeId, PersonId, ProcessKey
from app.domain.models import ModelFile
from app.domain.names import search_term, sort_key
from app.domain.people import Grant, Office, Person, Role
from app.domain.texts import Language, Text
from app.domain.versions_in_force import InForce
from app.ports.storage import ProcessVersion
from app.storage.dialects import upsert
from app.storage.reading import add, change, first, many
from app.storage.rows import (
    CalendarDayRow,
    OfficeRow,
    PersonGrantRow,
    PersonRow,
    ProcessFileRow,
    ProcessVersionRow,
    VersionInForceRow,
)

_LATEST = (
    select(ProcessVersionRow)
    .where(ProcessVersionRow.key == bindparam("of_key"))
    .order_by(ProcessVersionRow.version.desc())
    .limit(1)
)
_VERSION = select(ProcessVersionRow).where(
    ProcessVersionRow.key == bindparam("of_key"),
    ProcessVersionRow.version == bindparam("of_version"),
)
_FILES = (
    select(ProcessFileRow)
    .where(
        ProcessFileRow.key == bindparam("of_key"),
        ProcessFileRow.version == bindparam("of_version"),
    )
    .order_by(ProcessFileRow.path)
)
_KEYS = select(ProcessVersionRow.key).distinct().order_by(ProcessVersionRow.key)
_IN_FORCE = (
    select(VersionInForceRow)
    .where(VersionInForceRow.key == bindparam("of_key"))
    .order_by(VersionInForceRow.place)
)
_PEOPLE = (
    select(
        PersonRow.id,
        PersonRow.full_name,
        PersonRow.language,
        PersonRow.password_hash,
        PersonRow.iin,
        PersonRow.name_ru,
        PersonRow.position_kk,
        PersonRow.position_ru,
        PersonRow.blocked_at,
        PersonRow.signed_out_at,
        PersonRow.one_time_until,
        PersonGrantRow.role,
        PersonGrantRow.office_id,
    )
    .outerjoin(PersonGrantRow, PersonGrantRow.person_id == PersonRow.id)
    .order_by(PersonRow.id, PersonGrantRow.place)
)
_OF_THESE = _PEOPLE.where(PersonRow.id.in_(bindparam("wanted", expanding=True)))
_PERSON = _PEOPLE.where(PersonRow.id == bindparam("wanted"))
_GRANTED_IN = _PEOPLE.where(
    PersonRow.id.in_(
        select(PersonGrantRow.person_id).where(
            PersonGrantRow.office_id.in_(bindparam("offices", expanding=True))
        )
    )
)
_LOCK_PERSON = select(PersonRow.id).where(PersonRow.id == bindparam("wanted")).with_for_update()
_LOCK_ADMINISTRATORS = (
    select(PersonRow.id)
    .where(
        PersonRow.id.in_(
            select(PersonGrantRow.person_id).where(PersonGrantRow.role == Role.ADMINISTRATOR.value)
        )
    )
    .order_by(PersonRow.id)
    .with_for_update()
)
_DROP_GRANTS = delete(PersonGrantRow).where(PersonGrantRow.person_id == bindparam("of_person"))
_OFFICES = select(OfficeRow).order_by(OfficeRow.id)
_DROP_DAY = delete(CalendarDayRow).where(CalendarDayRow.day == bindparam("of_day"))
_DAYS = (
    select(CalendarDayRow)
    .where(CalendarDayRow.day.between(bindparam("first"), bindparam("last")))
    .order_by(CalendarDayRow.day, CalendarDayRow.week)
)


class ProcessRepository:
    """Implements app.ports.storage.ProcessRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, key: ProcessKey) -> ProcessVersion | None:
        row = first(self._connection, ProcessVersionRow, _LATEST, {"of_key": key})
        return None if row is None else version_of(row)

    def get(self, key: ProcessKey, version: int) -> ProcessVersion:
        keys = {"of_key": key, "of_version": version}
        row = first(self._connection, ProcessVersionRow, _VERSION, keys)
        if row is None:
            raise LookupError(f"Expected version {version} of the process {key}")
        return version_of(row)

    def add(self, version: ProcessVersion, files: Sequence[ModelFile]) -> None:
        values = {
            "key": version.key,
            "version": version.version,
            "content_hash": version.content_hash,
            "deployed_at": version.deployed_at,
            "deployed_by": version.deployed_by,
            "note": version.note,
            "is_designed": version.is_designed,
        }
        add(self._connection, ProcessVersionRow, values)
        rows = [
            {"key": version.key, "version": version.version, "path": f.path, "content": f.content}
            for f in files
        ]
        if rows:
            add(self._connection, ProcessFileRow, rows)

    def files(self, key: ProcessKey, version: int) -> tuple[ModelFile, ...]:
        keys = {"of_key": key, "of_version": version}
        rows = many(self._connection, ProcessFileRow, _FILES, keys)
        return tuple(ModelFile(row.path, bytes(row.content)) for row in rows)

    def keys(self) -> tuple[ProcessKey, ...]:
        return tuple(ProcessKey(key) for key in self._connection.execute(_KEYS).scalars())

    def in_force(self, key: ProcessKey) -> tuple[InForce, ...]:
        rows = many(self._connection, VersionInForceRow, _IN_FORCE, {"of_key": key})
        return tuple(in_force_of(row) for row in rows)

    def put_in_force(self, key: ProcessKey, decision: InForce) -> None:
        values = {
            "key": key,
            "place": len(self.in_force(key)) + 1,
            "version": decision.version,
            "from_at": decision.from_at,
            "decided_at": decision.decided_at,
            "decided_by": decision.decided_by,
            "reason": decision.reason,
        }
        add(self._connection, VersionInForceRow, values)


def in_force_of(row: VersionInForceRow) -> InForce:
    return InForce(row.version, row.from_at, row.decided_at, row.decided_by, row.reason)


def version_of(row: ProcessVersionRow) -> ProcessVersion:
    return ProcessVersion(
        key=ProcessKey(row.key),
        version=row.version,
        content_hash=row.content_hash,
        deployed_at=row.deployed_at,
        deployed_by=row.deployed_by,
        note=row.note,
        is_designed=row.is_designed,
    )


class PeopleRepository:
    """Implements app.ports.storage.PeopleRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person: PersonId) -> Person | None:
        rows = self._connection.execute(_PERSON, {"wanted": person})
        return next(iter(_people(rows)), None)

    def lock(self, person: PersonId) -> Person | None:
        self._connection.execute(_LOCK_PERSON, {"wanted": person})
        return self.get(person)

    def lock_administrators(self) -> None:
        self._connection.execute(_LOCK_ADMINISTRATORS).all()

    def put(self, person: Person) -> None:
        values = {
            "id": person.id,
            "full_name": person.full_name,
            "language": person.language,
            "password_hash": person.password_hash,
            "iin": person.iin,
            "name_ru": person.name_ru,
            "position_kk": person.position.kk,
            "position_ru": person.position.ru,
            "blocked_at": person.blocked_at,
            "signed_out_at": person.signed_out_at,
            "one_time_until": person.one_time_until,
            "sort_name": sort_key(person.full_name),
            "search_name": found_by(person),
        }
        self._connection.execute(upsert(self._connection, PersonRow, key=("id",)), values)
        change(self._connection, _DROP_GRANTS, {"of_person": person.id})
        rows = [
            {
                "person_id": person.id,
                "place": place,
                "role": grant.role.value,
                "office_id": grant.office_id,
            }
            for place, grant in enumerate(person.grants)
        ]
        if rows:
            add(self._connection, PersonGrantRow, rows)

    def all(self) -> tuple[Person, ...]:
        return tuple(_people(self._connection.execute(_PEOPLE)))

    def granted_in(self, offices: Collection[OfficeId]) -> tuple[Person, ...]:
        rows = self._connection.execute(_GRANTED_IN, {"offices": sorted(offices)})
        return tuple(_people(rows))

    def of(self, people: Sequence[PersonId]) -> dict[PersonId, Person]:
        """These people, one statement for all."""
        rows = self._connection.execute(_OF_THESE, {"wanted": list(people)})
        return {person.id: person for person in _people(rows)}

    def offices(self) -> tuple[Office, ...]:
        return tuple(
            Office(
                id=OfficeId(row.id),
                parent=None if row.parent is None else OfficeId(row.parent),
                kind=row.kind,
                name=row.name,
                schedule=row.schedule,
                kato=row.kato,
                address=row.address,
                phone=row.phone,
            )
            for row in many(self._connection, OfficeRow, _OFFICES)
        )

    def put_offices(self, offices: Sequence[Office]) -> None:
        rows = [
            {
                "id": office.id,
                "parent": office.parent,
                "kind": office.kind,
                "name": office.name,
                "schedule": office.schedule,
                "kato": office.kato,
                "address": office.address,
                "phone": office.phone,
            }
            for office in offices
        ]
        if rows:
            self._connection.execute(upsert(self._connection, OfficeRow, key=("id",)), rows)


class CalendarRepository:
    """Implements app.ports.storage.CalendarRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def days(self, first: date, last: date) -> tuple[CalendarDay, ...]:
        """Days from `first` to `last`, both included, in order."""
        rows = many(self._connection, CalendarDayRow, _DAYS, {"first": first, "last": last})
        return tuple(
            CalendarDay(
                row.day,
                DayKind(row.kind),
                row.name,
                row.act,
                cast('Literal["any", "five_day", "six_day"]', row.week),
            )
            for row in rows
        )

    def put(self, days: Sequence[CalendarDay]) -> None:
        rows = [
            {
                "day": day.day,
                "week": day.week,
                "kind": day.kind.value,
                "name": day.name,
                "act": day.act,
            }
            for day in days
        ]
        if rows:
            statement = upsert(self._connection, CalendarDayRow, key=("day", "week"))
            self._connection.execute(statement, rows)

    def replace(self, days: Sequence[CalendarDay]) -> None:
        for day in days:
            change(self._connection, _DROP_DAY, {"of_day": day.day})
        self.put(days)


def found_by(person: Person) -> str:
    """What a search among people looks through."""
    position = person.position
    told = (person.id, person.full_name, person.name_ru, position.kk, position.ru)
    return search_term(" ".join(told))


def _people(rows: Iterable[Any]) -> Iterator[Person]:
    """People from rows of one grant each; one row without a grant for a person who has none."""
    for login, own in groupby(rows, key=lambda row: row.id):
        first_row, *others = own
        grants = tuple(
            Grant(Role(row.role), OfficeId(row.office_id))
            for row in (first_row, *others)
            if row.role is not None and row.office_id is not None
        )
        yield Person(
            id=PersonId(login),
            full_name=first_row.full_name,
            language=cast("Language", first_row.language),
            password_hash=first_row.password_hash,
            grants=grants,
            iin=first_row.iin,
            name_ru=first_row.name_ru,
            position=Text(first_row.position_kk, first_row.position_ru),
            blocked_at=first_row.blocked_at,
            signed_out_at=first_row.signed_out_at,
            one_time_until=first_row.one_time_until,
        )
