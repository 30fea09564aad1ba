"""Days and times of day as people type them into a form."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.calendar import ZONE_NAME
from app.domain.form_fields import Field
from app.domain.refusals import Invalid
from app.domain.texts import Text
from app.feel import Value

OFFICE_ZONE: Final = ZoneInfo(ZONE_NAME)
_OFFSET: Final = timezone(timedelta(hours=5))
"""Of the whole country since March 2024; a time of day alone has no day to ask a zone for."""
_NOT_A_TIME = Text(
    "Уақытты 09:30 түрінде жазыңыз", "Укажите время в виде 09:30", "Write the time as 09:30"
)
_NOT_A_MOMENT = Text(
    "Күн мен уақытты 20.11.2026 09:30 түрінде жазыңыз",
    "Укажите дату и время в виде 20.11.2026 09:30",
    "Write the date and the time as 20.11.2026 09:30",
)
_PASSED = Text(
    "Бүгінгі немесе кейінгі күнді жазыңыз",
    "Укажите сегодняшний или более поздний день",
    "Please give today or a later day",
)


class Unfit(Exception):
    """The answer cannot be taken; `message` says what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class DayUnread(Invalid, ValueError):
    """What was typed is no date."""

    code = "DayUnread"
    title = Text(
        "Күнді 20.11.2026 түрінде жазыңыз",
        "Укажите дату в виде 20.11.2026",
        "Write the date as 20.11.2026",
    )


class NoSuchDay(DayUnread):
    """Written as a date is, but the month or the year has no such day: 31.02.2026."""

    code = "NoSuchDay"
    title = Text(
        "Мұндай күн жоқ: күнді тексеріңіз",
        "Такого дня нет: проверьте дату",
        "There is no such day: check the date",
    )


def typed_date(text: str) -> date:
    """A day as people type it, 31.12.2026, or as machines do.

    Raises:
        NoSuchDay: a date in its shape, but of no day.
        DayUnread: anything else.
    """
    if typed := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        day, month, year = typed.groups()
    elif typed := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        year, month, day = typed.groups()
    else:
        try:
            return date.fromisoformat(text)
        except ValueError as refused:
            raise DayUnread(f"Expected a date, found {text!r}") from refused
    try:
        return date(int(year), int(month), int(day))
    except ValueError as refused:
        raise NoSuchDay(f"Expected a day of the calendar, found {text!r}") from refused


def day_refusal(text: str) -> Text | None:
    """What speaks against this as a day; None where it is one."""
    try:
        typed_date(text)
    except DayUnread as refused:
        return refused.title
    return None


def typed_time(text: str) -> time:
    """A time of day, 9:30 or 09.30; seconds are not asked for. Raises ValueError."""
    typed = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::00)?", text)
    if typed is None:
        raise ValueError(text)
    return time(int(typed[1]), int(typed[2]))


def read_date(_field: Field, raw: object) -> date:
    # A moment is a date to Python, but no day.
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return typed_date(str(raw))
    except DayUnread as refused:
        raise Unfit(refused.title) from None


def read_time(field: Field, raw: object) -> Value:
    try:
        at = raw if isinstance(raw, time) else typed_time(str(raw))
    except ValueError:
        raise Unfit(_NOT_A_TIME) from None
    _demand_minutes(field, at)
    if at.tzinfo is not None or field.time_form == "no_timezone":
        return at
    if field.time_form == "utc_offset":
        return at.replace(tzinfo=_OFFSET)
    moment = datetime(2026, 1, 1, at.hour, at.minute, tzinfo=_OFFSET).astimezone(UTC)
    return moment.timetz()


def read_moment(field: Field, raw: object) -> Value:
    moment = raw if isinstance(raw, datetime) else _moment(str(raw))
    _demand_minutes(field, moment.time())
    if moment.tzinfo is not None or field.time_form == "no_timezone":
        return moment
    local = moment.replace(tzinfo=OFFICE_ZONE)
    offset = local.utcoffset() or timedelta(0)
    return local.astimezone(UTC if field.time_form == "utc_normalized" else timezone(offset))


def demand_present(field: Field, value: Value, today: date) -> None:
    """Refuse a day before today where the field lets none pass. Raises Unfit."""
    if not field.bounds.no_past or not isinstance(value, date):
        return
    day = value
    if isinstance(value, datetime):
        day = value.astimezone(OFFICE_ZONE).date() if value.tzinfo else value.date()
    if day < today:
        raise Unfit(_PASSED)


def _moment(text: str) -> datetime:
    day, _, at = text.replace("T", " ").partition(" ")
    try:
        return datetime.combine(typed_date(day), typed_time(at.strip()))
    except NoSuchDay as refused:
        raise Unfit(refused.title) from None
    except ValueError:
        raise Unfit(_NOT_A_MOMENT) from None


def _demand_minutes(field: Field, at: time) -> None:
    step = field.bounds.minutes
    if step and (at.hour * 60 + at.minute) % step:
        raise Unfit(
            Text(
                f"Уақыт {step} минутқа еселі болуы керек, мысалы 09:00",
                f"Время должно делиться на {step} минут, например 09:00",
                f"The time should be a multiple of {step} minutes, such as 09:00",
            )
        )
