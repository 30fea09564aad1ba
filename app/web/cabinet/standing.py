"""Where a case stands, in plain words for the person it is about; and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from flask import g

from app.domain.case import InstanceStatus
from app.domain.texts import Language
from app.domain.words import long_date
from app.usecases.read_cabinet import CabinetCase
from app.usecases.stages import Stage
from app.web import wording
from app.web.catalogue import say
from app.web.dues import Bar, bar_of
from app.web.services import WebServices
from app.web.timeline import Line

Look = Literal["is-asking", "is-going", "is-over"]
COMPLAINT = "complaint"
ANSWERED = "complaint_answered"
_SIGNED: Mapping[str, str] = {"result": "issue", "complaint_answer": ANSWERED}
"""What a stage is to the citizen once its paper is signed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The head of a case."""

    title: str
    told: str
    look: Look
    trouble: bool
    bar: Bar | None
    """The working days that are left; None where the term was met."""


def standing_of(found: CabinetCase, services: WebServices, language: Language) -> Standing:
    """As it stands now."""
    view = found.view
    if view.ended_at is not None:
        day = services.calendar_of(view.case.office_id).local_date(view.ended_at)
        told = say("cabinet.ended_on", language, date=long_date(day, language))
        return Standing(outcome(found, language), wording.bind(told), "is-over", False, None)
    key, look = _present(found)
    title, told = {
        "answer": ("cabinet.answer_wanted", "cabinet.told_answer"),
        "choice": ("cabinet.choice_wanted", "cabinet.told_choice"),
    }.get(key, (f"cabinet.at_{key}", _told(key)))
    return Standing(
        title=say(title, language),
        told=say(told, language),
        look=look,
        trouble=view.status is InstanceStatus.INCIDENT or view.held_at is not None,
        bar=_bar(found, services, language),
    )


def outcome(found: CabinetCase, language: Language) -> str:
    """How an ended case ended, as the model names it."""
    ended = found.view.ended_element
    for key, element in found.elements.items():
        if key == ended:
            return element.name.in_language(language)
    return say("case.state_cancelled", language)


def course_of(found: CabinetCase, language: Language) -> list[Line]:
    """What has happened, where the case is, and what follows: oldest first."""
    present = _present_stage(found)
    lines: list[Line] = []
    begun = _begun(found)
    ahead = [stage for stage in found.stages if stage.state == "ahead"]
    today = wording.local(g.now).date()
    for stage in found.stages:
        if stage.state == "done" and stage.id != present:
            at = wording.date_in_year(begun.get(stage.id, today), today, language)
            lines.append(Line(say(_done(found, stage), language), at, ""))
    if found.view.ended_at is not None:
        at = wording.date_in_year(wording.local(found.view.ended_at).date(), today, language)
        return [*lines, Line(outcome(found, language), at, "")]
    standing = say(f"cabinet.at_{present}", language)
    lines.append(Line(standing, say("case.now", language), "is-now"))
    return [*lines, *_ahead(found, ahead, language)]


def _done(found: CabinetCase, stage: Stage) -> str:
    """What a stage that is over brought; an agreed refusal is drawn up without a hearing."""
    known = {**found.view.variables, **(found.inside or {})}
    hearing = known.get("hearing") if stage.id == "hearing" else None
    if isinstance(hearing, Mapping) and hearing.get("attendance") == "agreed":
        return "cabinet.did_hearing_needless"
    return f"cabinet.did_{stage.id}"


def _begun(found: CabinetCase) -> dict[str, date]:
    """The day on which each stage was reached first."""
    days: dict[str, date] = {}
    for event in found.view.history:
        element = found.elements.get(event.element_id) if event.element_id else None
        if element is not None and element.stage:
            days.setdefault(element.stage, wording.local(event.at).date())
    return days


def _ahead(found: CabinetCase, ahead: Sequence[Stage], language: Language) -> list[Line]:
    lines = []
    for stage in ahead:
        told = say("case.later", language)
        if stage.id == "result" and found.view.case.term_met_at is None:
            due = wording.bind(long_date(found.deadline.due, language))
            told = say("cabinet.not_later", language, date=due)
        lines.append(Line(say(f"cabinet.next_{stage.id}", language), told, "is-next"))
    return lines


def _present(found: CabinetCase) -> tuple[str, Look]:
    if "hearing-reply" in found.awaits:
        return "answer", "is-asking"
    if "supplier-chosen" in found.awaits:
        return "choice", "is-asking"
    return _present_stage(found), "is-going"


def _present_stage(found: CabinetCase) -> str:
    """The stage it is in; the time after a result or an answer is one, too."""
    now = [stage.id for stage in found.stages if stage.state == "now"]
    reached = [stage.id for stage in found.stages if stage.state != "ahead"]
    stage = (now or reached or ["intake"])[-1]
    return _SIGNED.get(stage, stage) if found.view.case.term_met_at else stage


def _told(stage: str) -> str:
    if stage == ANSWERED or not stage.startswith(COMPLAINT):
        return f"cabinet.told_{stage}"
    return f"cabinet.told_{COMPLAINT}"


def _bar(found: CabinetCase, services: WebServices, language: Language) -> Bar | None:
    case = found.view.case
    if case.term_met_at is not None:
        return None
    return bar_of(found.deadline, g.now, services.calendar_of(case.office_id), language)
