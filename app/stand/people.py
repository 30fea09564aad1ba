"""Invented people of the stand's registry; none is a real person, though every IIN is valid.

Phones `+7 70x 000 xx xx` are clearly unreal. Districts are those of Almaty with their codes of the
classifier of administrative objects (KATO).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["alive", "dead", "departed"]
STATUSES: tuple[Status, ...] = ("alive", "dead", "departed")


@dataclass(frozen=True, slots=True)
class StandPerson:
    """One record of the registry, with the phone the stand shows messages on."""

    iin: str
    full_name: str
    """Surname, given name and, where there is one, patronymic, parted by single spaces."""
    birth_date: date
    status: Status
    status_date: date | None
    residence_code: str
    residence_kk: str
    residence_ru: str
    phone: str


@dataclass(frozen=True, slots=True)
class District:
    code: str
    kk: str
    ru: str


DISTRICTS: dict[str, District] = {
    "almaly": District("751110000", "Алмалы ауданы", "Алмалинский район"),
    "alatau": District("751210000", "Алатау ауданы", "Алатауский район"),
    "auezov": District("751310000", "Әуезов ауданы", "Ауэзовский район"),
    "bostandyk": District("751410000", "Бостандық ауданы", "Бостандыкский район"),
    "zhetysu": District("751510000", "Жетісу ауданы", "Жетысуский район"),
    "medeu": District("751710000", "Медеу ауданы", "Медеуский район"),
    "nauryzbai": District("751810000", "Наурызбай ауданы", "Наурызбайский район"),
    "turksib": District("751910000", "Түрксіб ауданы", "Турксибский район"),
}

_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit of an IIN, or None where these eleven digits are never issued."""
    digits = [int(figure) for figure in first_eleven]
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def is_iin(text: str) -> bool:
    """Whether these are twelve digits of which the last one checks."""
    return (
        len(text) == 12
        and text.isascii()
        and text.isdigit()
        and check_digit(text[:11]) == int(text[11])
    )


def iin_of(born: date, sex: Literal["m", "f"], serial: int) -> str:
    """The IIN of the first free number at or after `serial` (0 to 9999) of that day."""
    century = {18: 1, 19: 3, 20: 5}[born.year // 100] + (sex == "f")
    for number in range(serial, 10000):
        eleven = f"{born:%y%m%d}{century}{number:04d}"
        if (last := check_digit(eleven)) is not None:
            return f"{eleven}{last}"
    raise ValueError("no serial number is left on that day")


def birth_date_of(iin: str) -> date:
    """The birth date an IIN tells; ValueError if it tells none."""
    century = {"1": 18, "2": 18, "3": 19, "4": 19, "5": 20, "6": 20}.get(iin[6:7])
    if century is None:
        raise ValueError("the seventh digit names no century")
    return date(century * 100 + int(iin[0:2]), int(iin[2:4]), int(iin[4:6]))


# Name, sex, birth date, district; for those who are not alive: status and its day.
_ROWS = """
Қалиева Айгүл Серікқызы, f, 1958-04-12, bostandyk
Досжанов Ерлан Маратұлы, m, 1971-03-05, medeu
Нұрғалиев Өмірбек Сапарұлы, m, 1947-09-23, almaly
Иванова Людмила Петровна, f, 1951-11-02, bostandyk
Сейітқали Бекзат Нұрланұлы, m, 1988-01-17, bostandyk
Ким Светлана Владимировна, f, 1964-07-30, auezov
Әбдірахманова Гүлнар Тоқтарқызы, f, 1960-02-08, bostandyk
Жұмабеков Қанат Ерболұлы, m, 1979-12-14, turksib
Петренко Николай Иванович, m, 1949-05-19, zhetysu
Оразбаева Мәдина Асқарқызы, f, 1992-08-21, alatau
Тілеуберді Нұржан Қайратұлы, m, 2001-06-03, nauryzbai
Смирнов Алексей Викторович, m, 1968-10-27, medeu
Ысқақова Бибігүл Жанатқызы, f, 1955-03-16, bostandyk
Байжанов Самат Тілекұлы, m, 1983-09-09, auezov
Ахметова Зәуре Мұратқызы, f, 1946-12-25, almaly, dead, 2026-08-14
Мұқанов Дәурен Болатұлы, m, 1975-04-01, bostandyk
Ли Галина Сергеевна, f, 1957-06-18, turksib
Қасымова Әлия Рүстемқызы, f, 1990-11-11, medeu
Сәрсенбаев Жандос Әділұлы, m, 1995-02-26, alatau
Волкова Татьяна Михайловна, f, 1961-08-07, bostandyk
Есенғалиев Төлеген Сабырұлы, m, 1944-01-30, zhetysu
Нұрпейісова Жанар Қуанышқызы, f, 1986-05-22, auezov
Омаров Руслан Ғалымұлы, m, 1973-07-15, bostandyk, departed, 2025-11-03
Шәріпова Кәмила Дәниярқызы, f, 2004-03-28, nauryzbai
Төлегенов Асхат Мейрамұлы, m, 1966-10-10, almaly
Кузнецова Ольга Андреевна, f, 1970-12-05, turksib
Бекмұханова Роза Әмірқызы, f, 1952-09-13, bostandyk
Серғазин Ернар Қабиденұлы, m, 1998-04-24, medeu
Дүйсенбі Айнұр Берікқызы, f, 1981-02-19, alatau
Морозов Сергей Николаевич, m, 1954-11-29, auezov
Құрманбаев Ілияс Сүлейменұлы, m, 1950-07-04, bostandyk
Рахымова Сәуле Есенқызы, f, 1963-01-12, zhetysu
Ғабдуллин Марат Шәмілұлы, m, 1959-08-31, almaly
Әлімжанова Назгүл Оралқызы, f, 1977-06-26, bostandyk
Юсупов Тимур Рашидович, m, 1989-10-02, turksib
Қожахмет Сұлтан Арманұлы, m, 2007-12-09, medeu
Белова Нина Григорьевна, f, 1943-03-07, bostandyk, dead, 2026-09-30
Тасболатов Ғани Құдайбергенұлы, m, 1969-05-11, nauryzbai
Мырзахметова Шолпан Қайыркенқызы, f, 1956-10-20, auezov
Жақсылық Арайлым Талғатқызы, f, 1999-09-17, bostandyk
Ни Виктор Алексеевич, m, 1962-02-14, alatau
Сүлейменова Үміт Жұмағазықызы, f, 1948-04-29, medeu
Айтбаев Нұрбол Сағынтайұлы, m, 1984-07-23, zhetysu
Соколова Елена Дмитриевна, f, 1976-01-06, bostandyk
Төреханов Бауыржан Ізбасарұлы, m, 1967-11-18, almaly
Хасенова Динара Ермекқызы, f, 1993-05-30, turksib
Қайырбеков Әсет Жомартұлы, m, 1980-08-13, bostandyk
Фёдоров Михаил Юрьевич, m, 1953-12-21, auezov
Мәмбетова Перизат Әбілқызы, f, 1997-02-03, medeu
Сыдықов Еркебұлан Ғабитұлы, m, 2003-10-25, alatau
Зейнолла Ақмарал Нұртайқызы, f, 1965-06-09, bostandyk
Попова Вера Степановна, f, 1945-08-28, zhetysu
Райымбеков Талғат Өтегенұлы, m, 1972-03-21, nauryzbai
Ибрагимова Лейла Фаридовна, f, 1987-09-05, almaly
Ұзақбаев Сәбит Ибрайымұлы, m, 1941-11-15, bostandyk, dead, 2026-05-02
Қыдырәлі Жансая Мақсатқызы, f, 2005-01-27, auezov
Дәулетова Күләш Хамитқызы, f, 1949-07-19, turksib
Захаров Андрей Павлович, m, 1978-04-08, medeu, departed, 2026-02-18
Бөкенова Меруерт Сәкенқызы, f, 1985-12-30, bostandyk
Әшірбек Олжас Дулатұлы, m, 1994-06-16, alatau
Стефановский Ян Казимирович, m, 1950-02-22, almaly
Тұрсынбек Гүлшат Мәлікқызы, f, 1974-08-02, bostandyk
"""


def _person(index: int, row: str) -> StandPerson:
    name, sex, born_text, district_key, *fate = (part.strip() for part in row.split(","))
    born, district = date.fromisoformat(born_text), DISTRICTS[district_key]
    status = next(known for known in STATUSES if known == (fate[0] if fate else "alive"))
    return StandPerson(
        iin=iin_of(born, "f" if sex == "f" else "m", 17 + index * 13 % 900),
        full_name=name,
        birth_date=born,
        status=status,
        status_date=date.fromisoformat(fate[1]) if fate else None,
        residence_code=district.code,
        residence_kk=f"Алматы қаласы, {district.kk}",
        residence_ru=f"город Алматы, {district.ru}",
        phone=f"+770{(1, 5, 7, 8)[index % 4]}000{1000 + index * 137 % 9000:04d}",
    )


PEOPLE: tuple[StandPerson, ...] = tuple(
    _person(index, row) for index, row in enumerate(_ROWS.strip().splitlines())
)
