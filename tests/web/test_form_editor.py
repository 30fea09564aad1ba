"""The form editor without script: fields are added, written, moved, and seen as staff will."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from desk_world import DESIGNER, DeskWorld, Visitor, desk_world
from every_component import COMPONENTS, form

from app.domain.field_drafting import KINDS
from app.domain.field_properties import properties_of
from app.domain.form_drafting import FormDraft
from app.domain.identity import DraftId, PersonId
from app.usecases.keep_service_drafts import SaveFile

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


@pytest.fixture
def every(office: DeskWorld, draft: DraftId) -> bytes:
    """A form with every component, in the draft."""
    content = form("every", COMPONENTS)
    save = SaveFile(draft, NEW, content, 0)
    office.services.design.drafts.save(office.services.person(PersonId(DESIGNER)), save)
    return content


def sent_fields(page: str) -> dict[str, str]:
    """What a browser would send of the form of one field, untouched."""
    _, _, found = page.partition('<form class="q-panel-body q-form"')
    part = found[: found.index("</form>")]
    kept: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", part):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if attributes.get("type") != "checkbox" or " checked" in tag:
            kept[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, value in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', part):
        kept[name] = unescape(value).removeprefix("\n")
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', part):
        chosen = re.search(r'value="([^"]*)" selected', options)
        kept[name] = chosen[1] if chosen else ""
    return kept


def test_every_component_opens_in_the_editor_and_is_saved_as_it_was(
    designer: Visitor, draft: DraftId, every: bytes
) -> None:
    page = designer.get(f"/designer/drafts/{draft}/forms/{NEW}").text
    places = re.findall(r"/fields/[^\"?]+\?place=([\d.]+)", page)
    assert len(places) == len([*FormDraft(every).components()])
    for revision, place in enumerate(places, 1):
        field = designer.get(f"/designer/drafts/{draft}/fields/{NEW}?place={place}")
        sent = {**sent_fields(field.text), "do": "save"}
        assert sent["revision"] == str(revision)
        saved = designer.post(f"/designer/drafts/{draft}/fields/{NEW}", sent)
        assert saved.status_code == 303, (place, re.findall(r"-wrong[^<]*<[^<]*<[^<]*", saved.text))
    found = designer.get(f"/designer/drafts/{draft}/raw/{NEW}").data
    assert found == every


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_offered_with_the_properties_of_its_own(
    designer: Visitor, draft: DraftId, kind: str
) -> None:
    page = designer.get(f"/designer/drafts/{draft}/fields/{NEW}?kind={kind}")
    assert page.status_code == 200
    offered = set(re.findall(r'name="more_(\w+)"', page.text))
    assert offered == {one.name for one in properties_of(kind)}
    assert ("Ещё один столбец" in page.text) == (kind == "table")


def test_the_preview_draws_every_component_and_adds_rows(
    designer: Visitor, draft: DraftId, every: bytes
) -> None:
    page = designer.get(f"/designer/drafts/{draft}/forms/{NEW}").text
    for key in ("title", "hour", "tags", "items[0].what"):
        assert f'name="answers.{key}"' in page
    sent = {"form_do": "add items", "answers.items": "1", "answers.items[0].what": "арба"}
    address = f"/designer/drafts/{draft}/preview/{NEW}"
    drawn = designer.post(address, sent, hx_request="true").text
    assert 'name="answers.items[1].what"' in drawn
    assert 'value="арба"' in drawn
    whole = designer.post(address, sent).text
    assert 'name="answers.items[1].what"' in whole


@pytest.mark.parametrize(
    ("do", "led_to"), [("add", 2), ("up 1", 0), ("down 0", 1), ("remove 0", 0), ("show", None)]
)
def test_one_is_led_to_the_answer_that_was_added_or_moved(
    designer: Visitor, draft: DraftId, do: str, led_to: int | None
) -> None:
    page = designer.get(f"/designer/drafts/{draft}/fields/{NEW}?kind=radio")
    sent = {**sent_fields(page.text), "do": do}
    for k, value in enumerate(("seen", "away")):
        sent |= {f"option_{k}_value": value, f"option_{k}_label_kk": value}

    answer = designer.post(f"/designer/drafts/{draft}/fields/{NEW}", sent).text

    led = re.findall(r'id="option-(\d)"[^>]* data-focus', answer)
    assert led == ([] if led_to is None else [str(led_to)])
