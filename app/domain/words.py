"""Figures, dates and counted words as people read them in Kazakh, Russian and English.

Kazakh endings after a figure follow the sound of the word it is read as; a word joiner after
the hyphen keeps the ending on the figure's line.
"""

from datetime import date, time
from enum import Enum
from types import MappingProxyType

from app.domain.texts import Language, Text

NBSP = "\N{NO-BREAK SPACE}"
WORD_JOINER = "\N{WORD JOINER}"

WEEKDAYS = (
    Text("дүйсенбі", "понедельник", "Monday"),
    Text("сейсенбі", "вторник", "Tuesday"),
    Text("сәрсенбі", "среда", "Wednesday"),
    Text("бейсенбі", "четверг", "Thursday"),
    Text("жұма", "пятница", "Friday"),
    Text("сенбі", "суббота", "Saturday"),
    Text("жексенбі", "воскресенье", "Sunday"),
)
"""By `date.weekday()`."""

MONTHS = (
    Text("қаңтар", "января", "January"),
    Text("ақпан", "февраля", "February"),
    Text("наурыз", "марта", "March"),
    Text("сәуір", "апреля", "April"),
    Text("мамыр", "мая", "May"),
    Text("маусым", "июня", "June"),
    Text("шілде", "июля", "July"),
    Text("тамыз", "августа", "August"),
    Text("қыркүйек", "сентября", "September"),
    Text("қазан", "октября", "October"),
    Text("қараша", "ноября", "November"),
    Text("желтоқсан", "декабря", "December"),
)
"""As they stand in a date: Kazakh nominative, Russian genitive."""

MONTHS_DATIVE = (
    "қаңтарға", "ақпанға", "наурызға", "сәуірге", "мамырға", "маусымға",
    "шілдеге", "тамызға", "қыркүйекке", "қазанға", "қарашаға", "желтоқсанға",
)  # fmt: skip
MONTHS_LOCATIVE = (
    "қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда",
    "шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда",
)  # fmt: skip
MONTHS_ABLATIVE = (
    "қаңтардан", "ақпаннан", "наурыздан", "сәуірден", "мамырдан", "маусымнан",
    "шілдеден", "тамыздан", "қыркүйектен", "қазаннан", "қарашадан", "желтоқсаннан",
)  # fmt: skip


class Ending(Enum):
    """A Kazakh case ending; the value is its place in the rows below."""

    DATIVE = 0
    """-ге/-ке/-ға/-қа: to, by."""
    LOCATIVE = 1
    """-де/-те/-да/-та: at, in."""
    ABLATIVE = 2
    """-ден/-тен/-нен/-дан/-тан/-нан: from."""
    POSSESSIVE = 3
    """-і/-ы/-сі/-сы: that one of them."""


_FRONT_VOWEL = ("ге", "де", "ден", "сі")
_FRONT_VOICED = ("ге", "де", "ден", "і")
_FRONT_NASAL = ("ге", "де", "нен", "і")
_FRONT_VOICELESS = ("ке", "те", "тен", "і")
_BACK_VOWEL = ("ға", "да", "дан", "сы")
_BACK_VOICED = ("ға", "да", "дан", "ы")
_BACK_NASAL = ("ға", "да", "нан", "ы")
_BACK_VOICELESS = ("қа", "та", "тан", "ы")

_UNITS = (
    _FRONT_VOICED,  # нөл
    _FRONT_VOICED,  # бір
    _FRONT_VOWEL,  # екі
    _FRONT_VOICELESS,  # үш
    _FRONT_VOICELESS,  # төрт
    _FRONT_VOICELESS,  # бес
    _BACK_VOWEL,  # алты
    _FRONT_VOWEL,  # жеті
    _FRONT_VOICED,  # сегіз
    _BACK_VOICED,  # тоғыз
)
_TENS = (
    _FRONT_VOICED,  # never read
    _BACK_NASAL,  # он
    _BACK_VOWEL,  # жиырма
    _BACK_VOICED,  # отыз
    _BACK_VOICELESS,  # қырық
    _FRONT_VOICED,  # елу: its у is a consonant, елуі
    _BACK_VOICELESS,  # алпыс
    _FRONT_VOICELESS,  # жетпіс
    _FRONT_NASAL,  # сексен
    _BACK_NASAL,  # тоқсан
)
_HUNDRED = _FRONT_VOICED  # жүз
_THOUSAND = _BACK_NASAL  # мың
_MILLION = _BACK_NASAL  # миллион


def kazakh_ending(number: int, ending: Ending) -> str:
    """The bare ending for the last word the figure is read as, such as `ге` for 18.

    Raises:
        ValueError: below 0, or 1 000 000 000 and above.
    """
    if not 0 <= number < 1_000_000_000:
        raise ValueError(f"Expected a number from 0 to 999 999 999, found {number}")
    if number % 10 or number == 0:
        row = _UNITS[number % 10]
    elif number % 100:
        row = _TENS[number // 10 % 10]
    elif number % 1000:
        row = _HUNDRED
    elif number % 1_000_000:
        row = _THOUSAND
    else:
        row = _MILLION
    return row[ending.value]


def kazakh_number(number: int, ending: Ending) -> str:
    """The figure with its ending: `5-ке`, `40-та`."""
    return f"{number}-{WORD_JOINER}{kazakh_ending(number, ending)}"


def kazakh_time(moment: time, ending: Ending) -> str:
    """A time of day with its ending: `18:00-ге`, `18:30-ға`; a full hour is read without 00."""
    read = moment.minute or moment.hour
    return f"{moment:%H:%M}-{WORD_JOINER}{kazakh_ending(read, ending)}"


def numeric_date(day: date) -> str:
    """`20.11.2026`, for fields, SMS, logs and explanations."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def long_date(day: date, language: Language) -> str:
    """`2026 ж. 20 қараша`, `20 ноября 2026 г.`, `20 November 2026`."""
    month = MONTHS[day.month - 1].in_language(language)
    words = {
        "kk": f"{day.year} ж. {day.day} {month}",
        "ru": f"{day.day} {month} {day.year} г.",
        "en": f"{day.day} {month} {day.year}",
    }
    return words[language].replace(" ", NBSP)


def until(day: date, language: Language) -> str:
    """`2026 жылғы 20 қарашаға дейін`, `до 20 ноября 2026 г.`, `until 20 November 2026`."""
    if language == "kk":
        return f"{day.year} жылғы {day.day} {MONTHS_DATIVE[day.month - 1]} дейін".replace(" ", NBSP)
    word = "до" if language == "ru" else "until"
    return f"{word}{NBSP}{long_date(day, language)}"


def weekday(day: date, language: Language) -> str:
    return WEEKDAYS[day.weekday()].in_language(language)


def russian_form(number: int, one: str, few: str, many: str) -> str:
    """The form of three that Russian takes after the figure: 1 день, 2 дня, 5 дней."""
    last, tens = abs(number) % 10, abs(number) % 100
    if last == 1 and tens != 11:
        return one
    if last in (2, 3, 4) and tens not in (12, 13, 14):
        return few
    return many


_COUNTED = MappingProxyType(
    {
        "working_day": (
            "жұмыс күні",
            ("рабочий день", "рабочих дня", "рабочих дней"),
            ("working day", "working days"),
        ),
        "working_hour": (
            "жұмыс сағаты",
            ("рабочий час", "рабочих часа", "рабочих часов"),
            ("working hour", "working hours"),
        ),
        "calendar_day": (
            "күнтізбелік күн",
            ("календарный день", "календарных дня", "календарных дней"),
            ("calendar day", "calendar days"),
        ),
        "hour": ("сағат", ("час", "часа", "часов"), ("hour", "hours")),
        "minute": ("минут", ("минута", "минуты", "минут"), ("minute", "minutes")),
        "month": ("ай", ("месяц", "месяца", "месяцев"), ("month", "months")),
    }
)


def counted(number: int, unit: str, language: Language) -> str:
    """The figure and its unit, bound: `3 жұмыс күні`, `3 рабочих дня`, `3 working days`.

    `unit` is a value of `TermUnit`, `hour` or `minute`; another one is a KeyError.
    """
    kazakh, russian, english = _COUNTED[unit]
    if language == "kk":
        word = kazakh
    elif language == "ru":
        word = russian_form(number, *russian)
    else:
        word = english[0] if number == 1 else english[1]
    return f"{number}{NBSP}{word}"


def working_days(number: int, language: Language) -> str:
    return counted(number, "working_day", language)


def working_hours(number: int, language: Language) -> str:
    return counted(number, "working_hour", language)
