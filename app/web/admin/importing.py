"""People out of a table: the file, what would become of each row, the outcome, and their slips."""

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.identity import PersonId
from app.domain.people import ROLE_NAMES, Power
from app.domain.people_sheet import (
    HEADINGS,
    LARGEST_SHEET,
    MOST_ROWS,
    NEEDED,
    PeopleSheet,
    SheetColumn,
    SheetUnfit,
    read_sheet,
    written,
)
from app.domain.texts import Text
from app.usecases.import_people import SLIPS_AT_ONCE, JudgedRow, RowState
from app.web.admin.schemas import SheetForm, SlipsForm
from app.web.catalogue import said_in_all, say
from app.web.form_view import Complaint
from app.web.permissions import demands
from app.web.registers.asking import as_attachment
from app.web.schemas import CsrfForm, in_form, read
from app.web.services import WebServices
from app.web.sessions import me
from app.web.sheets import csv_lines

_PATH = "/import"


def import_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.get(_PATH)
    @demands(Power.KEEP_PEOPLE)
    def importing() -> ResponseReturnValue:
        return _page(services)

    @admin.get(f"{_PATH}/sample.csv")
    @demands(Power.KEEP_PEOPLE)
    def import_sample() -> ResponseReturnValue:
        return _table((), ())

    @admin.post(_PATH)
    @demands(Power.KEEP_PEOPLE)
    def preview_import() -> ResponseReturnValue:
        in_form(CsrfForm)
        sent = request.files.get("table")
        # A byte more than is taken is enough to know that it is too much.
        content = sent.stream.read(LARGEST_SHEET + 1) if sent is not None else b""
        try:
            sheet = read_sheet(content)
        except SheetUnfit as refused:
            return _page(services, Complaint("table", refused.reason)), 422
        return _rows(services, sheet, services.admin.imports.judge(me(), sheet))

    _deed_routes(admin, services)


def _deed_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.post(f"{_PATH}/people")
    @demands(Power.KEEP_PEOPLE)
    def import_people() -> ResponseReturnValue:
        """The outcome of each row; sent again, it tells that they are there already."""
        sheet = _carried()
        return _rows(services, sheet, services.admin.imports.bring_in(me(), sheet), is_over=True)

    @admin.post(f"{_PATH}/left.csv")
    @demands(Power.KEEP_PEOPLE)
    def import_left() -> ResponseReturnValue:
        """The rows that are to be mended, as they were, with the reasons beside them."""
        judged = services.admin.imports.judge(me(), _carried())
        wrong = [one for one in judged if one.state is RowState.WRONG]
        cells = [
            [*(one.row.told(column) for column in SheetColumn), _faults_of(one)] for one in wrong
        ]
        return _table((said_in_all("admin.import_why"),), cells)

    @admin.post("/slips")
    @demands(Power.KEEP_PEOPLE)
    def slips() -> ResponseReturnValue:
        """Passwords shown once, one slip on each sheet of paper."""
        sent = read(SlipsForm, request.form.to_dict(), people=request.form.getlist("people"))
        people = [PersonId(login) for login in sent["people"]]
        made = services.admin.imports.make_slips(me().id, people)
        return render_template("admin/slips.html", slips=made.made, refused=made.refused)


def _carried() -> PeopleSheet:
    """The table that the page of the preview has carried on."""
    return read_sheet(in_form(SheetForm)["sheet"].encode())


def _table(more: Sequence[Text], cells: Sequence[Sequence[str]]) -> ResponseReturnValue:
    content = csv_lines([*HEADINGS.values(), *more], [cells], g.language)
    name = say("admin.import_file", g.language)
    return as_attachment(Response(content, mimetype="text/csv"), name)


def _faults_of(one: JudgedRow) -> str:
    return "; ".join(
        f"{HEADINGS[fault.column].in_language(g.language)}: {fault.message.in_language(g.language)}"
        for fault in one.faults
    )


def _page(services: WebServices, complaint: Complaint | None = None) -> str:
    return render_template(
        "admin/import.html",
        headings=HEADINGS,
        needed=NEEDED,
        most=MOST_ROWS,
        roles=ROLE_NAMES,
        offices=services.admin.desk.offices(me()),
        form={"complaints": [complaint] if complaint else []},
    )


def _rows(
    services: WebServices,
    sheet: PeopleSheet,
    judged: Sequence[JudgedRow],
    *,
    is_over: bool = False,
) -> str:
    added = [one.command.login for one in judged if one.state is RowState.ADDED and one.command]
    return render_template(
        "admin/import_rows.html",
        rows=judged,
        counts=Counter(one.state.value for one in judged),
        unknown=sheet.unknown,
        sheet=written(sheet.rows),
        headings=HEADINGS,
        is_over=is_over,
        slips=[added[n : n + SLIPS_AT_ONCE] for n in range(0, len(added), SLIPS_AT_ONCE)],
        roles=ROLE_NAMES,
        tree=services.offices(),
    )
