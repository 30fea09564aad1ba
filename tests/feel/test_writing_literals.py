"""A value written as an expression is the same value when it is read again."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feel import STANDARD, Range, Value, YearsMonths, parse
from app.feel.literals import literal

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    ),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.times(),
    st.timedeltas(min_value=timedelta(days=-9999), max_value=timedelta(days=9999)),
    st.integers(-9999, 9999).map(YearsMonths),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_reads_as_what_it_was(value: Value) -> None:
    outcome = parse(literal(value)).evaluate({})

    assert outcome.value == value
    assert outcome.notes == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('Ол: "иә"\n', '"Ол: \\"иә\\"\\n"'),
        (Decimal("12.50"), "12.5"),
        (date(2026, 12, 31), '@"2026-12-31"'),
        (time(9, 30), '@"09:30:00"'),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), '@"2026-12-31T09:00:00Z"'),
        ([True, None], "[true, null]"),
        ({"iin": "1", "a b": []}, '{"iin": "1", "a b": []}'),
        (Range(Decimal(1), Decimal(3), end_included=False), "[1..3)"),
    ],
)
def test_it_reads_as_people_write_it(value: Value, text: str) -> None:
    assert literal(value) == text


@pytest.mark.parametrize("value", [STANDARD["sum"], Range(None, Decimal(1), from_test=True)])
def test_what_no_literal_stands_for_is_refused(value: Value) -> None:
    with pytest.raises(TypeError):
        literal(value)
