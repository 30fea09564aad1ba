"""Decisions of a draft, asked with sample data: the result and the rules that spoke."""

import re
from html import unescape

import pytest
from desk_world import DeskWorld, Visitor
from werkzeug.test import TestResponse

TABLE = "decisions/eligibility.dmn"
FACTS = """{facts: {
  disability: {group: 2, difficulty_moving: true},
  programme: {status: "in_force", measures: [
    {code: "personal-assistant", decision: "needed"}]}}}"""


@pytest.fixture
def address(office: DeskWorld) -> str:
    return f"/designer/drafts/{office.begin_draft()}/decide/{TABLE}"


def asked(visitor: Visitor, address: str, sample: str, decision: str = "eligibility") -> str:
    return unescape(visitor.post(address, {"decision": decision, "sample": sample}).text)


def test_the_sample_names_what_the_decision_reads(designer: Visitor, address: str) -> None:
    page = unescape(designer.get(address).text)
    sample = re.sub(r"\s+", " ", page.partition("</textarea>")[0].rpartition(">")[2])

    assert "disability: { group: null, difficulty_moving: null }" in sample
    assert "programme: { status: null, measures: null }" in sample


def test_the_rules_that_spoke_are_told_with_their_number_and_reason(
    designer: Visitor, address: str
) -> None:
    page = asked(designer, address, FACTS).replace("\u00a0", " ")

    assert '"group"' in page
    assert "Сработало правило 1" in page
    assert "458/R1 p.5: бірінші топ" in page
    assert "Сработало правило 2" not in page


def test_where_no_rule_speaks_the_page_says_so(designer: Visitor, address: str) -> None:
    page = asked(designer, address, FACTS.replace("group: 2", "group: 1"))

    assert "Не сработало ни одно правило" in page


@pytest.mark.parametrize("sample", ["{facts: ", "42", "{facts: for i in 1..9999999 return i}"])
def test_what_is_no_sample_is_told_and_stays_on_the_page(
    sample: str, designer: Visitor, address: str
) -> None:
    answer = designer.post(address, {"decision": "eligibility", "sample": sample})

    assert answer.status_code == 422
    assert sample in unescape(answer.text)
    assert 'aria-invalid="true"' in answer.text


def test_an_unknown_decision_and_a_file_of_another_kind_are_not_found(
    designer: Visitor, address: str
) -> None:
    sent = {"decision": "nothing", "sample": "{}"}
    assert designer.post(address, sent).status_code == 404
    assert designer.get(address.replace(TABLE, "service.yaml")).status_code == 404


def test_a_table_that_cannot_be_read_leads_to_its_text(
    office: DeskWorld, designer: Visitor, address: str
) -> None:
    draft = address.split("/")[3]
    designer.client.post(
        f"/designer/drafts/{draft}/files/{TABLE}?revision=1",
        data=b"<!DOCTYPE a><a/>",
        content_type="application/octet-stream",
        headers={"X-CSRF-Token": designer.token, "Accept": "application/json"},
    )

    assert "нет решения, которое можно прочесть" in designer.get(address).text


def test_the_sample_as_it_is_offered_can_be_asked_and_nulls_are_explained(
    designer: Visitor, address: str
) -> None:
    page = unescape(designer.get(address).text)
    offered = page.partition("</textarea>")[0].rpartition(">")[2]
    answer = designer.post(address, {"decision": "eligibility", "sample": offered})

    assert answer.status_code == 200, answer.text
    assert "Сработало правило 1" in answer.text.replace("\u00a0", " ")


def test_a_table_is_asked_as_it_stands_in_the_editor_and_nothing_is_kept(
    designer: Visitor, address: str
) -> None:
    draft = address.split("/")[3]
    raw = f"/designer/drafts/{draft}/raw/{TABLE}"
    before = designer.get(raw).text
    typed = before.replace("<text>not(1)</text>", "<text>2</text>")
    asked = as_typed(designer, draft, content=typed, sample=FACTS)

    assert asked.get_json()["rules"] == ["rule_group"]
    assert "Сработало правило 1" in asked.get_json()["html"].replace("\u00a0", " ")
    assert designer.get(raw).text == before


def test_the_editor_is_told_what_the_typed_decisions_read(designer: Visitor, address: str) -> None:
    draft = address.split("/")[3]
    before = designer.get(f"/designer/drafts/{draft}/raw/{TABLE}").text
    typed = before.replace("facts.disability.group", "facts.disability.degree")
    answer = as_typed(designer, draft, content=typed, sample=None).get_json()

    (offered,) = answer["decisions"]
    assert offered["name"] == "Невыполненные требования"
    assert "degree: null" in offered["sample"]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"sample": "{facts: "}, 422),
        ({"content": "<!DOCTYPE a><a/>"}, 422),
        ({"content": "<a>"}, 422),
        ({"decision": "nothing"}, 422),
        ({"content": 5}, 422),
        ({"more": "x"}, 422),
    ],
)
def test_what_the_editor_cannot_be_told_is_refused_in_words(
    changed: dict[str, object], status: int, designer: Visitor, address: str
) -> None:
    draft = address.split("/")[3]
    before = designer.get(f"/designer/drafts/{draft}/raw/{TABLE}").text
    sent = {"content": before, "sample": "{facts: null}"} | changed
    answer = as_typed(designer, draft, **sent)

    assert answer.status_code == status, answer.text


def as_typed(designer: Visitor, draft: str, **sent: object) -> TestResponse:
    return designer.client.post(
        f"/designer/drafts/{draft}/ask/{TABLE}",
        json={"decision": "eligibility"} | sent,
        headers={"X-CSRF-Token": designer.token, "Accept": "application/json"},
    )
