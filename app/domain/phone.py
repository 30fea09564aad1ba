"""Mobile phone numbers of Kazakhstan, the only ones that state SMS go to."""

import re
from dataclasses import dataclass

from app.domain.refusals import Invalid
from app.domain.texts import Text

_SEPARATORS = re.compile(r"[\s()\-\u2010-\u2015\u2060.]")
# 70x, 747, 771, 775-778: codes of the mobile operators; the rest of +7 7xx are landlines.
_MOBILE = re.compile(r"(?:\+?7|8)?(7(?:0[0-9]|47|71|7[5-8])[0-9]{7})")


class PhoneInvalid(Invalid):
    """Not a Kazakhstan mobile number."""

    code = "PhoneInvalid"
    title = Text(
        "Ұялы телефон нөмірін +7 701 123 45 67 түрінде жазыңыз",
        "Напишите номер мобильного телефона в виде +7 701 123 45 67",
        "Write a mobile phone number as +7 701 123 45 67",
    )


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as +7XXXXXXXXXX; make one with `parse`."""

    number: str

    @classmethod
    def parse(cls, text: str) -> "Phone":
        """The number in `text`: +7, 8, 7 or nothing before the ten digits, any usual separators.

        Raises:
            PhoneInvalid: a landline, a foreign number, or no number.
        """
        found = _MOBILE.fullmatch(_SEPARATORS.sub("", text))
        if found is None:
            raise PhoneInvalid
        return cls(f"+7{found[1]}")

    @property
    def masked(self) -> str:
        """For lists and logs of messages: `+7 701 ••• 48 12`."""
        return f"+7 {self.number[2:5]} ••• {self.number[8:10]} {self.number[10:]}"

    @property
    def spaced(self) -> str:
        """For people: `+7 701 233 48 12`."""
        n = self.number
        return f"+7 {n[2:5]} {n[5:8]} {n[8:10]} {n[10:]}"

    def __str__(self) -> str:
        return self.number
