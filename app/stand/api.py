"""The stand's answers as GBD FL and SMS gateway, by the contracts in `docs/contracts/`."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from flask import Blueprint, Response, json, request

from app.stand.control import StandControl
from app.stand.people import StandPerson
from app.stand.store import Fault

IN_PROCESS = "stand.in_process"
"""WSGI environ key of a caller that is not kept waiting, but told what would have happened."""
FAULT_HEADER = "Stand-Fault"
"""Names the fault of an answer given in process; `timeout` means: nothing would have come."""

Pause = Callable[[timedelta], None]


class StandApi:
    """Both systems behind their tokens and their faults."""

    def __init__(
        self,
        control: StandControl,
        tokens: Mapping[str, str],
        *,
        pause: Pause,
        slow: timedelta,
        patience: timedelta,
    ) -> None:
        self._control = control
        self._tokens = tokens
        self._pause = pause
        self._slow = slow
        self._patience = patience

    def blueprint(self) -> Blueprint:
        api = Blueprint("systems", __name__)
        api.add_url_rule("/gbdfl/v1/persons/<iin>", "person", self.person, methods=["GET"])
        api.add_url_rule("/sms/v1/messages", "send", self.send, methods=["POST"])
        return api

    def person(self, iin: str) -> Response:
        return self._answer("gbdfl", "person", iin, lambda: self._person(iin))

    def send(self) -> Response:
        body = request.get_json(silent=True)
        to = body.get("to") if isinstance(body, dict) else None
        text = body.get("text") if isinstance(body, dict) else None
        subject = to if isinstance(to, str) else ""
        return self._answer("sms", "send", subject, lambda: self._send(to, text))

    def _answer(
        self, system: str, call: str, subject: str, work: Callable[[], Response]
    ) -> Response:
        if request.authorization is None or request.authorization.token != self._tokens[system]:
            answer = problem(HTTPStatus.UNAUTHORIZED, "token-refused", "The token is not known")
            answer.headers["WWW-Authenticate"] = "Bearer"
            fault = None
        else:
            fault = self._control.strike(system, call)
            answer = self._under(fault, work)
        kept_back = fault is not None and fault.kind == "timeout"
        self._control.log(
            system,
            call,
            subject=subject,
            status=0 if kept_back else answer.status_code,
            fault=fault.kind if fault else "",
        )
        return answer

    def _under(self, fault: Fault | None, work: Callable[[], Response]) -> Response:
        """The answer as this fault spoils it.

        With `timeout`, `malformed` and `slow` the work is done: what is lost is the answer.
        """
        if fault is None:
            return work()
        if fault.kind == "error-500":
            answer = problem(HTTPStatus.INTERNAL_SERVER_ERROR, "broken", "The system has failed")
        elif fault.kind == "down-until":
            answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, "down", "The system is down")
        else:
            answer = work()
        if fault.kind == "malformed":
            whole = answer.get_data()
            answer.set_data(whole[: len(whole) // 2])
        if IN_PROCESS in request.environ:
            answer.headers[FAULT_HEADER] = fault.kind
        elif fault.kind in ("timeout", "slow"):
            self._pause(self._patience if fault.kind == "timeout" else self._slow)
        return answer

    def _person(self, iin: str) -> Response:
        if re.fullmatch("[0-9]{12}", iin) is None:
            return problem(HTTPStatus.BAD_REQUEST, "iin-malformed", "An IIN has twelve digits")
        found = self._control.person(iin)
        if found is None:
            return problem(HTTPStatus.NOT_FOUND, "person-unknown", "No person has this IIN")
        return _json(record_of(found), HTTPStatus.OK)

    def _send(self, to: object, text: object) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not 1 <= len(key) <= 100:
            return problem(HTTPStatus.BAD_REQUEST, "key-missing", "Idempotency-Key is required")
        if not isinstance(to, str) or re.fullmatch(r"\+7[0-9]{10}", to) is None:
            return problem(HTTPStatus.BAD_REQUEST, "phone-malformed", "`to` is +7 and ten digits")
        if not isinstance(text, str) or not 1 <= len(text) <= 670:
            return problem(
                HTTPStatus.BAD_REQUEST, "text-malformed", "`text` is 1 to 670 characters"
            )
        kept = self._control.accept_message(key=key, to=to, text=text)
        if (kept.to, kept.text) != (to, text):
            return problem(HTTPStatus.CONFLICT, "key-reused", "The key was another message's")
        receipt = {"id": kept.id, "accepted_at": _instant(kept.accepted_at)}
        return _json(receipt, HTTPStatus.ACCEPTED)


def record_of(person: StandPerson) -> dict[str, object]:
    """A person as the GBD FL contract words it."""
    surname, given, *patronymic = person.full_name.split(" ")
    return {
        "iin": person.iin,
        "names": {
            "surname": surname,
            "given": given,
            "patronymic": " ".join(patronymic) or None,
        },
        "birth_date": person.birth_date.isoformat(),
        "status": {
            "code": person.status,
            "date": person.status_date.isoformat() if person.status_date else None,
        },
        "permanent_residence": {
            "kato": person.residence_code,
            "text": {"kk": person.residence_kk, "ru": person.residence_ru},
        },
    }


def problem(status: HTTPStatus, code: str, title: str) -> Response:
    return _json(
        {"status": status, "code": code, "title": title}, status, "application/problem+json"
    )


def _json(
    content: Mapping[str, object], status: HTTPStatus, media_type: str = "application/json"
) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), status, content_type=media_type)


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
