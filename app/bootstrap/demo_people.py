"""The invented offices and people of the demo. None of them has a password."""

from dataclasses import replace
from datetime import date
from typing import Literal

from app.domain.identity import OfficeId, PersonId
from app.domain.people import (
    DEPARTMENT,
    QUALITY_BODY,
    STATE_CORPORATION,
    Grant,
    Office,
    Person,
    Role,
)
from app.domain.texts import Text
from app.stand.people import DISTRICTS, iin_of

Sex = Literal["m", "f"]

CITY = OfficeId("almaty")


def department(district: str) -> OfficeId:
    """The employment department of a district of Almaty."""
    return OfficeId(f"almaty-{district}")


def state_corporation_unit(district: str) -> OfficeId:
    """The unit of the State Corporation in a district of Almaty."""
    return OfficeId(f"sc-almaty-{district}")


FRONT_OFFICES = OfficeId("state-corporation")
QUALITY = OfficeId("quality-almaty")
"""The body that assesses and controls the quality of state services."""
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
    Office(
        QUALITY,
        None,
        QUALITY_BODY,
        Text(
            "Мемлекеттік қызмет істері агенттігінің Алматы қаласы бойынша департаменті",
            "Департамент Агентства по делам государственной службы по городу Алматы",
            "Almaty department of the Agency for Civil Service Affairs",
        ),
        "CAL-ED-A",
        DISTRICTS["bostandyk"].code[:2],
    ),
)


def _person(login: str, name: str, role: Role, office: OfficeId, born: str, sex: Sex) -> Person:
    # From a serial on that the registry of the stand does not reach.
    iin = iin_of(date.fromisoformat(born), sex, 5000)
    return Person(PersonId(login), name, "kk", "", (Grant(role, office),), iin)


PEOPLE: tuple[Person, ...] = (
    _person("zhanar", "Жанар Оспанова", Role.CLERK, BOSTANDYK, "1990-03-14", "f"),
    _person("asel", "Әсел Сейітқызы", Role.SPECIALIST, BOSTANDYK, "1987-07-02", "f"),
    _person("bauyrzhan", "Бауыржан Нұрланов", Role.HEAD, BOSTANDYK, "1975-11-21", "m"),
    _person("bakyt", "Бақыт Әлімжанов", Role.SUPERVISOR, CITY, "1979-05-30", "m"),
    _person(
        "gulnar",
        "Гүлнар Әбілова",
        Role.OPERATOR,
        state_corporation_unit("bostandyk"),
        "1986-04-19",
        "f",
    ),
    _person("timur", "Тимур Ахметов", Role.CLERK, ALMALY, "1992-09-08", "m"),
    _person("saltanat", "Салтанат Жүнісова", Role.SPECIALIST, ALMALY, "1984-12-17", "f"),
    _person(
        "daniyar",
        "Данияр Смағұлов",
        Role.OPERATOR,
        state_corporation_unit("medeu"),
        "1991-10-11",
        "m",
    ),
    _person(
        "ainur",
        "Айнұр Бекмұратова",
        Role.HEAD,
        state_corporation_unit("bostandyk"),
        "1978-08-09",
        "f",
    ),
    _person("yerlan", "Ерлан Тұрсынов", Role.SUPERVISOR, FRONT_OFFICES, "1980-01-26", "m"),
    _person("zauresh", "Зәуреш Қасымова", Role.QUALITY_OFFICER, QUALITY, "1985-10-30", "f"),
    _person("serik", "Серік Жақсыбеков", Role.HEAD, QUALITY, "1972-03-17", "m"),
    _person("gauhar", "Гауһар Исаева", Role.SUPERVISOR, QUALITY, "1983-12-05", "f"),
    _person("madina", "Мадина Құсайынова", Role.DESIGNER, CITY, "1993-06-25", "f"),
    _person("saule", "Сәуле Ермекова", Role.AUDITOR, CITY, "1981-02-03", "f"),
    replace(
        _person("aizhan", "Айжан Қалдыбаева", Role.ADMINISTRATOR, CITY, "1988-09-12", "f"),
        grants=tuple(
            Grant(Role.ADMINISTRATOR, office) for office in (CITY, FRONT_OFFICES, QUALITY)
        ),
    ),
)
