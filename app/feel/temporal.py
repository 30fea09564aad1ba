"""Dates, times and durations: reading and writing them as text."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from app.feel.errors import Unfit
from app.feel.values import Value, YearsMonths
from app.feel.wide import WideDate, WideMoment, combined, fine
from app.feel.zones import zone

_DATE = r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)"
_TIME = r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+\-/]{1,60})?"
_WHOLE_DATE = re.compile(_DATE, re.ASCII)
_WHOLE_TIME = re.compile("T?" + _TIME, re.ASCII)
_WHOLE_DATE_TIME = re.compile(_DATE + "T" + _TIME, re.ASCII)
_MONTHS = re.compile(r"(-?)P(?=\d)(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?=[\dT])(?:(\d{1,12})D)?"
    r"(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.(\d{1,30}))?S)?)?",
    re.ASCII,
)
_WIDEST_OFFSET = timedelta(hours=18)


def read_date(text: str) -> date:
    """Read `2026-01-31`; Unfit if it is no date of the years 1 to 9999."""
    found = read_any_date(text)
    if isinstance(found, WideDate):
        raise Unfit("The year {year} lies outside the years 1 to 9999", year=found.year)
    return found


def read_any_date(text: str) -> date | WideDate:
    """Read a date of any year; Unfit if it is none."""
    if (found := _WHOLE_DATE.fullmatch(text)) is None:
        raise Unfit('"{text}" is no date; expected for example "2026-01-31"', text=text[:40])
    return make_date(*(int(part) for part in found.groups()))


def make_date(year: int, month: int, day: int) -> date | WideDate:
    """Build a date; Unfit if there is no such day."""
    if not 1 <= year <= 9999:
        return WideDate(year, month, day)
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Unfit(
            "There is no date with year {year}, month {month}, day {day}",
            year=year,
            month=month,
            day=day,
        ) from None


def read_time(text: str) -> time:
    """Read `10:30:00`, with an optional fraction and an offset or @zone."""
    if (found := _WHOLE_TIME.fullmatch(text)) is None:
        raise Unfit('"{text}" is no time; expected for example "10:30:00"', text=text[:40])
    return _time(found.groups(), text)


def read_date_time(text: str) -> datetime:
    """Read `2026-01-31T10:30:00`, or a date alone, which means its midnight.

    Raises:
        Unfit: it is none of the years 1 to 9999.
    """
    found = read_any_date_time(text)
    if isinstance(found, WideMoment):
        raise Unfit("The year {year} lies outside the years 1 to 9999", year=found.day.year)
    return found


def read_any_date_time(text: str) -> datetime | WideMoment:
    """Read a date and time of any year; a date alone means its midnight."""
    if (found := _WHOLE_DATE_TIME.fullmatch(text)) is None:
        if _WHOLE_DATE.fullmatch(text) is None:
            raise Unfit(
                '"{text}" is no date and time; expected for example "2026-01-31T10:30:00"',
                text=text[:40],
            )
        return combined(read_any_date(text), time())
    parts = found.groups()
    day = make_date(int(parts[0]), int(parts[1]), int(parts[2]))
    return combined(day, _time(parts[3:], text))


def _time(parts: tuple[str | None, ...], text: str) -> time:
    hour, minute, second, fraction, zone_text = parts
    nanos = _nanos(fraction)
    at = make_time(
        int(hour or 0),
        int(minute or 0),
        int(second or 0),
        nanos // 1000,
        _zone(zone_text, text),
    )
    return fine(at, nanos % 1000)


def make_time(hour: int, minute: int, second: int, micros: int, tz: tzinfo | None) -> time:
    """Build a time of day; Unfit if the clock has no such time."""
    try:
        return time(hour, minute, second, micros, tzinfo=tz)
    except (ValueError, OverflowError):
        raise Unfit(
            "There is no time {hour}:{minute}:{second}", hour=hour, minute=minute, second=second
        ) from None


def _nanos(fraction: str | None) -> int:
    if fraction is None:
        return 0
    if fraction[9:].strip("0"):
        raise Unfit("Times are kept to the nanosecond; this one is finer")
    return int(fraction[:9].ljust(9, "0"))


def _micros(fraction: str | None) -> int:
    micros, finer = divmod(_nanos(fraction), 1000)
    if finer:
        raise Unfit("Durations are kept to the microsecond; this one is finer")
    return micros


def _zone(text: str | None, whole: str) -> tzinfo | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    if text.startswith("@"):
        return zone(text[1:])
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    if minutes > 59 or (seconds and seconds[0] > 59):
        raise Unfit('"{whole}" has no valid offset', whole=whole[:40])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    return offset_zone(-offset if text[0] == "-" else offset)


def offset_zone(offset: timedelta) -> tzinfo:
    """Return the zone that stands at this offset; Unfit beyond 18 hours."""
    if abs(offset) > _WIDEST_OFFSET:
        raise Unfit("An offset from UTC is at most 18 hours")
    return timezone(offset) if offset else UTC


def read_duration(text: str) -> YearsMonths | timedelta:
    """Read `P1Y2M` or `P1DT2H3M4.5S`; the two kinds do not mix."""
    if (found := _MONTHS.fullmatch(text)) is not None:
        sign = -1 if found[1] else 1
        return YearsMonths(sign * (12 * int(found[2] or 0) + int(found[3] or 0)))
    if (found := _DAYS.fullmatch(text)) is None:
        raise Unfit(
            '"{text}" is no duration; expected for example "P3D", "PT12H" or "P1Y2M"',
            text=text[:40],
        )
    try:
        length = timedelta(
            days=int(found[2] or 0),
            hours=int(found[3] or 0),
            minutes=int(found[4] or 0),
            seconds=int(found[5] or 0),
            microseconds=_micros(found[6]),
        )
    except OverflowError:
        raise Unfit("The duration is too long") from None
    return -length if found[1] else length


def read_at_literal(text: str) -> Value:
    """Read what stands in `@"..."`: a date, time, date and time or duration."""
    if text.lstrip("-").startswith("P"):
        return read_duration(text)
    if "T" in text[1:]:
        return read_any_date_time(text)
    return read_time(text) if ":" in text else read_any_date(text)


def write_date(value: date | WideDate) -> str:
    """Write a date as ISO 8601."""
    if value.year < 0:
        return f"-{-value.year:04}-{value.month:02}-{value.day:02}"
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


def write_time(value: time | datetime) -> str:
    """Write the time of day with its offset or @zone."""
    nanos = value.microsecond * 1000 + getattr(value, "nanos", 0)
    fraction = f".{nanos:09}".rstrip("0") if nanos else ""
    return f"{value.hour:02}:{value.minute:02}:{value.second:02}{fraction}{_write_zone(value)}"


def write_date_time(value: datetime | WideMoment) -> str:
    """Write a date and time as ISO 8601, with @zone where it has a named zone."""
    if isinstance(value, WideMoment):
        return f"{write_date(value.day)}T{write_time(value.at)}"
    return f"{write_date(value)}T{write_time(value)}"


def _write_zone(value: time | datetime) -> str:
    if value.tzinfo is None:
        return ""
    if (name := zone_name(value)) is not None:
        return f"@{name}"
    offset = value.utcoffset() or timedelta()
    if not offset:
        return "Z"
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}{tail}"


def zone_name(value: time | datetime) -> str | None:
    """Return the name of the zone, or None where there is only an offset or nothing."""
    name = getattr(value.tzinfo, "key", None)
    return name if isinstance(name, str) else None


def write_duration(value: timedelta | YearsMonths) -> str:
    """Write a duration in its shortest ISO 8601 form."""
    if isinstance(value, YearsMonths):
        years, months = divmod(abs(value.months), 12)
        sign = "-" if value.months < 0 else ""
        parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{sign}P{parts or '0M'}"
    sign, length = ("-", -value) if value < timedelta() else ("", value)
    hours, seconds = divmod(length.seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{length.microseconds:06}".rstrip("0") if length.microseconds else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    days = f"{length.days}D" if length.days else ""
    return f"{sign}P{days}{'T' + clock if clock else ''}" if days or clock else "PT0S"
