"""A new document of a draft and the words for its values, every other byte untouched."""

from html import unescape

import pytest
from desk_world import Visitor, raw

from app.documents.text_files import parse_documents
from app.domain.identity import DraftId

OWN, SHARED = "documents.yaml", "shared/documents.yaml"
REPORT = {
    "id": "visit-report", "norm": "practice", "register": "acts",
    "title_kk": "Үйге бару актісі", "title_ru": "Акт посещения", "title_en": "",
    "trigger_kk": "Үйге барғаннан кейін", "trigger_ru": "После посещения",
    "trigger_en": "After the visit",
}  # fmt: skip
HEARING = "id=hearing-notice&value=hearing_method"


def test_a_document_is_made_and_opens_with_its_first_line(
    designer: Visitor, draft: DraftId
) -> None:
    before = raw(designer, draft, OWN)
    assert f"/drafts/{draft}/new-document" in designer.get(f"/designer/drafts/{draft}").text

    answer = designer.post(f"/designer/drafts/{draft}/new-document", REPORT)

    assert answer.status_code == 303, answer.text
    assert "Заявитель | {applicant}" in unescape(designer.get(answer.location).text)
    after = raw(designer, draft, OWN)
    assert after.startswith(before.rstrip())
    made = parse_documents(after.encode())["visit-report"]
    assert (made.register, dict(made.titles)) == (
        "acts", {"kk": "Үйге бару актісі", "ru": "Акт посещения"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": "Visit report"}, "id"),
        ({"id": "notice"}, "id"),
        ({"title_ru": " "}, "title_ru"),
        ({"trigger_en": ""}, "trigger_en"),
        ({"norm": ""}, "norm"),
    ],
)
def test_what_no_document_can_be_is_told_at_its_field(
    designer: Visitor, draft: DraftId, changed: dict[str, str], field: str
) -> None:
    before = raw(designer, draft, OWN)
    answer = designer.post(f"/designer/drafts/{draft}/new-document", {**REPORT, **changed})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Акт посещения" in answer.text or field == "title_ru"
    assert raw(designer, draft, OWN) == before


def hearing(**changed: str) -> dict[str, str]:
    told = {
        "revision": "1", "id": "hearing-notice", "value": "hearing_method",
        "id_0": "in_person", "kk_0": "бөлімге келіп қатысу", "ru_0": "лично в отделе",
        "en_0": "in person at the department",
        "id_1": "remote", "kk_1": "бейнебайланыс арқылы", "ru_1": "по видеосвязи",
        "en_1": "by video call",
    }  # fmt: skip
    return told | changed


def test_words_of_a_value_are_changed_added_and_taken_out(
    designer: Visitor, draft: DraftId
) -> None:
    address = f"/designer/drafts/{draft}/choices/{SHARED}"
    before = raw(designer, draft, SHARED)
    paper = designer.get(f"/designer/drafts/{draft}/document/{SHARED}?id=hearing-notice")
    assert HEARING in unescape(paper.text)
    assert 'value="по видеосвязи"' in designer.get(f"{address}?{HEARING}").text

    assert designer.post(address, hearing()).status_code == 303
    assert raw(designer, draft, SHARED) == before
    assert designer.post(address, hearing(revision="2", ru_1="по видео")).status_code == 303
    assert raw(designer, draft, SHARED) == before.replace("ru: по видеосвязи", "ru: по видео")

    more = designer.post(address, hearing(revision="3", do="add"))
    assert 'name="id_2"' in more.text
    third = {"id_2": "by_phone", "kk_2": "телефонмен", "ru_2": "по телефону", "en_2": "by phone"}
    assert designer.post(address, hearing(revision="3", **third)).status_code == 303
    made = parse_documents(raw(designer, draft, SHARED).encode())["hearing-notice"]
    assert [*made.occasion.choices["hearing_method"]] == ["in_person", "remote", "by_phone"]

    fewer = designer.post(address, hearing(revision="4", do="remove 0"))
    assert 'name="id_0" value="remote"' in fewer.text
    none = {"revision": "4", "id": "hearing-notice", "value": "hearing_method"}
    assert designer.post(address, none).status_code == 303
    made = parse_documents(raw(designer, draft, SHARED).encode())["hearing-notice"]
    assert made.occasion.choices == {}


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"id_1": "in person"}, "id_1"), ({"id_1": "in_person"}, "id_1"), ({"en_0": ""}, "en_0")],
)
def test_words_that_no_paper_could_say_are_told_at_their_field(
    designer: Visitor, draft: DraftId, changed: dict[str, str], field: str
) -> None:
    before = raw(designer, draft, SHARED)
    answer = designer.post(f"/designer/drafts/{draft}/choices/{SHARED}", hearing(**changed))

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert raw(designer, draft, SHARED) == before


def test_a_value_that_no_document_asks_for_has_no_words(designer: Visitor, draft: DraftId) -> None:
    for asked in ("id=notice&value=none", "id=none&value=volume"):
        address = f"/designer/drafts/{draft}/choices/{OWN}?{asked}"
        assert designer.get(address).status_code == 404
    assert designer.get(f"/designer/drafts/{draft}/choices/a.yaml?{HEARING}").status_code == 404
