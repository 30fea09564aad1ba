"""The way into the cabinet: an IIN, then the password that came by SMS."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.domain.citizens import PasswordId, PasswordWrong, TooManyPasswords
from app.domain.identity import CommandId
from app.domain.iin import IinInvalid
from app.domain.texts import Text
from app.usecases.enter_cabinet import EnterCabinet
from app.usecases.one_time_passwords import AskPassword
from app.web.cabinet import session as cabinet
from app.web.page_context import notice
from app.web.permissions import citizens_own, public
from app.web.schemas import AskPasswordForm, CabinetWay, CsrfForm, OneTimeForm, in_form, in_query
from app.web.services import WebServices
from app.web.ways import own_address

ASKED = "asked"
"""In the session: the id of the password that this browser has asked for."""
HOME = "/cabinet"


def entrance_routes(pages: Blueprint, services: WebServices, limiter: Limiter) -> None:
    """`limiter` slows down who guesses, by address; each IIN has limits of its own."""
    _asking_routes(pages, services, limiter)
    _trying_routes(pages, services, limiter)

    @pages.post("/sign-out")
    @citizens_own
    def sign_out() -> ResponseReturnValue:
        in_form(CsrfForm)
        services.cabinet.leave(cabinet.end())
        notice("cabinet.left")
        return redirect(url_for("cabinet.sign_in"), 303)


def _asking_routes(pages: Blueprint, services: WebServices, limiter: Limiter) -> None:
    @pages.get("/sign-in")
    @public
    def sign_in() -> ResponseReturnValue:
        return _asking(services, own_address(in_query(CabinetWay)["next"], HOME))

    @pages.post("/sign-in")
    @public
    @limiter.limit("20/minute")
    def ask_password() -> ResponseReturnValue:
        form = in_form(AskPasswordForm)
        back = own_address(form["next"], HOME)
        ask = AskPassword(CommandId(form["command_id"]), form["iin"], "sign-in", g.language)
        try:
            asked = services.cabinet.ask_password(ask)
        except IinInvalid as wrong:
            page = _asking(services, back, iin=form["iin"], error=wrong.reason)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except TooManyPasswords as wrong:
            page = _asking(services, back, iin=form["iin"], error=wrong.title)
            return page, HTTPStatus.TOO_MANY_REQUESTS
        session[ASKED] = str(asked.id)
        return redirect(url_for("cabinet.password", next=back), 303)


def _trying_routes(pages: Blueprint, services: WebServices, limiter: Limiter) -> None:
    @pages.get("/sign-in/password")
    @public
    def password() -> ResponseReturnValue:
        back = own_address(in_query(CabinetWay)["next"], HOME)
        if ASKED not in session:
            return redirect(url_for("cabinet.sign_in", next=back), 303)
        return _trying(services, back)

    @pages.post("/sign-in/password")
    @public
    @limiter.limit("20/minute", deduct_when=_was_refused)
    def enter() -> ResponseReturnValue:
        form = in_form(OneTimeForm)
        back = own_address(form["next"], HOME)
        if ASKED not in session:
            return redirect(url_for("cabinet.sign_in", next=back), 303)
        try:
            entered = services.cabinet.enter(
                EnterCabinet(PasswordId(UUID(session[ASKED])), form["password"])
            )
        except PasswordWrong as wrong:
            return _trying(services, back, wrong.title), HTTPStatus.UNPROCESSABLE_ENTITY
        session.pop(ASKED)
        cabinet.begin(entered.token, g.now)
        return redirect(back, 303)


def _asking(services: WebServices, back: str, *, iin: str = "", error: Text | None = None) -> str:
    people = services.cabinet.demo_citizens() if services.cabinet.demo_citizens else ()
    return render_template("cabinet/sign_in.html", next=back, iin=iin, error=error, people=people)


def _trying(services: WebServices, back: str, error: Text | None = None) -> str:
    is_demo = services.cabinet.demo_citizens is not None
    return render_template("cabinet/password.html", next=back, error=error, is_demo=is_demo)


def _was_refused(answer: Response) -> bool:
    return answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and request.method == "POST"
