"""The pinned zone data, as the product starts with it: an older system has Almaty at UTC+6."""

import zoneinfo
from collections.abc import Mapping
from datetime import date

import pytest

from app.domain.calendar import WORK_SCHEDULES, CalendarDay, WorkingCalendar
from app.integrations.calendar_seed import seed_days

zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()


@pytest.fixture(scope="session")
def kazakh_days() -> Mapping[date, CalendarDay]:
    return {row.day: row for row in seed_days(range(2024, 2029))}


@pytest.fixture(scope="session")
def department(kazakh_days: Mapping[date, CalendarDay]) -> WorkingCalendar:
    """Monday to Friday, 09:00-18:00, break 13:00-14:00."""
    return WorkingCalendar(kazakh_days, WORK_SCHEDULES["CAL-ED-A"])


@pytest.fixture(scope="session")
def corporation(kazakh_days: Mapping[date, CalendarDay]) -> WorkingCalendar:
    """Monday to Saturday, 09:00-20:00, no break."""
    return WorkingCalendar(kazakh_days, WORK_SCHEDULES["CAL-SC"])
