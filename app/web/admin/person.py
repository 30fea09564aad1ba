"""The page of a person: what is known of them, roles, blocking, the slip with a password."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.administration import OfficeMissing, RoleMissing
from app.domain.identity import OfficeId, PersonId
from app.domain.people import ROLE_NAMES, Power, Role
from app.usecases.administer_people import ChangePerson, GiveRole, MovePerson, TakeRole
from app.usecases.block_people import BlockPerson, TasksLeft
from app.web.admin.complaints import answered, demand_filled, typed
from app.web.admin.people import FACTS, facts_of
from app.web.admin.schemas import (
    BlockForm,
    HandOverForm,
    MoveForm,
    PersonForm,
    RoleForm,
    RoleTakenForm,
)
from app.web.admin.told_changes import facts_told, who
from app.web.form_view import Complaint
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CsrfForm, in_form
from app.web.services import WebServices
from app.web.sessions import me

_PERSON = "/people/<login>"


def person_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.get(_PERSON)
    @demands(Power.KEEP_PEOPLE)
    def person(login: str) -> ResponseReturnValue:
        return _page(services, login)

    @admin.post(_PERSON)
    @demands(Power.KEEP_PEOPLE)
    def change_person(login: str) -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            sent = in_form(PersonForm)
            command = ChangePerson(me().id, PersonId(login), facts_of(sent))
            services.admin.people.change(command)
            return _back(login, "admin.person_changed")

        return answered(deed, lambda told: _page(services, login, told, typed(*FACTS)))

    _role_routes(admin, services)
    _block_routes(admin, services)
    _slip_routes(admin, services)


def _role_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.post(f"{_PERSON}/roles")
    @demands(Power.KEEP_PEOPLE)
    def give_role(login: str) -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            demand_filled(RoleMissing, OfficeMissing)
            sent = in_form(RoleForm)
            role, office = Role(sent["role"]), OfficeId(sent["office"])
            services.admin.people.give_role(GiveRole(me().id, PersonId(login), role, office))
            return _back(login, "admin.role_given")

        return answered(deed, lambda told: _page(services, login, told), "give-")

    @admin.post(f"{_PERSON}/roles/taken")
    @demands(Power.KEEP_PEOPLE)
    def take_role(login: str) -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            sent = in_form(RoleTakenForm)
            role, _, office = sent["grant"].partition("@")
            if role in list(Role):
                command = TakeRole(
                    me().id, PersonId(login), Role(role), OfficeId(office), sent["reason"]
                )
                services.admin.people.take_role(command)
            return _back(login, "admin.role_taken")

        return answered(deed, lambda told: _page(services, login, told), "take-")

    @admin.post(f"{_PERSON}/office")
    @demands(Power.KEEP_PEOPLE)
    def move_person(login: str) -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            sent = in_form(MoveForm)
            if not sent["target"]:
                raise OfficeMissing("Expected an office to move to")
            source, target = OfficeId(sent["source"]), OfficeId(sent["target"])
            command = MovePerson(me().id, PersonId(login), source, target, sent["reason"])
            services.admin.people.move(command)
            return _back(login, "admin.person_moved")

        return answered(deed, lambda told: _page(services, login, told), "move-")


def _block_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.get(f"{_PERSON}/block")
    @demands(Power.KEEP_PEOPLE)
    def blocking(login: str) -> ResponseReturnValue:
        return _block_page(services, login, None)

    @admin.post(f"{_PERSON}/block")
    @demands(Power.KEEP_PEOPLE)
    def block(login: str) -> ResponseReturnValue:
        def deed() -> ResponseReturnValue:
            sent = in_form(BlockForm)
            to = PersonId(sent["to"]) if sent["to"] else None
            command = BlockPerson(me().id, PersonId(login), sent["reason"], to)
            _tell(services.admin.blocking.block(command), "admin.person_blocked")
            return redirect(url_for("admin.person", login=login), 303)

        return answered(deed, lambda told: _block_page(services, login, told))

    @admin.post(f"{_PERSON}/tasks")
    @demands(Power.KEEP_PEOPLE)
    def hand_over(login: str) -> ResponseReturnValue:
        to = in_form(HandOverForm)["to"]
        left = services.admin.blocking.hand_over(
            me().id, PersonId(login), PersonId(to) if to else None
        )
        _tell(left, "admin.tasks_moved")
        return redirect(url_for("admin.person", login=login), 303)

    @admin.post(f"{_PERSON}/unblock")
    @demands(Power.KEEP_PEOPLE)
    def unblock(login: str) -> ResponseReturnValue:
        in_form(CsrfForm)
        services.admin.blocking.unblock(me().id, PersonId(login))
        return _back(login, "admin.person_unblocked")


def _slip_routes(admin: Blueprint, services: WebServices) -> None:
    @admin.post(f"{_PERSON}/slip")
    @demands(Power.KEEP_PEOPLE)
    def slip(login: str) -> ResponseReturnValue:
        """The page that shows the password, once: a second look is a second password."""
        in_form(CsrfForm)
        made = services.admin.slips.make(me().id, PersonId(login))
        return render_template("admin/slip.html", slip=made)


def _back(login: str, told: str) -> ResponseReturnValue:
    notice(told)
    return redirect(url_for("admin.person", login=login), 303)


def _tell(left: TasksLeft, key: str) -> None:
    notice(key, given=str(left.given), returned=str(left.returned))


def _page(
    services: WebServices,
    login: str,
    complaint: Complaint | None = None,
    values: Mapping[str, str] | None = None,
) -> str:
    desk = services.admin.desk.person(me(), PersonId(login))
    person = desk.person
    known = {
        "full_name": person.full_name,
        "name_ru": person.name_ru,
        "position_kk": person.position.kk,
        "position_ru": person.position.ru,
        "language": person.language,
        "iin": person.iin,
    }
    return render_template(
        "admin/person.html",
        desk=desk,
        one=person,
        typed=values or known,
        form={"complaints": [complaint] if complaint else []},
        tree=services.offices(),
        roles=ROLE_NAMES,
        services=services.standards(),
        who=partial(who, people=desk.people, language=g.language),
        facts_told=partial(
            facts_told, people=desk.people, tree=services.offices(), language=g.language
        ),
    )


def _block_page(services: WebServices, login: str, complaint: Complaint | None) -> str:
    return render_template(
        "admin/block.html",
        desk=services.admin.desk.person(me(), PersonId(login)),
        typed=typed("reason", "to"),
        form={"complaints": [complaint] if complaint else []},
        tree=services.offices(),
        services=services.standards(),
    )
