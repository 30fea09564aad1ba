"""Values are read back as they were written, whatever their names."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.codec import DEPTH, ValueNotStorable, decode, decode_all, encode, encode_all
from app.feel.values import Builtin, Range, Value, YearsMonths
from app.feel.zones import OFFICE_ZONE, zone

ZONES = st.one_of(
    st.none(),
    st.just(zone(OFFICE_ZONE)),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
# Every code point, lone surrogates included: they come in through JSON escapes.
WORDS = st.text(st.characters(exclude_categories=()), max_size=8)
KEYS = st.one_of(st.sampled_from(["typename", "n", "c", "p", "u", "r", "m", "", "$"]), WORDS)
SCALARS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    WORDS,
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.times(timezones=ZONES),
    st.datetimes(timezones=ZONES),
    st.timedeltas(),
    st.integers(-9999, 9999).map(YearsMonths),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def through_bytes(value: Value) -> Value:
    return decode(orjson.loads(orjson.dumps(encode(value))))


@given(VALUES)
def test_a_value_comes_back_the_same(value: Value) -> None:
    found = through_bytes(value)
    assert found == value
    assert repr(found) == repr(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_variables_come_back_under_their_names(variables: dict[str, Value]) -> None:
    assert decode_all(orjson.loads(orjson.dumps(encode_all(variables)))) == variables


@pytest.mark.parametrize(
    "value",
    [
        Decimal("1.50"),
        Decimal("-0"),
        Decimal("1E+30"),
        date(2026, 11, 20),
        datetime(2026, 11, 20, 9, 30, tzinfo=zone(OFFICE_ZONE)),
        time(9, 30, tzinfo=zone(OFFICE_ZONE)),
        timedelta(days=-1, microseconds=5),
        YearsMonths(-14),
    ],
)
def test_kinds_are_kept_to_the_digit_and_the_zone(value: Value) -> None:
    found = through_bytes(value)
    assert repr(found) == repr(value)


def test_a_range_comes_back() -> None:
    found = through_bytes(Range(Decimal(1), None, True, False))
    assert isinstance(found, Range)
    assert (found.start, found.end) == (Decimal(1), None)
    assert (found.start_included, found.end_included) == (True, False)


def test_a_function_cannot_be_stored() -> None:
    with pytest.raises(ValueNotStorable):
        encode(Builtin("f", (), lambda: None))


def test_a_value_nested_beyond_measure_is_refused() -> None:
    value: Value = "x"
    for _ in range(DEPTH):
        value = [value]
    assert through_bytes(value) == value
    with pytest.raises(ValueNotStorable):
        encode([value])
