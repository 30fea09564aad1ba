"""Registers of an office: numbered by office and year, an entry once made is never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from app.domain.identity import InstanceId, JobId, OfficeId
from app.domain.texts import Text

RegisterEntryId = NewType("RegisterEntryId", UUID)


class Register(StrEnum):
    APPLICATIONS = "applications"
    NOTICES = "notices"
    """Papers that leave for the applicant."""
    RECIPIENTS = "recipients"
    ACTS = "acts"
    """Minutes and acts, which stay with the case."""
    COMPLAINTS = "complaints"
    """Complaints as they come in: at the addressee, and again at the body that reviews them."""


REGISTER_NAMES: Mapping[Register, Text] = MappingProxyType(
    {
        Register.APPLICATIONS: Text(
            "Өтініштерді тіркеу журналы",
            "Журнал регистрации заявлений",
            "Register of applications",
        ),
        Register.NOTICES: Text(
            "Хабарламаларды тіркеу журналы",
            "Журнал регистрации уведомлений",
            "Register of notices",
        ),
        Register.RECIPIENTS: Text(
            "Қызмет алушыларды тіркеу журналы",
            "Журнал регистрации получателей услуг",
            "Register of recipients",
        ),
        Register.ACTS: Text(
            "Хаттамалар мен актілерді тіркеу журналы",
            "Журнал регистрации протоколов и актов",
            "Register of minutes and acts",
        ),
        Register.COMPLAINTS: Text(
            "Шағымдарды тіркеу журналы",
            "Журнал регистрации жалоб",
            "Register of complaints",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a register tells of a case beyond its number, day, applicant and case."""

    id: str
    name: Text
    is_needed: bool = True

    def is_missing(self, values: Mapping[str, object]) -> bool:
        return self.is_needed and values.get(self.id) in (None, "", ())


COLUMNS: Mapping[Register, tuple[Column, ...]] = MappingProxyType(
    {
        Register.APPLICATIONS: (),
        Register.NOTICES: (),
        Register.RECIPIENTS: (
            Column("measure", Text("Оңалту іс-шарасы", "Мероприятие реабилитации", "Measure")),
            Column(
                "measure_ru",
                Text("Іс-шара (орысша)", "Мероприятие (по-русски)", "Measure (in Russian)"),
                is_needed=False,
            ),
            Column("volume", Text("Көлемі", "Объём", "Volume")),
            Column("valid_from", Text("Басталуы", "Начало", "From")),
            Column("valid_until", Text("Аяқталуы", "Окончание", "Until"), is_needed=False),
        ),
        Register.ACTS: (),
        Register.COMPLAINTS: (
            Column("contested", Text("Шағым жасалған іс", "Обжалуемое дело", "Contested case")),
            Column("about", Text("Кімге, неге қатысты", "На кого, на что", "About whom, what")),
            Column(
                "about_ru",
                Text("Кімге қатысты (орысша)", "На кого (по-русски)", "About (in Russian)"),
                is_needed=False,
            ),
            Column("answer_until", Text("Жауап мерзімі", "Срок ответа", "Answer by")),
        ),
    }
)
"""Of lines that the model enters; papers enter their title themselves."""

_LETTERS: Mapping[Register, str] = MappingProxyType(
    {
        Register.APPLICATIONS: "Ө",
        Register.NOTICES: "Х",
        Register.RECIPIENTS: "А",
        Register.ACTS: "К",
        Register.COMPLAINTS: "Ш",
    }
)


@dataclass(frozen=True, slots=True)
class NewRegisterEntry:
    """A line before its number. It tells the case, and what the case itself does not know."""

    id: RegisterEntryId
    register: Register
    office_id: OfficeId
    year: int
    instance_id: InstanceId
    job_id: JobId
    entered_at: datetime
    facts: Mapping[str, str]
    """By column of the register."""

    def numbered(self, number: int) -> "RegisterEntry":
        """The line with its number, which follows without gaps within office and year."""
        return RegisterEntry(self, number)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A line of a register."""

    line: NewRegisterEntry
    number: int

    @property
    def label(self) -> str:
        """As papers and pages show it: `Х-15/2026`."""
        return label_of(self.line.register, self.number, self.line.year)


def label_of(register: Register, number: int, year: int) -> str:
    """The number of a line with its register and year."""
    return f"{_LETTERS[register]}-{number}/{year}"
