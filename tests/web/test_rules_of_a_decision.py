"""Rules of a decision as a list of fields: saved, tried as typed, wrong cells told; files made."""

import re
from html import unescape

import pytest
from desk_world import Visitor, raw

from app.domain.identity import DraftId

TABLE = "decisions/eligibility.dmn"
FACTS = '{facts: {disability: {group: 5, difficulty_moving: true}, programme: {status: "x"}}}'
NEW = {"key": "home_visit", "name_kk": "Үйге бару", "name_ru": "Посещение", "name_en": "Visit"}


@pytest.fixture
def address(draft: DraftId) -> str:
    return f"/designer/drafts/{draft}/decide/{TABLE}"


def typed(visitor: Visitor, address: str) -> dict[str, object]:
    """The fields of the page as they stand."""
    page = visitor.get(address).text
    names = r'name="((?:cell|note|origin|name|label)_\w+)"'
    fields = dict(re.findall(rf'<input[^>]*?{names}(?: lang="\w+")? value="([^"]*)"', page))
    return {
        **{name: unescape(value) for name, value in fields.items()},
        "rules": "here", "decision": "eligibility", "sample": FACTS, "revision": "1",
    }  # fmt: skip


def test_the_list_holds_every_cell_and_saved_unchanged_keeps_every_byte(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before, sent = raw(designer, draft, TABLE), typed(designer, address)
    assert (sent["cell_0_0"], sent["cell_2_2"], sent["cell_3_4"]) == (
        "not(1)", 'not("in_force")', '"measure"',
    )  # fmt: skip

    assert designer.post(address, {**sent, "do": "save"}).status_code == 303

    assert raw(designer, draft, TABLE) == before


def test_a_changed_cell_is_the_only_change_of_the_file(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, TABLE)
    sent = {**typed(designer, address), "cell_0_0": "not(2)", "do": "save"}

    assert designer.post(address, sent).status_code == 303

    assert raw(designer, draft, TABLE) == before.replace(
        "<text>not(1)</text>", "<text>not(2)</text>"
    )


def test_a_rule_is_added_moved_and_taken_out_before_anything_is_saved(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before, sent = raw(designer, draft, TABLE), typed(designer, address)
    added = designer.post(address, {**sent, "do": "add"}).text
    assert 'id="cell_4_0" name="cell_4_0" value="-"' in added
    moved = designer.post(address, {**sent, "do": "down 0"}).text
    assert 'id="cell_1_0" name="cell_1_0" value="not(1)"' in moved
    removed = designer.post(address, {**sent, "do": "remove 0"}).text
    assert 'value="not(1)"' not in removed

    assert raw(designer, draft, TABLE) == before


def test_what_is_typed_is_tried_without_being_saved(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, TABLE)
    sent = {**typed(designer, address), "cell_0_0": "5", "cell_0_4": '"five"', "do": "ask"}
    page = unescape(designer.post(address, sent).text)

    assert '"five"' in page
    assert 'value="5"' in page
    assert raw(designer, draft, TABLE) == before


@pytest.mark.parametrize(
    ("cell", "text"), [("cell_0_0", "not("), ("cell_2_4", '"a'), ("cell_1_1", "1 +")]
)
def test_a_cell_that_cannot_be_read_is_told_at_its_field_and_nothing_is_saved(
    cell: str, text: str, designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, TABLE)
    answer = designer.post(address, {**typed(designer, address), cell: text, "do": "save"})

    assert answer.status_code == 422
    assert f'href="#{cell}"' in answer.text
    assert f'id="{cell}-wrong"' in answer.text
    assert "не читается" in answer.text
    assert raw(designer, draft, TABLE) == before


def test_of_two_who_save_the_second_is_told_and_keeps_what_was_typed(
    designer: Visitor, address: str
) -> None:
    sent = {**typed(designer, address), "do": "save"}
    designer.post(address, {**sent, "cell_0_0": "not(2)"})
    answer = designer.post(address, {**sent, "cell_0_0": "not(3)"})

    assert answer.status_code == 409
    assert 'value="not(3)"' in answer.text
    assert 'name="revision" value="2"' in answer.text


def test_a_new_table_is_made_has_nothing_to_mend_and_opens_with_its_rule(
    designer: Visitor, draft: DraftId
) -> None:
    answer = designer.post(f"/designer/drafts/{draft}/decisions/new", NEW)

    assert answer.status_code == 303
    page = designer.get(answer.location).text
    assert "Если: facts" in page
    lint = designer.client.post(
        "/lint",
        json={
            "draft": str(draft),
            "files": [
                {
                    "path": "decisions/home-visit.dmn",
                    "content": raw(designer, draft, "decisions/home-visit.dmn"),
                }
            ],
        },
        headers={"X-CSRF-Token": designer.token, "Accept": "application/json"},
    )
    assert lint.get_json()["findings"] == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"key": "Home visit"}, "key"),
        ({"key": "eligibility"}, "key"),
        ({"key": ""}, "key"),
        ({"name_ru": " "}, "name_ru"),
    ],
)
def test_what_names_no_new_table_is_told_by_field(
    changed: dict[str, str], field: str, designer: Visitor, draft: DraftId
) -> None:
    answer = designer.post(f"/designer/drafts/{draft}/decisions/new", {**NEW, **changed})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_a_decision_is_named_in_russian_and_english_beside_its_rules(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before, sent = raw(designer, draft, TABLE), typed(designer, address)
    russian = str(sent["name_ru"])
    assert f'name="name.ru" value="{russian}"' in before

    changed = {**sent, "name_ru": "Право на помощника", "do": "save"}
    assert designer.post(address, changed).status_code == 303
    assert raw(designer, draft, TABLE) == before.replace(f'"{russian}"', '"Право на помощника"')

    lost = designer.post(address, {**changed, "name_en": "", "revision": "2"})
    assert lost.status_code == 422
    assert 'href="#name_en"' in lost.text


def test_columns_are_labelled_in_three_languages_and_told_in_that_of_the_page(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before, sent = raw(designer, draft, TABLE), typed(designer, address)
    page = unescape(designer.get(address).text).replace("\u00a0", " ")
    assert ">Если: Группа инвалидности</label>" in page
    assert ">Тогда: Невыполненное требование</label>" in page

    changed = {**sent, "label_0_ru": "Группа", "label_4_kk": "Талап", "do": "save"}
    assert designer.post(address, changed).status_code == 303

    after = raw(designer, draft, TABLE)
    assert after == before.replace('"Группа инвалидности"', '"Группа"').replace(
        '"Орындалмаған талап"', '"Талап"'
    )


def test_a_copy_says_the_same_under_its_own_name(designer: Visitor, draft: DraftId) -> None:
    sent = {**NEW, "path": TABLE, "decision": "eligibility"}
    designer.post(f"/designer/drafts/{draft}/decisions/new", sent)
    copy = raw(designer, draft, "decisions/home-visit.dmn")

    assert '<decision id="home_visit" name="Үйге бару">' in copy
    assert "<text>not(1)</text>" in copy
    assert 'value="Посещение"' in copy


def test_a_deleted_table_names_who_asks_it_and_the_check_tells_of_them(
    designer: Visitor, draft: DraftId
) -> None:
    address = f"/designer/drafts/{draft}/remove/{TABLE}"
    page = designer.get(address).text
    asking = re.findall(r'/edit/[\w./-]+\.bpmn#(\w+)"', page)
    assert asking

    assert designer.post(address, {"revision": "7"}).status_code == 409
    assert designer.post(address, {"revision": "1"}).status_code == 303

    designer.get(f"/designer/drafts/{draft}")  # takes the notice
    assert TABLE not in designer.get(f"/designer/drafts/{draft}").text
    told = designer.get(f"/designer/drafts/{draft}/publish").text
    assert "Решения «eligibility» нет" in unescape(told).replace("\u00a0", " ")
