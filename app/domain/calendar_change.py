"""A change of the working calendar: drawn up, counted through, applied to every open term."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from app.domain.calendar import CalendarDay, DayKind, WorkingCalendar
from app.domain.identity import CaseNumber, InstanceId, OfficeId, PersonId, ProcessKey
from app.domain.refusals import Conflict, Invalid, NotFound
from app.domain.texts import NO_TEXT, Text

CalendarChangeId = NewType("CalendarChangeId", UUID)
MOST_CHANGED = 12
"""Days that one change may name."""


class CalendarChangeNotFound(NotFound):
    code = "CalendarChangeNotFound"
    title = Text(
        "Күнтізбенің мұндай өзгерісі жоқ",
        "Такого изменения календаря нет",
        "There is no such change of the calendar",
    )


class CalendarChangeOpen(Conflict):
    code = "CalendarChangeOpen"
    title = Text(
        "Күнтізбенің басқа өзгерісі аяқталған жоқ: алдымен соны қолданыңыз немесе алып тастаңыз",
        "Другое изменение календаря не закончено: сначала примените или снимите его",
        "Another change of the calendar is open: apply or drop it first",
    )


class CalendarChangeNotReady(Conflict):
    code = "CalendarChangeNotReady"
    title = Text(
        "Бұл өзгерісті енді қолдануға да, одан бас тартуға да болмайды",
        "Это изменение уже нельзя применить или отменить",
        "This change can be neither applied nor dropped now",
    )


class DaysOffUnfit(Invalid):
    code = "DaysOffUnfit"
    title = Text(
        "Бүгінгі немесе кейінгі жұмыс күнін жазыңыз",
        "Укажите сегодняшний или будущий рабочий день",
        "Give a working day of today or later",
    )


class WorkedDaysUnfit(Invalid):
    code = "WorkedDaysUnfit"
    title = Text(
        "Ертеңгі немесе кейінгі демалыс күнін жазыңыз",
        "Укажите завтрашний или более поздний выходной день",
        "Give a day off of tomorrow or later",
    )


class DaysMissing(Invalid):
    code = "DaysMissing"
    title = Text(
        "Кемінде бір күн жазыңыз, ең көбі он екі",
        "Укажите хотя бы один день, не больше двенадцати",
        "Give at least one day, at most twelve",
    )


class ActMissing(Invalid):
    code = "ActMissing"
    title = Text(
        "Актінің атауын, нөмірі мен күнін жазыңыз",
        "Укажите акт, его номер и дату",
        "Give the act with its number and date",
    )


class ChangeState(StrEnum):
    COUNTING = "counting"
    """What would move is being counted; nothing is written to a case."""
    READY = "ready"
    APPLYING = "applying"
    """The days hold; open cases follow one by one."""
    APPLIED = "applied"
    DROPPED = "dropped"


NEXT: Mapping[ChangeState, frozenset[ChangeState]] = MappingProxyType(
    {
        ChangeState.COUNTING: frozenset({ChangeState.READY, ChangeState.DROPPED}),
        ChangeState.READY: frozenset({ChangeState.APPLYING, ChangeState.DROPPED}),
        ChangeState.APPLYING: frozenset({ChangeState.APPLIED}),
        ChangeState.APPLIED: frozenset(),
        ChangeState.DROPPED: frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class CalendarChange:
    id: CalendarChangeId
    days: tuple[CalendarDay, ...]
    """As they will stand, for every week."""
    act: str
    made_by: PersonId
    made_at: datetime
    state: ChangeState
    before: tuple[CalendarDay, ...] = ()
    """Rows that stood on these days until it was applied."""
    cursor: InstanceId | None = None
    """The last case that was looked at in this state."""
    seen: int = 0
    total: int = 0
    """Open cases with a date on or after the first changed day, when the state began."""
    applied_by: PersonId | None = None
    applied_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def first_day(self) -> date:
        return min(day.day for day in self.days)

    def become(self, state: ChangeState) -> "CalendarChange":
        """Raises CalendarChangeNotReady."""
        if state not in NEXT[self.state]:
            raise CalendarChangeNotReady(f"Expected {self.id} not to be {self.state}")
        return replace(self, state=state, cursor=None)

    def old(self, calendar: WorkingCalendar) -> WorkingCalendar:
        """A calendar as it is without this change."""
        rest = {k: v for k, v in calendar.days.items() if k not in {d.day for d in self.days}}
        return replace(calendar, days={**rest, **{day.day: day for day in self.before}})

    def new(self, calendar: WorkingCalendar) -> WorkingCalendar:
        """A calendar as it is with this change."""
        return replace(calendar, days={**calendar.days, **{day.day: day for day in self.days}})


class MoveKind(StrEnum):
    CASE = "case"
    """The term of the whole case."""
    TASK = "task"
    TIMER = "timer"


class MoveState(StrEnum):
    EXPECTED = "expected"
    """Would move, as counted beforehand."""
    MOVED = "moved"
    KEPT = "kept"
    """Has passed, would have passed, or hangs on the moment at which it was set: it stays."""
    FAILED = "failed"
    """Could not be counted again: a person has to look at the case."""


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """One date of a case before and after."""

    kind: MoveKind
    name: Text
    old_at: datetime
    new_at: datetime
    state: MoveState
    is_told: bool = False
    """Of the case's own term: whether the applicant, who knows the old day, is told the new one."""


@dataclass(frozen=True, slots=True)
class CaseMoves:
    """What moves in one case."""

    instance_id: InstanceId
    number: CaseNumber
    process_key: ProcessKey
    office_id: OfficeId
    moves: Sequence[DeadlineMove]


OFF_NAME = Text("ауыстырылған демалыс күні", "перенесённый выходной", "transferred day off")
EXTRA_OFF = Text("қосымша демалыс күні", "дополнительный выходной", "additional day off")
WORKED_NAME = Text("жұмыс күні", "рабочий день", "working day")


def changed_days(off: Sequence[date], worked: Sequence[date], act: str) -> tuple[CalendarDay, ...]:
    """The rows of a change; their names tell the act, so that every explained date does.

    Raises:
        DaysMissing: no day, too many, or one in both lists.
        ActMissing: no act.
    """
    told = " ".join(act.split())
    named = {*off, *worked}
    if not 0 < len(named) <= MOST_CHANGED or set(off) & set(worked):
        raise DaysMissing(f"Expected 1 to {MOST_CHANGED} days, found {len(named)}")
    if not told:
        raise ActMissing
    off_name = OFF_NAME if worked else EXTRA_OFF
    rows = [
        CalendarDay(day, DayKind.TRANSFERRED_OFF, _named(off_name, told), told)
        for day in dict.fromkeys(off)
    ]
    rows += [
        CalendarDay(day, DayKind.TRANSFERRED_WORKING, _named(WORKED_NAME, told), told)
        for day in dict.fromkeys(worked)
    ]
    return tuple(sorted(rows, key=lambda row: row.day))


def demand_days(
    days: Iterable[CalendarDay], today: date, calendars: Iterable[WorkingCalendar]
) -> None:
    """Only what lies ahead changes: what has passed is counted already, and no term moves back.

    Raises:
        DaysOffUnfit, WorkedDaysUnfit: in no kind of office would the day become another one.
    """
    weeks = list(calendars)
    for row in days:
        changes = any(one.is_working_day(row.day) != row.kind.is_working for one in weeks)
        if row.kind.is_working and (row.day <= today or not changes):
            raise WorkedDaysUnfit(f"Expected a day off after {today}, found {row.day}")
        if not row.kind.is_working and (row.day < today or not changes):
            raise DaysOffUnfit(f"Expected a working day from {today} on, found {row.day}")


def _named(name: Text, act: str) -> Text:
    return Text(f"{name.kk} ({act})", f"{name.ru} ({act})", f"{name.en} ({act})")


CASE_TERM = NO_TEXT
"""The name of a move of the case's own term: the page has words for it."""
