from datetime import date

import pytest

from app.domain.calendar import CalendarDay, DayKind
from app.domain.calendar_acts import ESTIMATED, act_words
from app.integrations.calendar_seed import seed_days


def off_days(year: int, week: str) -> list[str]:
    return [
        f"{row.day:%m-%d}"
        for row in seed_days([year])
        if not row.kind.is_working
        and row.week in ("any", week)
        and row.day.weekday() < (5 if week == "five_day" else 6)
    ]


def row_of(day: date) -> CalendarDay:
    return next(row for row in seed_days([day.year]) if row.day == day)


def test_every_act_is_named_in_three_languages() -> None:
    acts = {row.act for row in seed_days(range(2024, 2029))} - {ESTIMATED}

    for act in acts:
        told = act_words(act)
        assert told.kk == act
        assert len({told.kk, told.ru, told.en}) == 3
    assert act_words("Приказ № 900").kk == "Приказ № 900"


def test_the_five_day_week_of_2026_loses_these_working_days() -> None:
    # Official calendar of 2026, less 30-31 August: Constitution Day moved to 15 March from 2027.
    assert off_days(2026, "five_day") == [
        "01-01", "01-02", "01-07", "03-09", "03-23", "03-24", "03-25", "05-01", "05-07", "05-11",
        "05-27", "07-06", "10-26", "12-16",
    ]  # fmt: skip


def test_the_six_day_week_of_2026_keeps_days_moved_by_a_saturday() -> None:
    assert off_days(2026, "six_day") == [
        "01-01", "01-02", "01-07", "03-09", "03-21", "03-23", "03-24", "05-01", "05-07", "05-09",
        "05-27", "07-06", "10-26", "12-16",
    ]  # fmt: skip


def test_the_five_day_week_of_2025_has_the_transfer_of_the_ministry() -> None:
    assert off_days(2025, "five_day") == [
        "01-01", "01-02", "01-03", "01-07", "03-10", "03-21", "03-24", "03-25", "05-01", "05-07",
        "05-09", "06-06", "07-07", "09-01", "10-27", "12-16",
    ]  # fmt: skip
    assert row_of(date(2025, 1, 5)).kind is DayKind.TRANSFERRED_WORKING


def test_2027_keeps_constitution_day_in_march() -> None:
    assert off_days(2027, "five_day") == [
        "01-01", "01-04", "01-07", "03-08", "03-15", "03-22", "03-23", "03-24", "05-03", "05-07",
        "05-10", "07-06", "10-25", "12-16",
    ]  # fmt: skip


def test_kurban_ait_is_estimated_until_it_is_announced() -> None:
    assert row_of(date(2027, 5, 16)).act == ESTIMATED
    assert row_of(date(2026, 5, 27)).act != ESTIMATED


def test_religious_days_on_a_weekend_move_nothing() -> None:
    # Kurban Ait 2027 is a Sunday, Orthodox Christmas 2028 a Friday and 2029 a Sunday.
    assert "05-17" not in off_days(2027, "five_day")
    assert "01-08" not in off_days(2029, "five_day")


def test_earlier_transfers_come_with_their_working_day() -> None:
    assert row_of(date(2024, 5, 8)).kind is DayKind.TRANSFERRED_OFF
    assert row_of(date(2024, 5, 4)).kind is DayKind.TRANSFERRED_WORKING


@pytest.mark.parametrize("year", range(2022, 2032))
def test_every_day_has_its_words_and_stands_once(year: int) -> None:
    rows = seed_days([year])
    assert [row.day for row in rows] == sorted({row.day for row in rows})
    for row in rows:
        assert row.name.kk
        assert row.name.ru
        assert row.name.en
        assert row.act


def test_years_together_equal_years_apart() -> None:
    together = seed_days([2026, 2027])
    assert together == seed_days([2026]) + seed_days([2027])
