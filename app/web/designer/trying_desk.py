"""The pages of a sandbox made ready: the start, and the case with all that comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import g

from app.domain.forms import Problem
from app.domain.people import ROLE_NAMES, Person
from app.domain.state_systems import SYSTEM_NAMES
from app.domain.task import UserTask
from app.domain.terms import explain
from app.domain.texts import Language, Text
from app.domain.work import TimerState
from app.usecases.read_desk import CaseDesk
from app.usecases.try_draft import Applicant, Sandbox
from app.web.case.desk import letters_of, state_tag
from app.web.case.inner_diagrams import inner_diagrams
from app.web.catalogue import say
from app.web.dues import Due, bar_of, due_of
from app.web.form_answers import NOTHING, Typed
from app.web.form_view import form_view
from app.web.timeline import past_lines, present_lines

CONSENTING: Mapping[str, object] = {"representative": "no", "consent": "on", "language": "kk"}
"""What an application says of somebody who comes in person."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    task: UserTask
    people: tuple[tuple[Person, str], ...]
    """Each with the name of the role."""
    due: Due | None


@dataclass(frozen=True, slots=True)
class ArmedTimer:
    name: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SystemLine:
    code: str
    name: Text
    fault: str
    """Empty where it is well."""


def start_variables(
    sandbox: Sandbox,
    *,
    applicant: str = "",
    answers: Typed | None = None,
    problems: tuple[Problem, ...] = (),
) -> dict[str, object]:
    start, people = sandbox.start_form(), sandbox.applicants()
    chosen = next((one for one in people if one.iin == applicant), people[0])
    filled = answers or _filled_in(chosen)
    return {
        "start": start,
        "applicants": people,
        "chosen": chosen,
        "form": form_view(start.form, filled, {}, problems),
        "systems": _systems(sandbox),
    }


def _filled_in(applicant: Applicant) -> Typed:
    who = {
        "applicant_iin": applicant.iin,
        "applicant_name": applicant.full_name,
        "phone": applicant.phone,
    }
    return Typed({**NOTHING.answers, **CONSENTING, **who}, {})


def case_variables(sandbox: Sandbox, desk: CaseDesk) -> dict[str, object]:
    language: Language = g.language
    calendar, case = sandbox.calendar(), desk.view.case
    met_on = calendar.local_date(case.term_met_at) if case.term_met_at else None
    return {
        "desk": desk,
        "view": desk.view,
        "case": case,
        "state": state_tag(desk, language),
        "bar": bar_of(desk.deadline, g.now, calendar, language, met_on),
        "why": explain(desk.deadline, language),
        "tasks": _tasks(sandbox, language),
        "timers": _timers(desk, language),
        "systems": _systems(sandbox),
        "letters": letters_of(desk.view),
        "present": present_lines(desk, g.now, language) if not desk.view.ended_at else [],
        "past": list(reversed(past_lines(desk, g.now, language))),
        "inner_diagrams": inner_diagrams(desk, language),
        "suggested": say("trying.suggested", language),
    }


def _tasks(sandbox: Sandbox, language: Language) -> list[TaskLine]:
    calendar = sandbox.calendar()
    return [
        TaskLine(
            one.task,
            tuple((person, _role(person, language)) for person in one.people),
            due_of(one.task.due_on, one.task.due_at, g.now, calendar, language)
            if one.task.due_on
            else None,
        )
        for one in sandbox.tasks()
    ]


def _role(person: Person, language: Language) -> str:
    return ROLE_NAMES[person.grants[0].role].in_language(language)


def _timers(desk: CaseDesk, language: Language) -> list[ArmedTimer]:
    """What the case waits for the clock for, soonest first."""
    armed = [timer for timer in desk.view.timers if timer.state is TimerState.ARMED]
    found = []
    for timer in sorted(armed, key=lambda one: one.due_at):
        element = desk.elements.get(timer.element_id)
        name = element.name.in_language(language) if element is not None else ""
        found.append(ArmedTimer(name or str(timer.element_id), timer.due_at))
    return found


def _systems(sandbox: Sandbox) -> list[SystemLine]:
    faults = sandbox.faults()
    return [SystemLine(code, name, faults.get(code, "")) for code, name in SYSTEM_NAMES.items()]
