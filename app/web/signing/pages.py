"""The page on which a task's document is signed: by NCALayer, or in the demo by a demo key."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.domain.identity import CommandId, UserTaskId
from app.domain.people import Power
from app.domain.refusals import DomainError
from app.domain.signatures import AlreadySigned, PinRefused, SignatureRefused
from app.ports.outside import SystemUnavailable
from app.usecases.sign_document import DocumentSigned, SignDocument, SignWithDemoKey
from app.web.headers import CONTENT_SECURITY_POLICY
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import DemoSignatureForm, SignatureForm, in_form
from app.web.services import WebServices
from app.web.sessions import me

NCALAYER = "wss://127.0.0.1:13579"
"""Where the signing program of the national authority listens on the person's own machine."""
LAYER_POLICY = CONTENT_SECURITY_POLICY.replace(
    "connect-src 'self'", f"connect-src 'self' {NCALAYER}"
)


def signing_pages(services: WebServices, limiter: Limiter) -> Blueprint:
    """`limiter` slows down who guesses a PIN."""
    signing = Blueprint("signing", __name__, url_prefix="/tasks/<uuid:task_id>/sign/<key>")

    @signing.get("")
    @demands(Power.WORK_TASKS)
    def show(task_id: UUID, key: str) -> ResponseReturnValue:
        return page(task_id, key)

    @signing.post("")
    @demands(Power.WORK_TASKS)
    def sign(task_id: UUID, key: str) -> ResponseReturnValue:
        form = in_form(SignatureForm)
        # Base64 is a form that the verifier reads, as it reads what is none.
        command = SignDocument(
            *(CommandId(form["command_id"]), UserTaskId(task_id), key, me().id),
            form["signature"].encode(),
        )
        return answered(task_id, key, lambda: services.signing.sign(command))

    @signing.post("/demo")
    @demands(Power.WORK_TASKS)
    @limiter.limit("10/minute", deduct_when=_was_refused)
    def sign_with_demo_key(task_id: UUID, key: str) -> ResponseReturnValue:
        form = in_form(DemoSignatureForm)
        command = SignWithDemoKey(
            CommandId(form["command_id"]), UserTaskId(task_id), key, me().id, form["pin"]
        )
        return answered(task_id, key, lambda: services.signing.sign_with_demo_key(command))

    def answered(
        task_id: UUID, key: str, sign: Callable[[], DocumentSigned]
    ) -> ResponseReturnValue:
        try:
            sign()
        except (SignatureRefused, PinRefused, SystemUnavailable) as refused:
            return page(task_id, key, refused)
        except AlreadySigned:
            notice("signing.signed_before")
        else:
            notice("signing.done")
        return redirect(url_for("task.show", task_id=task_id, _anchor=f"f-{key}"), 303)

    def page(
        task_id: UUID, key: str, refused: DomainError | SystemUnavailable | None = None
    ) -> Response:
        paper = services.signing.paper(me().id, UserTaskId(task_id), key)
        desk = services.task_in_hand(me(), UserTaskId(task_id))
        answer = make_response(
            render_template(
                "sign.html",
                document=paper.document,
                is_signed=paper.is_signed,
                task=desk.view.task,
                key=key,
                case=desk.case.view.case,
                edition=desk.case.edition,
                refused=refused,
                demo_pin=services.demo_pin,
                layer=NCALAYER,
            ),
            422 if refused else 200,
        )
        answer.headers["Content-Security-Policy"] = LAYER_POLICY
        return answer

    return signing


def _was_refused(response: Response) -> bool:
    return response.status_code == 422
