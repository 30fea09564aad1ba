"""First filling of the office calendar: Kazakhstan's holidays, days off for them, transfers.

From the `holidays` library, with Russian names and the overrides below on top. What an official
act says is given with the act; what is only expected is marked `estimated`, and the office corrects
it in the calendar when the act appears.

Rules. National and state holidays are days off (Labour Code art. 84). Where one falls on a day off,
the next working day is off instead (art. 85). The 7th of January and the first day of Kurban Ait
are days off but move nothing. The Labour ministry may transfer days of rest within a year.

Known when this was written (November 2026):
- 2025: Sunday 5 January was worked, Friday 3 January was off; the ministry announced no other.
- 2026: no transfers. Official calendars printed before March 2026 still list 30 August, but since
  the new Constitution (referendum of 15 March 2026) Constitution Day is 15 March, first kept in
  2027: 30 and 31 August 2026 were no holiday. Kurban Ait on 27 May stands in the official calendar.
- 2027: transfers not yet announced. Kurban Ait (16 May, a Sunday) is estimated.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

import holidays

from app.domain.calendar import CalendarDay, DayKind, Week
from app.domain.calendar_acts import ESTIMATED, HOLIDAYS, SHIFTS, TRANSFER_OF_2025, TRANSFERS
from app.domain.texts import Text

ACT, SHIFT_ACT = HOLIDAYS.kk, SHIFTS.kk
_TRANSFER_2025, _TRANSFER = TRANSFER_OF_2025.kk, TRANSFERS.kk
_OFF_BY_ACT = Text("ауыстырылған демалыс күні", "перенесённый выходной", "transferred day off")
_WORKED_BY_ACT = Text(
    "ауыстырылған жұмыс күні", "перенесённый рабочий день", "transferred working day"
)

_NEW_YEAR = Text("Жаңа жыл", "Новый год", "New Year")
_CHRISTMAS = Text("Православиелік Рождество", "Православное Рождество", "Orthodox Christmas")
_KURBAN_AIT = Text("Құрбан айт", "Курбан айт", "Kurban Ait")
_CONSTITUTION = Text(
    "Қазақстан Республикасының Конституциясы күні",
    "День Конституции Республики Казахстан",
    "Constitution Day",
)
_REPUBLIC = Text("Республика күні", "День Республики", "Republic Day")
_INDEPENDENCE = Text("Тәуелсіздік күні", "День независимости", "Independence Day")

# The library knows no Russian, and a date tells the holiday more surely than a translated name.
_NAME_ON: Mapping[tuple[int, int], Text] = MappingProxyType(
    {
        (1, 1): _NEW_YEAR,
        (1, 2): _NEW_YEAR,
        (1, 7): _CHRISTMAS,
        (3, 8): Text(
            "Халықаралық әйелдер күні", "Международный женский день", "International Women's Day"
        ),
        (3, 15): _CONSTITUTION,
        (3, 21): Text("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz holiday"),
        (3, 22): Text("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz holiday"),
        (3, 23): Text("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz holiday"),
        (5, 1): Text(
            "Қазақстан халқының бірлігі мерекесі",
            "Праздник единства народа Казахстана",
            "Kazakhstan People's Unity Day",
        ),
        (5, 7): Text(
            "Отан қорғаушы күні", "День защитника Отечества", "Defender of the Fatherland Day"
        ),
        (5, 9): Text("Жеңіс күні", "День Победы", "Victory Day"),
        (7, 6): Text("Астана күні", "День столицы", "Capital Day"),
        (8, 30): _CONSTITUTION,
        (10, 25): _REPUBLIC,
        (12, 1): Text(
            "Қазақстан Республикасының Тұңғыш Президенті күні",
            "День Первого Президента Республики Казахстан",
            "First President Day",
        ),
        (12, 16): _INDEPENDENCE,
        (12, 17): _INDEPENDENCE,
    }
)

# Confirmed by the official calendar although the library still marks it as estimated.
_KURBAN_AIT_CONFIRMED = frozenset({date(2025, 6, 6), date(2026, 5, 27)})

_TRANSFERS: tuple[CalendarDay, ...] = (
    CalendarDay(
        date(2025, 1, 3),
        DayKind.TRANSFERRED_OFF,
        Text(
            "демалыс күні, 5 қаңтардан ауыстырылған",
            "выходной, перенесённый с 5 января",
            "day off transferred from 5 January",
        ),
        _TRANSFER_2025,
    ),
    CalendarDay(
        date(2025, 1, 5),
        DayKind.TRANSFERRED_WORKING,
        Text(
            "жұмыс күні, демалыс 3 қаңтарға ауыстырылған",
            "рабочий день, выходной перенесён на 3 января",
            "working day, the day off was transferred to 3 January",
        ),
        _TRANSFER_2025,
    ),
)


def seed_days(years: Iterable[int]) -> list[CalendarDay]:
    """Every day of these years that differs from its week, in order of date.

    A day off that is moved by a Saturday holiday is marked for the five-day week alone: offices
    that work on Saturdays have lost a working day to the holiday itself.
    """
    wanted = frozenset(years)
    # The years around: a holiday at New Year may move its day off across it.
    around = {year + k for year in wanted for k in (-1, 0, 1)}
    named = _holidays(around)
    rows: dict[date, CalendarDay] = {}
    for week in (Week.SIX_DAY, Week.FIVE_DAY):
        for row in _days_off_instead(named, week):
            # The six-day week's moved days are off in the five-day week too.
            rows.setdefault(row.day, row)
    rows.update(named)
    rows.update({row.day: row for row in _TRANSFERS})
    return [rows[day] for day in sorted(rows) if day.year in wanted]


def _holidays(years: Iterable[int]) -> dict[date, CalendarDay]:
    """The holidays themselves, and transfers by act; days off instead of a holiday left out."""
    found = holidays.country_holidays("KZ", years=sorted(years), observed=False, language="kk")
    rows = {day: _holiday(day) for day, name in found.items() if "ауыстырылды" not in name}
    for day in found.keys() - rows.keys():
        rows[day] = CalendarDay(day, DayKind.TRANSFERRED_OFF, _OFF_BY_ACT, _TRANSFER)
    for day in found.weekend_workdays:
        rows[day] = CalendarDay(day, DayKind.TRANSFERRED_WORKING, _WORKED_BY_ACT, _TRANSFER)
    return rows


def _holiday(day: date) -> CalendarDay:
    name = _NAME_ON.get((day.month, day.day))
    if name is not None:
        return CalendarDay(day, DayKind.HOLIDAY, name, ACT)
    # The only holiday without a date of its own.
    act = ACT if day in _KURBAN_AIT_CONFIRMED or day.year < 2025 else ESTIMATED
    return CalendarDay(day, DayKind.HOLIDAY, _KURBAN_AIT, act)


def _days_off_instead(named: Mapping[date, CalendarDay], week: Week) -> list[CalendarDay]:
    """For each holiday on a day off of this week, the next working day after it."""
    scope: Literal["any", "five_day"] = "five_day" if week is Week.FIVE_DAY else "any"
    taken: dict[date, CalendarDay] = {}
    for day in sorted(named):
        holiday = named[day]
        if holiday.kind is not DayKind.HOLIDAY or holiday.name in (_CHRISTMAS, _KURBAN_AIT):
            continue
        if day.weekday() < week.working_weekdays:
            continue
        off = day
        while off.weekday() >= week.working_weekdays or off in named or off in taken:
            off += timedelta(days=1)
        name = Text(
            f"{holiday.name.kk} үшін демалыс күні",
            f"выходной за {holiday.name.ru}",
            f"day off for {holiday.name.en}",
        )
        taken[off] = CalendarDay(off, DayKind.TRANSFERRED_OFF, name, SHIFT_ACT, scope)
    return list(taken.values())
