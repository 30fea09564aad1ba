"""Execution scenarios that nobody on the project wrote, walked through the whole product."""

import pytest
from known_differences import KNOWN
from outside_material import material
from outside_scenarios import Outcome, run_all

FLOOR = 74
"""Scenarios that pass; may only rise."""

pytestmark = [pytest.mark.conformance, pytest.mark.slow]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(run_all(material("bpmn", "scenarios.json").parent))


def test_the_number_of_passed_scenarios_does_not_fall(outcomes: list[Outcome]) -> None:
    failed = [f"{o.verdict} {o.id}: {o.reason}" for o in outcomes if o.verdict != "passes"]
    passed = len(outcomes) - len(failed)
    assert passed >= FLOOR, "\n".join([f"{passed} passed, not:", *failed])


def test_no_scenario_ends_wrong(outcomes: list[Outcome]) -> None:
    wrong = [f"{o.id}: {o.reason}" for o in outcomes if o.verdict == "wrong" and o.id not in KNOWN]
    assert wrong == []


def test_what_is_refused_is_a_known_difference(outcomes: list[Outcome]) -> None:
    refused = [f"{o.id}: {o.reason}" for o in outcomes if o.verdict == "refused"]
    assert [told for told in refused if told.partition(":")[0] not in KNOWN] == []


def test_a_known_difference_is_still_one(outcomes: list[Outcome]) -> None:
    verdicts = {outcome.id: outcome.verdict for outcome in outcomes}
    passing = {known for known in KNOWN if verdicts.get(known) not in ("wrong", "refused")}
    assert passing == set()
