"""The tree of offices, one office, a new one."""

from collections.abc import Mapping, Sequence
from datetime import time

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.administration import OFFICE_KINDS
from app.domain.identity import OfficeId
from app.domain.people import Office, Offices, Power
from app.domain.schedules import WORK_SCHEDULES, Week, WorkSchedule
from app.domain.texts import Language, Text
from app.domain.words import NBSP, WORD_JOINER
from app.usecases.administer_offices import AddOffice, ChangeOffice, OfficeFacts
from app.web.admin.complaints import answered, typed
from app.web.admin.schemas import NewOfficeForm, NewOfficeQuery, OfficeForm
from app.web.catalogue import say
from app.web.form_view import Complaint
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me

_FACTS = ("name_kk", "name_ru", "name_en", "kato", "address", "phone", "parent")
_NEW = ("id", "kind", "schedule", *_FACTS)


def office_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.get("/offices")
    @demands(Power.KEEP_OFFICES)
    def offices() -> ResponseReturnValue:
        kept = {office.id for office in services.admin.desk.offices(me())}
        lines = [line for line in _lines(services.offices()) if line[1].id in kept]
        return render_template(
            "admin/offices.html",
            lines=lines,
            kinds=OFFICE_KINDS,
            schedules=WORK_SCHEDULES,
            hours_told=hours_told,
        )

    @admin.get("/offices/new")
    @demands(Power.KEEP_OFFICES)
    def new_office() -> ResponseReturnValue:
        parent = in_query(NewOfficeQuery)["parent"]
        return _page(services, None, {**dict.fromkeys(_NEW, ""), "parent": parent}, None)

    @admin.post("/offices")
    @demands(Power.KEEP_OFFICES)
    def add_office() -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            sent = in_form(NewOfficeForm)
            command = AddOffice(
                actor=me().id,
                id=OfficeId(sent["id"].strip().lower()),
                kind=sent["kind"],
                schedule=sent["schedule"],
                facts=_facts(sent),
            )
            services.admin.offices.add(command)
            notice("admin.office_added")
            return redirect(url_for("admin.offices"), 303)

        return answered(deed, lambda told: _page(services, None, typed(*_NEW), told))

    @admin.get("/offices/<office_id>")
    @demands(Power.KEEP_OFFICES)
    def office(office_id: str) -> ResponseReturnValue:
        found = services.offices().get(OfficeId(office_id))
        return _page(services, found, _known(found), None)

    @admin.post("/offices/<office_id>")
    @demands(Power.KEEP_OFFICES)
    def change_office(office_id: str) -> ResponseReturnValue:
        found = services.offices().get(OfficeId(office_id))

        def deed() -> ResponseReturnValue:
            sent = in_form(OfficeForm)
            services.admin.offices.change(ChangeOffice(me().id, found.id, _facts(sent)))
            notice("admin.office_changed")
            return redirect(url_for("admin.offices"), 303)

        return answered(deed, lambda told: _page(services, found, typed(*_FACTS), told))


def _facts(sent: Mapping[str, str]) -> OfficeFacts:
    return OfficeFacts(
        name=Text(sent["name_kk"], sent["name_ru"], sent["name_en"]),
        kato=sent["kato"],
        address=sent["address"],
        phone=sent["phone"],
        parent=OfficeId(sent["parent"]) if sent["parent"] else None,
    )


def _known(office: Office) -> dict[str, str]:
    name = office.name
    return {
        "name_kk": name.kk,
        "name_ru": name.ru,
        "name_en": name.en,
        "kato": office.kato,
        "address": office.address,
        "phone": office.phone,
        "parent": office.parent or "",
    }


def _page(
    services: WebServices,
    office: Office | None,
    values: Mapping[str, str],
    complaint: Complaint | None,
) -> str:
    return render_template(
        "admin/office.html",
        office=office,
        typed=values,
        form={"complaints": [complaint] if complaint else []},
        parents=services.admin.desk.offices(me()),
        kinds=OFFICE_KINDS,
        schedules=WORK_SCHEDULES,
        hours_told=hours_told,
    )


def hours_told(schedule: WorkSchedule, language: Language) -> str:
    """Days, hours and break of a schedule: `пн–пт 9:00–18:30, перерыв 13:00–14:30`."""
    hours = schedule.hours
    days = "admin.days_five" if schedule.week is Week.FIVE_DAY else "admin.days_six"
    told = f"{say(days, language)}{NBSP}{_span(hours.start, hours.end)}"
    if hours.break_start is None or hours.break_end is None:
        return told
    span = _span(hours.break_start, hours.break_end)
    return f"{told}, {say('admin.hours_break', language)}{NBSP}{span}"


def _span(start: time, end: time) -> str:
    return f"{start.hour}:{start:%M}{WORD_JOINER}–{WORD_JOINER}{end.hour}:{end:%M}"


def _lines(tree: Offices) -> Sequence[tuple[int, Office]]:
    """Every office with how deep it stands, parents before what is below them."""
    children: dict[OfficeId | None, list[Office]] = {}
    for office in tree.all():
        children.setdefault(office.parent, []).append(office)
    found: list[tuple[int, Office]] = []
    queue = [(0, office) for office in reversed(children.get(None, []))]
    while queue:
        depth, office = queue.pop()
        found.append((depth, office))
        queue += [(depth + 1, one) for one in reversed(children.get(office.id, []))]
    return found
