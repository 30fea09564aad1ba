"""Filling a registration form from the registry: name and department by the IIN that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from app.domain.forms import Problem
from app.domain.identity import OfficeId, PersonId
from app.domain.iin import IinInvalid
from app.domain.people import Office
from app.domain.texts import Text
from app.ports.outside import PersonRecord
from app.usecases.look_person_up import LookPersonUp, PersonUnknown, RegistryAway
from app.web.form_answers import Typed
from app.web.services import WebServices

APPLICANT = "applicant_iin"
IIN_END, NAME_END = "_iin", "_name"
"""Ends of the keys of an IIN and of the name that belongs to it: `applicant_iin`."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """What the registry said, as the page shows it beside the form."""

    field: str
    """Key of the IIN's field."""
    name: str
    birth_date: date
    status: Literal["alive", "dead", "departed"]
    status_date: date | None
    residence: Text


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The form as it stands after the registry was asked."""

    answers: Typed
    person: FoundPerson | None
    department: OfficeId | None
    """The department of the person's residence, where it is one of those that may be chosen."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_applicant(self) -> bool:
        """The representative lives where they live: the applicant's residence decides."""
        return self.person is not None and self.person.field == APPLICANT


def looked_up(
    key: str, answers: Typed, offices: Sequence[Office], actor: PersonId, services: WebServices
) -> LookedUp:
    """The answers with the registry's name filled in; what went wrong stands at the IIN."""
    asked = LookPersonUp(actor, str(answers.answers.get(key) or ""))
    try:
        record = services.look_person_up(asked)
    except IinInvalid as unfit:
        return LookedUp(answers, None, None, (Problem(key, unfit.reason),))
    except (PersonUnknown, RegistryAway) as refused:
        return LookedUp(answers, None, None, (Problem(key, refused.title),))
    name_key = f"{key.removesuffix(IIN_END)}{NAME_END}"
    named = {**answers.answers, key: record.iin, name_key: record.full_name}
    return LookedUp(
        answers=replace(answers, answers=named),
        person=_found(key, record),
        department=next((o.id for o in offices if o.kato == record.residence_code), None),
    )


def _found(key: str, record: PersonRecord) -> FoundPerson:
    return FoundPerson(
        field=key,
        name=record.full_name,
        birth_date=record.birth_date,
        status=record.status,
        status_date=record.status_date,
        residence=record.residence,
    )
