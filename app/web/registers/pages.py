"""Registers of the person's offices: pages of lines, and the whole year to take away."""

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, g, render_template
from flask.typing import ResponseReturnValue

from app.domain.identity import OfficeId
from app.domain.people import Power
from app.domain.registers import REGISTER_NAMES, Register
from app.domain.texts import Text
from app.ports.register_views import RegisterRow
from app.web import wording
from app.web.headers import SANDBOX
from app.web.permissions import demands
from app.web.registers.columns import FORMS, as_csv, headings_of, table_of
from app.web.schemas import RegisterQuery, in_query
from app.web.services import WebServices
from app.web.sessions import me


def register_pages(services: WebServices) -> Blueprint:
    registers = Blueprint("registers", __name__, url_prefix="/registers")

    @registers.get("")
    @demands(Power.SEE_CASE)
    def show() -> ResponseReturnValue:
        offices = services.registers.offices(me())
        asked = _asked(offices[0].id if offices else OfficeId(""))
        page = services.registers.page(
            me(), asked["register"], asked["office"], asked["year"], asked["before"]
        )
        headings = headings_of(asked["register"], channel_name)
        return render_template(
            "registers.html",
            page=page,
            asked=asked,
            offices=offices,
            names=REGISTER_NAMES,
            headings=headings,
            language=g.language,
        )

    @registers.get("/<form>")
    @demands(Power.SEE_CASE)
    def take(form: str) -> ResponseReturnValue:
        if form not in FORMS:
            abort(404)
        asked = _asked(OfficeId(""))
        whole = services.registers.whole(
            me(), asked["register"], asked["office"], asked["year"], form
        )
        headings = headings_of(whole.register, channel_name)
        table = table_of(headings, whole.page.rows, g.language if form == "csv" else "kk")
        if form == "csv":
            content = as_csv(headings, table, g.language)
        else:
            content = services.print_register(
                whole, [heading.name for heading in headings], table, me().full_name
            )
        answer = Response(content, mimetype=FORMS[form])
        name = quote(f"{whole.register}-{whole.office.id}-{whole.year}.{form}")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        answer.headers["Content-Security-Policy"] = SANDBOX
        return answer

    def channel_name(row: RegisterRow) -> Text:
        channel = services.standards()[row.process_key].channel(row.channel)
        return channel.name if channel else Text(row.channel)

    return registers


def _asked(first: OfficeId) -> dict[str, Any]:
    asked = in_query(RegisterQuery)
    return {
        "register": Register(asked["register"]),
        "office": OfficeId(asked["office"]) or first,
        "year": asked["year"] or wording.local(g.now).year,
        "before": asked["before"],
    }
