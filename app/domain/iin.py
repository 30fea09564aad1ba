"""The individual identification number (IIN): whether it can exist and what it tells."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.refusals import Invalid
from app.domain.texts import Text

Sex = Literal["male", "female"]
IinRule = Literal["length", "birth_date", "century", "control"]

_REASONS: dict[IinRule, Text] = {
    "length": Text(
        "ЖСН 12 цифрдан тұруы керек. Цифрларын тексеріңіз",
        "ИИН должен состоять из 12 цифр. Проверьте цифры",
        "An IIN has 12 digits. Check the digits",
    ),
    "birth_date": Text(
        "ЖСН-нің алғашқы алты цифрындағы туған күн болуы мүмкін емес. Цифрларын тексеріңіз",
        "Первые шесть цифр ИИН дают невозможную дату рождения. Проверьте цифры",
        "The first six digits of the IIN give an impossible date of birth. Check the digits",
    ),
    "century": Text(
        "ЖСН-нің жетінші цифры 1-ден 6-ға дейін болуы керек. Цифрларын тексеріңіз",
        "Седьмая цифра ИИН должна быть от 1 до 6. Проверьте цифры",
        "The seventh digit of an IIN is from 1 to 6. Check the digits",
    ),
    "control": Text(
        "ЖСН-нің бақылау цифры сәйкес келмейді. Цифрларын тексеріңіз",
        "Контрольная цифра ИИН не сходится. Проверьте цифры",
        "The control digit of the IIN does not fit. Check the digits",
    ),
}
_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


class IinInvalid(Invalid):
    """No person has this number; `rule` is the rule it breaks, `reason` tells it to people."""

    code = "IinInvalid"
    title = Text("ЖСН дұрыс емес", "ИИН неверен", "The IIN is not valid")

    def __init__(self, rule: IinRule) -> None:
        super().__init__(_REASONS[rule].en, rule=rule)
        self.rule: IinRule = rule
        self.reason = _REASONS[rule]


BIRTH_DIGITS, IIN_DIGITS = 6, 12
"""Of the date of birth, with which an IIN begins; of the whole."""


def sought_iin(piece: str) -> str | None:
    """The digits of an IIN that a typed piece looks for: all twelve, or its beginning.

    A beginning holds the date of birth at least. None where the piece looks for something else.
    """
    bare = "".join(sign for sign in piece if sign.isalnum())
    is_iin = bare.isascii() and bare.isdigit() and BIRTH_DIGITS <= len(bare) <= IIN_DIGITS
    return bare if is_iin else None


@dataclass(frozen=True, slots=True)
class Iin:
    """Twelve digits that passed every rule; make one with `parse`."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> "Iin":
        """The IIN in `text`; spaces around and between the digits are dropped.

        Raises:
            IinInvalid: with the first broken rule.
        """
        digits = "".join(text.split())
        if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
            raise IinInvalid("length")
        if digits[6] not in "123456":
            raise IinInvalid("century")
        if _birth_date(digits) is None:
            raise IinInvalid("birth_date")
        if control_digit(digits[:11]) != int(digits[11]):
            raise IinInvalid("control")
        return cls(digits)

    @property
    def birth_date(self) -> date:
        found = _birth_date(self.digits)
        if found is None:
            raise IinInvalid("birth_date")
        return found

    @property
    def sex(self) -> Sex:
        return "male" if int(self.digits[6]) % 2 else "female"

    @property
    def masked(self) -> str:
        """For lists: the date of birth stays, the rest is hidden."""
        return f"{self.digits[:6]} ••••••"

    def __str__(self) -> str:
        return self.digits


def control_digit(first_eleven: str) -> int | None:
    """The twelfth digit; None where no number may begin with these eleven."""
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(int(d) * w for d, w in zip(first_eleven, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def age_at(iin: Iin, day: date) -> int:
    """Full years on that day; someone born on 29 February turns older on 1 March.

    Raises:
        ValueError: the day lies before the birth.
    """
    born = iin.birth_date
    if day < born:
        raise ValueError(f"Expected a day after the birth, found {day}")
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _birth_date(digits: str) -> date | None:
    century = 1800 + (int(digits[6]) - 1) // 2 * 100
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None
