"""The form of one person on the stand's page: what was typed, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.stand.people import DISTRICTS, STATUSES, StandPerson, birth_date_of, is_iin


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Typed values by field, and by field the key of the word that says what is wrong."""

    values: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)

    def record(self, known: StandPerson | None) -> dict[str, object]:
        """What `StandControl.put_person` takes; only for a form without a fault."""
        values = self.values
        changed: dict[str, object] = {
            name: values[name] for name in ("iin", "full_name", "birth_date", "status", "phone")
        }
        changed["status_date"] = values["status_date"] or None
        if known is None or known.residence_code != values["district"]:
            home = next(d for d in DISTRICTS.values() if d.code == values["district"])
            changed["residence_code"] = home.code
            changed["residence_kk"] = f"Алматы қаласы, {home.kk}"
            changed["residence_ru"] = f"город Алматы, {home.ru}"
        return changed


FIELDS = ("iin", "full_name", "birth_date", "status", "status_date", "district", "phone")


def form_of(person: StandPerson) -> PersonForm:
    return PersonForm(
        {
            "iin": person.iin,
            "full_name": person.full_name,
            "birth_date": person.birth_date.isoformat(),
            "status": person.status,
            "status_date": person.status_date.isoformat() if person.status_date else "",
            "district": person.residence_code,
            "phone": person.phone,
        }
    )


def empty_form() -> PersonForm:
    return PersonForm(dict.fromkeys(FIELDS, "") | {"status": "alive"})


def checked(
    typed: Mapping[str, str], *, known: StandPerson | None, is_taken: bool, today: date
) -> PersonForm:
    """The form as typed, with every field that cannot be saved."""
    values = {name: " ".join(typed.get(name, "").split()) for name in FIELDS}
    districts = {district.code for district in DISTRICTS.values()}
    if known is not None:
        districts.add(known.residence_code)
    born = _day(values["birth_date"])
    since = _day(values["status_date"])
    fitting: Mapping[str, Callable[[], bool]] = {
        "iin": lambda: is_iin(values["iin"]) and _birth_date(values["iin"]) is not None,
        "full_name": lambda: len(values["full_name"].split()) >= 2,
        "birth_date": lambda: born is not None and born == _birth_date(values["iin"]),
        "status": lambda: values["status"] in STATUSES,
        "status_date": lambda: (
            not values["status_date"] or (since is not None and (born or since) <= since <= today)
        ),
        "district": lambda: values["district"] in districts,
        "phone": lambda: re.fullmatch(r"\+7[0-9]{10}", values["phone"]) is not None,
    }
    wrong = {name: f"wrong.{name}" for name, fits in fitting.items() if not fits()}
    if is_taken:
        wrong["iin"] = "wrong.iin-taken"
    return PersonForm(values, wrong)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _birth_date(iin: str) -> date | None:
    try:
        return birth_date_of(iin)
    except ValueError:
        return None
