"""The working calendar of a year, and changes of it with what they move."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.answer_times import DayUnread, typed_date
from app.domain.calendar_acts import HOLIDAYS, act_words
from app.domain.calendar_change import (
    CalendarChangeId,
)
from app.domain.identity import InstanceId, PersonId
from app.domain.people import Power
from app.usecases.change_calendar import DrawUpChange
from app.web import wording
from app.web.admin.complaints import answered, typed
from app.web.admin.schemas import CalendarForm, CalendarQuery, MovesQuery
from app.web.form_view import Complaint
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CsrfForm, in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me

_FIELDS = ("off", "worked", "act")
_CHANGE = "/calendar/<uuid:change_id>"


def calendar_routes(admin: Blueprint, services: WebServices) -> None:
    calendar = services.admin.calendar

    @admin.get("/calendar")
    @demands(Power.KEEP_CALENDAR)
    def calendar_page() -> ResponseReturnValue:
        year = in_query(CalendarQuery)["year"] or wording.local(g.now).year
        return _year(services, year, dict.fromkeys(_FIELDS, ""), None)

    @admin.post("/calendar")
    @demands(Power.KEEP_CALENDAR)
    def draw_up_change() -> ResponseReturnValue:
        year, sent = wording.local(g.now).year, in_form(CalendarForm)
        if (unread := _unread(sent)) is not None:
            page = _year(services, year, typed(*_FIELDS), unread)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY

        def deed() -> ResponseReturnValue:
            made = calendar.draw_up(
                DrawUpChange(
                    actor=me().id,
                    off=_days(sent["off"]),
                    worked=_days(sent["worked"]),
                    act=sent["act"],
                )
            )
            services.after_batch()
            return redirect(url_for("admin.calendar_change", change_id=made.id), 303)

        return answered(deed, lambda told: _year(services, year, typed(*_FIELDS), told))

    @admin.get(_CHANGE)
    @demands(Power.KEEP_CALENDAR)
    def calendar_change(change_id: UUID) -> ResponseReturnValue:
        return render_template("admin/calendar_change.html", **_shown(services, change_id))

    @admin.get(f"{_CHANGE}/progress")
    @demands(Power.KEEP_CALENDAR)
    def calendar_progress(change_id: UUID) -> ResponseReturnValue:
        page = render_template("parts/calendar_moves.html", **_shown(services, change_id))
        answer = make_response(page)
        answer.headers["Cache-Control"] = "no-cache, private"
        return answer

    _deed_routes(admin, services)


def _deed_routes(admin: Blueprint, services: WebServices) -> None:
    calendar = services.admin.calendar

    def done(
        deed: Callable[[PersonId, CalendarChangeId], object], change_id: UUID, key: str
    ) -> ResponseReturnValue:
        in_form(CsrfForm)
        deed(me().id, CalendarChangeId(change_id))
        services.after_batch()
        notice(key)
        return redirect(url_for("admin.calendar_change", change_id=change_id), 303)

    @admin.post(f"{_CHANGE}/apply")
    @demands(Power.KEEP_CALENDAR)
    def apply_change(change_id: UUID) -> ResponseReturnValue:
        return done(calendar.apply, change_id, "calendar.applied")

    @admin.post(f"{_CHANGE}/drop")
    @demands(Power.KEEP_CALENDAR)
    def drop_change(change_id: UUID) -> ResponseReturnValue:
        return done(calendar.drop, change_id, "calendar.dropped")


def _year(
    services: WebServices, year: int, values: dict[str, str], complaint: Complaint | None
) -> str:
    return render_template(
        "admin/calendar.html",
        year=year,
        days=services.admin.calendar.year(year),
        holidays_by=HOLIDAYS,
        act_words=act_words,
        changes=services.admin.calendar.latest(),
        typed=values,
        form={"complaints": [complaint] if complaint else []},
    )


def _shown(services: WebServices, change_id: UUID) -> dict[str, object]:
    after = in_query(MovesQuery)["after"]
    shown = services.admin.calendar.show(
        CalendarChangeId(change_id), InstanceId(after) if after else None
    )
    return {
        "shown": shown,
        "change": shown.change,
        "is_first": after is None,
        "tree": services.offices(),
        "services": services.standards(),
    }


def _unread(sent: Mapping[str, str]) -> Complaint | None:
    """Beside the first field in which something stands that is no day."""
    for name in ("off", "worked"):
        try:
            _days(sent[name])
        except DayUnread as refused:
            return Complaint(name, refused.title)
    return None


def _days(told: str) -> tuple[date, ...]:
    """Days as people type them, parted by blanks or commas. Raises DayUnread."""
    words = re.split(r"[\s,;]+", told.strip())
    return tuple(typed_date(word) for word in words if word)
