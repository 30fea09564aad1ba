"""What state systems answered about the applicant, contradictions first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.texts import Language
from app.domain.words import long_date
from app.feel import Value
from app.usecases.read_desk import CaseDesk
from app.web import wording
from app.web.catalogue import say

PERSON = "person"
"""The variable that holds the answer of the registry of natural persons."""


@dataclass(frozen=True, slots=True)
class Check:
    look: Literal["", "is-danger", "is-waiting"]
    answer: str
    system: str


def checks_of(desk: CaseDesk, language: Language) -> list[Check]:
    """One line per answer, in plain words."""
    system = say("task.registry", language)
    person = desk.view.variables.get(PERSON)
    if not isinstance(person, Mapping):
        return _waiting(desk, system, language)
    found = [_state(person, system, language)]
    if (other := _other_name(desk, person, language)) is not None:
        found.append(Check("is-danger", other, system))
    return sorted(found, key=lambda check: check.look != "is-danger")


def _waiting(desk: CaseDesk, system: str, language: Language) -> list[Check]:
    if any(job.topic == "request-person" for job in desk.view.jobs if job.state.value == "due"):
        return [Check("is-waiting", say("task.check_waiting", language), system)]
    return []


def _state(person: Mapping[str, Value], system: str, language: Language) -> Check:
    status = person.get("status")
    if status == "alive":
        place = str(person.get("residence_ru" if language == "ru" else "residence") or "")
        key = "task.check_alive" if place else "task.check_alive_only"
        return Check("", say(key, language, place=place), system)
    since = _date_words(person.get("status_date"), language)
    key = "task.check_dead" if status == "dead" else "task.check_departed"
    return Check("is-danger", f"{say(key, language)}{since}", system)


def _date_words(value: Value, language: Language) -> str:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return ""
    return f", {long_date(value, language)}" if isinstance(value, date) else ""


def _other_name(desk: CaseDesk, person: Mapping[str, Value], language: Language) -> str | None:
    registered = str(person.get("full_name") or "")
    given = desk.view.case.applicant.full_name
    if not registered or registered.casefold().split() == given.casefold().split():
        return None
    return wording.bind(say("task.check_other_name", language, name=registered))
