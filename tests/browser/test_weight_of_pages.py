"""The pages of the desk on a weak line: light, and read before any script has come."""

from typing import Any

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Page, Route, expect
from served_product import SPECIALIST, Product

pytestmark = pytest.mark.browser

MOST_BYTES = 150_000
"""Packed, with styles, scripts, icons and fonts, for somebody who comes for the first time."""
MOST_OF_A_DRAWING = 80_000
"""What the drawing of a case adds: its script is no part of the page and comes after it."""
OF_A_DRAWING = ("viewer-", "diagram.")
PAGES = ("inbox", "task", "case")
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"


def path_of(name: str, product: Product) -> str:
    number = product.to_decision()
    task = product.task(number).id
    return {"inbox": "/tasks?list=all", "task": f"/tasks/{task}", "case": f"/cases/{number}"}[name]


def weighed(page: Page, path: str) -> dict[str, int]:
    """Bytes that came over the line until the page was at rest, by the end of the address."""
    channel = page.context.new_cdp_session(page)
    channel.send("Network.enable")
    channel.send("Network.setCacheDisabled", {"cacheDisabled": True})
    addresses: dict[str, str] = {}
    weights: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"].rpartition("/")[2]

    def came(event: dict[str, Any]) -> None:
        address = addresses[event["requestId"]]
        weights[address] = weights.get(address, 0) + int(event["encodedDataLength"])

    channel.on("Network.requestWillBeSent", asked)
    channel.on("Network.loadingFinished", came)
    page.goto(path, wait_until="networkidle")
    return weights


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_is_light(name: str, open_page: OpenPage, product: Product) -> None:
    page = open_page(SPECIALIST)
    weights = weighed(page, path_of(name, product))

    drawing = {one: bytes_ for one, bytes_ in weights.items() if one.startswith(OF_A_DRAWING)}
    assert 20_000 < sum(weights.values()) - sum(drawing.values()) <= MOST_BYTES, weights
    assert sum(drawing.values()) <= MOST_OF_A_DRAWING, drawing
    assert bool(drawing) == (name == "case")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_before_any_script_has_come(
    name: str, open_page: OpenPage, product: Product
) -> None:
    page = open_page(SPECIALIST)
    held: list[Route] = []
    page.route("**/*.js", lambda route: held.append(route))

    page.goto(path_of(name, product), wait_until="commit")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("footer")).to_be_visible()
    page.wait_for_function(f"() => {PAINTED} === 1")
    assert held
    for route in held:
        route.continue_()


def test_the_case_of_a_person_is_found_and_read_without_script(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    page = open_page(SPECIALIST, script=False)
    page.locator("[data-search]").fill(number)
    page.locator("[data-search]").press("Enter")

    expect(page.locator("#case-title")).to_have_text("Қалиева Айгүл Серікқызы")
    expect(page.get_by_role("region", name="Құжаттар")).to_be_visible()
    page.get_by_role("link", name="Өтініш бойынша шешім қабылдау").first.click()
    expect(page.locator("[name='answers.outcome']")).to_have_count(2)
