"""What a person does with a task of theirs besides working it, and how urgent it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.answer_times import DayUnread, typed_date
from app.domain.identity import CommandId, PersonId, UserTaskId
from app.domain.people import Person, Power
from app.domain.task import (
    LOW,
    NORMAL,
    URGENT,
    FollowUpPassed,
    FollowUpTooLate,
    HeldByAnother,
    UserTask,
    UserTaskNotOpen,
)
from app.usecases.own_user_task import (
    DelegateUserTask,
    SetTaskAside,
    SetTaskPriority,
    TakeUserTaskBack,
)
from app.usecases.read_desk import TaskDesk
from app.web import wording
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CommandForm, in_form
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task_schemas import AsideForm, DelegateForm, PriorityForm

PRIORITIES = (URGENT, NORMAL, LOW)
PageOf = Callable[..., dict[str, object]]


@dataclass(frozen=True, slots=True)
class OwnPanel:
    """The deeds that stand beside the form; what is empty is not offered."""

    delegates: Sequence[Person]
    is_delegated: bool
    """By the reader, who may take it back."""
    delegated_for: str
    """The name of whom the reader does it for."""
    may_set_aside: bool
    aside_until: date | None
    priority: int | None
    """None: the reader does not say how urgent it is."""

    @property
    def is_empty(self) -> bool:
        offers = (self.delegates, self.is_delegated, self.may_set_aside, self.delegated_for)
        return not any(offers) and self.priority is None


def own_panel(
    desk: TaskDesk, person: Person, services: WebServices, *, may_assign: bool
) -> OwnPanel:
    task = desk.view.task
    holds = task.assignee == person.id and desk.may_work
    people = desk.case.view.people
    back_at = task.follow_up_at
    calendar = services.calendar_of(task.office_id)
    return OwnPanel(
        delegates=services.delegates(person, task) if holds and not task.delegated_by else (),
        is_delegated=task.delegated_by == person.id,
        delegated_for=people.get(task.delegated_by, "") if holds and task.delegated_by else "",
        may_set_aside=holds,
        aside_until=calendar.local_date(back_at) if back_at and back_at > g.now else None,
        priority=_near(task) if may_assign else None,
    )


def own_routes(task: Blueprint, services: WebServices, page_of: PageOf) -> None:
    @task.post("/delegate")
    @demands(Power.WORK_TASKS)
    def delegate(task_id: UUID) -> ResponseReturnValue:
        form = in_form(DelegateForm)
        to = PersonId(form["person"])
        command = DelegateUserTask(CommandId(form["command_id"]), UserTaskId(task_id), me().id, to)
        return _done(task_id, form, lambda: _delegated(command, services))

    @task.post("/take-back")
    @demands(Power.WORK_TASKS)
    def take_back(task_id: UUID) -> ResponseReturnValue:
        form = in_form(CommandForm)
        command = TakeUserTaskBack(CommandId(form["command_id"]), UserTaskId(task_id), me().id)

        def taken() -> None:
            services.take_user_task_back(command)
            notice("task.taken_back")

        return _done(task_id, form, taken)

    @task.post("/aside")
    @demands(Power.WORK_TASKS)
    def set_aside(task_id: UUID) -> ResponseReturnValue:
        form = in_form(AsideForm)
        try:
            until = typed_date(form["until"]) if form["until"] else None
            command_id = CommandId(form["command_id"])
            command = SetTaskAside(command_id, UserTaskId(task_id), me().id, until)
            return _done(task_id, form, lambda: _set_aside(command, services))
        except (DayUnread, FollowUpPassed, FollowUpTooLate) as refused:
            problem = refused.title
        desk = services.task(me(), UserTaskId(task_id))
        context = page_of(desk, me(), services)
        told = {"aside_problem": problem, "aside_typed": form["until"], "list": form["list"]}
        page = render_template("task.html", **{**context, **told})
        return page, HTTPStatus.UNPROCESSABLE_ENTITY

    @task.post("/priority")
    @demands(Power.ASSIGN_TASKS)
    def prioritize(task_id: UUID) -> ResponseReturnValue:
        form = in_form(PriorityForm)
        command = SetTaskPriority(
            CommandId(form["command_id"]), UserTaskId(task_id), me().id, form["priority"]
        )

        def given() -> None:
            services.set_task_priority(command)
            notice("task.prioritized")

        return _done(task_id, form, given)


def _done(task_id: UUID, form: dict[str, object], deed: Callable[[], None]) -> ResponseReturnValue:
    """Do it, and go to the page of the task, which says so if somebody was faster."""
    try:
        deed()
    except (UserTaskNotOpen, HeldByAnother):
        notice("task.was_faster")
    return redirect(url_for("task.show", task_id=task_id, list=form["list"] or None), 303)


def _delegated(command: DelegateUserTask, services: WebServices) -> None:
    services.delegate_user_task(command)
    to = services.person(command.to)
    notice("task.delegated", name=to.full_name if to else command.to)


def _set_aside(command: SetTaskAside, services: WebServices) -> None:
    services.set_task_aside(command)
    if command.until is None:
        notice("task.brought_back")
    else:
        date_words = wording.date_in_year(command.until, wording.local(g.now).date(), g.language)
        notice("task.was_set_aside", date=date_words)


def _near(task: UserTask) -> int:
    """Of the priorities that people give the one nearest to the model's."""
    return min(PRIORITIES, key=lambda one: abs(one - task.priority))
