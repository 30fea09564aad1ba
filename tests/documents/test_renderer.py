import io
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from app.documents import TypstRenderer
from app.domain.texts import NO_TEXT, Text
from app.ports.outside import DocumentNotRendered, Fact, Items, OfficialDocument, Paragraphs

_PAGE = re.compile(rb"/Type/Page\b")

DOCUMENT = OfficialDocument(
    template="refusal",
    number="Х-15/2026",
    case_number="ЖК-2026-000041",
    dated=date(2026, 12, 8),
    office=Text("Бостандық ауданының бөлімі", "Отдел Бостандыкского района"),
    signer="Нұрланов Б. Е.",
    edition_notice=Text("Күші жойылған бұйрық", "Приказ утратил силу"),
    verify_code="7K2M-9QXT-HD4R-W0ZC-5VBN-81GP",
    verify_url="https://qadam.example/verify/7K2M-9QXT-HD4R-W0ZC-5VBN-81GP",
    bodies=(
        Paragraphs(
            "kk",
            "Қызмет көрсетуден дәлелді бас тарту",
            ("Ғәңүұқһіө ₸ № «»", Fact("Негізі", "Дәйексіздік"), Items(("Өтініш", "Сенімхат"))),
        ),
        Paragraphs("ru", "Мотивированный отказ", ("Подъезд, ёлка",), ("Заявитель",)),
    ),
)


@pytest.fixture
def layout(service: Path) -> bytes:
    return (service.parent / "shared/documents/notice.typ").read_bytes()


def test_a_document_becomes_an_archivable_and_accessible_pdf(
    renderer: TypstRenderer, layout: bytes
) -> None:
    pdf = renderer.render(DOCUMENT, layout)

    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert "Қызмет көрсетуден дәлелді бас тарту".encode() in pdf


def test_its_pages_are_tagged_titled_and_in_the_colours_of_the_archive(
    renderer: TypstRenderer, layout: bytes
) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(renderer.render(DOCUMENT, layout)))
    root = pdf.root_object

    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("kk")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert "/StructTreeRoot" in root
    assert {"/H1", "/P", "/L", "/Figure"} <= set(tags(root["/StructTreeRoot"]))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Қызмет көрсетуден дәлелді бас тарту, № Х-15/2026"


def test_it_carries_its_fonts_and_nothing_that_runs_or_leads_elsewhere(
    renderer: TypstRenderer, layout: bytes
) -> None:
    """ISO 19005-2, 6.2.11.4, 6.5, 6.6 and 6.1.3: fonts inside; no scripts, actions, encryption."""
    pdf = pypdf.PdfReader(io.BytesIO(renderer.render(DOCUMENT, layout)))

    assert not pdf.is_encrypted
    assert pdf.metadata is not None
    assert {"/ID", "/Info"} <= set(pdf.trailer)
    for page in pdf.pages:
        fonts = page["/Resources"]["/Font"].values()
        for font in fonts:
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            assert "/ToUnicode" in font.get_object()
        assert "/AA" not in page
    root = pdf.root_object
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert "/JavaScript" not in root.get("/Names", {})
    assert "/EmbeddedFiles" not in root.get("/Names", {})


def tags(node: pypdf.generic.PdfObject) -> Iterator[str]:
    """The kind of every element of the structure tree."""
    found = node.get_object()
    if isinstance(found, pypdf.generic.DictionaryObject):
        if "/S" in found:
            yield str(found["/S"])
        below = found.get("/K")
        for child in below if isinstance(below, pypdf.generic.ArrayObject) else [below]:
            if child is not None:
                yield from tags(child)


def test_every_page_says_that_the_order_is_repealed(renderer: TypstRenderer, layout: bytes) -> None:
    bodies = tuple(replace(body, paragraphs=("Негіздеме. " * 60,) * 8) for body in DOCUMENT.bodies)

    pages = pypdf.PdfReader(
        io.BytesIO(renderer.render(replace(DOCUMENT, bodies=bodies), layout))
    ).pages

    assert len(pages) > 1
    for page in pages:
        words = page.extract_text()
        assert "Күші жойылған бұйрық" in words
        assert "Приказ утратил силу" in words


def test_the_first_page_tells_where_and_by_which_code_it_is_verified(
    renderer: TypstRenderer, layout: bytes
) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(renderer.render(DOCUMENT, layout)))

    words = pdf.pages[0].extract_text()
    assert DOCUMENT.verify_code in words
    assert "https://qadam.example/verify" in words


def test_the_same_document_gives_the_same_bytes(renderer: TypstRenderer, layout: bytes) -> None:
    first = renderer.render(DOCUMENT, layout)
    other = renderer.render(replace(DOCUMENT, number="ЖК-2026-000042"), layout)

    assert renderer.render(DOCUMENT, layout) == first
    assert other != first


def test_an_edition_in_force_needs_no_notice(renderer: TypstRenderer, layout: bytes) -> None:
    with_notice = renderer.render(DOCUMENT, layout)
    without = renderer.render(replace(DOCUMENT, edition_notice=NO_TEXT), layout)

    assert len(without) < len(with_notice)


def test_nothing_is_left_in_the_folder_of_temporary_files_while_documents_are_drawn_up(
    fonts: Path, layout: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    renderer = TypstRenderer(fonts)
    try:
        renderer.render(DOCUMENT, layout)

        assert list(tmp_path.iterdir()) == []
    finally:
        renderer.close()


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


def test_words_in_the_second_language_are_not_torn_over_two_pages(
    renderer: TypstRenderer, layout: bytes
) -> None:
    kazakh, russian = DOCUMENT.bodies
    filled = tuple(f"{n}. " + "Обоснование. " * 12 for n in range(1, 9))
    bodies = (
        replace(kazakh, paragraphs=("Негіздеме. " * 40,) * 4),
        replace(russian, paragraphs=filled, hands=("Должностное лицо",)),
    )

    pdf = renderer.render(replace(DOCUMENT, bodies=bodies), layout)

    first, second = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Мотивированный" not in first
    for words in ("Мотивированный отказ", *(f"{n}. Обоснование" for n in range(1, 9))):
        assert words in second
    assert "Должностное лицо" in second


def test_a_paper_signed_by_hand_names_nobody_beside_those_who_sign(
    renderer: TypstRenderer, layout: bytes
) -> None:
    by_hand = renderer.render(DOCUMENT, layout)
    bodies = tuple(replace(body, hands=()) for body in DOCUMENT.bodies)
    by_key = renderer.render(replace(DOCUMENT, bodies=bodies), layout)

    def words(pdf: bytes) -> str:
        return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

    assert DOCUMENT.signer not in words(by_hand)
    assert DOCUMENT.signer in words(by_key)


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


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (b'#set document(title: "t")\n\n#let x = (', ", строка 3,"),
        (b'#set document(title: "t")\n#text(font: "Nowhere")[x]', ", строка 2,"),
        (b"no title, so no PDF/UA", ""),
    ],
)
def test_a_refusal_of_the_compiler_names_the_line_in_three_languages(
    renderer: TypstRenderer, broken: bytes, line: str
) -> None:
    with pytest.raises(DocumentNotRendered) as refused:
        renderer.render(DOCUMENT, broken)

    told = refused.value.told
    assert re.match("макет .* Typst жауабы: |макеттің [23]-жолы .* Typst жауабы: ", told.kk)
    assert re.match(rf"макет собирается с замечаниями{line}|макет не собирается{line}", told.ru)
    assert told.ru.partition("ответ Typst: ")[2] == told.en.partition(": ")[2]


@pytest.mark.parametrize(
    "greedy",
    [
        "#{ let x = 0; for i in range(1000000) { for j in range(1000) { x += j } } }",
        "#let a = range(0, 40000000)\n#a.map(n => (n, n, str(n))).len()",
    ],
    ids=["time", "memory"],
)
def test_a_greedy_layout_is_ended_and_the_next_document_is_drawn_up(
    fonts: Path, layout: bytes, greedy: str
) -> None:
    renderer = TypstRenderer(fonts, seconds=2, memory=600 * 1024 * 1024)
    try:
        with pytest.raises(DocumentNotRendered, match="too much time or memory"):
            renderer.render(DOCUMENT, b'#set document(title: "t")\n' + greedy.encode())

        assert renderer.render(DOCUMENT, layout).startswith(b"%PDF")
    finally:
        renderer.close()


def test_a_new_process_takes_over_after_so_many_documents(fonts: Path, layout: bytes) -> None:
    renderer = TypstRenderer(fonts, orders=1)
    try:
        assert renderer.render(DOCUMENT, layout) == renderer.render(DOCUMENT, layout)
    finally:
        renderer.close()


def test_a_letter_that_the_font_lacks_is_refused(renderer: TypstRenderer, layout: bytes) -> None:
    with pytest.raises(DocumentNotRendered):
        renderer.render(replace(DOCUMENT, number="印"), layout)


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
