"""The registries of the stand as their contracts word them: GBD FL, CBDI, E-Sobes, MAB, egov."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response

from app.stand.control import StandControl
from app.stand.gate import Gate
from app.stand.people import StandPerson
from app.stand.records import MEASURES, REASONS, Programme
from app.stand.wire import answer, problem


class Registries:
    """Calls that only ask, each about one person."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def open(self, gate: Gate) -> None:
        asked: tuple[tuple[str, str, str, Callable[[str], Response]], ...] = (
            ("gbdfl", "person", "/gbdfl/v1/persons/<iin>", self.person),
            ("cbdi", "disability", "/cbdi/v1/disabilities/<iin>", self.disability),
            ("esobes", "programme", "/esobes/v1/programmes/<iin>", self.programme),
            ("mab", "phone", "/mab/v1/phones/<iin>", self.mab_phone),
            ("egov", "phone", "/egov/v1/users/<iin>/phone", self.egov_phone),
        )
        for system, call, path, work in asked:
            gate.open(system, call, "GET", path, _of_an_iin(work), lambda iin: iin)

    def person(self, iin: str) -> Response:
        found = self._control.person(iin)
        if found is None:
            return problem(HTTPStatus.NOT_FOUND, "person-unknown", "No person has this IIN")
        return answer(record_of(found))

    def disability(self, iin: str) -> Response:
        found = self._control.held.disability(iin)
        person = self._control.person(iin)
        if found is None or not (found.full_name or person):
            return problem(HTTPStatus.NOT_FOUND, "disability-unknown", "No disability is known")
        born = found.birth_date or (person.birth_date if person else None)
        kk, ru = REASONS[found.reason]
        return answer(
            {
                "iin": iin,
                "full_name": found.full_name or (person.full_name if person else ""),
                "birth_date": born.isoformat() if born else None,
                "group": found.group,
                "reason": {"kk": kk, "ru": ru},
                "since": found.since.isoformat(),
                "until": found.until.isoformat() if found.until else None,
                "difficulty_moving": found.difficulty_moving,
                "certificate": found.certificate,
            }
        )

    def programme(self, iin: str) -> Response:
        found = self._control.held.programme(iin)
        person = self._control.person(iin)
        if found is None or not (found.full_name or person):
            return problem(HTTPStatus.NOT_FOUND, "programme-unknown", "No programme is known")
        today = self._control.today()
        is_over = found.valid_until is not None and found.valid_until < today
        status = "withdrawn" if found.withdrawn else "expired" if is_over else "in_force"
        return answer(
            {
                "iin": iin,
                "full_name": found.full_name or (person.full_name if person else ""),
                "number": found.number,
                "developed_on": found.developed_on.isoformat(),
                "valid_from": found.valid_from.isoformat(),
                "valid_until": found.valid_until.isoformat() if found.valid_until else None,
                "status": status,
                "group": found.group,
                "measures": measures_of(found),
            }
        )

    def mab_phone(self, iin: str) -> Response:
        return _phone(iin, self._control.held.phone("mab", iin), "phone-unknown")

    def egov_phone(self, iin: str) -> Response:
        return _phone(iin, self._control.held.phone("egov", iin), "phone-not-registered")


def measures_of(programme: Programme) -> list[dict[str, Any]]:
    """The measures of a programme as its contract words them."""
    until = programme.valid_until.isoformat() if programme.valid_until else None
    return [
        {
            "code": measure.code,
            "name": dict(zip(("kk", "ru"), MEASURES[measure.code], strict=True)),
            "volume": measure.volume,
            "unit": measure.unit,
            "decision": measure.decision,
            "period_from": programme.valid_from.isoformat(),
            "period_until": until,
        }
        for measure in programme.measures
    ]


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


def _of_an_iin(work: Callable[[str], Response]) -> Callable[[str], Response]:
    def checked(iin: str) -> Response:
        if re.fullmatch("[0-9]{12}", iin) is None:
            return problem(HTTPStatus.BAD_REQUEST, "iin-malformed", "An IIN has twelve digits")
        return work(iin)

    return checked


def _phone(iin: str, phone: str | None, unknown: str) -> Response:
    if phone is None:
        return problem(HTTPStatus.NOT_FOUND, unknown, "No number is known")
    return answer({"iin": iin, "phone": phone})
