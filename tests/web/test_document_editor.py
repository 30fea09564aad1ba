"""Official documents of a draft: words side by side, checked by line, shown as the real PDF."""

import re
from html import unescape

import pytest
from desk_world import ASSISTANT, Visitor, raw

from app.domain.identity import DraftId

OWN, SHARED = "documents.yaml", "shared/documents.yaml"
LAYOUT = "shared/documents/notice.typ"
FIELD = re.compile(
    r'<(?:input[^>]*? name="(\w+)" value="([^"]*)"|textarea[^>]*? name="(\w+)"[^>]*>([^<]*))'
)


@pytest.fixture
def address(draft: DraftId) -> str:
    return f"/designer/drafts/{draft}/document/{OWN}"


def typed(visitor: Visitor, address: str, name: str = "notice") -> dict[str, str]:
    """The fields of the page as they stand."""
    page = visitor.get(f"{address}?id={name}").text
    found = {one or two: unescape(told or text) for one, told, two, text in FIELD.findall(page)}
    found.pop("csrf_token", None)
    return found


def keep(visitor: Visitor, draft: DraftId, path: str, content: str, *, revision: int = 1) -> None:
    visitor.client.post(
        f"/designer/drafts/{draft}/files/{path}?revision={revision}",
        data=content.encode(),
        content_type="application/octet-stream",
        headers={"X-CSRF-Token": visitor.token, "Accept": "application/json"},
    )


@pytest.mark.parametrize("path", [OWN, SHARED])
def test_every_document_opens_and_saved_unchanged_keeps_every_byte(
    path: str, designer: Visitor, draft: DraftId
) -> None:
    before = raw(designer, draft, path)
    names = re.findall(r"^([a-z][\w-]*):", before, flags=re.MULTILINE)
    listed = designer.get(f"/designer/drafts/{draft}/documents/{path}").text
    for revision, name in enumerate(names, 1):
        assert f"id={name}" in listed
        address = f"/designer/drafts/{draft}/document/{path}"
        sent = typed(designer, address, name)
        assert sent["revision"] == str(revision)
        answer = designer.post(address, {**sent, "do": "save"})
        assert answer.status_code == 303, (name, answer.text)

    assert raw(designer, draft, path) == before


def test_a_changed_line_is_the_only_change_of_the_file(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before, sent = raw(designer, draft, OWN), typed(designer, address)
    first = sent["lines_ru"].splitlines()[0]
    assert first == "Заявитель | {applicant}"
    lines = sent["lines_ru"].replace(first, "Получатель | {applicant}", 1)

    assert designer.post(address, {**sent, "lines_ru": lines, "do": "save"}).status_code == 303

    after = raw(designer, draft, OWN)
    (gone,) = set(before.splitlines()) - set(after.splitlines())
    (come,) = set(after.splitlines()) - set(before.splitlines())
    assert "Заявитель" in gone
    assert "Получатель" in come


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("lines_ru", "Строка\nЕщё {nobody}", "строка 2: {nobody} никто не заполнит"),
        ("lines_ru", "{registered_on:dative} {applicant}", "строка 1: {registered_on:dative}"),
        ("lines_kk", "{applicant", "строка 1: скобка без пары"),
        ("lines_kk", "Атауы | ", "строка 1: текст нужен по обе стороны"),
        ("lines_ru", "a\u202eb", "строка 1: есть невидимые знаки"),
        ("lines_ru", "", "Заполните"),
        ("title_kk", " ", "Заполните"),
        ("needed", "volume_of_nothing", "В тексте на казахском нет {volume_of_nothing}: вставьте"),
        ("needed", "Big-Name", "«Big-Name» не может быть именем"),
        ("optional", "applicant", "«applicant» даёт само дело"),
        ("title_en", "Only a title", "Заполните"),
    ],
)
def test_what_no_document_may_say_is_told_by_field_and_line_and_kept_on_the_page(
    field: str, text: str, told: str, designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, OWN)
    for do in ("save", "show"):
        sent = {**typed(designer, address), field: text, "do": do}
        answer = designer.post(address, sent)
        page = unescape(answer.text).replace("\u00a0", " ").replace("\u2060", "")
        assert answer.status_code == 422
        assert told.casefold() in page.casefold()
    assert raw(designer, draft, OWN) == before


def test_the_pdf_is_of_what_is_typed_with_the_sample_and_nothing_is_kept(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before, sent = raw(designer, draft, OWN), typed(designer, address)
    answer = designer.post(address, {**sent, "do": "show"})

    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.7")
    other = designer.post(address, {**sent, "sample_applicant": "Ахметов Ерлан", "do": "show"})
    assert other.data != answer.data
    assert raw(designer, draft, OWN) == before


def test_the_sample_comes_from_a_scenario_of_the_service(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    scenario = (ASSISTANT / "scenarios" / "granted.yaml").read_text(encoding="utf-8")
    assert "measures.period_until: 2027-12-31" in scenario
    keep(designer, draft, "scenarios/granted.yaml", scenario, revision=0)

    assert typed(designer, address)["sample_period_until"] == "2027-12-31"


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', '#image("/etc/passwd")', '#import "@preview/a:1.0.0": *']
)
def test_markup_in_words_and_values_is_only_text(
    words: str, designer: Visitor, address: str
) -> None:
    sent = typed(designer, address)
    sent["lines_kk"] += f"\n{words}"
    sent["sample_applicant"] = words
    answer = designer.post(address, {**sent, "do": "show"})

    assert answer.status_code == 200, answer.text
    assert b"root:" not in answer.data


@pytest.mark.parametrize(
    "layout",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.3.0": *',
        "#let f(n) = f(n + 1)\n#f(0)",
        "#while true { }",
        '#("x" * 2000000000)',
        "#for n in range(100000000) [ #pagebreak() ]",
        '#set text(font: "Nowhere")\nx',
    ],
)
def test_a_hostile_layout_is_refused_in_words_and_the_next_document_comes_out(
    layout: str, designer: Visitor, draft: DraftId, address: str
) -> None:
    shipped = raw(designer, draft, LAYOUT)
    keep(designer, draft, LAYOUT, layout)
    answer = designer.post(address, {**typed(designer, address), "do": "show"})

    assert answer.status_code == 422
    assert "Документ не составлен" in answer.text
    assert "root:" not in answer.text
    keep(designer, draft, LAYOUT, shipped, revision=2)
    assert designer.post(address, {**typed(designer, address), "do": "show"}).status_code == 200


def test_what_the_compiler_answers_is_led_by_file_and_line_in_the_language_of_the_page(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    keep(designer, draft, LAYOUT, "= А\n#nothing_of_this_name")

    answer = designer.post(address, {**typed(designer, address), "do": "show"})

    told = unescape(answer.text).replace("\u00a0", " ").replace("\u2060", "")
    assert (
        f"{LAYOUT}: макет не собирается, строка 2, ответ Typst: "
        "unknown variable: nothing_of_this_name" in told
    )


def test_of_two_who_save_the_second_is_told_and_keeps_what_was_typed(
    designer: Visitor, address: str
) -> None:
    sent = {**typed(designer, address), "do": "save"}
    designer.post(address, {**sent, "title_ru": "Извещение"})
    answer = designer.post(address, {**sent, "title_ru": "Уведомление о другом"})

    assert answer.status_code == 409
    assert "Уведомление о другом" in answer.text
    assert 'name="revision" value="2"' in answer.text


def test_a_changed_title_stands_in_the_difference(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    designer.post(address, {**typed(designer, address), "title_ru": "Извещение", "do": "save"})

    assert "Извещение" in designer.get(f"/designer/drafts/{draft}/compare").text


def test_only_documents_that_are_there_open_so(designer: Visitor, draft: DraftId) -> None:
    for path in ("service.yaml?id=notice", f"{OWN}?id=none", f"{OWN}"):
        assert designer.get(f"/designer/drafts/{draft}/document/{path}").status_code == 404
