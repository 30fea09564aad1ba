from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import WORK_SCHEDULES, WorkingCalendar
from app.domain.identity import TermId
from app.domain.terms import (
    Deadline,
    Extension,
    Suspension,
    Term,
    TermChangeNeedsGrounds,
    TermChangeWrong,
    TermUnit,
    add_months,
    arm,
    cells,
    counted_from,
    explain,
    extend,
    reckon,
    standing,
    suspend,
)
from app.domain.texts import Text

DAY = timedelta(days=1)
EVENT = Text("өтініш тіркелген күн", "день регистрации заявления", "the day of registration")
RESULT = Term(
    id=TermId("result_term"),
    unit=TermUnit.WORKING_DAY,
    amount=10,
    counts_from="application_registered",
    counts_start_day=False,
    cut_off=None,
    norm="458/std-1 r.3(1)",
    gap="458/G-06",
    name=Text("мерзім"),
    event=EVENT,
)
WEEKDAYS_ALONE = WorkingCalendar({}, WORK_SCHEDULES["CAL-ED-A"])


def at(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=5)


def paused(first: date, last: date) -> Suspension:
    return Suspension(first, last, "сұрау салу", "ӘРПК 76-бап", "head.almaty")


@pytest.fixture
def december(department: WorkingCalendar) -> Deadline:
    return arm(RESULT, at(2026, 12, 2), department)


def test_the_worked_example_of_the_digest_comes_out(department: WorkingCalendar) -> None:
    found = arm(RESULT, at(2025, 2, 3), department)
    assert (found.first_counted, found.due) == (date(2025, 2, 4), date(2025, 2, 17))


def test_a_holiday_moves_the_last_day_and_is_named(december: Deadline) -> None:
    assert december.due == date(2026, 12, 17)
    assert december.closes_at == at(2026, 12, 17, 18)
    holidays = [run for run in december.explanation.not_counted if run.kind == "holiday"]
    assert [(run.first, run.reason.en) for run in holidays] == [
        (date(2026, 12, 16), "Independence Day")
    ]


def test_a_weekend_is_one_run(december: Deadline) -> None:
    weekends = [run for run in december.explanation.not_counted if run.kind == "weekend"]
    assert [(run.first.day, run.last.day) for run in weekends] == [(5, 6), (12, 13)]
    assert {run.reason.ru for run in weekends} == {"выходные"}


def test_the_start_day_counts_where_the_term_says_so(department: WorkingCalendar) -> None:
    found = arm(replace(RESULT, counts_start_day=True), at(2026, 12, 2), department)
    assert (found.first_counted, found.due) == (date(2026, 12, 2), date(2026, 12, 15))


def test_a_start_on_a_day_off_counts_from_the_next_working_day(
    department: WorkingCalendar,
) -> None:
    term = replace(RESULT, counts_start_day=True, amount=1)
    assert arm(term, at(2026, 11, 21), department).due == date(2026, 11, 23)
    assert arm(replace(RESULT, amount=1), at(2026, 11, 21), department).due == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("start", "started"),
    [
        (at(2026, 11, 20, 17, 59), date(2026, 11, 20)),
        (at(2026, 11, 20, 18, 0), date(2026, 11, 23)),
        (at(2026, 11, 21, 10, 0), date(2026, 11, 23)),
    ],
)
def test_after_the_cut_off_the_event_is_of_the_next_working_day(
    department: WorkingCalendar, start: datetime, started: date
) -> None:
    found = arm(replace(RESULT, cut_off=time(18)), start, department)
    assert found.started == started
    assert found.due == department.working_days_after(started, 10)
    assert found.explanation.was_deferred == (started != date(2026, 11, 20))


def test_a_term_in_hours_ends_at_a_moment(department: WorkingCalendar) -> None:
    term = replace(RESULT, unit=TermUnit.WORKING_HOUR, amount=4)
    found = arm(term, at(2026, 11, 20, 16), department)
    assert (found.due, found.closes_at) == (date(2026, 11, 23), at(2026, 11, 23, 11))


def test_a_term_in_hours_begins_with_the_day_after_a_cut_off(department: WorkingCalendar) -> None:
    term = replace(RESULT, unit=TermUnit.WORKING_HOUR, amount=1, cut_off=time(16))
    assert arm(term, at(2026, 11, 20, 16), department).closes_at == at(2026, 11, 23, 10)


def test_a_term_in_days_that_ends_on_a_day_off_moves_on_and_says_so(
    department: WorkingCalendar,
) -> None:
    term = replace(RESULT, unit=TermUnit.CALENDAR_DAY, amount=2)
    found = arm(term, at(2026, 11, 20), department)
    assert found.due == date(2026, 11, 23)
    assert found.explanation.moved_off_day == date(2026, 11, 22)
    assert "22.11.2026" in explain(found, "ru")


def test_a_month_ends_on_the_same_day_or_the_last_of_a_shorter_one(
    department: WorkingCalendar,
) -> None:
    term = replace(RESULT, unit=TermUnit.MONTH, amount=1)
    assert arm(term, at(2026, 11, 20), department).explanation.moved_off_day == date(2026, 12, 20)
    assert arm(term, at(2026, 12, 31), department).explanation.moved_off_day == date(2027, 1, 31)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert add_months(date(2026, 11, 15), 1) == date(2026, 12, 15)
    assert add_months(date(2026, 1, 31), 23) == date(2027, 12, 31)


def test_suspended_days_move_the_end_and_the_old_date_is_kept(
    december: Deadline, department: WorkingCalendar
) -> None:
    moved = suspend(december, paused(date(2026, 12, 7), date(2026, 12, 9)), department)
    assert moved.due == date(2026, 12, 22)
    assert moved.explanation.original_due == date(2026, 12, 17)
    runs = [run for run in moved.explanation.not_counted if run.kind == "suspended"]
    assert [(run.first.day, run.last.day) for run in runs] == [(7, 9)]
    assert "сұрау салу" in runs[0].reason.kk


def test_suspended_calendar_days_move_a_month(department: WorkingCalendar) -> None:
    term = replace(RESULT, unit=TermUnit.MONTH, amount=1)
    deadline = arm(term, at(2026, 11, 16), department)
    assert deadline.explanation.moved_off_day == date(2026, 12, 16)
    moved = suspend(deadline, paused(date(2026, 11, 20), date(2026, 11, 24)), department)
    assert moved.due == date(2026, 12, 21)


def test_an_extension_adds_in_the_terms_own_unit(
    december: Deadline, department: WorkingCalendar
) -> None:
    moved = extend(december, Extension(5, "себеп", "ӘРПК 76-бап", "head.almaty"), department)
    assert moved.due == department.working_days_after(december.due, 5)
    sentence = explain(moved, "ru")
    assert "5\u00a0рабочих дней: себеп (ӘРПК 76-бап)" in sentence
    assert "первоначальный срок 17.12.2026" in sentence


@pytest.mark.parametrize(("reason", "norm"), [("", "норма"), ("себеп", " "), (" ", "")])
def test_a_change_without_reason_or_norm_is_refused(
    december: Deadline, department: WorkingCalendar, reason: str, norm: str
) -> None:
    with pytest.raises(TermChangeNeedsGrounds):
        suspend(
            december,
            Suspension(date(2026, 12, 7), date(2026, 12, 9), reason, norm, "x"),
            department,
        )
    with pytest.raises(TermChangeNeedsGrounds):
        extend(december, Extension(1, reason, norm, "x"), department)


def test_a_suspension_outside_the_term_is_refused(
    december: Deadline, department: WorkingCalendar
) -> None:
    for first, last in ((date(2026, 12, 9), date(2026, 12, 7)), (date(2026, 12, 18),) * 2):
        with pytest.raises(TermChangeWrong):
            suspend(december, paused(first, last), department)
    with pytest.raises(TermChangeWrong):
        extend(december, Extension(0, "себеп", "норма", "x"), department)


def test_the_explanation_is_one_sentence_in_each_language(december: Deadline) -> None:
    assert explain(december, "kk") == (
        "17.12.2026: 02.12.2026 күнінен бастап 10\u00a0жұмыс күні, өтініш тіркелген күн "
        "есептелмейді, 16.12.2026 Тәуелсіздік күні, демалыс күндері есептелмейді, "
        "норма: № 458 бұйрық, стандарттың 3-жолы, 1) тармақша (458/G-06)"
    )
    assert explain(december, "en").startswith(
        "17.12.2026: 10\u00a0working days from\u00a002.12.2026, the day of registration not counted"
    )
    assert "16.12.2026 День независимости" in explain(december, "ru")


starts = st.datetimes(datetime(2025, 6, 1), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds
terms = st.builds(
    replace,
    st.just(RESULT),
    unit=st.sampled_from(TermUnit),
    amount=st.integers(1, 30),
    counts_start_day=st.booleans(),
    cut_off=st.sampled_from([None, time(12), time(18)]),
)


@given(terms, starts)
def test_every_deadline_ends_on_a_working_day_after_its_start(term: Term, start: datetime) -> None:
    found = arm(term, start, WEEKDAYS_ALONE)
    assert WEEKDAYS_ALONE.is_working_day(found.due)
    assert found.explanation.received <= found.started <= found.due
    assert found.first_counted <= found.due
    # Where the day of the event counts, an event after hours finds it closed: see cut-offs.
    assert found.closes_at >= start or found.due == found.explanation.received


@given(terms, starts, st.integers(-5, 20), st.integers(1, 20))
def test_a_suspension_never_brings_the_end_nearer(
    term: Term, start: datetime, offset: int, length: int
) -> None:
    deadline = arm(term, start, WEEKDAYS_ALONE)
    first = deadline.started + offset * DAY
    change = paused(first, first + (length - 1) * DAY)
    moved = reckon(term, start, WEEKDAYS_ALONE, [change])
    assert moved.due >= deadline.due
    if change.last < deadline.started or change.first > deadline.due:
        assert moved.due == deadline.due


@given(terms, starts, st.integers(0, 60))
def test_white_cells_equal_the_figure_in_the_tag(term: Term, start: datetime, later: int) -> None:
    deadline = arm(term, start, WEEKDAYS_ALONE)
    now = WEEKDAYS_ALONE.opens_at(deadline.started + later * DAY)
    shown = cells(deadline, WEEKDAYS_ALONE.local_date(now), WEEKDAYS_ALONE)
    stands = standing(deadline.due, now, WEEKDAYS_ALONE)
    assert [cell.day for cell in shown if cell.is_last] == [deadline.due]
    assert sum(cell.is_today for cell in shown) <= 1
    if stands.kind == "overdue":
        # Short of the limit of cells, the red ones are the days overdue.
        red = sum(cell.state == "breached" for cell in shown)
        assert red == min(stands.working_days, 15)
    elif WEEKDAYS_ALONE.local_date(now) >= deadline.first_counted:
        assert sum(cell.state == "left" for cell in shown) == stands.working_days


def test_cells_tell_spent_suspended_today_and_left(
    december: Deadline, department: WorkingCalendar
) -> None:
    moved = suspend(december, paused(date(2026, 12, 7), date(2026, 12, 9)), department)
    shown = cells(moved, date(2026, 12, 10), department)
    assert [(cell.day.day, cell.state) for cell in shown[:7]] == [
        (3, "spent"), (4, "spent"), (7, "suspended"), (8, "suspended"), (9, "suspended"),
        (10, "today"), (11, "left"),
    ]  # fmt: skip
    assert [cell.day.day for cell in shown if cell.gap_before] == [7, 14, 17, 21]


def test_a_long_breach_shows_its_latest_days(
    december: Deadline, department: WorkingCalendar
) -> None:
    shown = cells(december, date(2027, 3, 2), department)
    breached = [cell for cell in shown if cell.state == "breached"]
    assert len(breached) == 15
    assert breached[0].gap_before
    assert breached[-1].is_today


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(2026, 12, 2), ("later", 10, 0)),
        (at(2026, 12, 14), ("this_week", 2, 0)),
        (at(2026, 12, 17, 16, 30), ("today", 0, 1)),
        (at(2026, 12, 17, 20), ("today", 0, 0)),
        (at(2026, 12, 18), ("overdue", 1, 0)),
        (at(2026, 12, 19), ("overdue", 1, 0)),
        (at(2026, 12, 21), ("overdue", 2, 0)),
    ],
)
def test_a_deadline_stands_by_working_days_without_today(
    department: WorkingCalendar, now: datetime, expected: tuple[str, int, int]
) -> None:
    found = standing(date(2026, 12, 17), now, department)
    assert (found.kind, found.working_days, found.working_hours) == expected


def test_a_suspended_deadline_says_so_and_counts_its_white_days(
    december: Deadline, department: WorkingCalendar
) -> None:
    moved = suspend(december, paused(date(2026, 12, 7), date(2026, 12, 9)), department)
    during = standing(moved.due, at(2026, 12, 8), department, moved.suspensions)
    assert (during.kind, during.working_days) == ("suspended", 8)
    before = standing(moved.due, at(2026, 12, 4), department, moved.suspensions)
    assert (before.kind, before.working_days) == ("later", 8)


@given(terms, st.integers(0, 13), st.tuples(st.integers(0, 1439), st.integers(0, 1439)))
def test_events_that_are_counted_alike_end_alike(
    term: Term, day: int, minutes: tuple[int, int]
) -> None:
    starts = [at(2026, 11, 16, 0) + day * DAY + timedelta(minutes=late) for late in minutes]
    first, second = (counted_from(term, start, WEEKDAYS_ALONE) for start in starts)
    ends = [reckon(term, start, WEEKDAYS_ALONE) for start in starts]
    told = [(end.first_counted, end.due, end.closes_at) for end in ends]
    assert first != second or told[0] == told[1]
