"""Filling a registration form from the registry: name and department by the IIN that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.forms import Form, Problem
from app.domain.identity import OfficeId, PersonId
from app.domain.people import Office
from app.domain.texts import Language
from app.usecases.look_person_up import LookPersonUp
from app.web.form_answers import Typed
from app.web.person_fields import FoundPerson, filled_in
from app.web.services import WebServices

APPLICANT = "applicant_iin"


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


@dataclass(frozen=True, slots=True)
class AtCounter:
    """Who asks for whom, and in which language."""

    actor: PersonId
    key: str
    language: Language


def looked_up(
    asks: AtCounter, form: Form, answers: Typed, offices: Sequence[Office], services: WebServices
) -> LookedUp:
    """The answers with the registry's name filled in; what went wrong stands at the IIN."""
    asked = LookPersonUp(asks.actor, str(answers.answers.get(asks.key) or ""))
    found = filled_in(form, answers, asks.key, asked, services.look_person_up, asks.language)
    record = found.record
    home = None
    if record is not None:
        home = next((o.id for o in offices if o.kato == record.residence_code), None)
    return LookedUp(found.answers, found.person, home, found.problems)
