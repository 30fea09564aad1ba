"""Variables of a case by which its tasks are found: declared by the standard, of a few kinds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.calendar import office_zone
from app.domain.texts import Text
from app.feel import Value

LONGEST_VALUE = 200
"""Characters; a longer text is found by its beginning of this length."""
MOST_INDEXED = 20
"""Of one service."""
INDEX_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PARTS = re.compile(r"[/._]")
_SENSITIVE = frozenset(
    {
        *(
            "iin",
            "person",
            "persons",
            "applicant",
            "representative",
            "recipient",
            "name",
            "surname",
        ),
        *("phone", "email", "address", "residence", "birth", "account", "iban", "passport"),
        *("disability", "diagnosis", "diagnoses", "icd", "health", "programme", "measures"),
        *("dossier", "facts", "findings", "needs", "reason", "reasoning", "grounds", "ground"),
        *("note", "position", "participants", "signature", "issued"),
    }
)
"""Words of names that hold data of people, of their health, or free text about them."""


class IndexedKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    NUMBER = "number"
    DATE = "date"

    @property
    def is_range(self) -> bool:
        return self in (IndexedKind.NUMBER, IndexedKind.DATE)


@dataclass(frozen=True, slots=True)
class IndexedOption:
    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class IndexedValue:
    """A value as it is looked for; at most one of the three is there."""

    text: str | None = None
    number: float | None = None
    day: date | None = None


NO_VALUE = IndexedValue()


@dataclass(frozen=True, slots=True)
class IndexedVariable:
    """A variable that a service lets its tasks be found by."""

    id: str
    variable: str
    """Its address, such as `outcome` or `examination/decision/outcome`, and fields after a dot."""
    kind: IndexedKind
    label: Text
    options: tuple[IndexedOption, ...] = ()
    """Of a choice."""

    @property
    def name(self) -> str:
        """The variable's address without fields."""
        return self._split[0]

    @property
    def _split(self) -> tuple[str, tuple[str, ...]]:
        calls, slash, last = self.variable.rpartition("/")
        name, *fields = last.split(".")
        return f"{calls}{slash}{name}", tuple(fields)

    @property
    def is_sensitive(self) -> bool:
        """Whether its name says that it holds data of people, or of their health.

        Norm: the Law on personal data and their protection, art. 11; the Code on public health,
        art. 273 (secrecy of medical data).
        """
        return not _SENSITIVE.isdisjoint(_PARTS.split(self.variable.lower()))

    def value_in(self, variables: Mapping[str, Value]) -> IndexedValue:
        """As it is looked for; nothing where it is not there, or of another kind."""
        name, fields = self._split
        value: Value = variables.get(name)
        for one in fields:
            value = value.get(one) if isinstance(value, dict) else None
        return _value_of(self.kind, value)


def changed_values(
    declared: Sequence[IndexedVariable], changed: Mapping[str, Value]
) -> Mapping[str, IndexedValue]:
    """What an advance changes of the indexed variables, by their ids."""
    return {one.id: one.value_in(changed) for one in declared if one.name in changed}


def folded(text: str) -> str:
    """A text as it is compared: without case, and with single spaces."""
    return " ".join(text.casefold().split())[:LONGEST_VALUE]


def _value_of(kind: IndexedKind, value: Value) -> IndexedValue:
    match kind:
        case IndexedKind.BOOLEAN if isinstance(value, bool):
            return IndexedValue(text="true" if value else "false")
        case IndexedKind.NUMBER if isinstance(value, Decimal):
            return IndexedValue(number=float(value))
        case IndexedKind.DATE if isinstance(value, datetime):
            local = value if value.tzinfo is None else value.astimezone(office_zone())
            return IndexedValue(day=local.date())
        case IndexedKind.DATE if isinstance(value, date):
            return IndexedValue(day=value)
        case IndexedKind.TEXT | IndexedKind.CHOICE if isinstance(value, str) and value.strip():
            return IndexedValue(text=folded(value).replace("\0", " "))
        case _:
            return NO_VALUE


@dataclass(frozen=True, slots=True)
class IndexedFilter:
    """What a list is narrowed to by one indexed variable; from and to are both included."""

    id: str
    text: str | None = None
    number_from: float | None = None
    number_to: float | None = None
    day_from: date | None = None
    day_to: date | None = None
