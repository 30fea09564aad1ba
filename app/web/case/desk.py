"""The case page made ready: head, stages, documents, messages, history, who looked."""

from dataclasses import dataclass
from typing import get_args
from uuid import UUID

from flask import g

from app.domain.case import InstanceStatus
from app.domain.citizens import Part
from app.domain.people import Person, Power, offices_where
from app.domain.terms import Deadline, explain
from app.domain.texts import Language, Text
from app.domain.words import long_date
from app.ports.views import CaseView, MessageRow, OpeningRow, ReplyRow
from app.usecases.candidates import is_candidate
from app.usecases.read_desk import CaseDesk
from app.web import wording
from app.web.case.inner_diagrams import inner_diagrams
from app.web.catalogue import say
from app.web.checks import checks_of
from app.web.complaint.panel import complaint_facts, link_lines
from app.web.dues import Tag, bar_of
from app.web.services import WebServices
from app.web.timeline import past_lines, present_lines


@dataclass(frozen=True, slots=True)
class Opening:
    at: str
    who: str
    page: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of ours, or one of the applicant's."""

    message: MessageRow | None
    reply: ReplyRow | None


@dataclass(frozen=True, slots=True)
class OpenTask:
    id: UUID
    name: Text


def case_page(desk: CaseDesk, person: Person, services: WebServices) -> dict[str, object]:
    """The variables of the page."""
    language: Language = g.language
    case = desk.view.case
    calendar = services.calendar_of(case.office_id)
    met_at = case.term_met_at
    met_on = calendar.local_date(met_at) if met_at else None
    decides = case.office_id in offices_where(person, Power.SEE_CASE, services.offices())
    holders = [
        desk.view.people.get(task.assignee, task.assignee)
        for task in desk.view.tasks
        if task.is_open and task.assignee
    ]
    is_complaint = desk.links.contested is not None
    return {
        "desk": desk,
        "view": desk.view,
        "case": case,
        "state": state_tag(desk, language),
        "channel": desk.standard.channel(case.channel),
        "office": services.offices().get(case.office_id),
        "holders": holders,
        "awaited": _awaited(desk),
        "bar": bar_of(desk.deadline, g.now, calendar, language, met_on),
        "why": explain(desk.deadline, language),
        "term_notes": term_notes(desk.deadline, language),
        "may_change_term": case.office_id
        in offices_where(person, Power.CHANGE_TERMS, services.offices())
        and not desk.view.ended_at,
        "edition": desk.edition,
        "open_task": _open_task(desk, person, services),
        "present": present_lines(desk, g.now, language) if not desk.view.ended_at else [],
        "past": list(reversed(past_lines(desk, g.now, language))),
        # The front office hands papers over; what registries say of a person is not its business.
        "checks": checks_of(desk, language, desk.inside) if decides else [],
        "may_tell": () if desk.view.ended_at else services.awaited(person, case.number),
        "notes": services.notes.of(case.instance_id),
        "letters": letters_of(desk.view),
        "links": link_lines(desk.links, services, language),
        "complaint_facts": complaint_facts(desk.view.variables if is_complaint else {}, language),
        "may_complain": not is_complaint
        and not offices_where(person, Power.REGISTER_APPLICATION, services.offices()).isdisjoint(
            case.offices
        ),
        "openings": [_opening(desk, row, language) for row in desk.openings],
        "inner_diagrams": inner_diagrams(desk, language),
    }


def letters_of(view: CaseView) -> list[Letter]:
    """What was written to the applicant and what came back, oldest first."""
    ours = [(message.sent_at, Letter(message, None)) for message in view.messages]
    theirs = [(reply.received_at, Letter(None, reply)) for reply in view.replies]
    return [letter for _at, letter in sorted([*ours, *theirs], key=lambda one: one[0])]


def term_notes(deadline: Deadline, language: Language) -> list[str]:
    """The day before anything was decided on the term, and each decision with its ground."""
    told = deadline.explanation
    if told.original_due is None:
        return []
    notes = [say("case.original_term", language, date=long_date(told.original_due, language))]
    for pause in told.suspensions:
        first, last = long_date(pause.first, language), long_date(pause.last, language)
        grounds = {"reason": pause.reason, "norm": pause.norm}
        notes.append(say("case.suspended_for", language, first=first, last=last, **grounds))
    for more in told.extensions:
        notes.append(say("case.extended_for", language, reason=more.reason, norm=more.norm))
    return [wording.bind(note) for note in notes]


def is_suspended(desk: CaseDesk) -> bool:
    today = wording.local(g.now).date()
    return any(pause.first <= today <= pause.last for pause in desk.deadline.suspensions)


def state_tag(desk: CaseDesk, language: Language) -> Tag:
    """State of the case; a refusal is a lawful outcome and never red."""
    status = desk.view.status
    if status is InstanceStatus.INCIDENT:
        return Tag("danger", "", "unplug", say("case.state_incident", language))
    if status is InstanceStatus.CANCELLED:
        return Tag("neutral", "", "ban", say("case.state_cancelled", language))
    if desk.view.held_at is not None:
        return Tag("suspended", "", "circle-pause", say("case.state_held", language))
    if status is InstanceStatus.ACTIVE and is_suspended(desk):
        return Tag("suspended", "", "circle-pause", say("common.suspended", language))
    if status is InstanceStatus.ACTIVE:
        return Tag("primary", "", "play", say("case.state_active", language))
    refused = any(word in desk.view.ended_element for word in ("refused", "not_accepted"))
    if refused:
        return Tag("neutral", "", "ban", say("case.state_refused", language))
    return Tag("success", "", "circle-check", say("case.state_done", language))


def _awaited(desk: CaseDesk) -> list[Text]:
    """What the case waits for from outside: a reply, news, a paper; not what may happen beside."""
    found = (
        desk.elements.get(token.element_id) for token in desk.view.tokens if token.kind == "message"
    )
    standing = ("receive_task", "intermediate_catch_event")
    names = (one.name for one in found if one is not None and one.kind in standing)
    return list(dict.fromkeys(names))


def _open_task(desk: CaseDesk, person: Person, services: WebServices) -> OpenTask | None:
    """The task that this person can go on with."""
    offices = services.offices()
    for task in desk.view.tasks:
        is_theirs = task.assignee == person.id
        is_free = task.assignee is None and is_candidate(person, task, offices)
        if task.is_open and (is_theirs or is_free):
            return OpenTask(task.id, task.name)
    return None


def _opening(desk: CaseDesk, row: OpeningRow, language: Language) -> Opening:
    at = wording.moment_words(row.at, g.now, language)
    who = row.person_name
    if row.person in get_args(Part):
        who = say(f"cabinet.reader_{row.person}", language)
    return Opening(at[0].upper() + at[1:], who, _page_words(desk, row.page, language))


def _page_words(desk: CaseDesk, page: str, language: Language) -> str:
    kind, _, element_id = page.partition(":")
    element = next((e for key, e in desk.elements.items() if key == element_id), None)
    if kind == "task" and element is not None:
        return element.name.in_language(language)
    known = {"case", "task", "document", "upload", "complaint", "cabinet", "data"}
    return say(f"case.page_{kind if kind in known else 'case'}", language)
