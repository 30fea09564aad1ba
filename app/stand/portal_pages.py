"""The portal on the stand: a citizen fills a request in, signs it with a demo key and sends it."""

from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.stand.authority import PIN, KeyRefused
from app.stand.control import StandControl
from app.stand.frame import back_to
from app.stand.portal_form import KINDS, LANGUAGES, SIGNERS, PortalForm, checked, empty_form


class PortalPages:
    """Fill in, sign, send; and what became of each request."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def add_to(self, page: Blueprint) -> None:
        page.add_url_rule("/portal", "portal", self.portal)
        page.add_url_rule("/portal", "send_request", self.send_request, methods=["POST"])

    def portal(self) -> str:
        return self._page(empty_form(PIN))

    def send_request(self) -> BaseResponse:
        person = self._control.person(request.form.get("iin", "").strip())
        form = checked(dict(request.form), person)
        if form.wrong or person is None:
            return self._refused(form)
        request_id = str(uuid4())
        files = [
            (sent.filename or "file", sent.read())
            for sent in request.files.getlist("files")
            if sent.filename
        ]
        content = form.content(request_id, person, self._control.now(), files)
        try:
            signed = self._control.signed_request(form.signer_iin, content, form.values["pin"])
        except KeyRefused:
            return self._refused(PortalForm(form.values, {"pin": "wrong.portal-pin"}))
        except ValueError:
            return self._refused(PortalForm(form.values, {"signer": "wrong.portal-signer"}))
        contents = [file for _name, file in files]
        self._control.senders.portal_request(request_id, person.iin, signed, contents)
        return back_to("portal")

    def _refused(self, form: PortalForm) -> BaseResponse:
        return Response(self._page(form), HTTPStatus.UNPROCESSABLE_ENTITY)

    def _page(self, form: PortalForm) -> str:
        control = self._control
        return render_template(
            "portal.html",
            form=form,
            people=[person for person in control.people() if person.status == "alive"],
            letters=control.post.letters(path="/egov/requests"),
            owners={person.iin: person.full_name for person in control.people()},
            kinds=KINDS,
            form_languages=LANGUAGES,
            signers=SIGNERS,
            pin=PIN,
        )
