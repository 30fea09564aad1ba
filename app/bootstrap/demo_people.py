"""The invented offices and people of the demo. None of them has a password."""

from app.domain.identity import OfficeId, PersonId
from app.domain.people import Grant, Office, Person, Role
from app.domain.texts import Text
from app.stand.people import DISTRICTS

CITY = OfficeId("almaty")


def department(district: str) -> OfficeId:
    """The employment department of a district of Almaty."""
    return OfficeId(f"almaty-{district}")


BOSTANDYK, ALMALY, MEDEU = (department(name) for name in ("bostandyk", "almaly", "medeu"))

OFFICES: tuple[Office, ...] = (
    Office(
        CITY,
        None,
        "region",
        Text(
            "Алматы қаласының Әлеуметтік әл-ауқат басқармасы",
            "Управление социального благосостояния города Алматы",
            "Social Welfare Administration of Almaty",
        ),
        "CAL-ED-A",
    ),
    *(
        Office(
            department(key),
            CITY,
            "department",
            Text(
                f"{district.kk} жұмыспен қамту бөлімі",
                f"Отдел занятости, {district.ru}",
                f"Employment department, {key.capitalize()} district",
            ),
            "CAL-ED-A",
            district.code,
        )
        for key, district in DISTRICTS.items()
    ),
)


def _person(login: str, name: str, role: Role, office: OfficeId) -> Person:
    return Person(PersonId(login), name, "kk", "", (Grant(role, office),))


PEOPLE: tuple[Person, ...] = (
    _person("zhanar", "Жанар Оспанова", Role.CLERK, BOSTANDYK),
    _person("asel", "Әсел Сейітқызы", Role.SPECIALIST, BOSTANDYK),
    _person("bauyrzhan", "Бауыржан Нұрланов", Role.HEAD, BOSTANDYK),
    _person("bakyt", "Бақыт Әлімжанов", Role.SUPERVISOR, CITY),
    _person("timur", "Тимур Ахметов", Role.CLERK, ALMALY),
    _person("saltanat", "Салтанат Жүнісова", Role.SPECIALIST, ALMALY),
    _person("madina", "Мадина Құсайынова", Role.DESIGNER, CITY),
    _person("saule", "Сәуле Ермекова", Role.AUDITOR, CITY),
)
