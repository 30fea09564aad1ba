"""The stand's first page: phones, fault switches, registry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.stand.control import CALLS, StandControl
from app.stand.frame import back_to, framed, typed
from app.stand.people import StandPerson
from app.stand.post import Letter
from app.stand.records import MEASURES, Disability, Programme
from app.stand.store import MESSAGE_STATES, Fault, FaultKind, SentMessage

SWITCHES: Mapping[str, FaultKind | None] = {
    "works": None,
    "slow": "slow",
    "error": "error-500",
    "nonsense": "malformed",
    "off": "down-until",
    "three-days": "down-until",
}
THREE_DAYS = timedelta(days=3)
_SWITCH_OF: Mapping[FaultKind, str] = {
    "slow": "slow",
    "timeout": "error",
    "error-500": "error",
    "malformed": "nonsense",
    "down-until": "off",
}
_SHOWN_PHONES = 12
_SHOWN_BUBBLES = 8
_FOLDED = str.maketrans("ёәғқңөұүһі", "еагкноуухи", "ьъ")


@dataclass(frozen=True, slots=True)
class Bubble:
    """An SMS on a phone: one that came, or one that its owner wrote."""

    text: str
    at: datetime
    message: SentMessage | None
    """None: the owner wrote it."""
    letter: Letter | None
    """The owner's SMS on its way."""


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    owner: str
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A person with what other registries hold."""

    person: StandPerson
    disability: Disability | None
    programme: Programme | None

    @property
    def needed(self) -> tuple[str, ...]:
        """Codes of the measures that the programme says are needed."""
        if self.programme is None:
            return ()
        return tuple(m.code for m in self.programme.measures if m.decision == "needed")


class StandPage:
    """What people see of the stand first."""

    def __init__(self, control: StandControl) -> None:
        self._control = control
        self._css = (Path(__file__).parent / "templates" / "stand.css").read_bytes()

    def blueprint(self) -> Blueprint:
        """The blueprint that the stand's further pages are added to, too."""
        page = Blueprint("page", __name__)
        page.add_url_rule("/", "home", self.home)
        page.add_url_rule("/phones", "write", self.write, methods=["POST"])
        page.add_url_rule("/phones/state", "mark", self.mark, methods=["POST"])
        page.add_url_rule("/faults", "faults", self.faults, methods=["POST"])
        page.add_url_rule("/reset", "reset", self.reset, methods=["POST"])
        page.add_url_rule("/stand.css", "css", self.css)
        return framed(page)

    def home(self) -> str:
        asked = " ".join(request.args.get("q", "").split())
        faults = self._control.faults()
        return render_template(
            "home.html",
            phones=self._phones(),
            systems={system: _switch_of(system, faults) for system in CALLS},
            switches=list(SWITCHES),
            faults=faults,
            counts=self._control.requests_by_system(),
            rows=[self._row(p) for p in self._control.people() if _matches(p, asked)],
            asked=asked,
            measures=MEASURES,
        )

    def write(self) -> BaseResponse:
        """The owner of a phone answers."""
        number = typed("phone", 20)
        if re.fullmatch(r"\+7[0-9]{10}", number) is None:
            return back_to("home", wrong="phone")
        try:
            self._control.senders.sms_reply(number, typed("text"))
        except ValueError:
            return back_to("home", wrong="text")
        return back_to("home", anchor="phones")

    def mark(self) -> BaseResponse:
        """What became of a message."""
        message = self._control.message(typed("message", 30))
        state = next((s for s in MESSAGE_STATES if s == typed("state", 20)), None)
        if message is None or state is None:
            abort(HTTPStatus.NOT_FOUND)
        self._control.mark_message(message, state)
        return back_to("home", anchor="phones")

    def faults(self) -> BaseResponse:
        present = self._control.faults()
        for system in CALLS:
            wanted = "works" if "all" in request.form else request.form.get(system, "")
            # A switch that was not touched keeps a counted or dated fault as it is.
            if wanted not in SWITCHES or wanted == _switch_of(system, present):
                continue
            self._control.clear_faults(system)
            if (kind := SWITCHES[wanted]) is not None:
                until = self._control.now() + THREE_DAYS if wanted == "three-days" else None
                self._control.set_fault(system, "*", kind, until=until)
        return back_to("home")

    def reset(self) -> BaseResponse:
        self._control.reset()
        return back_to("home")

    def css(self) -> Response:
        return Response(self._css, mimetype="text/css")

    def _row(self, person: StandPerson) -> Row:
        control = self._control
        return Row(person, control.held.disability(person.iin), control.held.programme(person.iin))

    def _phones(self) -> list[Phone]:
        """Those that got or wrote something, the latest first."""
        owners = {person.phone: person.full_name for person in self._control.people()}
        bubbles: dict[str, list[Bubble]] = {}
        for message in self._control.sent_messages():
            bubble = Bubble(message.text, message.accepted_at, message, None)
            bubbles.setdefault(message.to, []).append(bubble)
        for letter in self._control.post.letters(path="/sms/replies"):
            bubble = Bubble(letter.body["text"], letter.written_at, None, letter)
            bubbles.setdefault(letter.subject, []).append(bubble)
        phones = [
            Phone(number, owners.get(number, ""), tuple(sorted(found, key=lambda b: b.at)))
            for number, found in bubbles.items()
        ]
        phones.sort(key=lambda phone: phone.bubbles[-1].at, reverse=True)
        return [
            Phone(phone.number, phone.owner, phone.bubbles[-_SHOWN_BUBBLES:])
            for phone in phones[:_SHOWN_PHONES]
        ]


def _switch_of(system: str, faults: list[Fault]) -> str:
    for fault in faults:
        if fault.system == system:
            is_dated = fault.kind == "down-until" and fault.until is not None
            return "three-days" if is_dated else _SWITCH_OF[fault.kind]
    return "works"


def _matches(person: StandPerson, asked: str) -> bool:
    known = f"{person.full_name} {person.iin}".lower().translate(_FOLDED)
    return all(part in known for part in asked.lower().translate(_FOLDED).split())
