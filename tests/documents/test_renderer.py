import re
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.documents import TypstRenderer, long_date
from app.domain.texts import NO_TEXT, Text
from app.ports.outside import DocumentNotRendered, OfficialDocument, Paragraphs

_PAGE = re.compile(rb"/Type/Page\b")

DOCUMENT = OfficialDocument(
    template="refusal",
    number="ЖК-2026-000041",
    dated=date(2026, 12, 8),
    office=Text("Бостандық ауданының бөлімі", "Отдел Бостандыкского района"),
    signer="Нұрланов Б. Е.",
    edition_notice=Text("Күші жойылған бұйрық", "Приказ утратил силу"),
    bodies=(
        Paragraphs("kk", "Қызмет көрсетуден дәлелді бас тарту", ("Ғәңүұқһіө ₸ № «»",)),
        Paragraphs("ru", "Мотивированный отказ", ("Подъезд, ёлка",)),
    ),
)


@pytest.fixture
def layout(service: Path) -> bytes:
    return (service / "documents/notice.typ").read_bytes()


def test_a_document_becomes_an_archivable_and_accessible_pdf(
    renderer: TypstRenderer, layout: bytes
) -> None:
    pdf = renderer.render(DOCUMENT, layout)

    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert "Қызмет көрсетуден дәлелді бас тарту".encode() in pdf


def test_the_same_document_gives_the_same_bytes(renderer: TypstRenderer, layout: bytes) -> None:
    first = renderer.render(DOCUMENT, layout)
    other = renderer.render(replace(DOCUMENT, number="ЖК-2026-000042"), layout)

    assert renderer.render(DOCUMENT, layout) == first
    assert other != first


def test_an_edition_in_force_needs_no_notice(renderer: TypstRenderer, layout: bytes) -> None:
    with_notice = renderer.render(DOCUMENT, layout)
    without = renderer.render(replace(DOCUMENT, edition_notice=NO_TEXT), layout)

    assert len(without) < len(with_notice)


def test_words_of_people_are_never_markup(renderer: TypstRenderer, layout: bytes) -> None:
    hostile = '#panic("here") $ <a> @b *c* `d` // e /* \n = f #read("/etc/passwd") \\ "'
    bodies = tuple(replace(body, paragraphs=(hostile,)) for body in DOCUMENT.bodies)

    pdf = renderer.render(
        replace(DOCUMENT, bodies=bodies, signer=hostile, number=hostile, office=Text(hostile)),
        layout,
    )

    assert pdf.startswith(b"%PDF")


def test_a_long_document_has_several_pages(renderer: TypstRenderer, layout: bytes) -> None:
    bodies = tuple(replace(body, paragraphs=("Негіздеме. " * 60,) * 8) for body in DOCUMENT.bodies)

    pdf = renderer.render(replace(DOCUMENT, bodies=bodies), layout)

    assert len(_PAGE.findall(renderer.render(DOCUMENT, layout))) == 1
    assert len(_PAGE.findall(pdf)) > 1


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"#let x = ", "does not compile"),
        (b'#panic("no")', "does not compile"),
        (b'#set text(font: "Comic Sans")\n#set document(title: "t")\ntext', "with warnings"),
        (b'#read("/etc/passwd")', "does not compile"),
        (b'#import "@preview/tablex:0.0.8": *', "cannot load packages"),
        (b"no title, so no PDF/UA", "does not compile"),
    ],
)
def test_a_broken_layout_is_refused(renderer: TypstRenderer, broken: bytes, reason: str) -> None:
    with pytest.raises(DocumentNotRendered, match=reason):
        renderer.render(DOCUMENT, broken)


def test_a_letter_that_the_font_lacks_is_refused(renderer: TypstRenderer, layout: bytes) -> None:
    with pytest.raises(DocumentNotRendered):
        renderer.render(replace(DOCUMENT, signer="印"), layout)


def test_threads_share_one_renderer(renderer: TypstRenderer, layout: bytes) -> None:
    expected = {n: renderer.render(replace(DOCUMENT, number=f"№ {n}"), layout) for n in range(4)}
    found: dict[int, bytes] = {}

    def render(number: int) -> None:
        found[number] = renderer.render(replace(DOCUMENT, number=f"№ {number}"), layout)

    threads = [threading.Thread(target=render, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == expected


def test_a_folder_without_fonts_is_told_at_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no TTF font"):
        TypstRenderer(tmp_path)


def test_a_date_in_words_cannot_break_over_two_lines() -> None:
    told = long_date(date(2026, 12, 8))

    assert [words.replace("\N{NO-BREAK SPACE}", "_") for words in (told.kk, told.ru, told.en)] == [
        "2026_жылғы_8_желтоқсан",
        "8_декабря_2026_года",
        "8_December_2026",
    ]
