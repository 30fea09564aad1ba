import copy
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.domain.standard import (
    EditionStanding,
    NoEdition,
    ServiceStandard,
    StandardInvalid,
    parse_standard,
)
from app.domain.terms import TermUnit
from app.domain.texts import Text

PROCESSES = Path(__file__).parents[2] / "processes"
WORDS = {"kk": "сөз", "ru": "слово", "en": "word"}
MINIMAL: dict[str, Any] = {
    "process": "minimal",
    "code": "MIN",
    "number_prefix": "МН",
    "name": WORDS,
    "short_name": WORDS,
    "official_name": WORDS,
    "channels": [{"id": "counter", "code": "ED", "name": WORDS, "norm": "1/r.2"}],
    "editions": [
        {
            "id": "one",
            "standing": "in_force",
            "effective_from": date(2025, 1, 1),
            "act": WORDS,
            "case_term": "result_term",
            "events": {"registered": WORDS},
            "terms": {
                "result_term": {
                    "unit": "working_day",
                    "amount": 10,
                    "counts_from": "registered",
                    "norm": "1/r.3",
                    "name": WORDS,
                }
            },
            "results": {"granted": WORDS},
            "documents": [],
            "refusal_grounds": [{"id": "RF-1", "name": WORDS, "norm": "1/r.9"}],
        }
    ],
}


def changed(**edition: object) -> dict[str, Any]:
    """The minimal standard with keys of its edition set, or dropped by None."""
    raw = copy.deepcopy(MINIMAL)
    for key, value in edition.items():
        if value is None:
            del raw["editions"][0][key]
        else:
            raw["editions"][0][key] = value
    return raw


def problems(raw: object) -> tuple[str, ...]:
    with pytest.raises(StandardInvalid) as refused:
        parse_standard(raw)
    return refused.value.problems


@pytest.fixture(scope="module")
def assistant() -> ServiceStandard:
    file = PROCESSES / "personal-assistant" / "service.yaml"
    return parse_standard(yaml.safe_load(file.read_text(encoding="utf-8")))


def test_the_real_file_says_what_the_order_says(assistant: ServiceStandard) -> None:
    edition = assistant.edition("458-2021")
    assert (assistant.code, assistant.number_prefix) == ("PA", "ЖК")
    result = edition.terms[edition.case_term]
    assert (result.unit, result.amount, result.counts_start_day) == (
        TermUnit.WORKING_DAY,
        10,
        False,
    )
    assert [ground.id for ground in edition.refusal_grounds] == ["RF-1", "RF-2"]
    assert [ground.id for ground in edition.acceptance_refusal_grounds] == ["NA-1", "NA-2"]
    assert [(d.id, d.needed) for d in edition.documents] == [
        ("DOC-1", "always"),
        ("DOC-2", "always"),
        ("DOC-3", "attorney"),
        ("DOC-4", "legal"),
    ]
    decided = {"01", "05", "06", "18", "30", "31", "33"}
    assert {f"458/G-{gap}" for gap in decided} <= edition.gaps.keys()


def test_a_case_of_today_is_a_demonstration_and_says_so(assistant: ServiceStandard) -> None:
    edition = assistant.edition_for(date(2026, 11, 20))
    assert edition.standing is EditionStanding.DEMONSTRATION
    assert "№ 458" in edition.notice.kk
    assert edition.terms == assistant.edition("458-2021").terms


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2021, 12, 20), "458-2021"),
        (date(2023, 6, 30), "458-2021"),
        (date(2023, 7, 1), "458-2021-demo"),
    ],
)
def test_a_case_takes_the_edition_of_its_registration_day(
    assistant: ServiceStandard, day: date, edition: str
) -> None:
    assert assistant.edition_for(day).id == edition


def test_a_day_before_the_first_edition_has_none(assistant: ServiceStandard) -> None:
    with pytest.raises(NoEdition):
        assistant.edition_for(date(2021, 12, 19))
    with pytest.raises(NoEdition):
        assistant.edition("no-such")


def test_each_channel_counts_the_term_its_own_way(assistant: ServiceStandard) -> None:
    edition = assistant.edition_for(date(2026, 11, 20))
    expected = {
        "department_counter": ("application_registered", "458/G-06"),
        "state_corporation": ("application_taken_in", ""),
        "egov_portal": ("request_registered", "458/G-05; 458/G-56"),
        "mobile_phone": ("consent_received", "458/G-06"),
    }
    assert expected.keys() == {channel.id for channel in assistant.channels}
    for channel, (event, gap) in expected.items():
        term = edition.term(edition.case_term, channel)
        assert (term.counts_from, term.gap, term.amount) == (event, gap, 10)
        assert edition.in_channel(channel).terms[edition.case_term] == term
        assert not term.counts_start_day


def test_no_text_of_the_real_file_repeats_the_russian_in_kazakh(
    assistant: ServiceStandard,
) -> None:
    edition = assistant.edition("458-2021")
    texts: list[Text] = [assistant.name, assistant.short_name, edition.act]
    texts += [term.name for term in edition.terms.values()]
    texts += [term.event for term in edition.terms.values() if term.before is None]
    texts += [document.name for document in edition.documents]
    texts += [ground.name for ground in edition.refusal_grounds]
    texts += [gap.decision for gap in edition.gaps.values()]
    assert all(text.kk != text.ru for text in texts)


def test_queues_have_their_limits_in_minutes(assistant: ServiceStandard) -> None:
    limits = {
        channel.id: (channel.queue.wait_minutes, channel.queue.service_minutes)
        for channel in assistant.channels
        if channel.queue
    }
    assert limits == {"department_counter": (30, 30), "state_corporation": (15, 15)}


def test_a_demonstration_gives_way_to_an_edition_in_force() -> None:
    raw = changed(effective_from=date(2026, 1, 1))
    raw["editions"].append(
        {
            "id": "demo",
            "standing": "demonstration",
            "effective_from": "2020-01-01",
            "act": WORDS,
            "notice": WORDS,
            "rules_of": "one",
        }
    )
    standard = parse_standard(raw)
    assert standard.edition_for(date(2025, 12, 31)).id == "demo"
    assert standard.edition_for(date(2026, 1, 1)).id == "one"


def test_all_problems_come_out_at_once_with_their_paths() -> None:
    raw = changed(effective_from="soon", case_term="no_such", note="x")
    raw["name"] = {"kk": "сөз", "ru": ""}
    raw["colour"] = "blue"
    raw["editions"][0]["terms"]["result_term"]["amount"] = 0
    assert problems(raw) == (
        "colour: unknown key; mend its name or delete it",
        "editions[0].note: unknown key; mend its name or delete it",
        "editions[0].terms.result_term.amount: expected a whole number from 1, found 0",
        "editions[0].case_term: no such term: no_such; add it under terms, or name another",
        "editions[0].effective_from: expected a date such as 2026-11-20, found “soon”",
        "name.en: missing; add this key with its value",
        "name.ru: expected a text, found nothing; put a number or a date into quotes",
    )


def test_every_missing_key_is_named() -> None:
    found = problems({})
    assert "process: missing; add this key with its value" in found
    assert "editions: missing; add this key with its value" in found


@pytest.mark.parametrize("raw", [None, [], "text", 5])
def test_a_file_that_is_no_mapping_is_refused(raw: object) -> None:
    assert any("expected a mapping" in problem for problem in problems(raw))


@pytest.mark.parametrize(
    ("edition", "problem"),
    [
        ({"standing": "alive"}, "editions[0].standing: expected one of"),
        ({"standing": "demonstration"}, "editions[0].notice: missing"),
        ({"standing": "repealed"}, "editions[0].effective_to: missing"),
        ({"effective_to": date(2024, 1, 1)}, "editions.one: ends before it begins"),
        ({"results": {"won": WORDS}}, "editions[0].results.won: unknown key"),
        ({"documents": "none"}, "editions[0].documents: expected a list"),
        ({"refusal_grounds": None}, "editions[0].refusal_grounds: missing"),
        (
            {"refusal_grounds": [{"id": "RF-1", "name": WORDS, "norm": "1/r.9", "gap": "1/G-1"}]},
            "editions[0].gaps: no decision for 1/G-1",
        ),
        (
            {"refusal_grounds": [{"id": "A", "name": WORDS, "norm": "n"}] * 2},
            "editions[0].refusal_grounds: the id A stands there more than once",
        ),
    ],
)
def test_a_wrong_edition_is_told_by_its_path(edition: dict[str, object], problem: str) -> None:
    assert any(found.startswith(problem) for found in problems(changed(**edition)))


@pytest.mark.parametrize(
    ("term", "problem"),
    [
        ({"unit": "week"}, "unit: expected one of"),
        ({"counts_from": "birth"}, "counts_from: no such event: birth"),
        ({"before": "no_such"}, "before: no such term that is counted forwards: no_such"),
        ({"counts_from": None}, "expected either `counts_from`, or `before`"),
        (
            {"before": "other", "unit": "month"},
            "unit: a term that is counted back is given in days",
        ),
        ({"met_by": "result"}, "met_by: expected a list, each line with “- ”, found a text"),
        ({"met_by": ["result", 5]}, "met_by[1]: expected the address of an element, found 5"),
        ({"schedule": "CAL-X"}, "schedule: no such schedule: CAL-X"),
        ({"counts_start_day": "no"}, "counts_start_day: expected true or false"),
        ({"cut_off": 1080}, "cut_off: expected a time in quotes"),
        ({"channels": {"pigeon": {}}}, "channels.pigeon: no such channel"),
        ({"channels": {"counter": {"colour": 1}}}, "channels.counter.colour: unknown key"),
        ({"channels": {"counter": {"amount": True}}}, "channels.counter.amount: expected a whole"),
    ],
)
def test_a_wrong_term_is_told_by_its_path(term: dict[str, object], problem: str) -> None:
    raw = changed()
    raw["editions"][0]["terms"]["result_term"].update(term)
    assert any("terms.result_term" in found and problem in found for found in problems(raw))


def test_what_channels_inherit_is_told_once() -> None:
    raw = changed()
    raw["channels"].append({**raw["channels"][0], "id": "portal"})
    term = raw["editions"][0]["terms"]["result_term"]
    term |= {"amount": 0, "name": {"kk": "сөз"}, "counts_from": "birth"}
    term["channels"] = {"counter": {"unit": "month"}, "portal": {"amount": -1}}

    told = [one.removeprefix("editions[0].terms.result_term.") for one in problems(raw)]

    assert sum("amount" in one for one in told) == 2
    assert any(one.startswith("channels.portal.amount: ") for one in told)
    assert sum("birth" in one for one in told) == 1
    assert len(told) == 5


def test_what_a_channel_alone_makes_wrong_is_told_of_it() -> None:
    raw = changed()
    terms = raw["editions"][0]["terms"]
    terms["result_term"]["unit"] = "working_hour"
    back = {"before": "result_term", "counts_from": ""}
    terms["result_term"]["channels"] = {"counter": back}

    assert any(
        ".channels.counter.unit: a term that is counted back" in one for one in problems(raw)
    )


def test_what_is_wrong_is_told_in_three_languages() -> None:
    raw = changed(standing="alive", case_term="no_such", note="x", documents="none")
    raw["editions"][0]["terms"]["result_term"].update(amount=0, cut_off=1080, met_by=[5])
    raw["name"] = {"kk": "сөз", "ru": 5}
    raw["indexed"] = [{"id": "Ә", "variable": "v", "type": "choice", "label": WORDS}]

    with pytest.raises(StandardInvalid) as refused:
        parse_standard(raw)

    told = [one.told for one in refused.value.mistakes]
    assert len(told) > 10
    for one in told:
        assert len({one.kk, one.ru, one.en}) == 3
        assert re.search("[а-яё]", one.ru)
        assert re.search("[а-яәғқңөұүһі]", one.kk)
    (amount,) = (one for one in refused.value.mistakes if one.path.endswith("amount"))
    assert amount.said().ru == (
        "editions[0].terms.result_term.amount: укажите целое число от 1, сейчас 0"
    )


def test_only_the_term_of_the_case_is_met_by_elements() -> None:
    raw = changed()
    terms = raw["editions"][0]["terms"]
    terms["other_term"] = {**terms["result_term"], "met_by": ["result"]}
    assert problems(raw) == (
        "editions[0].terms.other_term.met_by: "
        "only the case_term is met by elements, which is result_term; take it out here",
    )


def test_a_channel_may_name_other_elements_that_meet_its_term() -> None:
    raw = changed()
    own = {"met_by": ["sent"]}
    raw["editions"][0]["terms"]["result_term"].update(met_by=["signed"], channels={"counter": own})
    (edition,) = parse_standard(raw).editions
    assert (edition.met_by("counter"), edition.met_by("portal")) == (("sent",), ("signed",))


def test_two_editions_of_the_law_may_not_overlap() -> None:
    raw = changed()
    raw["editions"].append({**raw["editions"][0], "id": "two", "effective_from": "2026-01-01"})
    assert problems(raw) == ("editions.two: overlaps with one; change a date of one of them",)


def test_rules_are_taken_from_an_edition_above_alone() -> None:
    raw = changed()
    head = {"id": "demo", "standing": "demonstration", "effective_from": "2020-01-01"}
    raw["editions"].insert(0, {**head, "act": WORDS, "notice": WORDS, "rules_of": "one"})
    assert any("rules_of: expected the id of an edition above" in p for p in problems(raw))
