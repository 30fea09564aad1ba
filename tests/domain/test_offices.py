"""Offices as they are listed, whatever order they were kept in."""

from app.domain.identity import OfficeId
from app.domain.people import Office, Offices
from app.domain.texts import Text


def office(code: str, name: str) -> Office:
    return Office(OfficeId(code), None, "department", Text(name, "", ""), "CAL-ED-A")


def test_offices_stand_by_their_names_in_the_kazakh_alphabet() -> None:
    kept = [
        office("almaty-zhetysu", "Жетісу ауданы"),
        office("almaty-medeu", "Медеу ауданы"),
        office("almaty-auezov", "Әуезов ауданы"),
        office("almaty-almaly", "Алмалы ауданы"),
        office("almaty-bostandyk", "Бостандық ауданы"),
    ]

    names = [one.name.kk.split()[0] for one in Offices(kept).all()]

    assert names == ["Алмалы", "Әуезов", "Бостандық", "Жетісу", "Медеу"]
