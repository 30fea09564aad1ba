"""DDS of the stand: asks the owner of digital documents, and gives them after consent alone."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response

from app.stand.consents import Consent
from app.stand.control import StandControl
from app.stand.gate import Gate
from app.stand.records import Paper
from app.stand.shapes import IIN, TEXT, WORDS, Shape, unfit
from app.stand.wire import KEY_MISSING, answer, body_of, idempotency_key, instant, problem

KINDS = ("identity-document", "power-of-attorney", "guardianship")
_ASK: Shape = {
    "iin": IIN,
    "case": TEXT,
    "kinds": [KINDS],
    "method": ("sms", "password"),
    "office": WORDS,
}
_REFUSALS = {
    "waiting": ("consent-waiting", "The owner has not answered"),
    "refused": ("consent-refused", "The owner refused"),
    "expired": ("consent-expired", "The time for the answer is over"),
    "password_wrong": ("password-wrong", "The password is not the one that was sent"),
}


class DigitalDocumentsService:
    """Calls of DDS."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def open(self, gate: Gate) -> None:
        def owner() -> str:
            iin = body_of().get("iin")
            return iin if isinstance(iin, str) else ""

        gate.open("dds", "ask", "POST", "/dds/v1/consents", self.ask, owner)
        path = "/dds/v1/consents/<number>/documents"
        gate.open("dds", "documents", "POST", path, self.documents, lambda number: number)

    def ask(self) -> Response:
        body, key = body_of(), idempotency_key()
        if key is None:
            return problem(*KEY_MISSING)
        wrong = unfit(_ASK, body)
        if wrong or not body["kinds"]:
            return problem(
                HTTPStatus.UNPROCESSABLE_ENTITY, "body-unfit", f"Wrong: {wrong or 'kinds'}"
            )
        consent = self._control.consents.ask(
            key=key,
            iin=body["iin"],
            case=body["case"],
            kinds=tuple(body["kinds"]),
            method=body["method"],
            office=body["office"],
        )
        if consent is None:
            return problem(
                HTTPStatus.UNPROCESSABLE_ENTITY, "phone-not-registered", "No number on egov"
            )
        return answer(
            {
                "id": consent.id,
                "phone": masked(consent.phone),
                "asked_at": instant(consent.asked_at),
                "expires_at": instant(consent.expires_at),
            },
            HTTPStatus.ACCEPTED,
        )

    def documents(self, number: str) -> Response:
        consent = self._control.consents.get(number)
        if consent is None:
            return problem(HTTPStatus.NOT_FOUND, "consent-unknown", "No consent has this id")
        password = body_of().get("password")
        state = self._control.consents.answer_to(consent, password)
        if state != "given":
            code, title = _REFUSALS[state]
            return problem(HTTPStatus.CONFLICT, code, title)
        return answer({"documents": self._papers(consent)})

    def _papers(self, consent: Consent) -> list[Mapping[str, Any]]:
        person = self._control.person(consent.iin)
        return [
            document_of(paper, consent.iin, person.full_name if person else "—")
            for paper in self._control.held.papers(consent.iin)
            if paper.kind in consent.kinds
        ]


def document_of(paper: Paper, iin: str, name: str) -> Mapping[str, Any]:
    """A digital document as the contract words it."""
    return {
        "kind": paper.kind,
        "number": paper.number,
        "holder_iin": iin,
        "holder_name": name,
        "issued_on": paper.issued_on.isoformat(),
        "valid_until": paper.valid_until.isoformat() if paper.valid_until else None,
        "issued_by": {"kk": paper.issued_by_kk, "ru": paper.issued_by_ru},
        "principal_iin": paper.principal_iin,
    }


def masked(phone: str) -> str:
    return f"+7 {phone[2:5]} ••• {phone[8:10]} {phone[10:]}"
