"""Figures, dates, names and numbers as the pages print them: bound, masked, in a language."""

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.domain.calendar import ZONE_NAME
from app.domain.texts import Language, Text
from app.domain.words import (
    MONTHS,
    MONTHS_ABLATIVE,
    MONTHS_LOCATIVE,
    NBSP,
    WORD_JOINER,
    Ending,
    kazakh_time,
    long_date,
    weekday,
)
from app.web.catalogue import say

_BINDINGS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    # First a sign without which nothing is bound: most texts have few of them.
    ("№", re.compile(r"№ (?=[^\W_])"), f"№{NBSP}"),
    (
        "+7",
        re.compile(r"\+7 (\d{3}) (\d{3}) (\d\d) (?=\d\d)"),
        NBSP.join(("+7", r"\1", r"\2", r"\3", "")),
    ),
    ("CSV UTF-8", re.compile("CSV UTF-8"), f"CSV{NBSP}UTF-{WORD_JOINER}8"),
    # A figure and the word it counts; not a year and what follows it.
    (" ", re.compile(r"(?<![\d.])(\d{1,3}) (?=[^\W\d_])"), rf"\1{NBSP}"),
    (" ", re.compile(r"(\d{4}) (?=(?:ж|г)\.)"), rf"\1{NBSP}"),
    # The ending of a Kazakh figure or unit: 18:00-ге, 10 МБ-тан.
    ("-", re.compile(r"(?<=[\dБ])-(?=[а-яәғқңөұүһіё])"), f"-{WORD_JOINER}"),
    ("–", re.compile(r"(?<=\d)–(?=\d)"), f"{WORD_JOINER}–{WORD_JOINER}"),
    (". ", re.compile(r"(?<!\w)(\w\.) (?=\w)"), rf"\1{NBSP}"),
)


def bind(text: str) -> str:
    """Keep together what must not part at the end of a line; applied twice changes nothing."""
    for sign, pattern, replacement in _BINDINGS:
        if sign in text:
            text = pattern.sub(replacement, text)
    return text


@lru_cache(maxsize=5000)
def text_words(text: Text, language: Language) -> str:
    """The text in the language, bound."""
    return bind(text.in_language(language))


def office_zone() -> ZoneInfo:
    return ZoneInfo(ZONE_NAME)


def local(moment: datetime) -> datetime:
    return moment.astimezone(office_zone())


def short_date(day: date, language: Language) -> str:
    """`16 қараша`, `16 ноября`, `16 November`: where the year is plain."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1].in_language(language)}"


def on_date(day: date, language: Language) -> str:
    """As it stands in a sentence: `20 қарашада`, `20 ноября`, `on 20 November`."""
    if language == "kk":
        return f"{day.day}{NBSP}{MONTHS_LOCATIVE[day.month - 1]}"
    return short_date(day, language) if language == "ru" else f"on {short_date(day, language)}"


def from_date(day: date, language: Language) -> str:
    """`20 қарашадан`, `с 20 ноября`, `from 20 November`."""
    if language == "kk":
        return f"{day.day}{NBSP}{MONTHS_ABLATIVE[day.month - 1]}"
    word = "с" if language == "ru" else "from"
    return f"{word}{NBSP}{short_date(day, language)}"


def date_in_year(day: date, today: date, language: Language) -> str:
    """The short form within the present year, else the long one."""
    return short_date(day, language) if day.year == today.year else long_date(day, language)


def moment_words(moment: datetime, now: datetime, language: Language) -> str:
    """`бүгін, 10:40`, `18 қараша, 10:40`; with the year where it is not the present one."""
    at, today = local(moment), local(now).date()
    if at.date() == today:
        day = say("common.today", language)
    else:
        day = date_in_year(at.date(), today, language)
    return f"{day}, {at:%H:%M}"


def since_words(moment: datetime, now: datetime, language: Language) -> str:
    """`16 қарашадан бері`, `бүгін 10:40-тан бері`; `с 16 ноября`, `сегодня с 10:40`."""
    at = local(moment)
    if at.date() != local(now).date():
        return say("common.since", language, date=from_date(at.date(), language))
    time = kazakh_time(at.time(), Ending.ABLATIVE) if language == "kk" else f"{at:%H:%M}"
    return say("common.since_today", language, time=time)


def heading_date(now: datetime, language: Language) -> str:
    """`Сәрсенбі, 2026 ж. 18 қараша, 10:40`, as it begins a line."""
    at = local(now)
    name = weekday(at.date(), language)
    return f"{name[0].upper()}{name[1:]}, {long_date(at.date(), language)}, {at:%H:%M}"


def masked_iin(iin: str) -> str:
    """`580412 ••••••`: for lists."""
    return f"{iin[:6]}{NBSP}{'•' * 6}"


def phone_words(phone: str) -> str:
    """`+7 701 555 48 12`, bound."""
    if not re.fullmatch(r"\+7\d{10}", phone):
        return phone
    parts = (phone[:2], phone[2:5], phone[5:8], phone[8:10], phone[10:])
    return NBSP.join(parts)


def masked_phone(phone: str) -> str:
    """`+7 701 ••• 48 12`."""
    if not re.fullmatch(r"\+7\d{10}", phone):
        return phone
    return NBSP.join((phone[:2], phone[2:5], "•••", phone[8:10], phone[10:]))


def initials(full_name: str) -> str:
    """`Б. Нұрланов` of `Бауыржан Нұрланов`; a single word stays."""
    first, _, rest = full_name.partition(" ")
    return f"{first[0]}.{NBSP}{rest}" if rest else full_name


def size_words(size: int, language: Language) -> str:
    """`1,2 МБ`, `840 КБ`: bytes for people."""
    units = ("KB", "MB") if language == "en" else ("КБ", "МБ")
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))}{NBSP}{units[0]}"
    figure = f"{size / 1024 / 1024:.1f}"
    return f"{figure if language == 'en' else figure.replace('.', ',')}{NBSP}{units[1]}"
