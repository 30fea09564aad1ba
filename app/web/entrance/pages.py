"""Sign-in, sign-out and the language."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.domain.identity import PersonId
from app.domain.people import ROLE_NAMES, Person, Role, SignInRefused
from app.domain.texts import Text
from app.usecases.sign_in import SignIn
from app.web import sessions
from app.web.entrance.password import password_routes
from app.web.permissions import public
from app.web.schemas import (
    CsrfForm,
    DemoSignInForm,
    LanguageChoice,
    NextPage,
    SignInForm,
    in_form,
    in_query,
)
from app.web.services import WebServices
from app.web.ways import own_address

ICON_OF_ROLE = {
    Role.CLERK: "inbox",
    Role.SPECIALIST: "list-checks",
    Role.HEAD: "signature",
    Role.OPERATOR: "stamp",
    Role.QUALITY_OFFICER: "scale",
    Role.SUPERVISOR: "gauge",
    Role.DESIGNER: "workflow",
    Role.ADMINISTRATOR: "key-round",
    Role.AUDITOR: "eye",
}


def entrance_pages(services: WebServices, limiter: Limiter) -> Blueprint:
    """`limiter` slows down who guesses: failed sign-ins by address and by login."""
    entrance = Blueprint("entrance", __name__)

    def page(next_page: str, login: str = "", error: Text | None = None) -> str:
        people = services.demo_people() if services.sign_in_demo else ()
        return render_template(
            "sign_in.html",
            next=own_address(next_page),
            login=login,
            error=error,
            people=[_described(person, count, services) for person, count in people],
        )

    @entrance.get("/sign-in")
    @public
    def show() -> ResponseReturnValue:
        return page(in_query(NextPage)["next"])

    @entrance.post("/sign-in")
    @public
    @limiter.limit("20/minute", deduct_when=_was_refused)
    @limiter.limit("5/minute", key_func=_login, deduct_when=_was_refused)
    def sign_in() -> ResponseReturnValue:
        form = in_form(SignInForm)
        try:
            person = services.sign_in(SignIn(form["login"], form["password"]))
        except SignInRefused as refused:
            return page(form["next"], form["login"], refused.title), 422
        sessions.begin(person.id, services.clock())
        return redirect(own_address(form["next"]), 303)

    @entrance.post("/sign-in/demo")
    @public
    def sign_in_demo() -> ResponseReturnValue:
        if services.sign_in_demo is None:
            raise SignInRefused("Expected demo mode")
        form = in_form(DemoSignInForm)
        person = services.sign_in_demo(PersonId(form["person"]))
        sessions.begin(person.id, services.clock())
        return redirect(own_address(form["next"]), 303)

    @entrance.post("/sign-out")
    @public
    def sign_out() -> ResponseReturnValue:
        in_form(CsrfForm)
        sessions.end()
        return redirect(url_for("entrance.show"), 303)

    @entrance.get("/language")
    @public
    def language() -> ResponseReturnValue:
        choice = in_query(LanguageChoice)
        sessions.choose_language(choice["language"])
        return redirect(own_address(choice["next"]), 303)

    password_routes(entrance, services, limiter)
    return entrance


def _was_refused(answer: Response) -> bool:
    return answer.status_code == 422


def _login() -> str:
    return "login:" + request.form.get("login", "").strip().lower()


def _described(person: Person, count: int, services: WebServices) -> dict[str, object]:
    role = person.grants[0].role if person.grants else None
    office = services.offices().get(person.grants[0].office_id) if person.grants else None
    return {
        "id": person.id,
        "name": person.full_name,
        "role": ROLE_NAMES[role] if role else None,
        "office": office.name if office else None,
        "icon": ICON_OF_ROLE[role] if role else "user",
        "count": count,
    }
