from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.iin import Iin, IinInvalid, age_at, control_digit


def make(born: date, century: int, serial: int) -> str | None:
    first = f"{born:%y%m%d}{century}{serial:04}"
    last = control_digit(first)
    return None if last is None else f"{first}{last}"


def broken_rule(text: str) -> str:
    with pytest.raises(IinInvalid) as refused:
        Iin.parse(text)
    reason = refused.value.reason
    assert reason.kk
    assert reason.ru
    assert reason.en
    return refused.value.rule


def test_a_number_tells_birth_and_sex() -> None:
    iin = Iin.parse("580412 4 0003" + str(control_digit("58041240003")))
    assert (iin.birth_date, iin.sex, str(iin)[:6]) == (date(1958, 4, 12), "female", "580412")
    assert iin.masked == "580412 ••••••"


@pytest.mark.parametrize(
    "text", ["", "58041240000", "5804124000312", "58041240000a", "٥٨٠٤١٢٤٠٠٠٣١"]
)
def test_anything_but_twelve_digits_is_refused(text: str) -> None:
    assert broken_rule(text) == "length"


def test_an_impossible_birth_date_is_refused() -> None:
    assert broken_rule("581340400030") == "birth_date"
    # 1900 had no 29 February, 2000 had one.
    assert broken_rule("000229300010") == "birth_date"


@pytest.mark.parametrize("digit", "0789")
def test_a_century_digit_beyond_six_is_refused(digit: str) -> None:
    assert broken_rule(f"580412{digit}00031") == "century"


@given(st.dates(date(1930, 1, 1), date(1999, 12, 31)), st.integers(0, 9999), st.integers(1, 9))
def test_another_last_digit_is_refused(born: date, serial: int, shift: int) -> None:
    text = make(born, 3, serial)
    assume(text is not None)
    assert text is not None
    wrong = text[:-1] + str((int(text[-1]) + shift) % 10)
    assert Iin.parse(text).birth_date == born
    assert broken_rule(wrong) == "control"


def test_the_second_weights_decide_where_the_first_give_ten() -> None:
    # 1*8+...: found by hand: the first sum is 10 mod 11, the second is not.
    first = next(f for f in candidates() if weighted(f, range(1, 12)) == 10)
    assert control_digit(first) == weighted(first, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11


def test_no_number_begins_with_eleven_digits_that_give_ten_twice() -> None:
    second = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
    both = next(
        f for f in candidates(ten_twice=True) if weighted(f, range(1, 12)) == weighted(f, second)
    )
    assert control_digit(both) is None
    for last in range(10):
        assert broken_rule(f"{both}{last}") == "control"


def weighted(first: str, weights: object) -> int:
    return sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11  # type: ignore[call-overload]  # any iterable


def candidates(*, ten_twice: bool = False) -> list[str]:
    second = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
    found = [f"9001013{serial:04}" for serial in range(10_000)]
    return [
        f
        for f in found
        if weighted(f, range(1, 12)) == 10 and (weighted(f, second) == 10) is ten_twice
    ]


def test_age_turns_on_the_birthday() -> None:
    iin = Iin(f"0002296{'0000'}0")
    assert age_at(iin, date(2018, 2, 28)) == 17
    assert age_at(iin, date(2018, 3, 1)) == 18
    with pytest.raises(ValueError, match="after the birth"):
        age_at(iin, date(1999, 1, 1))
