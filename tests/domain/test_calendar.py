from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import (
    WORK_SCHEDULES,
    CalendarDay,
    DayKind,
    OfficeHours,
    Week,
    WorkingCalendar,
    WorkSchedule,
)
from app.domain.texts import Text

DAY = timedelta(days=1)
ALMATY = timedelta(hours=5)
FIRST = date(2026, 1, 1)
dates = st.dates(date(2025, 1, 1), date(2028, 12, 31))
schedules = st.sampled_from(sorted(WORK_SCHEDULES))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any schedule with a few days changed in either direction."""
    changed = draw(st.dictionaries(dates, st.sampled_from(DayKind), max_size=60))
    days = {day: CalendarDay(day, kind, Text("күн"), "act") for day, kind in changed.items()}
    return WorkingCalendar(days, WORK_SCHEDULES[draw(schedules)])


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in Almaty, as UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - ALMATY


moments = st.datetimes(datetime(2025, 6, 1), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds
counts = st.integers(1, 60)


@given(calendars(), dates, counts)
def test_the_nth_day_after_is_a_working_day_with_n_between(
    calendar: WorkingCalendar, start: date, n: int
) -> None:
    end = calendar.working_days_after(start, n)
    assert calendar.is_working_day(end)
    days = [start + k * DAY for k in range(1, (end - start).days + 1)]
    assert sum(map(calendar.is_working_day, days)) == n == calendar.working_days_between(start, end)


@given(calendars(), dates, counts)
def test_going_back_from_the_nth_day_undoes_going_forward(
    calendar: WorkingCalendar, start: date, n: int
) -> None:
    begun = calendar.first_working_day(start)
    assert calendar.working_days_before(calendar.working_days_after(begun, n), n) == begun


@given(calendars(), dates, dates)
def test_counting_by_weeks_equals_counting_by_days(
    calendar: WorkingCalendar, after: date, until: date
) -> None:
    days = [after + k * DAY for k in range(1, (until - after).days + 1)]
    expected = sum(map(calendar.is_working_day, days))
    assert calendar.working_days_between(after, until) == expected


@given(calendars(), dates)
def test_a_day_is_off_exactly_when_it_can_say_why(calendar: WorkingCalendar, day: date) -> None:
    assert calendar.is_working_day(day) == (calendar.why_off(day) is None)


@given(calendars(), moments, counts)
def test_n_hours_later_leaves_n_hours_between(
    calendar: WorkingCalendar, start: datetime, n: int
) -> None:
    end = calendar.working_hours_after(start, n)
    assert worked(calendar, start, end) == timedelta(hours=n)


def worked(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Working time in [start, end], added up span by span on local wall time."""
    total = timedelta()
    day = (start + ALMATY).date()
    while day <= (end + ALMATY).date():
        if calendar.is_working_day(day):
            for opens, closes in calendar.schedule.hours.spans:
                lo = datetime.combine(day, opens, tzinfo=UTC) - ALMATY
                hi = datetime.combine(day, closes, tzinfo=UTC) - ALMATY
                total += max(min(hi, end) - max(lo, start), timedelta())
        day += DAY
    return total


@given(calendars(), moments, st.integers(0, 40))
def test_hours_left_are_the_full_hours_worked_until_the_close(
    calendar: WorkingCalendar, now: datetime, days: int
) -> None:
    end = calendar.local_date(now) + days * DAY
    expected = worked(calendar, now, max(calendar.closes_at(end), now)) // timedelta(hours=1)
    assert calendar.working_hours_left(now, end) == expected


@given(calendars(), moments)
def test_the_next_working_moment_is_within_hours_and_skips_no_work(
    calendar: WorkingCalendar, moment: datetime
) -> None:
    found = calendar.next_working_moment(moment)
    assert found >= moment
    assert worked(calendar, moment, found) == timedelta()
    assert worked(calendar, found, found + timedelta.resolution) == timedelta.resolution


def test_terms_cross_new_year_in_a_five_day_week(department: WorkingCalendar) -> None:
    # 1, 2 January holidays, 3, 4 weekend, 7 January Orthodox Christmas.
    assert department.working_days_after(date(2025, 12, 30), 2) == date(2026, 1, 5)
    assert department.working_days_after(date(2025, 12, 30), 4) == date(2026, 1, 8)


def test_a_transferred_day_is_worked_on_a_sunday(department: WorkingCalendar) -> None:
    assert department.is_working_day(date(2025, 1, 5))
    assert department.working_days_after(date(2024, 12, 31), 1) == date(2025, 1, 5)


def test_a_saturday_is_worked_in_a_six_day_week_alone(
    department: WorkingCalendar, corporation: WorkingCalendar
) -> None:
    saturday = date(2026, 11, 21)
    assert corporation.is_working_day(saturday)
    why = department.why_off(saturday)
    assert why is not None
    assert (why.kk, why.ru) == ("демалыс күні, сенбі", "выходной, суббота")


def test_a_saturday_holiday_moves_the_day_off_of_the_five_day_week_alone(
    department: WorkingCalendar, corporation: WorkingCalendar
) -> None:
    # Victory Day 2026 is a Saturday.
    assert not department.is_working_day(date(2026, 5, 11))
    assert corporation.is_working_day(date(2026, 5, 11))
    assert not corporation.is_working_day(date(2026, 5, 9))
    assert corporation.why_off(date(2026, 5, 11)) is None


def test_the_office_closes_by_the_countrys_present_zone(department: WorkingCalendar) -> None:
    # UTC+5 since 1 March 2024; an old system database would say 12:00.
    assert department.closes_at(date(2026, 11, 20)) == datetime(2026, 11, 20, 13, tzinfo=UTC)
    assert department.opens_at(date(2026, 11, 20)) == datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_the_local_day_begins_at_almaty_midnight(department: WorkingCalendar) -> None:
    assert department.local_date(datetime(2026, 11, 20, 18, 59, tzinfo=UTC)) == date(2026, 11, 20)
    assert department.local_date(datetime(2026, 11, 20, 19, tzinfo=UTC)) == date(2026, 11, 21)


def test_a_moment_of_another_zone_is_the_same_moment(department: WorkingCalendar) -> None:
    elsewhere = at(2026, 11, 20, 12, 30).astimezone(ZoneInfo("America/New_York"))
    found = department.working_hours_after(elsewhere, 1)
    assert found == at(2026, 11, 20, 14, 30)
    assert found.tzinfo is UTC


def test_hours_that_fill_a_day_end_at_its_close(department: WorkingCalendar) -> None:
    assert department.working_hours_after(at(2026, 11, 20, 9), 8) == at(2026, 11, 20, 18)
    assert department.working_hours_after(at(2026, 11, 20, 9), 9) == at(2026, 11, 23, 10)


def test_the_break_is_not_worked(department: WorkingCalendar) -> None:
    assert department.next_working_moment(at(2026, 11, 20, 13)) == at(2026, 11, 20, 14)
    assert department.working_hours_left(at(2026, 11, 20, 12, 30), date(2026, 11, 20)) == 4


@pytest.mark.parametrize("variant", ["A", "B", "C"])
def test_each_variant_of_a_department_works_eight_hours(variant: str) -> None:
    assert WORK_SCHEDULES[f"CAL-ED-{variant}"].hours.length == timedelta(hours=8)


def test_a_schedule_without_a_break_is_one_span() -> None:
    hours = OfficeHours(time(9), time(20))
    assert hours.spans == ((time(9), time(20)),)
    assert hours.length == timedelta(hours=11)


@pytest.mark.parametrize("n", [0, -1, 20_001])
def test_a_count_out_of_range_is_refused(department: WorkingCalendar, n: int) -> None:
    for count in (department.working_days_after, department.working_days_before):
        with pytest.raises(ValueError, match="Expected a count"):
            count(FIRST, n)
    with pytest.raises(ValueError, match="Expected a count"):
        department.working_hours_after(at(2026, 1, 5), n)


def test_a_count_over_the_end_of_time_is_refused(department: WorkingCalendar) -> None:
    with pytest.raises(ValueError, match="to lie in the calendar"):
        department.working_days_after(date.max, 1)
    with pytest.raises(ValueError, match="to lie in the calendar"):
        department.working_days_before(date.min, 1)


def test_a_naive_moment_is_refused(department: WorkingCalendar) -> None:
    naive = datetime(2026, 11, 20, 9)  # noqa: DTZ001 - that is the point
    for ask in (department.local_date, department.next_working_moment):
        with pytest.raises(ValueError, match="aware"):
            ask(naive)


def test_days_taken_out_are_off_for_as_long_as_asked(department: WorkingCalendar) -> None:
    paused = department.without(date(2026, 11, 23), date(2026, 11, 25))
    assert paused.working_days_after(date(2026, 11, 20), 1) == date(2026, 11, 26)
    assert department.working_days_after(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_a_calendar_of_days_off_alone_ends_in_a_refusal() -> None:
    schedule = WorkSchedule(
        "X", Text("x"), Week.FIVE_DAY, OfficeHours(time(9), time(18)), "practice"
    )
    calendar = WorkingCalendar({}, schedule).without(FIRST, FIRST + 20_000 * DAY)
    with pytest.raises(ValueError, match="at most"):
        calendar.without(FIRST, FIRST + 20_001 * DAY)
    assert calendar.working_days_between(FIRST, FIRST + 20_000 * DAY) == 0
