"""What has happened in a case, told for people: its timeline, and where it stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from app.domain.citizens import Part
from app.domain.identity import ElementId
from app.domain.models import Element
from app.domain.texts import Language
from app.domain.words import long_date
from app.ports.storage import HistoryEvent
from app.ports.views import CaseView
from app.usecases.read_desk import CaseDesk
from app.web import wording
from app.web.catalogue import say

Look = Literal["", "is-now", "is-incident", "is-next", "is-suspended"]
_WORKED = frozenset(
    {
        "user_task", "service_task", "manual_task", "script_task", "business_rule_task",
        "send_task", "receive_task", "call_activity",
    }
)  # fmt: skip
_LOOKS: Mapping[str, Look] = {"incident": "is-incident", "term_suspended": "is-suspended"}
_EVENTS = frozenset({"boundary_event", "intermediate_catch_event"})


@dataclass(frozen=True, slots=True)
class Line:
    """One disc of the timeline."""

    title: str
    told: str
    look: Look


def past_lines(
    desk: CaseDesk, now: datetime, language: Language, *, with_claims: bool = True
) -> list[Line]:
    """What has happened, oldest first; what the system did by itself in a row is one line."""
    lines: list[Line] = []
    steps: list[Line] = []
    for events in _runs(desk.view.history):
        if events[0].kind in _HOLDS and not with_claims:
            continue
        title = _title(events, desk.elements, language)
        if not title:
            continue
        by_itself = _is_by_itself(events[0], desk.elements)
        told = _told(events[-1], desk.view, now, language, by_itself=by_itself)
        line = Line(title, told, _LOOKS.get(events[0].kind, ""))
        if by_itself:
            steps.append(line)
            continue
        lines += [*_folded(steps, language), line]
        steps = []
    return [*lines, *_folded(steps, language)]


_BY_ITSELF = frozenset(
    {"service_task", "send_task", "script_task", "business_rule_task", "call_activity"}
)
_FEW = 2
"""As many steps of the system are told one by one."""


def _is_by_itself(event: HistoryEvent, elements: Mapping[ElementId, Element]) -> bool:
    """Whether nobody did it and nobody has to know of it alone."""
    if event.kind == "document_made":
        return True
    element = elements.get(event.element_id) if event.element_id else None
    return event.kind == "completed" and element is not None and element.kind in _BY_ITSELF


def _folded(steps: Sequence[Line], language: Language) -> list[Line]:
    if len(steps) <= _FEW:
        return list(steps)
    names = list(dict.fromkeys(line.title for line in steps))
    title = wording.bind(say("case.automatic_steps", language, n=len(steps)))
    return [Line(title, f"{', '.join(names)} · {steps[-1].told}", "")]


def _runs(history: Sequence[HistoryEvent]) -> list[list[HistoryEvent]]:
    """The events one by one, but failures of one job that follow each other together."""
    runs: list[list[HistoryEvent]] = []
    for event in history:
        last = runs[-1][-1] if runs else None
        is_repeated = (
            last is not None
            and event.kind == last.kind == "job_failed"
            and event.element_id == last.element_id
        )
        if is_repeated:
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs


def present_lines(desk: CaseDesk, now: datetime, language: Language) -> list[Line]:
    """Where the case rests: open tasks with their holders, and waits of the system."""
    lines = []
    for task in desk.view.tasks:
        if task.is_open:
            since = wording.bind(wording.since_words(task.created_at, now, language))
            holder = desk.view.people.get(task.assignee) if task.assignee else None
            told = f"{since} · {holder}" if holder else since
            lines.append(Line(task.name.in_language(language), told, "is-now"))
    for job in desk.view.jobs:
        element = desk.elements.get(job.element_id)
        if element is not None and job.state.value == "due":
            lines.append(
                Line(element.name.in_language(language), say("case.by_system", language), "is-now")
            )
    return lines


def next_lines(desk: CaseDesk, language: Language) -> list[Line]:
    """The stages that lie ahead."""
    return [
        Line(stage.name.in_language(language), say("case.later", language), "is-next")
        for stage in desk.stages
        if stage.state == "ahead" and desk.view.ended_at is None
    ]


def _title(
    events: Sequence[HistoryEvent], elements: Mapping[ElementId, Element], language: Language
) -> str:
    event = events[0]
    element = elements.get(event.element_id) if event.element_id else None
    name = element.name.in_language(language) if element else ""
    if event.kind == "completed":
        return name if element is not None and _is_told(element) else ""
    if event.kind == "cancelled" and (element is None or element.kind != "user_task"):
        return ""
    if event.kind == "compensated" and (element is None or element.kind not in _WORKED):
        return ""
    if event.kind == "fired":
        return name if element is not None and element.kind in _EVENTS else ""
    if event.kind == "registered":
        # What a message or timer has begun says so by the name of its start event.
        return name or say("case.event_registered", language)
    if event.kind == "ended":
        # The end event has told it already, by its name.
        return "" if name else say("case.event_ended", language)
    if event.kind == "decided":
        return told_decision(event, language)
    if event.kind in _TERM_CHANGES:
        return _term_change(event, language)
    if event.kind not in _NAMED:
        return ""
    told = _told_facts(event.facts or {}, language)
    key = f"case.event_{event.kind}"
    return wording.bind(say(key, language, name=name, n=len(events), **told))


def _told_facts(facts: Mapping[str, str], language: Language) -> dict[str, str]:
    told = {name: facts.get(name, "") for name in ("reason", "to", "complaint")}
    if "until" in facts:
        told["date"] = long_date(date.fromisoformat(facts["until"]), language)
    if "priority" in facts:
        told["priority"] = say(f"task.priority_{facts['priority']}", language)
    return told


CALENDAR_CHANGED = "calendar_changed"
_TERM_CHANGES = frozenset({"term_suspended", "term_resumed", "term_extended", CALENDAR_CHANGED})


def _calendar_change(event: HistoryEvent, language: Language) -> str:
    """By which act days were changed, and the last day before and after."""
    facts = event.facts or {}
    old, new = facts.get("old_due", ""), facts.get("new_due", "")
    if old == new:
        return wording.bind(say("case.event_calendar_changed", language, act=facts["act"]))
    dates = {
        "old": long_date(date.fromisoformat(old), language),
        "new": long_date(date.fromisoformat(new), language),
    }
    return wording.bind(say("case.event_calendar_moved", language, act=facts["act"], **dates))


def _term_change(event: HistoryEvent, language: Language) -> str:
    """What was decided on a term, the last day it has now, and why."""
    if event.kind == CALENDAR_CHANGED:
        return _calendar_change(event, language)
    facts = event.facts or {}
    until = long_date(date.fromisoformat(facts["new_due"]), language)
    what = say(f"case.event_{event.kind}", language, date=until)
    return wording.bind(f"{what}. {facts['reason']}")


def told_decision(event: HistoryEvent, language: Language) -> str:
    """Which rules of a decision spoke; what they say of themselves stands below."""
    facts = event.facts or {}
    name = facts.get(f"title.{language}", "")
    if "rules" not in facts:
        return wording.bind(say("case.event_decided_freely", language, name=name))
    if not facts["rules"]:
        return wording.bind(say("case.event_no_rule", language, name=name))
    return wording.bind(say("case.event_decided", language, name=name, rules=facts["rules"]))


def _is_told(element: Element) -> bool:
    """Work and outcomes; the end of a subprocess is no news to anybody."""
    if element.kind == "end_event":
        return element.parent is None
    return element.kind in _WORKED


_HOLDS = (
    *("claimed", "unclaimed", "assigned", "unassigned", "delegated", "taken_back"),
    *("set_aside", "brought_back", "prioritized"),
)
"""Who has a task in hand: told where the course of the case is told whole."""
_NAMED = frozenset(
    {
        "cancelled", "compensated", "instance_cancelled", "job_failed", "incident",
        "incident_resolved", "mended", "held", "resumed",
        *_HOLDS, "message_sent", "message_received", "document_made",
        "document_signed", "file_added",
        "complaint_filed", "file_passed_on", "act_suspended", "act_restored", "act_annulled",
        "taken_up",
    }
)  # fmt: skip


def _told(
    event: HistoryEvent, view: CaseView, now: datetime, language: Language, *, by_itself: bool
) -> str:
    moment = wording.moment_words(event.at, now, language)
    if why := (event.facts or {}).get(f"why.{language}", ""):
        moment = f"{why} · {moment}"
    if by_itself or event.actor == "system":
        return f"{moment} · {say('case.automatic', language)}"
    if event.actor in get_args(Part):
        return f"{moment} · {say(f'cabinet.reader_{event.actor}', language)}"
    names = {str(person): name for person, name in view.people.items()}
    who = names.get(event.actor, event.actor)
    if absent := (event.facts or {}).get("for", ""):
        who = say("case.in_place_of", language, who=who, absent=absent)
    return f"{moment} · {who}"
