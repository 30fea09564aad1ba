"""The authority over HTTP (`docs/signatures.md`): keys, signatures, lists."""

import base64
import binascii
from http import HTTPStatus

from flask import Response

from app.stand.authority import KeyRefused
from app.stand.control import StandControl
from app.stand.gate import Gate
from app.stand.people import is_iin
from app.stand.wire import answer, body_of, problem

_REFUSALS = {"no-key": HTTPStatus.NOT_FOUND, "pin-wrong": HTTPStatus.UNPROCESSABLE_ENTITY}


class AuthorityOffice:
    """What the demo asks of its certification authority."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def open(self, gate: Gate) -> None:
        gate.open("ca", "key", "PUT", "/ca/v1/keys/<iin>", self.key, lambda iin: iin)
        gate.open(
            *("ca", "sign", "POST", "/ca/v1/keys/<iin>/signatures"), self.sign, lambda iin: iin
        )
        gate.open("ca", "revoked", "GET", "/ca/v1/revoked.crl", self.revoked, lambda: "")

    def key(self, iin: str) -> Response:
        """A key for the person, unless they have one whose certificate is good now."""
        name = body_of().get("full_name")
        if not is_iin(iin) or not isinstance(name, str) or not name.strip():
            return problem(HTTPStatus.BAD_REQUEST, "person-malformed", "An IIN and a name")
        certificate = self._control.key_for(iin, name)
        return answer({"certificate": base64.b64encode(certificate).decode()})

    def sign(self, iin: str) -> Response:
        body = body_of()
        pin, content = body.get("pin"), body.get("content")
        if not isinstance(pin, str) or not isinstance(content, str):
            return problem(HTTPStatus.BAD_REQUEST, "order-malformed", "A PIN and base64 content")
        try:
            told = base64.b64decode(content, validate=True)
            signature = self._control.authority.sign(iin, pin, told, self._control.now())
        except binascii.Error:
            return problem(HTTPStatus.BAD_REQUEST, "order-malformed", "A PIN and base64 content")
        except KeyRefused as refused:
            return problem(_REFUSALS[refused.code], refused.code, "The key cannot be used")
        return answer({"signature": base64.b64encode(signature).decode()})

    def revoked(self) -> Response:
        authority = self._control.authority
        return Response(authority.revoked(self._control.now()), mimetype="application/pkix-crl")
