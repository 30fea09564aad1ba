from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.measure_volume import MeasureVolume, volume_to_year_end


def test_the_last_day_of_the_year_is_one_day() -> None:
    last = date(2026, 12, 31)

    assert volume_to_year_end(8, last, None) == MeasureVolume(8, last, last)


def test_a_leap_year_has_one_day_more() -> None:
    assert volume_to_year_end(8, date(2028, 1, 1), None).hours == 8 * 366


def test_a_programme_that_ends_earlier_ends_the_volume() -> None:
    assert volume_to_year_end(8, date(2026, 12, 1), date(2026, 12, 10)) == MeasureVolume(
        80, date(2026, 12, 1), date(2026, 12, 10)
    )


@pytest.mark.parametrize("hours", [0, -1, 25])
def test_hours_that_no_day_has_are_refused(hours: int) -> None:
    with pytest.raises(ValueError, match="1 to 24 hours"):
        volume_to_year_end(hours, date(2026, 12, 1), None)


def test_a_programme_that_is_over_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-12-01"):
        volume_to_year_end(8, date(2026, 12, 1), date(2026, 11, 30))


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 24), st.integers(0, 800))
def test_the_volume_is_the_sum_of_its_days_and_never_leaves_the_year(
    start: date, hours: int, days: int
) -> None:
    expires = start + timedelta(days=days)

    volume = volume_to_year_end(hours, start, expires)

    assert volume.period_until == min(expires, date(start.year, 12, 31))
    one_by_one, day = 0, start
    while day <= volume.period_until:
        one_by_one, day = one_by_one + hours, day + timedelta(days=1)
    assert volume.hours == one_by_one
