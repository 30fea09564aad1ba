"""What the stand's registries hold besides persons: disabilities, programmes, digital documents."""

import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")

REASONS: Mapping[str, tuple[str, str]] = {
    "general-disease": ("Жалпы ауру", "Общее заболевание"),
    "from-childhood": ("Бала кезінен мүгедектік", "Инвалидность с детства"),
    "work-injury": ("Еңбек жарақаты", "Трудовое увечье"),
}
"""Reasons of a disability, in Kazakh and Russian."""

MEASURES: Mapping[str, tuple[str, str]] = {
    "personal-assistant": ("Жеке көмекшінің қызметі", "Услуги индивидуального помощника"),
    "wheelchair": ("Кресло-арба", "Кресло-коляска"),
    "sign-language": (
        "Ымдау тілі маманының қызметі",
        "Услуги специалиста жестового языка",
    ),
    "sanatorium": ("Санаторий-курорттық емделу", "Санаторно-курортное лечение"),
    "prosthetics": ("Протездік-ортопедиялық көмек", "Протезно-ортопедическая помощь"),
    "technical-aids": ("Техникалық көмекші құралдар", "Технические вспомогательные средства"),
}
"""Measures of the social part of a programme, in Kazakh and Russian."""


@dataclass(frozen=True, slots=True)
class Disability:
    """A record of CBDI; where name or birth date is empty, it is that of the person."""

    iin: str
    group: int | None = 1
    reason: Literal["general-disease", "from-childhood", "work-injury"] = "general-disease"
    since: date = date(2019, 4, 15)
    until: date | None = None
    difficulty_moving: bool | None = True
    certificate: str = "МСЭ-0112358"
    full_name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    code: Literal[
        "personal-assistant", "wheelchair", "sign-language", "sanatorium", "prosthetics",
        "technical-aids",
    ]  # fmt: skip
    decision: Literal["needed", "not_needed"] = "needed"
    volume: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A record of E-Sobes; its measures hold as long as the programme does."""

    iin: str
    number: str = "ОЖБ-2025-004117"
    developed_on: date = date(2025, 6, 10)
    valid_from: date = date(2025, 6, 10)
    valid_until: date | None = None
    withdrawn: bool = False
    group: int | None = 1
    measures: tuple[Measure, ...] = (Measure("personal-assistant", "needed", 8, "hours_per_day"),)
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A digital document of DDS."""

    kind: Literal["identity-document", "power-of-attorney", "guardianship"]
    number: str
    issued_on: date
    valid_until: date | None = None
    issued_by_kk: str = "ҚР Ішкі істер министрлігі"
    issued_by_ru: str = "Министерство внутренних дел РК"
    principal_iin: str | None = None


def as_plain(record: object) -> dict[str, Any]:
    """A record as JSON knows it."""
    return {name: _plain(value) for name, value in asdict(record).items()}  # type: ignore[call-overload]  # every record is a dataclass


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    return value


def record_of(kind: type[Record], given: Mapping[str, object]) -> Record:
    """A record of the fields given; those left out are believable ones.

    Raises:
        ValueError: a field that is unknown, missing or of a wrong type.
    """
    hints = get_type_hints(kind)
    unknown = sorted(set(given) - set(hints))
    if unknown:
        raise ValueError(f"a {kind.__name__} of the stand has no {', '.join(unknown)}")
    read = {name: _fitted(hints[name], value, name) for name, value in given.items()}
    try:
        return kind(**read)
    except TypeError:
        missing = [f.name for f in fields(kind) if f.name not in read]  # type: ignore[arg-type]  # a dataclass
        raise ValueError(f"a {kind.__name__} needs one of {', '.join(missing)}") from None


def _fitted(hint: Any, value: object, name: str) -> object:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _fitted(next(a for a in arguments if a is not type(None)), value, name)
    if origin is Literal:
        if value not in arguments:
            raise ValueError(f"{name} is one of {', '.join(map(str, arguments))}")
        return value
    if origin is tuple and isinstance(value, list | tuple):
        return tuple(_entry(arguments[0], entry, name) for entry in value)
    if hint is date and not isinstance(value, datetime):
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if hint is int and not isinstance(value, bool) and str(value).isdigit():
        return int(str(value))
    if hint in (str, bool) and type(value) is hint:
        return value
    raise ValueError(f"{name} has to be a {getattr(hint, '__name__', hint)}")


def _entry(kind: Any, value: object, name: str) -> object:
    """A measure may be given by its code alone."""
    if isinstance(value, kind):
        return value
    if isinstance(value, str):
        return record_of(kind, {"code": value})
    if isinstance(value, Mapping):
        return record_of(kind, value)
    raise ValueError(f"{name} has to be a list of mappings")
