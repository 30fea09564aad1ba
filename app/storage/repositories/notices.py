"""Notices and what people have chosen of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, select, union_all, update

from app.domain.calendar import office_zone
from app.domain.identity import CaseNumber, NoteId, PersonId, UserTaskId
from app.domain.notices import (
    Channel,
    Contact,
    Notice,
    NoticeId,
    NoticeKind,
    NoticeSettings,
    QuietHours,
    Timing,
)
from app.domain.task import TaskState, UserTask
from app.domain.texts import NO_TEXT
from app.storage.columns import UtcDateTime
from app.storage.dialects import insert_new, upsert
from app.storage.reading import Slice, as_row, change, first, many, width
from app.storage.rows import (
    NoticeContactRow,
    NoticeLetterRow,
    NoticeRow,
    NoticeSettingsRow,
    ServiceCaseRow,
    SubstitutionRow,
    TaskWatchRow,
    UserTaskRow,
)
from app.storage.rows.parts import word
from app.storage.work_values import task_of

_TASKS = "tasks"
"""The name of the only watch."""
_UNSEEN_ROWS = and_(NoticeRow.seen_at.is_(None), NoticeRow.on_page)
_GET = select(NoticeRow).where(NoticeRow.id == bindparam("wanted"))
_OF_PERSON = (
    select(NoticeRow)
    .where(NoticeRow.person == bindparam("of_person"), NoticeRow.on_page)
    .order_by(NoticeRow.at.desc(), NoticeRow.id)
    .limit(bindparam("most"))
)
UNSEEN = (
    select(func.count())
    .select_from(NoticeRow)
    .where(NoticeRow.person == bindparam("person"), _UNSEEN_ROWS)
)
"""How many notices a person, bound as `person`, has not seen."""
_SEE = (
    update(NoticeRow)
    .where(NoticeRow.person == bindparam("of_person"), _UNSEEN_ROWS)
    .values(seen_at=bindparam("now", type_=UtcDateTime()))
)
_COUNTED = (
    select(NoticeRow.kind, func.count())
    .where(
        NoticeRow.person == bindparam("of_person"),
        NoticeRow.at > bindparam("since", type_=UtcDateTime()),
        NoticeRow.kind.in_(bindparam("kinds", expanding=True)),
    )
    .group_by(NoticeRow.kind)
)
_MOMENT = bindparam("moment", type_=UtcDateTime())
_FORGET = (
    delete(NoticeRow).where(NoticeRow.at < _MOMENT),
    delete(NoticeLetterRow).where(NoticeLetterRow.made_at < _MOMENT),
)
_SETTINGS = select(NoticeSettingsRow).where(
    NoticeSettingsRow.person.in_(bindparam("people", expanding=True))
)
_LOCKED = (
    select(NoticeSettingsRow)
    .where(NoticeSettingsRow.person == bindparam("of_person"))
    .with_for_update()
)
_CONTACTS = select(NoticeContactRow).where(
    NoticeContactRow.person.in_(bindparam("people", expanding=True))
)
_DROP_CONTACT = delete(NoticeContactRow).where(
    NoticeContactRow.person == bindparam("of_person"),
    NoticeContactRow.channel.not_in(bindparam("kept", expanding=True)),
)
_NOW = bindparam("now", type_=UtcDateTime())
_DUE_DIGEST = (
    select(NoticeSettingsRow.person)
    .where(NoticeSettingsRow.digest_due <= _NOW)
    .order_by(NoticeSettingsRow.digest_due, NoticeSettingsRow.person)
    .limit(1)
)
_DUE_NEW_WORK = (
    select(NoticeSettingsRow.person)
    .where(NoticeSettingsRow.new_work_due <= _NOW)
    .order_by(NoticeSettingsRow.new_work_due, NoticeSettingsRow.person)
    .limit(1)
)
_LOOKED_AT = select(TaskWatchRow).where(TaskWatchRow.name == _TASKS)
_REACHED = _LOOKED_AT.with_for_update()
_HELD = (
    select(*UserTaskRow.__table__.c, ServiceCaseRow.number)
    .join(ServiceCaseRow, ServiceCaseRow.instance_id == UserTaskRow.instance_id)
    .where(UserTaskRow.state == word(TaskState.CLAIMED), UserTaskRow.ended_at.is_(None))
)
_AFTER, _UNTIL = (bindparam(name, type_=UtcDateTime()) for name in ("after", "until"))
# The defaults tell nobody of a due date: who has chosen nothing is left out, unless somebody stands
# in for them.
_MAY_BE_TOLD = union_all(
    select(NoticeSettingsRow.person),
    select(SubstitutionRow.absent).where(
        SubstitutionRow.last_day >= bindparam("day"), SubstitutionRow.ended_at.is_(None)
    ),
)
_CAME_DUE = _HELD.where(
    UserTaskRow.sort_due > _AFTER,
    UserTaskRow.sort_due <= _UNTIL,
    UserTaskRow.assignee.in_(_MAY_BE_TOLD),
)
_CAME_BACK = _HELD.where(
    UserTaskRow.follow_up_at.is_not(None),
    UserTaskRow.follow_up_at > _AFTER,
    UserTaskRow.follow_up_at <= _UNTIL,
)


class NoticeRepository:
    """Implements app.ports.notice_storage.NoticeRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notices: Sequence[Notice]) -> None:
        if notices:
            statement = insert_new(self._connection, NoticeRow, key=("id",))
            self._connection.execute(statement, [_notice_row(one) for one in notices])

    def get(self, notice_id: NoticeId) -> Notice | None:
        row = first(self._connection, NoticeRow, _GET, {"wanted": notice_id})
        return None if row is None else _notice_of(row)

    def see_all(self, person: PersonId, at: datetime) -> None:
        change(self._connection, _SEE, {"of_person": person, "now": at})

    def counted(
        self, person: PersonId, kinds: Collection[NoticeKind], since: datetime
    ) -> Mapping[NoticeKind, int]:
        told = [kind.value for kind in kinds]
        params = {"of_person": person, "since": since, "kinds": told}
        found = self._connection.execute(_COUNTED, params)
        return {NoticeKind(kind): count for kind, count in found}

    def forget_before(self, moment: datetime) -> None:
        for statement in _FORGET:
            change(self._connection, statement, {"moment": moment})


class NoticeSettingsRepository:
    """Implements app.ports.notice_storage.NoticeSettingsRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, people: Collection[PersonId]) -> Mapping[PersonId, NoticeSettings]:
        return settings_of(self._connection, people)

    def lock(self, person: PersonId) -> NoticeSettings:
        first(self._connection, NoticeSettingsRow, _LOCKED, {"of_person": person})
        return settings_of(self._connection, [person])[person]

    def put(self, settings: NoticeSettings) -> None:
        statement = upsert(self._connection, NoticeSettingsRow, key=("person",))
        self._connection.execute(statement, _settings_row(settings))
        kept = [channel.value for channel in settings.contacts]
        change(self._connection, _DROP_CONTACT, {"of_person": settings.person, "kept": kept})
        rows = [
            {
                "person": settings.person,
                "channel": channel.value,
                "address": contact.address,
                "confirmed_at": contact.confirmed_at,
                "code_id": contact.code_id,
                "code_until": contact.code_until,
                "tries_left": contact.tries_left,
            }
            for channel, contact in settings.contacts.items()
        ]
        if rows:
            statement = upsert(self._connection, NoticeContactRow, key=("person", "channel"))
            self._connection.execute(statement, rows)

    def due_digest(self, now: datetime) -> PersonId | None:
        return self._due(_DUE_DIGEST, now)

    def due_new_work(self, now: datetime) -> PersonId | None:
        return self._due(_DUE_NEW_WORK, now)

    def _due(self, statement: Select[str], now: datetime) -> PersonId | None:
        found = self._connection.execute(statement, {"now": now}).scalar()
        return None if found is None else PersonId(found)


class TaskWatch:
    """Implements app.ports.notice_storage.TaskWatch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def looked_at(self) -> datetime | None:
        row = first(self._connection, TaskWatchRow, _LOOKED_AT)
        return None if row is None else row.reached_at

    def reached(self, now: datetime) -> datetime | None:
        row = first(self._connection, TaskWatchRow, _REACHED)
        statement = upsert(self._connection, TaskWatchRow, key=("name",))
        self._connection.execute(statement, {"name": _TASKS, "reached_at": now})
        return None if row is None else row.reached_at

    def came_due(self, after: datetime, until: datetime) -> Sequence[tuple[UserTask, CaseNumber]]:
        day = after.astimezone(office_zone()).date()
        return self._held(_CAME_DUE, {"after": after, "until": until, "day": day})

    def came_back(self, after: datetime, until: datetime) -> Sequence[tuple[UserTask, CaseNumber]]:
        return self._held(_CAME_BACK, {"after": after, "until": until})

    def _held(
        self, statement: Select[*tuple[object, ...]], params: Mapping[str, object]
    ) -> Sequence[tuple[UserTask, CaseNumber]]:
        found = self._connection.execute(statement, params)
        number_at = width(UserTaskRow)
        return [
            (
                task_of(as_row(UserTaskRow, Slice(UserTaskRow, row, 0))),
                CaseNumber(str(row[number_at])),
            )
            for row in found
        ]


def notices(connection: Connection, person: PersonId, limit: int) -> Sequence[Notice]:
    params = {"of_person": person, "most": limit}
    return [_notice_of(row) for row in many(connection, NoticeRow, _OF_PERSON, params)]


def settings_of(
    connection: Connection, people: Collection[PersonId]
) -> Mapping[PersonId, NoticeSettings]:
    """Two statements."""
    params = {"people": sorted(people)}
    contacts: dict[PersonId, dict[Channel, Contact]] = {}
    for kept in many(connection, NoticeContactRow, _CONTACTS, params):
        contacts.setdefault(PersonId(kept.person), {})[Channel(kept.channel)] = Contact(
            kept.address, kept.confirmed_at, kept.code_id, kept.code_until, kept.tries_left
        )
    found = {PersonId(person): NoticeSettings(PersonId(person)) for person in people}
    for row in many(connection, NoticeSettingsRow, _SETTINGS, params):
        person = PersonId(row.person)
        found[person] = _settings_of(row, contacts.get(person, {}))
    return found


def _settings_of(row: NoticeSettingsRow, contacts: Mapping[Channel, Contact]) -> NoticeSettings:
    timings = {}
    for name, timing in row.timings.items():
        kind, _, channel = name.partition("/")
        timings[NoticeKind(kind), Channel(channel)] = Timing(timing)
    begin, end = (time.fromisoformat(hour) for hour in (row.quiet_begin, row.quiet_end))
    return NoticeSettings(
        person=PersonId(row.person),
        timings=timings,
        quiet=QuietHours(begin, end, row.quiet_days_off),
        digest_at=time.fromisoformat(row.digest_at),
        contacts=contacts,
        digest_due=row.digest_due,
        new_work_due=row.new_work_due,
        new_work_since=row.new_work_since,
    )


def _settings_row(settings: NoticeSettings) -> dict[str, object]:
    return {
        "person": settings.person,
        "timings": {
            f"{kind.value}/{channel.value}": timing.value
            for (kind, channel), timing in settings.timings.items()
        },
        "quiet_begin": f"{settings.quiet.begin:%H:%M}",
        "quiet_end": f"{settings.quiet.end:%H:%M}",
        "quiet_days_off": settings.quiet.days_off,
        "digest_at": f"{settings.digest_at:%H:%M}",
        "digest_due": settings.digest_due,
        "new_work_due": settings.new_work_due,
        "new_work_since": settings.new_work_since,
    }


def _notice_row(notice: Notice) -> dict[str, object]:
    return {
        "id": notice.id,
        "person": notice.person,
        "kind": notice.kind.value,
        "at": notice.at,
        "number": notice.number,
        "step": notice.step if notice.step.kk else None,
        "due_on": notice.due_on,
        "task_id": notice.task_id,
        "note_id": notice.note_id,
        "told_by": notice.by,
        "told_for": notice.stands_for,
        "first_day": notice.first_day,
        "last_day": notice.last_day,
        "tasks": notice.count,
        "on_page": notice.on_page,
        "seen_at": None,
    }


def _notice_of(row: NoticeRow) -> Notice:
    return Notice(
        id=NoticeId(row.id),
        person=PersonId(row.person),
        kind=NoticeKind(row.kind),
        at=row.at,
        number=CaseNumber(row.number),
        step=row.step or NO_TEXT,
        due_on=row.due_on,
        task_id=None if row.task_id is None else UserTaskId(row.task_id),
        note_id=None if row.note_id is None else NoteId(row.note_id),
        by=row.told_by,
        stands_for=row.told_for,
        first_day=row.first_day,
        last_day=row.last_day,
        count=row.tasks,
        on_page=row.on_page,
        is_seen=row.seen_at is not None,
    )
