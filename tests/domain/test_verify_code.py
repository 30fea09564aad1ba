import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.verify_code import RANDOM_BYTES, read_code, verify_code

CHANCE = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)


@given(CHANCE)
def test_a_code_is_read_however_it_was_typed(chance: bytes) -> None:
    code = verify_code(chance)

    assert read_code(code) == code
    assert read_code(f"  {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(CHANCE, CHANCE)
def test_other_chance_gives_another_code(one: bytes, other: bytes) -> None:
    assert (verify_code(one) == verify_code(other)) == (one == other)


@pytest.mark.parametrize(
    "typed", ["", "7K2M", "7K2M-9QXT-HD4R-W0ZC-5VBN-81G", "UUUU-9QXT-HD4R-W0ZC-5VBN-81GP", "Қ" * 24]
)
def test_what_is_no_code_is_told_apart(typed: str) -> None:
    assert read_code(typed) is None


def test_a_code_needs_all_its_chance() -> None:
    with pytest.raises(ValueError, match="15 bytes"):
        verify_code(b"short")
