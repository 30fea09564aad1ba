"""The columns of each register, as the page, the table and the printed extract show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.registers import COLUMNS, Register
from app.domain.texts import Language, Text
from app.domain.words import numeric_date
from app.ports.register_views import RegisterRow
from app.web import wording
from app.web.catalogue import said_in_all

Told = Callable[[RegisterRow, Language], str]
ChannelName = Callable[[RegisterRow], Text]


@dataclass(frozen=True, slots=True)
class Heading:
    name: Text
    told: Told


def headings_of(register: Register, channel_name: ChannelName) -> tuple[Heading, ...]:
    """Number, day, case and applicant, then what this register tells."""
    common = (
        Heading(said_in_all("registers.number"), lambda row, _: row.label),
        Heading(
            said_in_all("registers.day"),
            lambda row, _: numeric_date(wording.local(row.entered_at).date()),
        ),
        Heading(said_in_all("registers.case"), lambda row, _: row.case_number),
        Heading(said_in_all("registers.applicant"), lambda row, _: row.applicant_name),
        Heading(said_in_all("registers.iin"), lambda row, _: row.applicant_iin),
    )
    return (*common, *_own(register, channel_name))


def _own(register: Register, channel_name: ChannelName) -> Sequence[Heading]:
    if register is Register.APPLICATIONS:
        return (
            Heading(
                said_in_all("registers.channel"),
                lambda row, language: channel_name(row).in_language(language),
            ),
            Heading(said_in_all("registers.due"), lambda row, _: numeric_date(row.due_on)),
        )
    if register in (Register.RECIPIENTS, Register.COMPLAINTS):
        return tuple(
            Heading(column.name, _fact(column.id))
            for column in COLUMNS[register]
            if not column.id.endswith("_ru")
        )
    return (
        Heading(said_in_all("registers.paper"), _fact("title")),
        Heading(
            said_in_all("registers.signature"),
            lambda row, language: said_in_all(
                "registers.signed" if row.is_signed else "registers.not_signed"
            ).in_language(language),
        ),
    )


def _fact(name: str) -> Told:
    def told(row: RegisterRow, language: Language) -> str:
        value = row.facts.get(f"{name}_{language}") or row.facts.get(name, "")
        try:
            return numeric_date(date.fromisoformat(value))
        except ValueError:
            return value

    return told


def table_of(
    headings: Sequence[Heading], rows: Sequence[RegisterRow], language: Language
) -> list[list[str]]:
    return [[heading.told(row, language) for heading in headings] for row in rows]
