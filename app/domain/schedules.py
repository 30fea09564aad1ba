"""Working weeks and hours of the kinds of office, as row 7 of the service standards gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.domain.texts import Text


class Week(StrEnum):
    FIVE_DAY = "five_day"
    SIX_DAY = "six_day"

    @property
    def working_weekdays(self) -> int:
        """Monday counts from 0; this many weekdays from Monday on are working days."""
        return 5 if self is Week.FIVE_DAY else 6


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Working hours of a day in the office's zone; a break or none."""

    start: time
    end: time
    break_start: time | None = None
    break_end: time | None = None

    @property
    def spans(self) -> tuple[tuple[time, time], ...]:
        if self.break_start is None or self.break_end is None:
            return ((self.start, self.end),)
        return ((self.start, self.break_start), (self.break_end, self.end))

    @property
    def length(self) -> timedelta:
        return sum((_length(*span) for span in self.spans), timedelta())


def _length(start: time, end: time) -> timedelta:
    return timedelta(
        hours=end.hour - start.hour,
        minutes=end.minute - start.minute,
        seconds=end.second - start.second,
    )


@dataclass(frozen=True, slots=True)
class WorkSchedule:
    """Week and hours of a kind of office. Norm: row 7 of the service standards (order 458)."""

    id: str
    name: Text
    week: Week
    hours: OfficeHours
    norm: str
    gap: str = ""


def _department(variant: str, hours: OfficeHours) -> WorkSchedule:
    name = Text(
        f"Жұмыспен қамту бөлімі, {variant}\u00a0нұсқасы",
        f"Отдел занятости, вариант\u00a0{variant}",
        f"Employment department, variant {variant}",
    )
    # The order names no days and does not pair end and break: each pairing gives 8 working hours.
    return WorkSchedule(
        f"CAL-ED-{variant}", name, Week.FIVE_DAY, hours, "458/STD r.7(2)", "458/G-30"
    )


WORK_SCHEDULES: Mapping[str, WorkSchedule] = MappingProxyType(
    {
        schedule.id: schedule
        for schedule in (
            WorkSchedule(
                "CAL-SC",
                Text(
                    "Мемлекеттік корпорация бөлімшесі",
                    "Отделение Государственной корпорации",
                    "State Corporation unit",
                ),
                Week.SIX_DAY,
                OfficeHours(time(9), time(20)),
                "458/STD r.7(1)",
            ),
            _department("A", OfficeHours(time(9), time(18), time(13), time(14))),
            _department("B", OfficeHours(time(9), time(18, 30), time(13), time(14, 30))),
            _department("C", OfficeHours(time(9), time(19), time(13), time(15))),
            WorkSchedule(
                "CAL-ED-COUNTER",
                Text(
                    "Жұмыспен қамту бөлімі: өтініш қабылдау және нәтиже беру",
                    "Отдел занятости: приём заявлений и выдача результатов",
                    "Employment department: intake and issue of results",
                ),
                Week.FIVE_DAY,
                OfficeHours(time(9), time(17, 30), time(13), time(14, 30)),
                "458/STD r.7(2)",
                "458/G-30",
            ),
        )
    }
)
