"""What state systems answered about the applicant, contradictions first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.domain.texts import Language
from app.domain.words import long_date
from app.feel import Value
from app.ports.views import CaseView
from app.usecases.read_desk import CaseDesk
from app.web import wording
from app.web.catalogue import say

Look = Literal["", "is-danger", "is-waiting"]
Record = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Check:
    look: Look
    answer: str
    system: str


SYSTEM_OF_TOPIC: Mapping[str, str] = {
    "request-person": "gbdfl",
    "request-disability": "cbdi",
    "request-rehabilitation-programme": "esobes",
    "request-phone": "mab",
    "request-digital-documents": "dds",
}
"""Topics whose answers are checks, and the system that gives them."""


def checks_of(desk: CaseDesk, language: Language, seen: Record | None = None) -> list[Check]:
    """One line per answer, in plain words; what contradicts or is missing stands first.

    A case whose examination is over keeps the answers in its dossier.

    Args:
        desk: the case.
        language: of the reader.
        seen: what a task sees; a stage that is not over keeps its answers to itself.
    """
    kept = desk.view.variables.get("dossier")
    dossier: Record = kept if isinstance(kept, Mapping) else {}
    known = {**dossier, **desk.view.variables, **(seen or {})}
    facts = _facts(known)
    found: list[Check] = []
    for name, told in _TELLERS.items():
        if name in facts:
            found += told(desk, facts, language)
    found += _discrepancies(known, language)
    found += _not_delivered(known, language)
    found += _waiting(desk.view, language)
    order: Mapping[Look, int] = {"is-danger": 0, "": 1, "is-waiting": 2}
    return sorted(found, key=lambda check: order[check.look])


def _facts(known: Record) -> Record:
    """The answers, gathered by the stage of verification or still as each system gave it."""
    gathered = known.get("facts")
    answers = {name: known[name] for name in (*_TELLERS, "phone_source") if name in known}
    return {**answers, **gathered} if isinstance(gathered, Mapping) else answers


def _system(code: str, language: Language) -> str:
    return say(f"task.system_{code}", language)


def _person(desk: CaseDesk, facts: Record, language: Language) -> Iterator[Check]:
    person = facts["person"]
    if not isinstance(person, Mapping):
        return
    system = _system("gbdfl", language)
    if person.get("status") == "alive":
        place = str(person.get("residence_ru" if language == "ru" else "residence") or "")
        key = "task.check_alive" if place else "task.check_alive_only"
        yield Check("", say(key, language, place=place), system)
    else:
        since = _date_words(person.get("status_date"), language)
        key = "task.check_dead" if person.get("status") == "dead" else "task.check_departed"
        yield Check("is-danger", f"{say(key, language)}{since and f', {since}'}", system)
    registered, given = str(person.get("full_name") or ""), desk.view.case.applicant.full_name
    if registered and registered.casefold().split() != given.casefold().split():
        other = say("task.check_other_name", language, name=registered)
        yield Check("is-danger", wording.bind(other), system)


def _disability(_desk: CaseDesk, facts: Record, language: Language) -> Iterator[Check]:
    disability = facts["disability"]
    system = _system("cbdi", language)
    if not isinstance(disability, Mapping):
        yield Check("is-danger", say("task.check_no_disability", language), system)
        return
    group = disability.get("group")
    if isinstance(group, Decimal):
        what = say("task.check_group", language, group="I" * int(group))
    else:
        what = say("task.check_child", language)
    until = _date_words(disability.get("until"), language)
    how_long = (
        say("task.check_until", language, date=until)
        if until
        else say("task.check_indefinite", language)
    )
    yield Check("", wording.bind(f"{what}, {how_long}"), system)


def _programme(_desk: CaseDesk, facts: Record, language: Language) -> Iterator[Check]:
    programme = facts["programme"]
    system = _system("esobes", language)
    if not isinstance(programme, Mapping):
        yield Check("is-danger", say("task.check_no_programme", language), system)
        return
    measures = programme.get("measures")
    key = "name_ru" if language == "ru" else "name"
    names = [
        str(measure.get(key) or measure.get("name"))
        for measure in (measures if isinstance(measures, list) else ())
        if isinstance(measure, Mapping) and measure.get("decision") == "needed"
    ]
    if not names:
        yield Check("is-danger", say("task.check_no_measures", language), system)
        return
    number, listed = str(programme.get("number") or ""), ", ".join(names)
    told = say("task.check_programme", language, number=number, measures=listed)
    yield Check("", wording.bind(told), system)


def _phone(_desk: CaseDesk, facts: Record, language: Language) -> Iterator[Check]:
    phone, source = facts["phone"], facts.get("phone_source")
    if not isinstance(phone, str) or not phone:
        told = say("task.check_no_phone", language)
        yield Check("is-danger", told, _system("mab", language))
        return
    code = {"egov": "egov", "application": "application"}.get(str(source), "mab")
    number = wording.masked_phone(phone)
    yield Check("", say("task.check_phone", language, phone=number), _system(code, language))


Teller = Callable[[CaseDesk, Record, Language], Iterator[Check]]
_TELLERS: Mapping[str, Teller] = {
    "person": _person,
    "disability": _disability,
    "programme": _programme,
    "phone": _phone,
}


def _discrepancies(known: Record, language: Language) -> Iterator[Check]:
    """What the systems say against each other or against the application."""
    found = known.get("discrepancies")
    for item in found if isinstance(found, list) else ():
        if isinstance(item, Mapping):
            key = "text" if language == "kk" else f"text_{language}"
            told = str(item.get(key) or item.get("text") or "")
            code = str(item.get("system") or "")
            is_ours = code in {*SYSTEM_OF_TOPIC.values(), "egov"}
            yield Check(
                "is-danger", wording.bind(told), _system(code, language) if is_ours else code
            )


def _not_delivered(known: Record, language: Language) -> Iterator[Check]:
    """An SMS that the applicant has not got: to which number, and what it says."""
    letter = known.get("undelivered")
    if isinstance(letter, Mapping):
        to, text = str(letter.get("to") or ""), str(letter.get("text") or "")
        told = say("task.check_not_delivered", language, to=to, text=text)
        yield Check("is-danger", wording.bind(told), _system("sms", language))


def _waiting(view: CaseView, language: Language) -> Iterator[Check]:
    for job in view.jobs:
        code = SYSTEM_OF_TOPIC.get(job.topic)
        if code is not None and job.state.value == "due":
            words = say("task.check_waiting", language)
            if job.attempts:
                words = say("task.check_tried", language, n=job.attempts)
            yield Check("is-waiting", words, _system(code, language))


def _date_words(value: Value, language: Language) -> str:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return ""
    return long_date(value, language) if isinstance(value, date) else ""
