"""A browser that falls over by itself ends no test; what a page does wrong still does."""

from contextlib import suppress

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Error

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def runs() -> list[str]:
    return []


def test_a_test_whose_browser_fell_over_runs_once_more(
    runs: list[str], open_page: OpenPage
) -> None:
    runs.append("run")
    if len(runs) == 1:
        page = open_page()
        with suppress(Error):
            page.goto("chrome://crash")
        page.evaluate("1")

    assert open_page().locator("h1").count() == 1
    assert runs == ["run", "run"]
