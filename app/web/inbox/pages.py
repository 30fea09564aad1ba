"""The inbox: what a person holds, what is free for their roles, and whether there is more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.people import Power, own_office
from app.web.inbox.rows import Reader, glances_of, notices_of, rows_of
from app.web.permissions import demands
from app.web.schemas import InboxFilters, NewsQuery, in_query
from app.web.services import WebServices
from app.web.sessions import me

_SOME_TASK = UUID(int=0)


def inbox_pages(services: WebServices) -> Blueprint:
    inbox = Blueprint("inbox", __name__)

    @inbox.get("/tasks")
    @demands(Power.WORK_TASKS)
    def show() -> ResponseReturnValue:
        filters = in_query(InboxFilters)
        return render_template("inbox.html", **_page(filters, services))

    @inbox.get("/tasks/news")
    @demands(Power.WORK_TASKS)
    def news() -> ResponseReturnValue:
        asked = in_query(NewsQuery)
        total = services.inbox(me(), asked["list"]).by_list[asked["list"]]
        return _unless_known(
            render_template("inbox_news.html", new=total - asked["known"], which=asked["list"])
        )

    return inbox


def _page(filters: dict[str, Any], services: WebServices) -> dict[str, object]:
    person = me()
    page = services.inbox(
        person,
        filters["list"],
        due=filters["due"],
        text=filters["text"],
        process=filters["process"],
        after=filters["after"],
    )
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
        "hours": hours if calendar.is_working_day(calendar.local_date(g.now)) else None,
        "is_filtered": bool(filters["text"] or filters["process"] or filters["due"]),
        "address": lambda **change: _address(filters, change),
    }


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
