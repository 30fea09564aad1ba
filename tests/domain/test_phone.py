import pytest

from app.domain.phone import Phone, PhoneInvalid


@pytest.mark.parametrize(
    "text",
    ["+7 701 233 48 12", "87012334812", "7012334812", "8 (701) 233-48-12", "77012334812",
     "+7\u00a0701\u00a0233\u00a048\u00a012"],
)  # fmt: skip
def test_usual_ways_of_writing_give_one_number(text: str) -> None:
    assert str(Phone.parse(text)) == "+77012334812"


@pytest.mark.parametrize(
    "text", ["", "+7 727 233 48 12", "+7 717 233 48 12", "+7 901 233 48 12", "+1 701 233 48 12",
             "701233481", "870123348123", "++77012334812", "٧٧٠١٢٣٣٤٨١٢"],
)  # fmt: skip
def test_landlines_foreign_and_broken_numbers_are_refused(text: str) -> None:
    with pytest.raises(PhoneInvalid):
        Phone.parse(text)


def test_a_masked_number_hides_the_middle() -> None:
    phone = Phone.parse("87012334812")
    assert phone.masked == "+7 701 ••• 48 12"
    assert phone.spaced == "+7 701 233 48 12"
