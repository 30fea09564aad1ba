"""Registers of the person's offices: pages of lines, and tables to take away."""

from typing import Any

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from app.domain.identity import OfficeId
from app.domain.people import Power
from app.domain.registers import REGISTER_NAMES, Register
from app.domain.texts import Text
from app.ports.register_views import RegisterQuery, RegisterRow
from app.web.permissions import demands
from app.web.registers.asking import as_attachment, asked_of, filters_of, narrowed_by
from app.web.registers.columns import headings_of, table_of
from app.web.registers.messages import message_routes
from app.web.registers.schemas import RegisterFilters
from app.web.schemas import in_query
from app.web.services import WebServices
from app.web.sessions import me
from app.web.sheets import csv_lines


def register_pages(services: WebServices) -> Blueprint:
    registers = Blueprint("registers", __name__, url_prefix="/registers")

    @registers.get("")
    @demands(Power.SEE_CASE)
    def show() -> ResponseReturnValue:
        offices = services.registers.offices(me())
        asked = asked_of(in_query(RegisterFilters), offices[0].id if offices else OfficeId(""))
        query = _query(asked)
        page = services.registers.page(me(), query)
        return render_template(
            "registers.html",
            page=page,
            asked=asked,
            filters=filters_of(asked, "register"),
            offices=offices,
            standards=services.standards(),
            names=REGISTER_NAMES,
            headings=headings_of(query.register, channel_name),
            language=g.language,
        )

    @registers.get("/csv")
    @demands(Power.SEE_CASE)
    def take_csv() -> ResponseReturnValue:
        query = _query(asked_of(in_query(RegisterFilters), OfficeId("")))
        language, headings = g.language, headings_of(query.register, channel_name)
        pieces = services.registers.lines(me(), query)
        tables = (table_of(headings, rows, language) for rows in pieces)
        names = [heading.name for heading in headings]
        content = csv_lines(names, tables, language)
        return as_attachment(
            Response(content, mimetype="text/csv"),
            f"{query.register}-{query.office}-{query.year}.csv",
        )

    @registers.get("/pdf")
    @demands(Power.SEE_CASE)
    def take_pdf() -> ResponseReturnValue:
        """The whole register of a year: an extract that says so leaves nothing out."""
        query = _query(asked_of(in_query(RegisterFilters), OfficeId("")))
        whole = services.registers.whole(me(), query.register, query.office, query.year, "pdf")
        headings = headings_of(whole.register, channel_name)
        table = table_of(headings, whole.page.rows, "kk")
        names = [heading.name for heading in headings]
        content = services.print_register(whole, names, table, me().full_name)
        return as_attachment(
            Response(content, mimetype="application/pdf"),
            f"{whole.register}-{whole.office.id}-{whole.year}.pdf",
        )

    def channel_name(row: RegisterRow) -> Text:
        channel = services.standards()[row.process_key].channel(row.channel)
        return channel.name if channel else Text(row.channel)

    message_routes(registers, services)
    return registers


def _query(asked: dict[str, Any]) -> RegisterQuery:
    return RegisterQuery(
        register=Register(asked["register"]),
        office=asked["office"],
        year=asked["year"],
        before=asked["before"],
        narrowed=narrowed_by(asked),
    )
