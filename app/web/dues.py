"""How a due date is shown: tag, second line, headline, cells of the bar and of a list row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.calendar import WorkingCalendar
from app.domain.deadline_bar import StandingKind
from app.domain.terms import DayCell, Deadline, Standing, cells, standing
from app.domain.texts import Language
from app.domain.words import (
    Ending,
    kazakh_number,
    kazakh_time,
    long_date,
    working_days,
    working_hours,
)
from app.web import wording
from app.web.catalogue import say

_LOOKS: Mapping[StandingKind, tuple[str, str, str]] = {
    "overdue": ("danger", "", "clock-alert"),
    "today": ("warning", "", "alarm-clock"),
    "this_week": ("neutral", "", "calendar-days"),
    "later": ("neutral", "outline", "calendar"),
    "suspended": ("suspended", "", "circle-pause"),
}
_ROW_CLASS: Mapping[StandingKind, str] = {
    "overdue": "is-overdue",
    "today": "is-today",
    "suspended": "is-suspended",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A state: colour, icon and word together."""

    color: str
    variant: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as a list row or a title shows it."""

    tag: Tag
    line: str
    """The date, or the closing hour of today."""
    row_class: str


@dataclass(frozen=True, slots=True)
class Cell:
    classes: str
    day: int
    is_today: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The deadline bar of a case."""

    headline: str
    summary: str
    name: str
    """Says all of it to those who do not see the cells."""
    cells: tuple[Cell, ...]
    has_today: bool
    has_suspended: bool
    has_breached: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """The small form of the bar, for a list."""

    words: str
    cells: tuple[Cell, ...]


def due_of(
    due_on: date,
    due_at: datetime | None,
    now: datetime,
    calendar: WorkingCalendar,
    language: Language,
) -> Due:
    """The tag and line of a due date.

    Args:
        due_on: the last day.
        due_at: the closing moment, where the task has one; past it the task is overdue.
        now: aware.
        calendar: of the office whose task it is.
        language: of the reader.
    """
    stands = standing(due_on, now, calendar)
    if stands.kind == "today" and due_at is not None and due_at < now:
        # Lists and figures count by the moment: after it the row says so, too.
        tag = _tag("overdue", say("common.overdue_plain", language))
        return Due(tag, wording.bind(_at_today(due_at, language)), _ROW_CLASS["overdue"])
    tag = _tag(stands.kind, standing_words(stands, language))
    closes = due_at or calendar.closes_at(due_on)
    line = until_today(closes, language) if stands.kind == "today" else long_date(due_on, language)
    return Due(tag, wording.bind(line), _ROW_CLASS.get(stands.kind, ""))


def _tag(kind: StandingKind, words: str) -> Tag:
    color, variant, icon = _LOOKS[kind]
    return Tag(color, variant, icon, words)


def standing_words(stands: Standing, language: Language) -> str:
    """`2 жұмыс күніне кешікті`, `6 жұмыс сағаты қалды`, `3 жұмыс күні қалды`."""
    if stands.kind == "suspended":
        return say("common.suspended", language)
    if stands.kind == "overdue":
        if not stands.working_days:
            return say("common.overdue_plain", language)
        days = working_days(stands.working_days, language)
        return say("common.overdue_by", language, days=days)
    if stands.kind == "today":
        if not stands.working_hours:
            return say("common.ends_today", language)
        return say(
            "common.left",
            language,
            n=stands.working_hours,
            what=working_hours(stands.working_hours, language),
        )
    days = working_days(stands.working_days, language)
    return say("common.left", language, n=stands.working_days, what=days)


def met_words(due: date, met_on: date, calendar: WorkingCalendar, language: Language) -> str:
    """`Мерзімі сақталды`, or by how many working days the term was met late."""
    if met_on <= due:
        return say("common.met_in_time", language)
    if late := calendar.working_days_between(due, met_on):
        return say("common.met_late_by", language, days=working_days(late, language))
    return say("common.met_late", language)


def met_tag(due: date, met_on: date, calendar: WorkingCalendar, language: Language) -> Tag:
    """The tag of a case that goes on after its term was met; a late one is a fact, no alarm."""
    icon = "circle-check" if met_on <= due else "calendar"
    return Tag("neutral", "outline", icon, met_words(due, met_on, calendar, language))


def until_today(closes: datetime, language: Language) -> str:
    """`бүгін, 18:00-ге дейін`."""
    return say("common.until_today", language, time=_time(closes, Ending.DATIVE, language))


def _at_today(closed: datetime, language: Language) -> str:
    """`бүгін, 18:00-де`."""
    return say("common.at_today", language, time=_time(closed, Ending.LOCATIVE, language))


def _time(moment: datetime, ending: Ending, language: Language) -> str:
    at = wording.local(moment)
    return kazakh_time(at.time(), ending) if language == "kk" else f"{at:%H:%M}"


def steps_of(
    deadline: Deadline,
    now: datetime,
    calendar: WorkingCalendar,
    language: Language,
    met_on: date | None = None,
) -> Steps:
    """The case's term as mini steps with words, such as `10 күннің 5-і`.

    One that was met stands still as on that day, which is given in the office's zone.
    """
    today = met_on or calendar.local_date(now)
    found = cells(deadline, today, calendar)
    if met_on:
        words = met_words(deadline.due, met_on, calendar, language)
        return Steps(wording.bind(words), tuple(_cell(cell, is_open=False) for cell in found))
    counted = [cell for cell in found if cell.state not in ("breached", "suspended")]
    total, reached = len(counted), sum(cell.day <= today for cell in counted)
    if today > deadline.due:
        words = say("common.term_over", language, total=total)
    elif any(cell.is_today and cell.state == "suspended" for cell in found):
        words = say("common.suspended", language)
    elif not reached:
        begins = _begins(deadline.first_counted, today, language)
        words = say("common.term_begins", language, n=total, total=total, begins=begins)
    elif language == "kk":
        ordinal = kazakh_number(reached, Ending.POSSESSIVE)
        words = say("common.term_day", language, ordinal=ordinal, total=total)
    else:
        words = say("common.term_day", language, ordinal=reached, total=total)
    return Steps(wording.bind(words), tuple(_cell(cell) for cell in found))


def bar_of(
    deadline: Deadline,
    now: datetime,
    calendar: WorkingCalendar,
    language: Language,
    met_on: date | None = None,
) -> Bar:
    """The bar of a case; of one whose term was met as it stood that day, in the office's zone."""
    today = met_on or calendar.local_date(now)
    found = cells(deadline, today, calendar)
    last = wording.bind(say("case.last_day", language, date=long_date(deadline.due, language)))
    if met_on:
        told = met_words(deadline.due, met_on, calendar, language)
    else:
        told = standing_words(standing(deadline.due, now, calendar, deadline.suspensions), language)
    headline = f"{told}, {last}"
    summary = _summary(found, language, is_open=met_on is None)
    # Before the first day there is only what is left, and the headline has said it.
    says_more = met_on is not None or any(cell.state != "left" for cell in found)
    return Bar(
        headline=wording.bind(headline[0].upper() + headline[1:]),
        summary=wording.bind(summary) if says_more else "",
        name=wording.bind(", ".join(part for part in (summary, last) if part)),
        cells=tuple(_cell(cell, is_open=met_on is None) for cell in found),
        has_today=met_on is None and any(cell.is_today for cell in found),
        has_suspended=any(cell.state == "suspended" for cell in found),
        has_breached=any(cell.state == "breached" for cell in found),
    )


def _begins(first: date, today: date, language: Language) -> str:
    if first - today == timedelta(days=1):
        return say("common.from_tomorrow", language)
    return wording.from_date(first, language)


def _summary(found: tuple[DayCell, ...], language: Language, *, is_open: bool) -> str:
    spent = sum(cell.state == "spent" for cell in found)
    suspended = sum(cell.state == "suspended" for cell in found)
    breached = sum(cell.state == "breached" for cell in found)
    left = sum(cell.state == "left" for cell in found)
    parts = [say("case.spent", language, n=spent)] if spent else []
    if suspended:
        parts.append(say("case.suspended_days", language, n=suspended))
    today = next((k for k, cell in enumerate(found, 1) if cell.is_today), 0)
    if is_open and today and not breached:
        parts.append(say("case.today_is", language, day=today - suspended))
    if is_open and left:
        parts.append(say("case.left_days", language, n=left))
    if breached:
        parts.append(say("case.breached_days", language, n=breached))
    return ", ".join(parts)


def _cell(cell: DayCell, *, is_open: bool = True) -> Cell:
    state = "spent" if cell.state == "today" and not is_open else cell.state
    classes = [f"is-{state}"] if state != "left" else []
    if cell.is_last:
        classes.append("is-last")
    if cell.gap_before:
        classes.append("after-gap")
    is_today = cell.is_today and is_open
    if is_today and state != "today":
        classes.append("is-today")
    return Cell(" ".join(["q-day", *classes]), cell.day.day, is_today)
