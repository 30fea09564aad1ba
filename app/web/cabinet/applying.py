"""Applying in the cabinet: what is known is shown, what is not is asked, consent and signature."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, g, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.domain.citizens import PasswordId, PasswordWrong, TooManyPasswords
from app.domain.editions import ServiceStandard
from app.domain.forms import FormInvalid
from app.domain.identity import CommandId, ProcessKey
from app.domain.pending import PendingId, PendingNotFound
from app.domain.refusals import DomainError
from app.domain.signatures import PinRefused, SignatureRefused
from app.domain.texts import Text
from app.ports.outside import SystemUnavailable
from app.usecases.apply_in_cabinet import FillApplication, SignApplication
from app.usecases.one_time_passwords import AskPassword
from app.web.cabinet.session import citizen
from app.web.cabinet.signed_words import words_of
from app.web.page_context import notice
from app.web.permissions import citizens_own
from app.web.schemas import ApplicationForm, CabinetCommand, PinForm, SignedForm, in_form
from app.web.services import WebServices
from app.web.signing.pages import LAYER_POLICY, NCALAYER

CONSENT = "consent"
"""In the session: the id of the password by which this browser's citizen consents."""
EMPTY = {
    "whose": "own",
    "ward_iin": "",
    "ward_name": "",
    "authority": "",
    "needs": "",
}


def application_routes(pages: Blueprint, services: WebServices, limiter: Limiter) -> None:
    """`limiter` slows down who guesses a PIN."""
    _filling_routes(pages, services)
    _consent_routes(pages, services)
    _signing_routes(pages, services, limiter)


def _filling_routes(pages: Blueprint, services: WebServices) -> None:
    @pages.get("/apply")
    @citizens_own
    def apply() -> ResponseReturnValue:
        return render_template("cabinet/apply.html", standards=services.cabinet.to_apply_for())

    @pages.get("/apply/<process>")
    @citizens_own
    def application(process: str) -> ResponseReturnValue:
        return _form(services, process, {**EMPTY, "language": g.language}, {})

    @pages.post("/apply/<process>")
    @citizens_own
    def fill(process: str) -> ResponseReturnValue:
        form = in_form(ApplicationForm)
        filled = FillApplication(
            id=PendingId(form["command_id"]),
            citizen=citizen(),
            process=ProcessKey(process),
            **{key: form[key] for key in (*EMPTY, "phone", "language")},
        )
        try:
            pending = services.cabinet.fill_application(filled)
        except FormInvalid as invalid:
            wrong = {problem.key: problem.message for problem in invalid.problems}
            return _form(services, process, form, wrong), HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            _ask(services)
        except TooManyPasswords as wait:
            wrong = {"": wait.title}
            return _form(services, process, form, wrong), HTTPStatus.TOO_MANY_REQUESTS
        return redirect(url_for("cabinet.pending", pending_id=pending.id), 303)


def _consent_routes(pages: Blueprint, services: WebServices) -> None:
    @pages.get("/applications/<uuid:pending_id>")
    @citizens_own
    def pending(pending_id: UUID) -> ResponseReturnValue:
        return _signing_page(services, pending_id)

    @pages.get("/applications/<uuid:pending_id>/content")
    @citizens_own
    def pending_content(pending_id: UUID) -> ResponseReturnValue:
        found = services.cabinet.pending(citizen(), PendingId(pending_id))
        return Response(found.content, mimetype="application/json")

    @pages.post("/applications/<uuid:pending_id>/password")
    @citizens_own
    def ask_consent(pending_id: UUID) -> ResponseReturnValue:
        in_form(CabinetCommand)
        try:
            _ask(services)
        except TooManyPasswords as wait:
            return _signing_page(services, pending_id, wait)
        notice("cabinet.consent_sent")
        return redirect(url_for("cabinet.pending", pending_id=pending_id), 303)


def _signing_routes(pages: Blueprint, services: WebServices, limiter: Limiter) -> None:
    @pages.post("/applications/<uuid:pending_id>/signature")
    @citizens_own
    def send_application(pending_id: UUID) -> ResponseReturnValue:
        form = in_form(SignedForm)
        return _sent(services, pending_id, form["password"], form["signature"].encode())

    @pages.post("/applications/<uuid:pending_id>/signature/demo")
    @citizens_own
    @limiter.limit("10/minute", deduct_when=_was_refused)
    def send_with_demo_key(pending_id: UUID) -> ResponseReturnValue:
        form = in_form(PinForm)
        if services.cabinet.sign_demo is None:
            raise PinRefused("Expected the demo: there are no demo keys here")
        try:
            found = services.cabinet.pending(citizen(), PendingId(pending_id))
            signature = services.cabinet.sign_demo(citizen().iin, form["pin"], found.content)
        except PendingNotFound:
            return _gone()
        except (PinRefused, SystemUnavailable) as refused:
            return _signing_page(services, pending_id, refused)
        return _sent(services, pending_id, form["password"], signature)


def _sent(
    services: WebServices, pending_id: UUID, password: str, signature: bytes
) -> ResponseReturnValue:
    consent = PasswordId(UUID(session.get(CONSENT, str(pending_id))))
    command = SignApplication(PendingId(pending_id), citizen(), consent, password, signature)
    try:
        number = services.cabinet.sign_application(command)
    except PendingNotFound:
        return _gone()
    except (SignatureRefused, PasswordWrong, SystemUnavailable) as refused:
        return _signing_page(services, pending_id, refused)
    session.pop(CONSENT, None)
    notice("cabinet.applied", number=number)
    return redirect(url_for("cabinet.case", number=number), 303)


def _gone() -> ResponseReturnValue:
    notice("cabinet.sent_before")
    return redirect(url_for("cabinet.show"), 303)


def _ask(services: WebServices) -> None:
    asked = services.cabinet.ask_password(
        AskPassword(CommandId(uuid4()), citizen().iin, "consent", g.language)
    )
    session[CONSENT] = str(asked.id)


def _form(
    services: WebServices, process: str, typed: dict[str, Any], wrong: dict[str, Text]
) -> str:
    known = services.cabinet.known(citizen())
    return render_template(
        "cabinet/application.html",
        known=known,
        standard=_standard(services, process),
        typed={"phone": known.phone, **typed},
        wrong=wrong,
    )


def _standard(services: WebServices, process: str) -> ServiceStandard | None:
    standards = services.cabinet.to_apply_for()
    return next((one for one in standards if one.process_key == process), None)


def _signing_page(
    services: WebServices,
    pending_id: UUID,
    refused: DomainError | SystemUnavailable | None = None,
) -> Response:
    found = services.cabinet.pending(citizen(), PendingId(pending_id))
    page = render_template(
        "cabinet/sign_application.html",
        pending=found,
        standard=_standard(services, found.process),
        told=words_of(found.content),
        refused=refused,
        layer=NCALAYER,
        demo_pin=services.demo_pin,
    )
    answer = make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)
    answer.headers["Content-Security-Policy"] = LAYER_POLICY
    return answer


def _was_refused(answer: Response) -> bool:
    return answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
