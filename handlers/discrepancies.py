"""Contradictions between what a state system says and what the case holds: data for a clerk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from app.domain.names import search_term
from app.domain.state_systems import SYSTEM_NAMES, SystemCode
from app.domain.texts import Text

Compared = Literal["full_name", "birth_date", "group", "phone"]
_FIELDS = MappingProxyType[Compared, Text](
    {
        "full_name": Text("Аты-жөні", "Фамилия, имя, отчество", "Full name"),
        "birth_date": Text("Туған күні", "Дата рождения", "Birth date"),
        "group": Text("Мүгедектік тобы", "Группа инвалидности", "Disability group"),
        "phone": Text("Телефон нөмірі", "Номер телефона", "Phone number"),
    }
)
_NONE = Text("көрсетілмеген", "не указано", "not given")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One contradiction; `text` is a sentence for the clerk, in Kazakh, Russian and English."""

    field: Compared
    system: SystemCode
    found: str
    """What the system says; empty: nothing."""
    known: str
    """What the case held before."""
    text: str
    text_ru: str
    text_en: str


def differing_name(system: SystemCode, found: str, known: str | None) -> Iterator[Discrepancy]:
    """A name that differs by more than letters of a keyboard without Kazakh ones."""
    if known is not None and search_term(found) != search_term(known):
        yield discrepancy("full_name", system, found, known)


def differing_day(system: SystemCode, found: date, known: date | None) -> Iterator[Discrepancy]:
    if known is not None and found != known:
        yield discrepancy("birth_date", system, f"{found:%d.%m.%Y}", f"{known:%d.%m.%Y}")


def differing_group(
    system: SystemCode, found: int | None, known: int | None
) -> Iterator[Discrepancy]:
    """Only where the case knows a group: a child has none."""
    if known is not None and found != known:
        yield discrepancy("group", system, "" if found is None else str(found), str(known))


def discrepancy(field: Compared, system: SystemCode, found: str, known: str) -> Discrepancy:
    name, label = SYSTEM_NAMES[system], _FIELDS[field]
    return Discrepancy(
        field=field,
        system=system,
        found=found,
        known=known,
        text=f"{label.kk}: істе «{known}», жүйеде {_told(found, _NONE.kk)} ({name.kk})",
        text_ru=f"{label.ru}: в деле «{known}», в системе {_told(found, _NONE.ru)} ({name.ru})",
        text_en=f"{label.en}: “{known}” in the case, {_english(found)} in the system ({name.en})",
    )


def _told(found: str, none: str) -> str:
    return f"«{found}»" if found else none


def _english(found: str) -> str:
    return f"“{found}”" if found else _NONE.en
