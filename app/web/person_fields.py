"""Filling a form from the registry of natural persons: what belongs to an IIN by its name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from app.domain.answer_paths import pattern_of, patterns
from app.domain.form_fields import Field
from app.domain.forms import Form, Problem
from app.domain.iin import IinInvalid
from app.domain.texts import Language, Text
from app.ports.outside import PersonRecord
from app.usecases.look_person_up import LookPersonUp, PersonUnknown, RegistryAway
from app.web.form_answers import Typed

IIN = "iin"
LookUp = Callable[[LookPersonUp], PersonRecord]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """What the registry said, as the page shows it beside the form."""

    field: str
    """Path of the IIN's field."""
    name: str
    birth_date: date
    status: Literal["alive", "dead", "departed"]
    status_date: date | None
    residence: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it stands after the registry was asked."""

    answers: Typed
    record: PersonRecord | None = None
    person: FoundPerson | None = None
    problems: tuple[Problem, ...] = ()


def filled_in(
    form: Form, answers: Typed, key: str, asked: LookPersonUp, look_up: LookUp, language: Language
) -> Filled:
    """The answers with what the registry knows; what went wrong stands at the IIN."""
    try:
        record = look_up(asked)
    except IinInvalid as unfit:
        return Filled(answers, problems=(Problem(key, unfit.reason),))
    except (PersonUnknown, RegistryAway) as refused:
        return Filled(answers, problems=(Problem(key, refused.title),))
    known = dict(_known(form, key, record, language))
    filled = replace(answers, answers={**answers.answers, **known})
    return Filled(filled, record, _found(key, record))


def iin_field(form: Form, path: str) -> Field | None:
    """The field at the path, where it asks for an IIN."""
    fields = dict(patterns(form.fields))
    field = fields.get(pattern_of(path))
    return field if field is not None and field.special == IIN and path.endswith(IIN) else None


def _known(
    form: Form, key: str, record: PersonRecord, language: Language
) -> Iterator[tuple[str, object]]:
    """`applicant_iin` fills `applicant_name`, and `person.iin` fills `person.name`."""
    beginning = key.removesuffix(IIN)
    told: Mapping[str, object] = {
        "name": record.full_name,
        "full_name": record.full_name,
        "birth_date": record.birth_date,
        "residence": record.residence.in_language(language),
    }
    yield key, record.iin
    kinds = {path: field.kind for path, field in patterns(form.fields)}
    for name, value in told.items():
        path = f"{beginning}{name}"
        kind = kinds.get(pattern_of(path))
        if kind in ("textfield", "textarea") or (kind == "date" and isinstance(value, date)):
            yield path, value


def _found(key: str, record: PersonRecord) -> FoundPerson:
    return FoundPerson(
        field=key,
        name=record.full_name,
        birth_date=record.birth_date,
        status=record.status,
        status_date=record.status_date,
        residence=record.residence,
    )
