"""Filters under a name, and how the list stands for a person."""

from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import InboxViewId, OfficeId
from app.domain.inbox_view import (
    FilterHoldsIin,
    FilterNameUnfit,
    InboxSetting,
    TooManyFilters,
)
from app.domain.people import Power
from app.usecases.keep_inbox_views import SaveFilter
from app.web.inbox.schemas import VALUE, with_values
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CsrfForm, in_form, read
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task_schemas import SettingForm, ViewForm
from app.web.wording import text_words

_ASKED = ("list", "due", "text", "process", "stage", "office", "follow_up", "urgent", "order")


def view_routes(inbox: Blueprint, services: WebServices) -> None:
    @inbox.post("/tasks/filters")
    @demands(Power.WORK_TASKS)
    def save_filter() -> ResponseReturnValue:
        sent = read(ViewForm, {k: v for k, v in request.form.items() if not k.startswith("f.")})
        asked = {k[2:]: v for k, v in request.form.items() if k.startswith("f.")}
        kept = with_values(asked)
        values = {f"{VALUE}{name}": value for name, value in kept["values"].items()}
        query = urlencode({**{k: v for k, v in kept.items() if v and k in _ASKED}, **values})
        group, _, office = sent["shared"].partition("@")
        office_id = OfficeId(office) if office else None
        try:
            services.kept_views.save(SaveFilter(me().id, sent["name"], query, group, office_id))
            notice("inbox.filter_saved")
        except (FilterNameUnfit, FilterHoldsIin, TooManyFilters) as refused:
            notice("inbox.filter_refused", why=text_words(refused.title, g.language))
        return redirect(f"{url_for('inbox.show')}?{query}", 303)

    @inbox.post("/tasks/filters/<uuid:view_id>/delete")
    @demands(Power.WORK_TASKS)
    def drop_filter(view_id: UUID) -> ResponseReturnValue:
        in_form(CsrfForm)
        services.kept_views.drop(me().id, InboxViewId(view_id))
        notice("inbox.filter_dropped")
        return redirect(url_for("inbox.show"), 303)

    @inbox.post("/tasks/columns")
    @demands(Power.WORK_TASKS)
    def set_columns() -> ResponseReturnValue:
        sent = read(SettingForm, request.form.to_dict(), columns=request.form.getlist("columns"))
        services.kept_views.set(me().id, InboxSetting(tuple(sent["columns"]), sent["order"]))
        notice("inbox.columns_set")
        return redirect(url_for("inbox.show", list=sent["list"] or None), 303)
