"""The stand's own page: phones, fault switches, registry, journal; no script, no cookie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.stand.control import CALLS, StandControl
from app.stand.people import DISTRICTS, StandPerson
from app.stand.person_form import PersonForm, checked, empty_form, form_of
from app.stand.store import Fault, FaultKind, SentMessage
from app.stand.words import LANGUAGES, Language, word

SWITCHES: Mapping[str, FaultKind | None] = {
    "works": None,
    "slow": "slow",
    "error": "error-500",
    "off": "down-until",
}
_SWITCH_OF: Mapping[FaultKind, str] = {
    "slow": "slow",
    "timeout": "error",
    "error-500": "error",
    "malformed": "error",
    "down-until": "off",
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    # Not `no-referrer`: with that a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_ALMATY = timezone(timedelta(hours=5))
_SHOWN_PHONES = 12
_FOLDED = str.maketrans("ёәғқңөұүһі", "еагкноуухи", "ьъ")


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    owner: str
    messages: tuple[SentMessage, ...]


class StandPage:
    """What people see of the stand."""

    def __init__(self, control: StandControl) -> None:
        self._control = control
        self._css = (Path(__file__).parent / "templates" / "stand.css").read_bytes()

    def blueprint(self) -> Blueprint:
        page = Blueprint("page", __name__)
        page.add_url_rule("/", "home", self.home)
        page.add_url_rule("/journal", "journal", self.journal)
        page.add_url_rule("/people/new", "new_person", self.new_person)
        page.add_url_rule("/people", "add_person", self.add_person, methods=["POST"])
        page.add_url_rule("/people/<iin>", "person", self.person)
        page.add_url_rule("/people/<iin>", "change_person", self.change_person, methods=["POST"])
        page.add_url_rule("/faults", "faults", self.faults, methods=["POST"])
        page.add_url_rule("/reset", "reset", self.reset, methods=["POST"])
        page.add_url_rule("/stand.css", "css", self.css)
        page.before_request(_refuse_foreign_forms)
        page.after_request(_with_headers)
        page.context_processor(_surroundings)
        return page

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
            people=[p for p in self._control.people() if _matches(p, asked)],
            asked=asked,
            saved="saved" in request.args,
        )

    def journal(self) -> str:
        return render_template("journal.html", requests=self._control.requests(200))

    def new_person(self) -> str:
        return self._form(empty_form(), None)

    def person(self, iin: str) -> str:
        known = self._control.person(iin)
        if known is None:
            abort(HTTPStatus.NOT_FOUND)
        return self._form(form_of(known), known)

    def add_person(self) -> BaseResponse:
        iin = request.form.get("iin", "").strip()
        return self._save(None, is_taken=self._control.person(iin) is not None)

    def change_person(self, iin: str) -> BaseResponse:
        known = self._control.person(iin)
        if known is None:
            abort(HTTPStatus.NOT_FOUND)
        return self._save(known, is_taken=False)

    def faults(self) -> BaseResponse:
        present = self._control.faults()
        for system in CALLS:
            wanted = "works" if "all" in request.form else request.form.get(system, "")
            # A switch that was not touched keeps a counted or dated fault as it is.
            if wanted not in SWITCHES or wanted == _switch_of(system, present):
                continue
            self._control.clear_faults(system)
            if (kind := SWITCHES[wanted]) is not None:
                self._control.set_fault(system, "*", kind)
        return _home_again()

    def reset(self) -> BaseResponse:
        self._control.reset()
        return _home_again()

    def css(self) -> Response:
        return Response(self._css, mimetype="text/css")

    def _form(self, form: PersonForm, known: StandPerson | None) -> str:
        return render_template(
            "person.html", form=form, known=known, districts=list(DISTRICTS.values())
        )

    def _save(self, known: StandPerson | None, *, is_taken: bool) -> BaseResponse:
        typed = dict(request.form) | ({"iin": known.iin} if known else {})
        today = self._control.now().astimezone(_ALMATY).date()
        form = checked(typed, known=known, is_taken=is_taken, today=today)
        if form.wrong:
            return Response(self._form(form, known), HTTPStatus.UNPROCESSABLE_ENTITY)
        self._control.put_person(form.record(known))
        return _home_again()

    def _phones(self) -> list[Phone]:
        """Those that got something, the latest first."""
        owners = {person.phone: person.full_name for person in self._control.people()}
        sent: dict[str, list[SentMessage]] = {}
        for message in reversed(self._control.sent_messages()):
            sent.setdefault(message.to, []).insert(0, message)
        return [
            Phone(number, owners.get(number, ""), tuple(messages[-8:]))
            for number, messages in list(sent.items())[:_SHOWN_PHONES]
        ]


def _refuse_foreign_forms() -> None:
    """Only the stand's own pages may change it: there is no session a token could live in."""
    if request.method != "POST":
        return
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    if urlsplit(source).netloc != request.host:
        abort(Response(word("foreign", _language()), HTTPStatus.FORBIDDEN, mimetype="text/plain"))


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _surroundings() -> dict[str, object]:
    language = _language()

    def link(endpoint: str, iin: str | None = None) -> str:
        return url_for(f"page.{endpoint}", lang=language, iin=iin)

    above, slash, _ = request.script_root.rpartition("/")
    return {
        "t": lambda key: word(key, language),
        "language": language,
        "languages": LANGUAGES,
        "link": link,
        "product": f"{above}/" if slash else "",
        "at": _moment,
        "spaced": _spaced,
    }


def _language() -> Language:
    wanted = request.args.get("lang", "")
    return next((known for known in LANGUAGES if known == wanted), "kk")


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(_ALMATY):%d.%m.%Y %H:%M}"


def _spaced(phone: str) -> str:
    return " ".join((phone[:2], phone[2:5], phone[5:8], phone[8:10], phone[10:]))


def _home_again() -> BaseResponse:
    place = url_for("page.home", lang=_language(), saved=1)
    return redirect(place, HTTPStatus.SEE_OTHER)


def _switch_of(system: str, faults: list[Fault]) -> str:
    return next((_SWITCH_OF[fault.kind] for fault in faults if fault.system == system), "works")


def _matches(person: StandPerson, asked: str) -> bool:
    known = f"{person.full_name} {person.iin}".lower().translate(_FOLDED)
    return all(part in known for part in asked.lower().translate(_FOLDED).split())
