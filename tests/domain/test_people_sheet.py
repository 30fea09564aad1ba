"""A table of people, however a spreadsheet has saved it."""

import pytest

from app.domain.people_sheet import (
    EMPTY,
    MOST_ROWS,
    NO_TEXT_TABLE,
    TOO_LARGE,
    PeopleSheet,
    SheetColumn,
    SheetUnfit,
    read_sheet,
    written,
)

KAZAKH = "Логин;Тегі, аты, әкесінің аты;Рөлі;Бөлімі\r\naliya;Әлия Төлегенқызы;Маман;Бөлім\r\n"
NAME = SheetColumn.FULL_NAME


def names(sheet: PeopleSheet) -> list[str]:
    return [row.told(NAME) for row in sheet.rows]


def refusal(content: bytes) -> object:
    with pytest.raises(SheetUnfit) as refused:
        read_sheet(content)
    return refused.value.reason


@pytest.mark.parametrize(
    "content",
    [
        KAZAKH.encode("utf-8-sig"),
        KAZAKH.encode(),
        KAZAKH.encode("utf-16"),
        KAZAKH.encode("kz1048"),
        f"sep=;\r\n{KAZAKH}".encode(),
        KAZAKH.replace(";", "\t").encode(),
        KAZAKH.replace("Тегі, аты, әкесінің аты", '"Тегі, аты, әкесінің аты"')
        .replace(";", ",")
        .encode(),
        KAZAKH.replace("\r\n", "\n").encode(),
        KAZAKH.replace("\r\n", "\r").encode(),
    ],
)
def test_a_table_is_read_however_it_was_saved(content: bytes) -> None:
    assert names(read_sheet(content)) == ["Әлия Төлегенқызы"]


def test_russian_letters_of_the_windows_code_page_are_read() -> None:
    table = "Логин;Фамилия, имя, отчество;Роль;Отдел\r\nivan;Щёголев Иван;Специалист;Отдел"
    (row,) = read_sheet(table.encode("cp1251")).rows
    assert row.cells == {
        SheetColumn.LOGIN: "ivan",
        NAME: "Щёголев Иван",
        SheetColumn.ROLE: "Специалист",
        SheetColumn.OFFICE: "Отдел",
    }


@pytest.mark.parametrize(
    "headings",
    ["login;full_name;role;office", "LOGIN; Full name ;Role;Office", "Логин;full_name;Роль;Бөлімі"],
)
def test_columns_are_known_by_their_names_in_any_language(headings: str) -> None:
    assert names(read_sheet(f"{headings}\nx;Әлия;y;z\n".encode())) == ["Әлия"]


def test_columns_stand_in_any_order_and_unknown_ones_are_told() -> None:
    sheet = read_sheet("№;Office;Full name;Role;Login\n1;z;Әлия;y;x\n".encode())
    assert (names(sheet), sheet.unknown) == (["Әлия"], ("№",))


def test_lines_are_numbered_as_the_spreadsheet_does() -> None:
    sheet = read_sheet(b"login;full_name;role;office\na;A;r;o\n;;;\nb;B;r;o\n")
    assert [row.line for row in sheet.rows] == [2, 4]


def test_a_table_that_a_page_carries_on_is_the_same() -> None:
    told = 'login;full_name;role;office;iin\na;"Ә; ""Б""";r;o;1\n;;;;\nb;B;r;=1+1;\n'
    sheet = read_sheet(told.encode())
    again = read_sheet(written(sheet.rows).encode())
    assert [(row.line, row.told(NAME)) for row in again.rows] == [(2, 'Ә; "Б"'), (4, "B")]
    assert again.rows[1].told(SheetColumn.OFFICE) == "=1+1"


def test_what_is_no_table_is_refused_with_the_way_out() -> None:
    assert refusal(b"") == EMPTY
    assert refusal(b"\xef\xbb\xbf\r\n") == EMPTY
    assert refusal(KAZAKH.partition("\n")[0].encode()) == EMPTY
    assert refusal(b"PK\x03\x04\x14\x00\x06\x00 an xlsx") == NO_TEXT_TABLE
    assert refusal(b"login;full_name;role;office\n" + b"a;b;c;d\n" * (MOST_ROWS + 1)) == TOO_LARGE
    assert refusal(b"x" * 300_000) == TOO_LARGE


def test_missing_columns_are_named() -> None:
    with pytest.raises(SheetUnfit) as refused:
        read_sheet("Логин;ИИН\nx;1\n".encode())
    assert "«Роль»" in refused.value.reason.ru
    assert "«Логин»" not in refused.value.reason.ru
    assert "«Бөлімі»" in refused.value.reason.kk
