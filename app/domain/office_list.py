"""Reads the list of offices that an installation is set up with."""

from collections.abc import Mapping

from app.domain.identity import OfficeId
from app.domain.people import Office
from app.domain.refusals import Invalid
from app.domain.schedules import WORK_SCHEDULES
from app.domain.strict_reading import Reading
from app.domain.texts import Text


class OfficesInvalid(Invalid):
    """The list has mistakes; `problems` names each with its place."""

    code = "OfficesInvalid"
    title = Text("Бөлімдер тізімі қате", "Список отделов неверен", "The list of offices is wrong")


def read_offices(raw: Mapping[str, object]) -> tuple[Office, ...]:
    """The offices of a mapping from id to `name`, `kind`, `schedule`, `parent` and `kato`.

    Raises:
        OfficesInvalid: with every mistake at once.
    """
    reading = Reading()
    offices = tuple(_office(reading, key, value, raw) for key, value in raw.items())
    if reading.problems:
        raise OfficesInvalid("; ".join(reading.problems))
    return offices


def _office(reading: Reading, key: str, value: object, all_of_them: Mapping[str, object]) -> Office:
    told = reading.mapping(
        value, key, required=("name", "kind", "schedule"), optional=("parent", "kato")
    )
    words = {name: str(told.get(name) or "") for name in ("kind", "schedule", "parent", "kato")}
    if words["schedule"] and words["schedule"] not in WORK_SCHEDULES:
        reading.problem(f"{key}.schedule", f"expected one of {', '.join(sorted(WORK_SCHEDULES))}")
    if words["parent"] and words["parent"] not in all_of_them:
        reading.problem(f"{key}.parent", f"there is no office {words['parent']} in this file")
    return Office(
        id=OfficeId(key),
        parent=OfficeId(words["parent"]) if words["parent"] else None,
        kind=words["kind"],
        name=reading.text(told, "name", key),
        schedule=words["schedule"],
        kato=words["kato"],
    )
