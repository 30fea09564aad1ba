"""The list of people, and a new person."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.administration import NameMissing, OfficeMissing, RoleMissing, demand_login
from app.domain.identity import OfficeId, PersonId
from app.domain.iin import Iin
from app.domain.people import ROLE_NAMES, Power, Role
from app.usecases.administer_people import AddPerson, PersonFacts
from app.usecases.read_administration import PeopleSearch
from app.web.admin.complaints import answered, demand_filled, gathered, typed
from app.web.admin.schemas import NewPersonForm, PeopleFilters
from app.web.form_view import Complaint
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me

FACTS = ("full_name", "name_ru", "position_kk", "position_ru", "language", "iin")
_NEW = ("login", *FACTS, "role", "office")


def people_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.get("/people")
    @demands(Power.KEEP_PEOPLE)
    def people() -> ResponseReturnValue:
        asked = in_query(PeopleFilters)
        page = services.admin.desk.people(me(), _search(asked))
        return render_template(
            "admin/people.html",
            page=page,
            asked=asked,
            filters={key: asked[key] for key in asked if key != "after" and asked[key]},
            next="{}|{}".format(*page.next) if page.next else "",
            offices=services.admin.desk.offices(me()),
            tree=services.offices(),
            roles=ROLE_NAMES,
        )

    @admin.get("/people/new")
    @demands(Power.KEEP_PEOPLE)
    def new_person() -> ResponseReturnValue:
        return _form(dict.fromkeys(_NEW, ""), ())

    @admin.post("/people")
    @demands(Power.KEEP_PEOPLE)
    def add_person() -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            sent = in_form(NewPersonForm)
            command = AddPerson(
                actor=me().id,
                login=sent["login"],
                facts=facts_of(sent),
                role=Role(sent["role"]),
                office=OfficeId(sent["office"]),
            )
            person = services.admin.people.add(command)
            notice("admin.person_added")
            return redirect(url_for("admin.person", login=person.id), 303)

        if amiss := _amiss():
            return _form(typed(*_NEW), amiss), HTTPStatus.UNPROCESSABLE_ENTITY
        return answered(deed, lambda complaint: _form(typed(*_NEW), [complaint]))

    def _form(values: dict[str, str], complaints: Sequence[Complaint]) -> str:
        return render_template(
            "admin/person_new.html",
            typed=values,
            form={"complaints": complaints},
            offices=services.admin.desk.offices(me()),
            roles=ROLE_NAMES,
        )


def _amiss() -> list[Complaint]:
    """What is empty or unfit of what was typed, all of it, in the order of the fields."""
    sent = typed(*_NEW)
    return gathered(
        lambda: demand_login(sent["login"]),
        lambda: demand_filled(NameMissing),
        lambda: Iin.parse(sent["iin"]) if sent["iin"].strip() else None,
        lambda: demand_filled(RoleMissing),
        lambda: demand_filled(OfficeMissing),
    )


def facts_of(sent: dict[str, Any]) -> PersonFacts:
    return PersonFacts(**{name: sent[name] for name in FACTS})


def _search(asked: dict[str, Any]) -> PeopleSearch:
    key, _, login = asked["after"].partition("|")
    return PeopleSearch(
        text=asked["text"],
        role=Role(asked["role"]) if asked["role"] else None,
        office=OfficeId(asked["office"]) if asked["office"] else None,
        standing=asked["standing"],
        after=(key, PersonId(login)) if login else None,
    )
