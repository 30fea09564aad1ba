"""Tables for spreadsheets."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from app.domain.texts import Language, Text


def csv_lines(
    headings: Sequence[Text], pieces: Iterable[Sequence[Sequence[str]]], language: Language
) -> Iterator[bytes]:
    """For spreadsheets, piece by piece: UTF-8 with its mark, semicolons, no cell a formula."""
    yield codecs.BOM_UTF8
    yield _csv_of([[heading.in_language(language) for heading in headings]])
    for piece in pieces:
        yield _csv_of(piece)


def _csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return sheet.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
