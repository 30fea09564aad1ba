"""The form editor without script: fields are added, written, moved, and seen as staff will."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import DeskWorld, Visitor, desk_world

from app.domain.identity import DraftId

NEW = "forms/home-visit.form"
OLD = "forms/application.form"
DATE = {
    "kind": "datetime", "key": "visit_date", "required": "on", "revision": "0",
    "label_kk": "Қай күні?", "label_ru": "Когда <b>?", "label_en": "When?",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(static: Path) -> Iterator[DeskWorld]:
    with desk_world(static) as found:
        yield found


@pytest.fixture
def draft(office: DeskWorld) -> DraftId:
    return office.begin_draft()


def raw(visitor: Visitor, draft: DraftId, path: str = NEW) -> dict[str, object]:
    found = visitor.get(f"/designer/drafts/{draft}/raw/{path}").data
    return dict(json.loads(found))


def keys(visitor: Visitor, draft: DraftId) -> list[str]:
    components = raw(visitor, draft)["components"]
    assert isinstance(components, list)
    return [one["key"] for one in components]


def added(visitor: Visitor, draft: DraftId, revision: int, **changed: str) -> int:
    """The revision after one more field."""
    sent = {**DATE, "revision": str(revision), **changed}
    answer = visitor.post(f"/designer/drafts/{draft}/fields/{NEW}", sent)
    assert answer.status_code == 303, answer.text
    return revision + 1


def test_a_form_is_begun_by_its_first_field(designer: Visitor, draft: DraftId) -> None:
    assert "ещё нет полей" in designer.get(f"/designer/drafts/{draft}/forms/{NEW}").text

    added(designer, draft, 0)

    page = designer.get(f"/designer/drafts/{draft}/forms/{NEW}").text
    assert "Когда &lt;b&gt;?" in page
    assert 'name="answers.visit_date"' in page
    assert raw(designer, draft)["id"] == "home-visit"
    assert f"/forms/{NEW}" in designer.get(f"/designer/drafts/{draft}").text


def test_what_is_wrong_is_told_beside_what_was_typed(designer: Visitor, draft: DraftId) -> None:
    sent = {**DATE, "key": "visit date", "hide": "outcome = ", "label_kk": ""}
    answer = designer.post(f"/designer/drafts/{draft}/fields/{NEW}", sent)

    assert answer.status_code == 422
    for field in ("key", "hide", "label_kk"):
        assert f'href="#{field}"' in answer.text
    assert 'value="visit date"' in answer.text
    assert "Когда &lt;b&gt;?" in answer.text


def test_answers_are_added_and_moved_before_the_field_is_saved(
    designer: Visitor, draft: DraftId
) -> None:
    address = f"/designer/drafts/{draft}/fields/{NEW}"
    two = {
        **DATE, "kind": "radio", "option_0_value": "home", "option_0_label_kk": "Үйде",
        "option_1_value": "office", "option_1_label_kk": "Бөлімде", "option_2_value": "",
    }  # fmt: skip

    shown = designer.post(address, {**two, "do": "up 1"})

    assert shown.status_code == 200
    assert shown.text.index('value="office"') < shown.text.index('value="home"')
    assert 'id="option_2_value"' in shown.text
    assert designer.post(address, {**two, "do": "save"}).status_code == 303
    (component,) = raw(designer, draft)["components"]  # type: ignore[misc]  # of one field
    assert [one["value"] for one in component["values"]] == ["home", "office"]  # type: ignore[index]


def test_fields_move_and_go_and_the_pressed_button_keeps_the_focus(
    designer: Visitor, draft: DraftId
) -> None:
    revision = added(designer, draft, added(designer, draft, 0), key="second")
    address = f"/designer/drafts/{draft}/forms/{NEW}"

    moved = designer.post(address, {"move": "up 1", "revision": str(revision)})

    assert keys(designer, draft) == ["second", "visit_date"]
    page = designer.get(moved.location).text
    # The last one on the page gets it: a notice at its head comes before.
    assert page[: page.rindex(" data-focus")].endswith('value="up 0"')
    designer.post(address, {"move": "remove 0", "revision": str(revision + 1)})
    assert keys(designer, draft) == ["visit_date"]


def test_who_comes_second_is_told_and_may_save_over_the_form_as_it_is_now(
    designer: Visitor, draft: DraftId
) -> None:
    added(designer, draft, 0)
    address = f"/designer/drafts/{draft}/fields/{NEW}"
    mine = {**DATE, "key": "mine"}

    answer = designer.post(address, mine)

    assert answer.status_code == 409
    assert "ничего не потеряно" in answer.text
    assert 'value="mine"' in answer.text
    assert 'name="revision" value="1"' in answer.text
    assert designer.post(address, {**mine, "revision": "1"}).status_code == 303
    assert keys(designer, draft) == ["visit_date", "mine"]


def test_a_field_that_has_moved_meanwhile_is_found_again(designer: Visitor, draft: DraftId) -> None:
    revision = added(designer, draft, added(designer, draft, 0), key="second")
    sent = {
        **DATE, "key": "renamed", "place": "0", "origin": "field_second", "revision": str(revision),
    }  # fmt: skip
    assert designer.post(f"/designer/drafts/{draft}/fields/{NEW}", sent).status_code == 303
    assert keys(designer, draft) == ["visit_date", "renamed"]


def test_conditions_are_tried_in_the_preview(designer: Visitor, draft: DraftId) -> None:
    page = designer.get(f"/designer/drafts/{draft}/forms/{OLD}").text
    assert "answers.representative_name" not in page
    address = f"/designer/drafts/{draft}/preview/{OLD}"

    whole = designer.post(address, {"answers.representative": "yes"})
    part = designer.post(address, {"answers.representative": "yes"}, HX_Request="true")

    assert "answers.representative_name" in whole.text
    assert "answers.representative_iin" in part.text
    assert "<html" not in part.text


def test_every_field_of_the_services_forms_can_be_opened(designer: Visitor, draft: DraftId) -> None:
    for place in ("0", "0.0", "0.3", "1.0", "2.1"):
        answer = designer.get(f"/designer/drafts/{draft}/fields/{OLD}?place={place}")
        assert answer.status_code == 200
    for path in ("?place=0.9", "?place=9.9.9"):
        assert designer.get(f"/designer/drafts/{draft}/fields/{OLD}{path}").status_code == 404
    assert designer.get(f"/designer/drafts/{draft}/forms/service.yaml").status_code == 404


def test_a_form_that_cannot_be_read_is_opened_as_text(designer: Visitor, draft: DraftId) -> None:
    sent = {"text": "{broken", "revision": "0"}
    designer.post(f"/designer/drafts/{draft}/text/{NEW}", sent)
    answer = designer.get(f"/designer/drafts/{draft}/forms/{NEW}")
    assert answer.location.endswith(f"/text/{NEW}")
