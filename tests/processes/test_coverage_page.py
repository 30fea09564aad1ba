"""`docs/coverage.md` tells the truth: every rule of the order has its element and its scenario."""

from pathlib import Path

import coverage_page
import pytest
import yaml
from test_scenarios import passed_by_scenario

SERVICE = Path(__file__).parents[2] / "processes" / "personal-assistant"
OPEN = {"orders and journals"}


def walks() -> coverage_page.Passed:
    return {service: passed_by_scenario(service) for service in coverage_page.SERVICES}


@pytest.mark.slow
def test_every_rule_of_the_order_is_passed_by_a_scenario() -> None:
    passed = walks()
    unproven = [
        id_
        for kind in coverage_page.items().values()
        for id_, item in kind.items()
        if "element" in item and not coverage_page.proof(item, passed)
    ]
    assert unproven == []


def test_nothing_is_left_open_but_what_follows_the_choice() -> None:
    left = {
        item["later"]
        for kind in coverage_page.items().values()
        for item in kind.values()
        if "later" in item
    }
    assert left == OPEN


def test_every_paper_message_and_ground_of_the_files_is_on_the_page() -> None:
    told = coverage_page.items()
    standard = yaml.safe_load((SERVICE / "service.yaml").read_text(encoding="utf-8"))
    edition = standard["editions"][0]
    assert {paper["id"] for paper in edition["documents"]} <= told["documents"].keys()
    grounds = (*edition["refusal_grounds"], *edition["acceptance_refusal_grounds"])
    assert {ground["id"] for ground in grounds} == told["grounds"].keys()


@pytest.mark.slow
def test_the_page_is_up_to_date() -> None:
    page = coverage_page.page(walks())
    assert coverage_page.PAGE.read_text(encoding="utf-8") == page
