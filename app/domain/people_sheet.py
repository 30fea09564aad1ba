"""A table of people out of a spreadsheet: read whatever way it was saved, told row by row."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.domain.names import search_term
from app.domain.refusals import Invalid
from app.domain.texts import Text

LARGEST_SHEET = 256 * 1024
"""Bytes."""
MOST_ROWS = 200
"""People of one table."""
LONGEST_CELL = 200
"""Characters."""
_DELIMITERS = ";\t,"
_TOLD_DELIMITER = "sep="
"""A first line that Excel reads and writes: `sep=;`."""


class SheetColumn(StrEnum):
    LOGIN = "login"
    FULL_NAME = "full_name"
    NAME_RU = "name_ru"
    POSITION_KK = "position_kk"
    POSITION_RU = "position_ru"
    LANGUAGE = "language"
    IIN = "iin"
    ROLE = "role"
    OFFICE = "office"


HEADINGS: Mapping[SheetColumn, Text] = MappingProxyType(
    {
        SheetColumn.LOGIN: Text("Логин", "Логин", "Login"),
        SheetColumn.FULL_NAME: Text(
            "Тегі, аты, әкесінің аты", "Фамилия, имя, отчество", "Full name"
        ),
        SheetColumn.NAME_RU: Text("Орысша жазылуы", "По-русски", "In Russian"),
        SheetColumn.POSITION_KK: Text(
            "Лауазымы (қазақша)", "Должность (по-казахски)", "Position (in Kazakh)"
        ),
        SheetColumn.POSITION_RU: Text(
            "Лауазымы (орысша)", "Должность (по-русски)", "Position (in Russian)"
        ),
        SheetColumn.LANGUAGE: Text("Беттердің тілі", "Язык страниц", "Language of the pages"),
        SheetColumn.IIN: Text("ЖСН", "ИИН", "IIN"),
        SheetColumn.ROLE: Text("Рөлі", "Роль", "Role"),
        SheetColumn.OFFICE: Text("Бөлімі", "Отдел", "Office"),
    }
)
"""In the order of the sheet to fill in."""
NEEDED = (SheetColumn.LOGIN, SheetColumn.FULL_NAME, SheetColumn.ROLE, SheetColumn.OFFICE)


class SheetUnfit(Invalid):
    """A file that no people can be read from; `reason` says why."""

    code = "SheetUnfit"
    title = Text("Кесте оқылмайды", "Таблица не читается", "The table cannot be read")

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


EMPTY = Text(
    "Файл бос: алдымен үлгіні жүктеп алып, толтырыңыз",
    "Файл пуст: сначала скачайте образец и заполните его",
    "The file is empty: download the sample first and fill it in",
)
TOO_LARGE = Text(
    f"Файл тым үлкен: бір кестеде {MOST_ROWS} адамнан аспауы керек",
    f"Файл слишком большой: в одной таблице не больше {MOST_ROWS} человек",
    f"The file is too large: a table holds at most {MOST_ROWS} people",
)
NO_TEXT_TABLE = Text(
    "Бұл CSV кестесі емес: Excel-де «Басқаша сақтау» – «CSV UTF-8» таңдаңыз",
    "Это не таблица CSV: в Excel выберите «Сохранить как» – «CSV UTF-8»",
    "This is no CSV table: in Excel choose Save as, CSV UTF-8",
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    line: int
    """As the spreadsheet numbers it; the headings stand in the first."""
    cells: Mapping[SheetColumn, str]

    def told(self, column: SheetColumn) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    rows: Sequence[SheetRow]
    unknown: tuple[str, ...]
    """Headings that mean nothing here; what stands under them is not read."""


def read_sheet(content: bytes) -> PeopleSheet:
    """The people in a CSV file, however a spreadsheet has written it.

    Semicolons, tabs or commas; UTF-8, UTF-16 or the Cyrillic code page of Windows.

    Raises:
        SheetUnfit: with the reason.
    """
    if len(content) > LARGEST_SHEET:
        raise SheetUnfit(TOO_LARGE)
    lines = [(number, cells) for number, cells in _lines(_text_of(content)) if any(cells)]
    if not lines:
        raise SheetUnfit(EMPTY)
    columns, unknown = _columns(lines[0][1])
    if len(lines) == 1:
        raise SheetUnfit(EMPTY)
    if len(lines) - 1 > MOST_ROWS:
        raise SheetUnfit(TOO_LARGE)
    rows = [
        SheetRow(number, {columns[n]: cell for n, cell in enumerate(cells) if n in columns})
        for number, cells in lines[1:]
    ]
    return PeopleSheet(rows, unknown)


def written(rows: Sequence[SheetRow]) -> str:
    """The rows as a table that `read_sheet` reads as the same: what a page carries on."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\n")
    writer.writerow(list(SheetColumn))
    line = 2
    for row in rows:
        # Lines keep their numbers: those that were empty stay so.
        writer.writerows([] for _ in range(row.line - line))
        writer.writerow([row.told(column) for column in SheetColumn])
        line = row.line + 1
    return sheet.getvalue()


def _text_of(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        raise SheetUnfit(NO_TEXT_TABLE)
    else:
        # KZ-1048 is the code page 1251 with Kazakh letters where that has Serbian ones.
        encodings = ("utf-8-sig", "kz1048")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetUnfit(NO_TEXT_TABLE)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with their numbers, without blanks around cells."""
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith(_TOLD_DELIMITER):
        skipped, text, first = 1, rest, rest.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1 + skipped):
            yield number, [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        raise SheetUnfit(NO_TEXT_TABLE) from error


def _columns(headings: Sequence[str]) -> tuple[dict[int, SheetColumn], tuple[str, ...]]:
    """Which column stands where, and the headings that are not known. Raises SheetUnfit."""
    known = {
        search_term(name): column
        for column, text in HEADINGS.items()
        for name in (column.value, *(text.in_language(one) for one in ("kk", "ru", "en")))
    }
    columns: dict[int, SheetColumn] = {}
    unknown: list[str] = []
    for number, heading in enumerate(headings):
        column = known.get(search_term(heading))
        if column is not None and column not in columns.values():
            columns[number] = column
        elif heading:
            unknown.append(heading[:LONGEST_CELL])
    if missing := [HEADINGS[one] for one in NEEDED if one not in columns.values()]:
        raise SheetUnfit(_without(missing))
    return columns, tuple(unknown)


def _without(missing: Sequence[Text]) -> Text:
    kk, ru, en = (", ".join(f"«{one.in_language(lang)}»" for one in missing)
                  for lang in ("kk", "ru", "en"))  # fmt: skip
    return Text(
        f"Бірінші жолда мына бағандар жоқ: {kk}",
        f"В первой строке нет столбцов: {ru}",
        f"The first line lacks the columns: {en}",
    )
