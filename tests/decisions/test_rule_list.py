"""Rules of a table as texts, written back so that every other byte stays."""

from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

import pytest
from outside_material import material

from app.decisions import read_model
from app.decisions.made_files import copied, new_table
from app.decisions.rule_list import RuleTexts, rules_in, with_ids, with_rules
from app.safe_xml import UnreadableModel

PROCESSES = Path(__file__).parents[2] / "processes"
SHIPPED = sorted(PROCESSES.rglob("*.dmn"))
ODD = b"""<?xml version='1.0'?>
<!-- <rule> in a comment -->
<d:definitions xmlns:d='https://www.omg.org/spec/DMN/20230324/MODEL/' xmlns:a="urn:a" id='x'>
  <d:decision id='t' name="A > B"><d:decisionTable hitPolicy='COLLECT' aggregation="SUM">
    <d:input><d:inputExpression><d:text><![CDATA[n < 3]]></d:text></d:inputExpression></d:input>
    <d:output name="y"/><d:annotation name="kk"/><d:annotation name="ru"/>
    <!-- first --><d:rule a:b=">"><d:inputEntry><d:text/></d:inputEntry>\
<d:outputEntry><d:text>&#49; &amp; x</d:text></d:outputEntry></d:rule>
    <d:rule/>
  </d:decisionTable></d:decision>
  <d:decision id="none"/><d:decision id="said"><d:literalExpression/></d:decision>
</d:definitions>
"""


def changed_lines(before: bytes, after: bytes) -> list[str]:
    pair = (before.decode().splitlines(), after.decode().splitlines())
    return [line for line in unified_diff(*pair, n=0, lineterm="") if line[:2] not in ("--", "++")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_unchanged_rules_give_the_same_bytes(path: Path) -> None:
    content = path.read_bytes()
    for decision in read_model(content).decisions:
        found = rules_in(content, decision)
        assert found is not None
        assert with_rules(content, decision, found.rules) == content


@pytest.mark.conformance
def test_unchanged_rules_of_the_conformance_kit_give_the_same_bytes() -> None:
    seen = 0
    for path in sorted(material("dmn").rglob("*.dmn")):
        content = path.read_bytes()
        for decision in read_model(content).decisions:
            if (found := rules_in(content, decision)) is not None:
                seen += 1
                assert with_rules(content, decision, found.rules) == content, path
    assert seen > 50


def test_a_changed_cell_is_the_only_changed_line() -> None:
    content = (PROCESSES / "personal-assistant/decisions/eligibility.dmn").read_bytes()
    found = rules_in(content, "eligibility")
    assert found is not None
    first, *others = found.rules
    changed = replace(first, cells=("< 3 and > 0", *first.cells[1:]))

    after = with_rules(content, "eligibility", (changed, *others))

    assert changed_lines(content, after)[1:] == [
        '-        <inputEntry id="rule_group_1"><text>not(1)</text></inputEntry>',
        '+        <inputEntry id="rule_group_1"><text>&lt; 3 and &gt; 0</text></inputEntry>',
    ]


def test_rules_are_added_moved_and_taken_out_whole() -> None:
    content = (PROCESSES / "personal-assistant/decisions/eligibility.dmn").read_bytes()
    found = rules_in(content, "eligibility")
    assert found is not None
    one, two, three, _ = found.rules
    new = RuleTexts(("-", "-", "-", "-", '"x"'), "себебі & негізі")

    after = with_rules(content, "eligibility", (three, new, one, two))

    read = rules_in(after, "eligibility")
    assert read is not None
    assert [rule.cells for rule in read.rules] == [r.cells for r in (three, new, one, two)]
    assert [rule.note for rule in read.rules] == [r.note for r in (three, new, one, two)]
    assert read_model(after).problems == ()
    assert all(rule.id for rule in read_model(after).rules_of("eligibility"))


def test_every_way_of_writing_xml_is_read_and_left_as_it_is() -> None:
    found = rules_in(ODD, "t")
    assert found is not None
    assert found.hit_policy == "COLLECT SUM"
    assert [column.expression for column in found.columns] == ["n < 3", "y", "kk", "ru"]
    assert [rule.cells for rule in found.rules] == [("", "1 & x", "", ""), ("", "", "", "")]
    assert with_rules(ODD, "t", found.rules) == ODD
    told = replace(found.rules[0], cells=("> 2", "1 & x", "себебі", "причина"))

    after = with_rules(ODD, "t", (told, found.rules[1]))

    assert rules_in(after, "t") == replace(found, rules=(told, found.rules[1]))
    assert b'<!-- first --><d:rule a:b=">">' in after
    assert b"&#49; &amp; x" in after


def test_an_expression_is_one_text_and_other_logic_is_none() -> None:
    found = rules_in(ODD, "said")
    assert found is not None
    assert (found.hit_policy, found.rules[0].cells) == ("", ("",))
    after = with_rules(ODD, "said", (RuleTexts(("1 < 2",), origin=0),))
    assert b"<d:literalExpression><d:text>1 &lt; 2</d:text></d:literalExpression>" in after
    assert rules_in(ODD, "none") is None
    assert rules_in(ODD, "nobody") is None


def test_a_cell_without_an_id_is_found_by_the_one_it_is_lent() -> None:
    lent, places = with_ids(ODD, "t")

    assert sorted(places.values()) == [(0, 0), (0, 1)]
    assert lent != ODD
    assert all(f'id="{key}"'.encode() in lent for key in places)


@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"<!DOCTYPE a><a/>", ODD.decode().encode("utf-16")]
)
def test_what_cannot_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableModel):
        rules_in(content, "t")


def test_a_new_table_runs_and_a_copy_has_ids_of_its_own() -> None:
    names = {"kk": 'Үйге "бару"', "ru": "Посещение <1>", "en": "Visit & more"}
    made = read_model(new_table("home_visit", names))
    assert made.problems == ()
    assert made.titles_of("home_visit") == names

    shipped = (PROCESSES / "personal-assistant/decisions/eligibility.dmn").read_bytes()
    copy = copied(shipped, "eligibility", "visit", names)
    assert read_model(copy).titles_of("visit") == names
    assert [*read_model(copy).decisions] == ["visit"]


def test_what_refers_to_a_copied_decision_follows_it() -> None:
    content = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="n">
      <decision id="a" name="A"><informationRequirement><requiredDecision href="#b"/>
        </informationRequirement>
        <literalExpression><text>B + 1</text></literalExpression></decision>
      <decision id="b" name="B"><literalExpression><text>1</text></literalExpression></decision>
    </definitions>"""

    copy = read_model(copied(content, "a", "c", {"kk": "С", "ru": "С", "en": "C"}))

    assert [*copy.decisions] == ["c", "c_b"]
    assert copy.problems == ()
    assert copy.evaluate("c", {}).value == 2
