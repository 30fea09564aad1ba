"""The task page made ready: who may do what, the form, why this date, what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from flask import g, url_for

from app.domain.forms import Problem
from app.domain.norms import norm_words
from app.domain.people import Person
from app.domain.terms import DaysNotCounted, explain
from app.domain.texts import Language, Text
from app.domain.words import NBSP
from app.usecases.read_desk import TaskDesk
from app.web import wording
from app.web.case.desk import letters_of
from app.web.catalogue import say
from app.web.checks import checks_of
from app.web.complaint.panel import complaint_facts
from app.web.dues import bar_of, due_of
from app.web.form_answers import NOTHING, Typed, drafted
from app.web.form_papers import case_papers
from app.web.form_view import form_view
from app.web.services import WebServices
from app.web.task.conflict import Conflict, seen_now
from app.web.task.draft_words import draft_words
from app.web.task.owning import PRIORITIES, own_panel
from app.web.timeline import next_lines, past_lines, present_lines

Hold = Literal["mine", "free", "another", "not_mine"]
"""`not_mine`: free, but not for this person."""


def hold_of(desk: TaskDesk, person: Person) -> Hold:
    task = desk.view.task
    if task.assignee == person.id or (task.assignee in person.substituted and desk.may_work):
        return "mine"
    if task.assignee is not None:
        return "another"
    return "free" if desk.may_work else "not_mine"


def task_page(
    desk: TaskDesk,
    person: Person,
    services: WebServices,
    *,
    typed: Typed | None = None,
    problems: Sequence[Problem] = (),
    conflict: Conflict | None = None,
) -> dict[str, object]:
    """The variables of the page; `typed` wins over the draft that was kept."""
    view, case = desk.view, desk.case.view.case
    calendar = services.calendar_of(view.task.office_id)
    language: Language = g.language
    due = view.task.due_on
    met_at = case.term_met_at
    met_on = calendar.local_date(met_at) if met_at else None
    if typed is None:
        typed = drafted(view.draft.answers) if view.draft else NOTHING
    assignable = services.assignable(person, view.task)
    return {
        "desk": desk,
        "own": own_panel(desk, person, services, may_assign=assignable is not None),
        "priorities": PRIORITIES,
        "aside_problem": None,
        "aside_typed": "",
        **around_form(desk, person),
        "conflict": conflict,
        "seen": str(seen_now(desk)),
        "assignable": assignable,
        "task": view.task,
        "case": case,
        "hold": hold_of(desk, person),
        "seen_before": _seen_before(desk),
        "holder": desk.case.view.people.get(view.task.assignee) if view.task.assignee else "",
        "due": due_of(due, view.task.due_at, g.now, calendar, language) if due else None,
        "form": form_view(desk.form, typed, desk.scope, problems) if desk.form else None,
        "typed": typed,
        "draft_words": draft_words(view.draft.saved_at) if view.draft else "",
        "bar": bar_of(desk.case.deadline, g.now, calendar, language, met_on),
        "why": explain(desk.case.deadline, language),
        "not_counted": _not_counted(desk.case.deadline.explanation.not_counted, language),
        "checks": checks_of(desk.case, language, desk.scope),
        "letters": letters_of(desk.case.view),
        "notes": services.notes.of(case.instance_id),
        "norm": norm_words(desk.element.norm) if desk.element.norm else None,
        "complaint_facts": complaint_facts(desk.scope, language) if desk.contested else (),
        "past": past_lines(desk.case, g.now, language, with_claims=False),
        "present": present_lines(desk.case, g.now, language),
        "ahead": next_lines(desk.case, language),
        "edition": desk.case.edition,
        "channel": desk.case.standard.channel(case.channel),
    }


def around_form(desk: TaskDesk, person: Person) -> dict[str, object]:
    """What the fields of the form ask for beside what was typed."""
    may_type = hold_of(desk, person) in ("mine", "free")
    around: dict[str, object] = {
        "signing": desk.signing,
        "may_sign": may_type,
        "case_papers": case_papers(desk.case.view),
        "found": None,
    }
    if may_type:
        around["look_up"] = url_for("task.look_up", task_id=desk.view.task.id)
    return around


def _seen_before(desk: TaskDesk) -> list[Text]:
    """The names of the tasks after which somebody else has to do this one."""
    elements = desk.case.elements
    return [elements[one].name for one in desk.view.task.four_eyes if one in elements]


def _not_counted(runs: Sequence[DaysNotCounted], language: Language) -> list[str]:
    """`14–15 қараша, демалыс`; weekends in one line, the rest with its reason."""
    weekends = [_run(run.first, run.last, language) for run in runs if run.kind == "weekend"]
    lines = [
        f"{_run(run.first, run.last, language)}: {run.reason.in_language(language)}"
        for run in runs
        if run.kind != "weekend"
    ]
    if weekends:
        lines.append(f"{'; '.join(weekends)}: {say('task.weekend', language)}")
    return [wording.bind(line) for line in lines]


def _run(first: date, last: date, language: Language) -> str:
    if first == last:
        return wording.short_date(first, language)
    if (first.year, first.month) == (last.year, last.month):
        month = wording.short_date(last, language).split(NBSP, 1)[1]
        return f"{first.day}–{last.day}{NBSP}{month}"
    return f"{wording.short_date(first, language)} – {wording.short_date(last, language)}"
