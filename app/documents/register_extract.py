"""The printed extract of a register: PDF/A like every paper, laid out by our own layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from app.documents.dates import long_date
from app.documents.renderer import in_languages
from app.domain.texts import Text

_LAYOUT = Path(__file__).with_name("layouts") / "register.typ"


class LaysOut(Protocol):
    def lay_out(self, data: dict[str, object], dated: date, layout: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Extract:
    """A table of words under its headings."""

    title: Text
    office: Text
    year: int
    dated: date
    printed_by: str
    notices: Sequence[Text]
    headings: Sequence[Text]
    rows: Sequence[Sequence[str]]


def register_pdf(extract: Extract, renderer: LaysOut) -> bytes:
    """The extract as PDF. Raises DocumentNotRendered for a letter that the font lacks."""
    data: dict[str, object] = {
        "title": in_languages(extract.title),
        "office": in_languages(extract.office),
        "year": str(extract.year),
        "dated": in_languages(long_date(extract.dated)),
        "printed_by": extract.printed_by,
        "notices": [in_languages(notice) for notice in extract.notices],
        "headings": [in_languages(heading) for heading in extract.headings],
        "rows": [list(row) for row in extract.rows],
    }
    return renderer.lay_out(data, extract.dated, _LAYOUT.read_bytes())
