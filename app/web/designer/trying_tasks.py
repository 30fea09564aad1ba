"""A task of a sandbox: its form, filled in as a person of the demo."""

from dataclasses import replace
from http import HTTPStatus
from itertools import count
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.answer_paths import pattern_of, patterns
from app.domain.forms import Form, FormInvalid, Problem
from app.domain.identity import DraftId, PersonId
from app.domain.people import Power
from app.domain.refusals import DomainError
from app.domain.task import UserTaskNotFound
from app.usecases.read_desk import TaskDesk
from app.usecases.try_draft import OpenTask, Sandbox
from app.web.catalogue import say
from app.web.designer.trying_schemas import TrialTask, TrialTaskQuery
from app.web.designer.trying_steps import task_step
from app.web.form_answers import NOTHING, FileName, Typed
from app.web.form_deeds import is_form_deed, typed_now
from app.web.form_view import form_view
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import beside_answers, in_query
from app.web.services import WebServices
from app.web.sessions import me


def trial_task_routes(designer: Blueprint, services: WebServices) -> None:
    trials = services.design.trials

    @designer.get("/designer/drafts/<uuid:draft_id>/try/tasks/<uuid:task_id>")
    @demands(Power.DESIGN_SERVICES)
    def trial_task(draft_id: UUID, task_id: UUID) -> ResponseReturnValue:
        asked = PersonId(in_query(TrialTaskQuery)["person"])
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            found = _found(sandbox, task_id)
            return _page(services, draft_id, sandbox, found, _actor(found, asked))

    @designer.post("/designer/drafts/<uuid:draft_id>/try/tasks/<uuid:task_id>/fields")
    @demands(Power.DESIGN_SERVICES)
    def trial_task_fields(draft_id: UUID, task_id: UUID) -> ResponseReturnValue:
        """The fields that the answers so far show; nothing once the task has been completed."""
        asked = PersonId(beside_answers(TrialTask)["person"])
        draft = services.design.desk.draft(me(), DraftId(draft_id)).draft
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            try:
                found = _found(sandbox, task_id)
            except UserTaskNotFound:
                # Completed right after the answer, while this question was on its way.
                return "", HTTPStatus.NO_CONTENT
            desk = sandbox.task(found.task.id, _actor(found, asked))
        view = form_view(desk.form, typed_now(desk.form), desk.scope) if desk.form else None
        around = {"task": None, "trial": draft, "signing": desk.signing}
        return render_template("form_fields.html", form=view, **around)

    @designer.post("/designer/drafts/<uuid:draft_id>/try/tasks/<uuid:task_id>")
    @demands(Power.DESIGN_SERVICES)
    def work_in_trial(draft_id: UUID, task_id: UUID) -> ResponseReturnValue:
        """Complete the task, or sign what it asks to be signed."""
        sent = beside_answers(TrialTask)
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            found = _found(sandbox, task_id)
            actor = _actor(found, PersonId(sent["person"]))
            form = sandbox.task(found.task.id, actor).form
            answers = typed_now(form) if form else NOTHING
            if sent["attach"] or sent["detach"]:
                answers = _with_sample(form, answers, sent["attach"], sent["detach"])
                return _page(services, draft_id, sandbox, found, actor, answers)
            if is_form_deed():
                return _page(services, draft_id, sandbox, found, actor, answers)
            step = task_step(sent["deed"], found.task, sandbox.tasks(), actor, form, answers)
            try:
                sandbox.take(step)
            except FormInvalid as invalid:
                page = _page(services, draft_id, sandbox, found, actor, answers, invalid.problems)
                return page, HTTPStatus.UNPROCESSABLE_ENTITY
            except DomainError as refused:
                notice("trying.refused", reason=refused.title.in_language(g.language))
                return _page(
                    services, draft_id, sandbox, found, actor, answers
                ), HTTPStatus.CONFLICT
            if sent["deed"] == "sign":
                return _page(services, draft_id, sandbox, found, actor, answers)
        return redirect(url_for("designer.trial", draft_id=draft_id), 303)


def _with_sample(form: Form | None, answers: Typed, attach: str, detach: str) -> Typed:
    """With one more sample file in a field, or without one; the sandbox makes it by its name."""
    if detach:
        return answers.without_file(detach)
    fields = dict(patterns(form.fields)) if form else {}
    field = fields.get(pattern_of(attach))
    if field is None or field.kind != "filepicker":
        return answers
    numbered = (say("trying.sample_file", g.language, number=n) for n in count(1))
    name = next(one for one in numbered if one not in answers.files)
    if not field.many:
        answers = replace(answers, answers={**answers.answers, attach: []})
    return answers.with_file(attach, name, FileName(name, 0))


def _found(sandbox: Sandbox, task_id: UUID) -> OpenTask:
    for one in sandbox.tasks():
        if one.task.id == task_id:
            return one
    raise UserTaskNotFound(f"Expected an open task {task_id}")


def _actor(found: OpenTask, asked: PersonId) -> PersonId:
    """The person asked for, where the task admits them; else the first whom it does."""
    people = [person.id for person in found.people]
    if asked in people:
        return asked
    if not people:
        raise UserTaskNotFound(f"Expected somebody for {found.task.element_id}")
    return people[0]


def _page(
    services: WebServices,
    draft_id: UUID,
    sandbox: Sandbox,
    found: OpenTask,
    actor: PersonId,
    answers: Typed = NOTHING,
    problems: tuple[Problem, ...] = (),
) -> str:
    g.now = sandbox.now()
    desk: TaskDesk = sandbox.task(found.task.id, actor)
    acting = next(person for person in found.people if person.id == actor)
    form = form_view(desk.form, answers, desk.scope, problems) if desk.form else None
    return render_template(
        "designer/try_task.html",
        draft=services.design.desk.draft(me(), DraftId(draft_id)).draft,
        task=found.task,
        people=found.people,
        acting=acting,
        form=form,
        signing=desk.signing,
        hint=desk.element.hint,
    )
