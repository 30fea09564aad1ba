"""A person on the stand: the records of every registry, and the events that can befall them."""

from collections.abc import Callable, Mapping
from datetime import date
from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.stand.control import StandControl
from app.stand.frame import back_to, day_of, typed
from app.stand.people import DISTRICTS, StandPerson
from app.stand.person_form import PersonForm, checked, empty_form, form_of
from app.stand.records import MEASURES, REASONS

_TRUTH: Mapping[str, bool | None] = {"yes": True, "no": False, "unknown": None}


class PeoplePages:
    """Records and events, one person at a time."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def add_to(self, page: Blueprint) -> None:
        page.add_url_rule("/people/new", "new_person", self.new_person)
        page.add_url_rule("/people", "add_person", self.add_person, methods=["POST"])
        page.add_url_rule("/people/<iin>", "person", self.person)
        for path, name, view in (
            ("", "change_person", self.change_person),
            ("/disability", "change_disability", self.change_disability),
            ("/programme", "change_programme", self.change_programme),
            ("/phones", "change_phones", self.change_phones),
            ("/events", "event", self.event),
        ):
            page.add_url_rule(f"/people/<iin>{path}", name, view, methods=["POST"])

    def new_person(self) -> str:
        return self._form(empty_form(), None)

    def person(self, iin: str) -> str:
        known = self._known(iin)
        return self._form(form_of(known), known)

    def add_person(self) -> BaseResponse:
        iin = request.form.get("iin", "").strip()
        return self._save(None, is_taken=self._control.person(iin) is not None)

    def change_person(self, iin: str) -> BaseResponse:
        return self._save(self._known(iin), is_taken=False)

    def change_disability(self, iin: str) -> BaseResponse:
        self._known(iin)

        def change() -> None:
            if typed("has") != "yes":
                self._control.held.put_disability(iin, None)
                return
            changed = {
                "group": typed("group") or None,
                "reason": typed("reason"),
                "since": typed("since"),
                "until": typed("until") or None,
                "difficulty_moving": _TRUTH.get(typed("difficulty")),
                "certificate": typed("certificate", 50),
            }
            self._control.held.put_disability(iin, changed)

        return self._tried("disability", iin, change)

    def change_programme(self, iin: str) -> BaseResponse:
        self._known(iin)

        def change() -> None:
            if typed("has") != "yes":
                self._control.held.put_programme(iin, None)
                return
            changed = {
                "number": typed("number", 50),
                "developed_on": typed("developed_on"),
                "valid_from": typed("developed_on"),
                "valid_until": typed("valid_until") or None,
                "withdrawn": typed("withdrawn") == "yes",
                "group": typed("programme_group") or None,
                "measures": [
                    {"code": code, "volume": 8, "unit": "hours_per_day"}
                    if code == "personal-assistant"
                    else {"code": code, "volume": 1, "unit": "items"}
                    for code in request.form.getlist("measures")
                ],
            }
            self._control.held.put_programme(iin, changed)

        return self._tried("programme", iin, change)

    def change_phones(self, iin: str) -> BaseResponse:
        self._known(iin)

        def change() -> None:
            self._control.held.put_phone("egov", iin, typed("egov") or None)
            self._control.held.put_phone("mab", iin, typed("mab") or None)

        return self._tried("phones", iin, change)

    def event(self, iin: str) -> BaseResponse:
        """Something befell the person, and the registry tells it."""
        self._known(iin)
        kind = typed("kind", 20)

        def tell() -> None:
            senders, on = self._control.senders, day_of(typed("on", 10)) or self._control.today()
            if kind == "person-died":
                senders.person_event("person-died", iin, on)
            elif kind == "person-left":
                senders.person_event("person-left", iin, on, typed("where", 200))
            else:
                senders.measure_found(iin, typed("measure", 50))

        return self._tried("event", iin, tell)

    def _tried(self, what: str, iin: str, deed: Callable[[], None]) -> BaseResponse:
        try:
            deed()
        except ValueError:
            return back_to("person", wrong=what, iin=iin)
        return back_to("person", iin=iin)

    def _known(self, iin: str) -> StandPerson:
        known = self._control.person(iin)
        if known is None:
            abort(HTTPStatus.NOT_FOUND)
        return known

    def _form(self, form: PersonForm, known: StandPerson | None) -> str:
        control = self._control
        iin = known.iin if known else ""
        return render_template(
            "person.html",
            form=form,
            known=known,
            districts=list(DISTRICTS.values()),
            disability=control.held.disability(iin),
            programme=control.held.programme(iin),
            reasons=REASONS,
            measures=MEASURES,
            egov_phone=control.held.phone("egov", iin) or "",
            mab_phone=control.held.phone("mab", iin) or "",
            today=control.today(),
        )

    def _save(self, known: StandPerson | None, *, is_taken: bool) -> BaseResponse:
        sent = dict(request.form) | ({"iin": known.iin} if known else {})
        today: date = self._control.today()
        form = checked(sent, known=known, is_taken=is_taken, today=today)
        if form.wrong:
            return Response(self._form(form, known), HTTPStatus.UNPROCESSABLE_ENTITY)
        person = self._control.put_person(form.record(known))
        if known is None:
            # The number that a newcomer is added with is known to those who write to it.
            self._control.held.put_phone("egov", person.iin, person.phone)
            self._control.held.put_phone("mab", person.iin, person.phone)
            return back_to("person", iin=person.iin)
        return back_to("home")
