"""The working calendar of an office: which days and hours count towards a legal term.

Days are dates in the office's zone, moments are aware and come back in UTC. The rows of `days`
win over the week; a row may be meant for one kind of week only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from app.domain.schedules import WORK_SCHEDULES, OfficeHours, Week, WorkSchedule
from app.domain.texts import NO_TEXT, Text
from app.domain.words import WEEKDAYS

__all__ = [
    "MOST_DAYS",
    "WORK_SCHEDULES",
    "ZONE_NAME",
    "CalendarDay",
    "DayKind",
    "OfficeHours",
    "Week",
    "WorkSchedule",
    "WorkingCalendar",
]

ZONE_NAME = "Asia/Almaty"
MOST_DAYS = 20_000
"""Longest count in days or hours that is walked; a longer one is a mistake of the model."""
_ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    WORKING = "working"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    TRANSFERRED_OFF = "transferred_off"
    """Off because a holiday fell on a weekend, or an act moved a day off here."""
    TRANSFERRED_WORKING = "transferred_working"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKING, DayKind.TRANSFERRED_WORKING)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its week, and the act that says so."""

    day: date
    kind: DayKind
    name: Text
    act: str
    """The act, or `estimated` where the date is not yet officially known."""
    week: Literal["any", "five_day", "six_day"] = "any"
    """A holiday on a Saturday moves the day off of the five-day week alone."""


def office_zone() -> tzinfo:
    return ZoneInfo(ZONE_NAME)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Counts working days and hours of one office."""

    days: Mapping[date, CalendarDay]
    schedule: WorkSchedule
    zone: tzinfo = field(default_factory=office_zone)

    def local_date(self, moment: datetime) -> date:
        """The office's date at the moment; a naive moment is a ValueError."""
        return self._local(moment).date()

    def is_working_day(self, day: date) -> bool:
        row = self._row(day)
        return row.kind.is_working if row else self._in_week(day)

    def why_off(self, day: date) -> Text | None:
        """Why the day does not count, to stand in a sentence; None for a working day."""
        row = self._row(day)
        if row is not None:
            return None if row.kind.is_working else row.name
        if self._in_week(day):
            return None
        name = WEEKDAYS[day.weekday()]
        return Text(f"демалыс күні, {name.kk}", f"выходной, {name.ru}", f"day off, {name.en}")

    def is_special(self, day: date) -> bool:
        """Whether an act says something of this day that differs from the week."""
        return self._row(day) is not None

    def working_days_after(self, start: date, n: int) -> date:
        """The n-th working day after `start`, itself not counted; n from 1, or ValueError."""
        return self._walk(start, n, _ONE_DAY)

    def working_days_before(self, end: date, n: int) -> date:
        """The n-th working day before `end`, itself not counted; n from 1, or ValueError."""
        return self._walk(end, n, -_ONE_DAY)

    def working_days_between(self, after: date, until: date) -> int:
        """Number of working days in (after, until]; 0 if `until` is not later."""
        if until <= after:
            return 0
        weeks, rest = divmod((until - after).days, 7)
        length = self.schedule.week.working_weekdays
        count = weeks * length
        count += sum((after.weekday() + 1 + k) % 7 < length for k in range(rest))
        for day in self.days:
            if after < day <= until:
                count += self.is_working_day(day) - self._in_week(day)
        return count

    def first_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.working_days_after(day, 1)

    def opens_at(self, day: date) -> datetime:
        """Aware UTC of the beginning of the day's office hours, whether it is worked or not."""
        return self._moment(day, self.schedule.hours.start)

    def closes_at(self, day: date) -> datetime:
        """Aware UTC of the end of the day's office hours, whether it is worked or not."""
        return self._moment(day, self.schedule.hours.end)

    def next_working_moment(self, moment: datetime) -> datetime:
        """The moment itself within working hours, else the next beginning of work, in UTC.

        The closing minute is not within them; nor is the first minute of the break.
        """
        day = self.first_working_day(self.local_date(moment))
        moment = moment.astimezone(UTC)
        for _ in range(2):
            for start, end in self._spans(day):
                if moment < end:
                    return max(moment, start)
            day = self.working_days_after(day, 1)
        raise AssertionError("a working day lies wholly in the future")

    def working_hours_after(self, start: datetime, n: int) -> datetime:
        """The moment, in UTC, when n working hours have been worked since `start`.

        Hours that fill a day end at its closing time, not at the next opening. n from 1, or
        ValueError.
        """
        _check_count(n)
        left = timedelta(hours=n)
        moment = self.next_working_moment(start)
        day = self.local_date(moment)
        while True:
            for span_start, span_end in self._spans(day):
                begun = max(moment, span_start)
                if begun >= span_end:
                    continue
                if left <= span_end - begun:
                    return begun + left
                left -= span_end - begun
            day = self.working_days_after(day, 1)

    def working_hours_left(self, now: datetime, end_of: date) -> int:
        """Full working hours from `now` to the close of `end_of`; 0 once that has passed."""
        today = self.local_date(now)
        if today > end_of:
            return 0
        left = timedelta()
        if self.is_working_day(today):
            for start, end in self._spans(today):
                left += max(end - max(now, start), timedelta())
        left += self.schedule.hours.length * self.working_days_between(today, end_of)
        return left // timedelta(hours=1)

    def by_schedule(self, schedule_id: str) -> "WorkingCalendar":
        """The same days by the week and hours of another kind of office; empty: this calendar.

        Raises:
            KeyError: no such schedule.
        """
        if schedule_id in ("", self.schedule.id):
            return self
        return replace(self, schedule=WORK_SCHEDULES[schedule_id])

    def without(
        self, first: date, last: date, name: Text = NO_TEXT, act: str = ""
    ) -> "WorkingCalendar":
        """This calendar with every day from `first` to `last` off, as while a term is suspended."""
        if (last - first).days > MOST_DAYS:
            raise ValueError(f"Expected at most {MOST_DAYS} days off, found {first} to {last}")
        off = {
            day: CalendarDay(day, DayKind.DAY_OFF, name, act)
            for day in (first + k * _ONE_DAY for k in range((last - first).days + 1))
        }
        return replace(self, days={**self.days, **off})

    def _row(self, day: date) -> CalendarDay | None:
        row = self.days.get(day)
        return row if row and row.week in ("any", self.schedule.week.value) else None

    def _in_week(self, day: date) -> bool:
        return day.weekday() < self.schedule.week.working_weekdays

    def _walk(self, day: date, n: int, step: timedelta) -> date:
        _check_count(n)
        left = n
        try:
            for _ in range(MOST_DAYS * 7):
                day += step
                left -= self.is_working_day(day)
                if not left:
                    return day
        except OverflowError as end_of_time:
            raise _out_of_calendar(n, left) from end_of_time
        raise _out_of_calendar(n, left)

    def _spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        return tuple(
            (self._moment(day, start), self._moment(day, end))
            for start, end in self.schedule.hours.spans
        )

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError(f"Expected an aware moment, found {moment.isoformat()}")
        return moment.astimezone(self.zone)


def _out_of_calendar(n: int, left: int) -> ValueError:
    return ValueError(f"Expected {n} working days to lie in the calendar, {left} are missing")


def _check_count(n: int) -> None:
    if not 1 <= n <= MOST_DAYS:
        raise ValueError(f"Expected a count from 1 to {MOST_DAYS}, found {n}")
