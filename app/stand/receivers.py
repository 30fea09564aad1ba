"""The systems of the stand that take something over: SMS gateway, cabinet, monitoring, ALEUMET.

What comes is checked against the contract; what came before with the same key is answered again.
"""

import re
from http import HTTPStatus

from flask import Response

from app.stand.control import StandControl
from app.stand.gate import Gate
from app.stand.ledger import Received
from app.stand.services_portal import SUPPLIERS
from app.stand.shapes import (
    CASE,
    DAY,
    IIN,
    MOMENT,
    OUTCOMES,
    STAGES,
    STATUSES,
    TEXT,
    WORDS,
    Shape,
    unfit,
)
from app.stand.wire import KEY_MISSING, answer, body_of, idempotency_key, instant, problem, receipt

_DOCUMENT: Shape = {
    "name": TEXT,
    "media_type": ("application/pdf",),
    "sha256": re.compile("[0-9a-f]{64}"),
    "content": TEXT,
    "signatures": [TEXT],
}
_STATUS: Shape = {
    "iin": IIN,
    "case": CASE,
    "status": STATUSES,
    "text": WORDS,
    "at": MOMENT,
    "document?": _DOCUMENT,
}
_STAGE: Shape = {
    "case": CASE,
    "stage": STAGES,
    "outcome?": OUTCOMES,
    "at": MOMENT,
}
_MEASURE: Shape = {
    "iin": IIN,
    "programme_number": TEXT,
    "code": TEXT,
    "name": {"kk": TEXT, "ru": TEXT},
    "hours_per_day": int,
    "volume_hours": int,
    "period_from": DAY,
    "period_until": DAY,
    "case": CASE,
}


class Receivers:
    """Calls that hand something over."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def open(self, gate: Gate) -> None:
        gate.open("sms", "send", "POST", "/sms/v1/messages", self.send, lambda: _text("to"))
        gate.open("sms", "state", "GET", "/sms/v1/messages/<number>", self.state, lambda number: "")
        gate.open(
            "egov", "status", "POST", "/egov/v1/cabinet/statuses", self.status, lambda: _text("iin")
        )
        gate.open("monitoring", "stage", "POST", "/monitoring/v1/stages", self.stage, _case_number)
        base = "/aleumet/v1/measures"
        gate.open("aleumet", "pass", "POST", base, self.measure, lambda: _text("iin"))
        for call, method, end, work in (
            ("open", "POST", "ordering", self.ordering),
            ("withdraw", "POST", "withdrawal", self.withdrawal),
            ("choice", "GET", "choice", self.choice),
            ("order", "POST", "choice", self.order),
            ("suppliers", "GET", "suppliers", self.suppliers),
        ):
            path = f"{base}/<number>/{end}"
            gate.open("aleumet", call, method, path, work, lambda number: number)

    def send(self) -> Response:
        body, key = body_of(), idempotency_key()
        to, text = body.get("to"), body.get("text")
        if key is None:
            return problem(*KEY_MISSING)
        if not isinstance(to, str) or re.fullmatch(r"\+7[0-9]{10}", to) is None:
            return problem(HTTPStatus.BAD_REQUEST, "phone-malformed", "`to` is +7 and ten digits")
        if not isinstance(text, str) or not 1 <= len(text) <= 670:
            return problem(
                HTTPStatus.BAD_REQUEST, "text-malformed", "`text` is 1 to 670 characters"
            )
        kept = self._control.accept_message(key=key, to=to, text=text)
        if (kept.to, kept.text) != (to, text):
            return problem(HTTPStatus.CONFLICT, "key-reused", "The key was another message's")
        return receipt(kept.id, kept.accepted_at)

    def state(self, number: str) -> Response:
        message = self._control.message(number)
        if message is None:
            return problem(HTTPStatus.NOT_FOUND, "message-unknown", "No message has this id")
        return answer({"id": message.id, "state": message.state, "at": instant(message.state_at)})

    def status(self) -> Response:
        return self._take("egov", "status", _STATUS, _text("iin"))

    def stage(self) -> Response:
        return self._take("monitoring", "stage", _STAGE, _case_number())

    def measure(self) -> Response:
        return self._take("aleumet", "pass", _MEASURE, _text("iin"))

    def ordering(self, number: str) -> Response:
        measure = self._control.aleumet.measure(number)
        if measure is None:
            return _measure_unknown()
        return self._take("aleumet", "open", {"choose_until": DAY}, measure.passed.id)

    def withdrawal(self, number: str) -> Response:
        measure = self._control.aleumet.measure(number)
        subject = number if measure is None else measure.passed.id
        return self._take("aleumet", "withdraw", {"reason": TEXT}, subject)

    def choice(self, number: str) -> Response:
        measure = self._control.aleumet.measure(number)
        if measure is None:
            return _measure_unknown()
        chosen = measure.chosen
        return answer({"measure": number, "supplier": dict(chosen) if chosen else None})

    def suppliers(self, number: str) -> Response:
        if self._control.aleumet.measure(number) is None:
            return _measure_unknown()
        listed = [{"bin": bin, "name": name} for bin, name in SUPPLIERS.items()]
        return answer({"measure": number, "suppliers": listed})

    def order(self, number: str) -> Response:
        """The recipient chooses through another door; the portal tells it as if in its own."""
        measure = self._control.aleumet.measure(number)
        if measure is None:
            return _measure_unknown()
        body, key = body_of(), idempotency_key()
        if key is None:
            return problem(*KEY_MISSING)
        if wrong := unfit({"supplier": re.compile("[0-9]{12}")}, body):
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "body-unfit", f"Wrong: {wrong}")
        subject = measure.passed.id
        if key not in [one.body["key"] for one in self._ordered(subject)]:
            chosen = body["supplier"]
            try:
                name = SUPPLIERS[chosen]
                self._control.aleumet.choose_supplier(subject, bin=chosen, name=name)
            except (KeyError, ValueError):
                return problem(HTTPStatus.CONFLICT, "choice-refused", "This cannot be chosen now")
            self._control.senders.supplier_chosen(subject)
        told = {"key": key}
        kept = self._control.receive("aleumet", "order", key=key, subject=subject, body=told)
        return receipt(kept.id, kept.at)

    def _ordered(self, measure: str) -> list[Received]:
        return self._control.received("aleumet", "order", measure)

    def _take(self, system: str, call: str, shape: Shape, subject: str) -> Response:
        body, key = body_of(), idempotency_key()
        if key is None:
            return problem(*KEY_MISSING)
        if wrong := unfit(shape, body):
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "body-unfit", f"Wrong: {wrong}")
        kept = self._control.receive(system, call, key=key, subject=subject, body=body)
        return receipt(kept.id, kept.at)


def _measure_unknown() -> Response:
    return problem(HTTPStatus.NOT_FOUND, "measure-unknown", "No measure has this id")


def _text(name: str) -> str:
    value = body_of().get(name)
    return value if isinstance(value, str) else ""


def _case_number() -> str:
    case = body_of().get("case")
    number = case.get("number") if isinstance(case, dict) else None
    return number if isinstance(number, str) else ""
