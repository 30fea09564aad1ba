"""A service copied under another key, with the names of the new one typed in."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import ProcessKey
from app.domain.people import Power
from app.domain.texts import LANGUAGES, Text
from app.usecases.copy_service import CopyService
from app.web.designer.problems_by_field import by_field
from app.web.designer.shapes import CopyForm, CopyQuery
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me


def copy_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/services/<key>/copy")
    @demands(Power.DESIGN_SERVICES)
    def copying(key: str) -> ResponseReturnValue:
        return _page(services, key, in_query(CopyQuery)["version"], {})

    @designer.post("/designer/services/<key>/copy")
    @demands(Power.DESIGN_SERVICES)
    def copy(key: str) -> ResponseReturnValue:
        form = in_form(CopyForm)
        version: int = form["version"]
        sent = {name: str(told).strip() for name, told in form.items()}
        command = CopyService(
            key=ProcessKey(key),
            version=version,
            new_key=sent["new_key"],
            code=sent["code"],
            number_prefix=sent["number_prefix"],
            short_name=Text(*(sent[f"short_{language}"] for language in LANGUAGES)),
            name=Text(*(sent[f"name_{language}"] for language in LANGUAGES)),
            language=g.language,
        )
        try:
            draft = services.design.copier.copy(me(), command)
        except FormInvalid as refused:
            page = _page(services, key, version, sent, refused.problems)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        notice("designer.copied")
        return redirect(url_for("designer.draft", draft_id=draft.id), 303)


def _page(
    services: WebServices,
    key: str,
    version: int,
    sent: Mapping[str, object],
    problems: Sequence[Problem] = (),
) -> str:
    page = services.design.desk.service(me(), ProcessKey(key), version)
    return render_template(
        "designer/copy.html", page=page, service=page.service, sent=sent, wrong=by_field(problems)
    )
