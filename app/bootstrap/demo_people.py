"""The invented offices and people of the demo. None of them has a password."""

from app.domain.identity import OfficeId, PersonId
from app.domain.people import DEPARTMENT, STATE_CORPORATION, Grant, Office, Person, Role
from app.domain.texts import Text
from app.stand.people import DISTRICTS

CITY = OfficeId("almaty")


def department(district: str) -> OfficeId:
    """The employment department of a district of Almaty."""
    return OfficeId(f"almaty-{district}")


def state_corporation_unit(district: str) -> OfficeId:
    """The unit of the State Corporation in a district of Almaty."""
    return OfficeId(f"sc-almaty-{district}")


FRONT_OFFICES = OfficeId("state-corporation")
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
            DEPARTMENT,
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
    Office(
        FRONT_OFFICES,
        None,
        "region",
        Text(
            "«Азаматтарға арналған үкімет» мемлекеттік корпорациясының Алматы қалалық филиалы",
            "Филиал Государственной корпорации «Правительство для граждан» по городу Алматы",
            "Almaty branch of the State Corporation “Government for Citizens”",
        ),
        "CAL-SC",
    ),
    *(
        Office(
            state_corporation_unit(key),
            FRONT_OFFICES,
            STATE_CORPORATION,
            Text(
                f"Мемлекеттік корпорация бөлімшесі, {DISTRICTS[key].kk}",
                f"Отделение Государственной корпорации, {DISTRICTS[key].ru}",
                f"State Corporation unit, {key.capitalize()} district",
            ),
            "CAL-SC",
            DISTRICTS[key].code,
        )
        for key in ("bostandyk", "medeu")
    ),
)


def _person(login: str, name: str, role: Role, office: OfficeId) -> Person:
    return Person(PersonId(login), name, "kk", "", (Grant(role, office),))


PEOPLE: tuple[Person, ...] = (
    _person("zhanar", "Жанар Оспанова", Role.CLERK, BOSTANDYK),
    _person("asel", "Әсел Сейітқызы", Role.SPECIALIST, BOSTANDYK),
    _person("bauyrzhan", "Бауыржан Нұрланов", Role.HEAD, BOSTANDYK),
    _person("bakyt", "Бақыт Әлімжанов", Role.SUPERVISOR, CITY),
    _person("gulnar", "Гүлнар Әбілова", Role.OPERATOR, state_corporation_unit("bostandyk")),
    _person("timur", "Тимур Ахметов", Role.CLERK, ALMALY),
    _person("saltanat", "Салтанат Жүнісова", Role.SPECIALIST, ALMALY),
    _person("daniyar", "Данияр Смағұлов", Role.OPERATOR, state_corporation_unit("medeu")),
    _person("madina", "Мадина Құсайынова", Role.DESIGNER, CITY),
    _person("saule", "Сәуле Ермекова", Role.AUDITOR, CITY),
)
