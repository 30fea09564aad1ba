"""The inbox: what a person holds, what is free for their roles, and whether there is more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.inbox_view import COLUMNS
from app.domain.indexed_typing import unreadable
from app.domain.people import ROLE_NAMES, Person, Power, Role, offices_where, own_office
from app.domain.task_batch import BatchDeed
from app.domain.texts import Text
from app.ports.views import TaskList
from app.usecases.read_inbox import TaskSearch
from app.web.inbox.batches import batch_routes
from app.web.inbox.rows import Reader, glances_of, notices_of, rows_of
from app.web.inbox.schemas import VALUE, NewsQuery, with_values
from app.web.inbox.views import view_routes
from app.web.permissions import demands
from app.web.schemas import in_query
from app.web.services import WebServices
from app.web.sessions import me

NARROWED_BY = ("text", "process", "stage", "office", "due", "follow_up", "urgent")
_SOME_TASK = UUID(int=0)


def inbox_pages(services: WebServices) -> Blueprint:
    inbox = Blueprint("inbox", __name__)

    @inbox.get("/tasks")
    @demands(Power.WORK_TASKS)
    def show() -> ResponseReturnValue:
        filters = with_values(request.args.to_dict())
        return render_template("inbox.html", **_page(filters, services))

    @inbox.get("/tasks/news")
    @demands(Power.WORK_TASKS)
    def news() -> ResponseReturnValue:
        asked = in_query(NewsQuery)
        news = services.inbox_news(me(), asked["list"])
        return _unless_known(
            render_template(
                "inbox_news.html",
                new=news.size - asked["known"],
                which=asked["list"],
                unseen=news.notices - asked["seen"],
            )
        )

    batch_routes(inbox, services)
    view_routes(inbox, services)
    return inbox


def _page(filters: dict[str, Any], services: WebServices) -> dict[str, object]:
    person = me()
    chosen = filters.pop("chosen")
    views = services.kept_views.of(person)
    filters["order"] = filters["order"] or views.setting.order
    page = services.inbox(person, TaskSearch(**filters))
    values = filters.pop("values")
    choices = services.inbox_choices(person, filters["process"])
    known = {one.id for one in choices.indexed}
    values = {name: told for name, told in values.items() if name.partition(".")[0] in known}
    filters |= {f"{VALUE}{name}": told for name, told in values.items()}
    to_task, to_claim = _of_tasks("task.show", list=filters["list"]), _of_tasks("task.claim")
    reader = Reader(person.id, g.now, g.language, to_task, to_claim)
    calendar = services.calendar_of(own_office(person, Power.WORK_TASKS))
    hours = calendar.schedule.hours
    return {
        "filters": filters,
        "page": page,
        "rows": rows_of(page, services, reader),
        "glances": glances_of(page.by_due, g.now, calendar, g.language),
        "demo_notices": notices_of(page.rows, services),
        "services": sorted(services.standards().values(), key=lambda s: s.process_key),
        "choices": choices,
        "values": values,
        "unreadable": unreadable(choices.indexed, values),
        "deeds": _deeds(filters["list"], person),
        "hours": hours if calendar.is_working_day(calendar.local_date(g.now)) else None,
        "views": views,
        "columns": views.setting.columns,
        "all_columns": COLUMNS,
        "may_share": _may_share(person, services),
        "asked": {key: value for key, value in filters.items() if value and key != "after"},
        "all_chosen": chosen == "all",
        "is_filtered": bool(values) or any(filters[name] for name in NARROWED_BY),
        "is_narrowed": bool(values) or any(filters[name] for name in NARROWED_BY if name != "text"),
        "address": lambda **change: _address(filters, change),
    }


def _may_share(person: Person, services: WebServices) -> list[tuple[str, Text, Text]]:
    """The groups and offices to which the person may give a filter, with their names."""
    tree = services.offices()
    offices = offices_where(person, Power.ASSIGN_TASKS, tree)
    return [
        (f"{role.value}@{office.id}", ROLE_NAMES[role], office.name)
        for office in tree.all()
        if office.id in offices and office.schedule
        for role in (Role.CLERK, Role.SPECIALIST, Role.HEAD, Role.OPERATOR)
    ]


def _deeds(which: TaskList, person: Person) -> list[BatchDeed]:
    """What may be done with many tasks of the list at once."""
    gives_orders = any(grant.gives(Power.ASSIGN_TASKS) for grant in person.grants)
    orders = [BatchDeed.ASSIGN, BatchDeed.RELEASE] if gives_orders else []
    match which:
        case "groups":
            return [BatchDeed.CLAIM, *orders[:1]]
        case "mine" | "away":
            return [BatchDeed.COMPLETE, *orders[:1], BatchDeed.RELEASE]
        case _:
            return orders


def _address(filters: dict[str, Any], change: dict[str, str]) -> str:
    """This list with something changed; a change begins at the first page."""
    values = {**filters, "after": "", **change}
    return url_for("inbox.show", **{key: value for key, value in values.items() if value})


def _of_tasks(endpoint: str, **query: Any) -> Callable[[UUID], str]:
    """Addresses of many tasks: the router builds one, the others differ by their id alone."""
    before, after = url_for(endpoint, task_id=_SOME_TASK, **query).split(str(_SOME_TASK))
    return lambda task_id: f"{before}{task_id}{after}"


def _unless_known(fragment: str) -> Response:
    answer = make_response(fragment)
    answer.headers["Cache-Control"] = "no-cache, private"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
