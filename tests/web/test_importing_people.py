"""Many people added from a table: each line judged first, written after a word."""

import re
from html import unescape
from io import BytesIO

import pytest
from desk_world import ELSEWHERE, HERE, DeskWorld, Visitor
from werkzeug.test import TestResponse

from app.domain.identity import PersonId
from app.domain.people import Grant, Person, Role
from app.domain.words import NBSP

ADMIN = "aizhan"
HEAD = "Логин;Тегі, аты, әкесінің аты;Орысша жазылуы;Беттердің тілі;ЖСН;Рөлі;Бөлімі"
GOOD = f"aliya;Әлия Төлегенқызы;Алия Толегеновна;ru;900101400112;Маман;{HERE}"
SECOND = f"dana;Дана Серікқызы;;;;clerk;{HERE}"


@pytest.fixture
def admin(world: DeskWorld) -> Visitor:
    visitor = world.visitor(ADMIN)
    visitor.get("/admin/import")
    return visitor


def preview(visitor: Visitor, *lines: str, encoding: str = "utf-8-sig") -> TestResponse:
    table = "\r\n".join((HEAD, *lines)).encode(encoding)
    return visitor.post("/admin/import", {"table": (BytesIO(table), "people.csv")})


def carried(page: TestResponse) -> dict[str, str]:
    """The table as the page carries it on."""
    found = re.search(r'name="sheet" value="([^"]*)"', page.text)
    assert found is not None
    return {"sheet": unescape(found[1])}


def person(world: DeskWorld, login: str) -> Person | None:
    with world.world.qadam.storage.begin() as uow:
        return uow.people.get(PersonId(login))


def test_nothing_is_written_before_the_import_and_each_row_after_it(
    world: DeskWorld, admin: Visitor
) -> None:
    page = preview(admin, GOOD, SECOND, f"Дана;;;;;Космонавт;{HERE}")
    assert page.status_code == 200
    assert "Будет добавлено: 2, уже есть: 0, нужно исправить: 1." in page.text
    assert "Напишите логин латинскими буквами" in page.text
    assert "Роли «Космонавт» нет" in page.text
    assert person(world, "aliya") is None

    over = admin.post("/admin/import/people", carried(page))

    assert "Добавлено: 2, уже есть: 0, не добавлено: 1." in over.text
    added = person(world, "aliya")
    assert added is not None
    assert (added.full_name, added.name_ru) == ("Әлия Төлегенқызы", "Алия Толегеновна")
    assert (added.language, added.iin) == ("ru", "900101400112")
    assert added.grants == (Grant(Role.SPECIALIST, HERE),)
    again = admin.post("/admin/import/people", carried(page))
    assert "Добавлено: 0, уже есть: 2, не добавлено: 1." in again.text


def test_roles_and_offices_are_known_by_their_names_in_three_languages(
    world: DeskWorld, admin: Visitor
) -> None:
    office = world.world.qadam.rules.offices().get(HERE)
    named = [("Маман", office.name.kk), ("специалист", office.name.ru.upper()), ("HEAD", HERE)]
    lines = [f"p{n};Аты;;;;{role};{name}" for n, (role, name) in enumerate(named)]
    page = preview(admin, *lines)
    assert "Будет добавлено: 3" in page.text, page.text
    admin.post("/admin/import/people", carried(page))
    found = [person(world, f"p{n}") for n in range(3)]
    assert [one.grants[0] for one in found if one] == [
        Grant(Role.SPECIALIST, HERE),
        Grant(Role.SPECIALIST, HERE),
        Grant(Role.HEAD, HERE),
    ]


def test_who_is_there_already_is_recognised_by_login_and_iin(
    world: DeskWorld, admin: Visitor
) -> None:
    admin.post("/admin/import/people", carried(preview(admin, GOOD)))
    other_login = GOOD.replace("aliya", "aliya2")
    page = preview(admin, GOOD.replace("Маман", "Басшы"), other_login)
    assert "Будет добавлено: 0, уже есть: 2, нужно исправить: 0." in page.text
    assert "С этим логином уже есть Әлия Төлегенқызы" in page.text
    assert "логин aliya. Запись не изменится" in page.text
    assert 'action="/admin/import/people"' not in page.text
    kept = person(world, "aliya")
    assert kept is not None
    assert kept.grants == (Grant(Role.SPECIALIST, HERE),)


def test_a_login_or_iin_that_stands_twice_in_the_table_is_told_with_its_line(
    admin: Visitor,
) -> None:
    page = preview(admin, GOOD, GOOD.replace("aliya", "other"), GOOD.replace("Әлия Т", "Әлия-Т"))
    assert "Будет добавлено: 1, уже есть: 0, нужно исправить: 2." in page.text
    assert page.text.count("Уже есть в строке 2") == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"x1;Аты;;;1234;clerk;{HERE}", "ИИН должен состоять из 12 цифр"),
        (f"x1;Аты;;;9,001E+11;clerk;{HERE}", "Excel превратил ИИН в число"),
        (f"x1;?лия;;;;clerk;{HERE}", "Казахские буквы потеряны"),
        (f"x1;=1+1;;;;clerk;{HERE}", "Имя должно начинаться с буквы"),
        (f"x1;;;;;clerk;{HERE}", "Укажите фамилию и имя"),
        (f"x1;Аты;;de;;clerk;{HERE}", "Языка «de» нет"),
        (f"x1;Аты;;;;;{HERE}", "Укажите роль"),
        ("x1;Аты;;;;clerk;", "Укажите отдел"),
        ("x1;Аты;;;;clerk;Марс", "Отдела «Марс» нет"),
    ],
)
def test_what_is_wrong_is_said_beside_the_line(admin: Visitor, line: str, told: str) -> None:
    page = preview(admin, line)
    assert told in page.text.replace(NBSP, " ")
    assert "нужно исправить: 1." in page.text


def test_an_iin_whose_nought_a_spreadsheet_has_dropped_is_whole_again(
    world: DeskWorld, admin: Visitor
) -> None:
    page = preview(admin, f"zere;Зере;;;10101500122;clerk;{HERE}")
    whole = "010101500122"
    assert "Будет добавлено: 1" in page.text
    admin.post("/admin/import/people", carried(page))
    found = person(world, "zere")
    assert found is not None
    assert found.iin == whole


def test_an_office_of_others_is_refused_on_its_line(world: DeskWorld) -> None:
    world.hire(Role.ADMINISTRATOR, HERE)
    visitor = world.visitor(f"{Role.ADMINISTRATOR.value}-{HERE}")
    visitor.get("/admin/import")
    page = preview(visitor, f"x1;Аты;;;;clerk;{ELSEWHERE}", SECOND)
    assert re.search("не в вашем ведении|Сіздің қарауыңызда емес", page.text)
    sent = visitor.post("/admin/import/people", carried(page))
    assert sent.status_code == 200
    assert person(world, "x1") is None
    assert person(world, "dana") is not None


def test_lines_to_be_mended_are_taken_away_with_the_reasons_and_without_formulas(
    admin: Visitor,
) -> None:
    page = preview(admin, GOOD, f'bad;"=HYPERLINK(""http://x"")";;;;clerk;{HERE}')
    left = admin.post("/admin/import/left.csv", carried(page))
    assert left.headers["Content-Disposition"].startswith("attachment")
    text = left.data.decode("utf-8-sig")
    assert "aliya" not in text
    assert "'=HYPERLINK" in text
    assert ";=" not in text
    assert "Имя должно начинаться с буквы" in text
    again = admin.post("/admin/import", {"table": (BytesIO(left.data), "left.csv")})
    assert "Эти столбцы не читаются: Что исправить." in again.text


def test_a_sample_of_the_table_is_one_that_can_be_filled_in(admin: Visitor) -> None:
    sample = admin.get("/admin/import/sample.csv").data
    assert sample.startswith(b"\xef\xbb\xbf")
    empty = admin.post("/admin/import", {"table": (BytesIO(sample), "sample.csv")})
    assert empty.status_code == 422
    assert "Файл пуст" in empty.text
    row = f"aliya;Әлия;;бас маман;;kk;;clerk;{HERE}\r\n".encode()
    filled = admin.post("/admin/import", {"table": (BytesIO(sample + row), "sample.csv")})
    assert "Будет добавлено: 1" in filled.text


def test_no_file_and_no_table_are_refused_at_the_field(admin: Visitor) -> None:
    missing = admin.post("/admin/import", {})
    assert missing.status_code == 422
    assert 'aria-describedby="table-hint table-error"' in missing.text
    picture = admin.post("/admin/import", {"table": (BytesIO(b"PK\x03\x04\0"), "people.xlsx")})
    assert "Это не таблица CSV" in picture.text


def test_slips_for_those_who_were_added_are_made_at_once(world: DeskWorld, admin: Visitor) -> None:
    over = admin.post("/admin/import/people", carried(preview(admin, GOOD, SECOND)))
    logins = re.findall(r'name="people" value="([^"]*)"', over.text)
    assert logins == ["aliya", "dana"]

    page = admin.post("/admin/slips", {"people": [*logins, "nobody"]})

    words = re.findall(r'<code class="q-strong">([a-z0-9-]+)</code>', page.text)
    assert len(set(words)) == 2
    assert "Листки не сделаны для: nobody." in page.text
    for login, word in zip(logins, words, strict=True):
        entered = world.visitor().post("/sign-in", {"login": login, "password": word})
        assert entered.status_code == 303
