"""The way into the cabinet by a key of one's own: NCALayer, or in the demo a demo key."""

from http import HTTPStatus

from flask import Blueprint, Response, g, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.domain.iin import IinInvalid
from app.domain.signatures import PinRefused, SignatureRefused
from app.ports.outside import SystemUnavailable
from app.usecases.enter_by_signature import EnterBySignature, challenge_of
from app.web.cabinet import session as cabinet
from app.web.cabinet.entrance import HOME
from app.web.permissions import public
from app.web.schemas import CabinetWay, DemoKeyForm, KeySignInForm, in_form, in_query
from app.web.services import WebServices
from app.web.signing.pages import LAYER_POLICY, NCALAYER
from app.web.ways import own_address

CHALLENGE = "challenge"
"""In the session: what this browser is to sign; it is good for one try."""
Refused = SignatureRefused | PinRefused | IinInvalid | SystemUnavailable


def key_routes(pages: Blueprint, services: WebServices, limiter: Limiter) -> None:
    """`limiter` slows down who guesses a PIN."""

    @pages.get("/sign-in/key")
    @public
    def key() -> ResponseReturnValue:
        return _page(services, own_address(in_query(CabinetWay)["next"], HOME))

    @pages.get("/sign-in/challenge")
    @public
    def challenge() -> ResponseReturnValue:
        if CHALLENGE not in session:
            session[CHALLENGE] = challenge_of(g.now)
        return Response(session[CHALLENGE], mimetype="text/plain")

    @pages.post("/sign-in/key")
    @public
    @limiter.limit("10/minute", deduct_when=_was_refused)
    def enter_by_key() -> ResponseReturnValue:
        form = in_form(KeySignInForm)
        back = own_address(form["next"], HOME)
        return _entered(services, back, form["signature"].encode())

    @pages.post("/sign-in/key/demo")
    @public
    @limiter.limit("10/minute", deduct_when=_was_refused)
    def enter_by_demo_key() -> ResponseReturnValue:
        form = in_form(DemoKeyForm)
        back = own_address(form["next"], HOME)
        if services.cabinet.sign_demo is None:
            raise PinRefused("Expected the demo: there are no demo keys here")
        session[CHALLENGE] = challenge_of(g.now)
        try:
            signature = services.cabinet.sign_demo(
                form["iin"], form["pin"], session[CHALLENGE].encode()
            )
        except (PinRefused, IinInvalid, SystemUnavailable) as refused:
            return _page(services, back, refused, form["iin"])
        return _entered(services, back, signature)


def _entered(services: WebServices, back: str, signature: bytes) -> ResponseReturnValue:
    told = session.pop(CHALLENGE, "")
    try:
        entered = services.cabinet.enter_by_signature(EnterBySignature(told, signature))
    except (SignatureRefused, IinInvalid, SystemUnavailable) as refused:
        return _page(services, back, refused)
    cabinet.begin(entered.token, g.now)
    return redirect(back, 303)


def _page(
    services: WebServices, back: str, refused: Refused | None = None, iin: str = ""
) -> Response:
    page = render_template(
        "cabinet/key.html",
        next=back,
        iin=iin,
        refused=refused,
        layer=NCALAYER,
        demo_pin=services.demo_pin,
        content=url_for("cabinet.challenge"),
    )
    answer = make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)
    answer.headers["Content-Security-Policy"] = LAYER_POLICY
    return answer


def _was_refused(answer: Response) -> bool:
    return answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
