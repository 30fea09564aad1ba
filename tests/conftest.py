"""What all tests share: browser, databases, and when a skip is not allowed."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from functools import cache
from os import environ  # noqa: TID251 - what a machine promises is no setting of the product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import FLAGS, find_chromium
from compiled_once import compile_once
from databases import FreshUrl, postgresql_databases, sqlite_databases
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from lent_storages import FreshStorage

# The same examples each time, however slow the machine.
settings.register_profile("qadam", derandomize=True, deadline=None, database=None)
settings.load_profile("qadam")
compile_once()

# A machine that promises the means must not pass by skipping the tests that need them.
PROMISES = {"browser": "QADAM_REQUIRE_BROWSER", "conformance": "QADAM_CONFORMANCE"}

STORAGE = Path(__file__).parent / "storage"

NEW_OBJECTS = 5_000
"""How many are made before Python looks for garbage among them; it would do so at 700."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-trees",
        action="store_true",
        help="write the accessibility trees of tests/browser/accessibility anew",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        for marker, variable in PROMISES.items():
            if item.get_closest_marker(marker) and environ.get(variable):
                report.outcome = "failed"
                report.longrepr = (
                    f"{variable} is set, so this test may not be skipped: {item.nodeid}"
                )
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the second database of each test: the quick run has it in the room of storage alone."""
    for item in items:
        chosen = getattr(item, "callspec", None)
        if chosen and "postgresql" in chosen.params.values() and STORAGE not in item.path.parents:
            item.add_marker("postgresql")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what is loaded: that stays to the end of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


@pytest.fixture(scope="session")
def fresh_urls() -> Iterator[dict[str, FreshUrl]]:
    """What makes new databases of each kind; one server of PostgreSQL serves all rooms.

    The server starts with the first test that asks for a database in it.
    """
    with ExitStack() as stack:

        @cache
        def on_the_server() -> FreshUrl:
            return stack.enter_context(postgresql_databases())

        yield {
            "sqlite": stack.enter_context(sqlite_databases()),
            "postgresql": lambda: on_the_server()(),
        }


@pytest.fixture(scope="session")
def fresh_storages(fresh_urls: dict[str, FreshUrl]) -> dict[str, FreshStorage]:
    """What opens new databases of each kind, with all that a world begins with."""
    from lent_storages import laid_storages  # the whole product: not every room needs it

    @cache
    def found(kind: str) -> FreshStorage:
        return laid_storages(fresh_urls[kind])

    return {kind: lambda kind=kind: found(kind)() for kind in fresh_urls}  # type: ignore[misc]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """This machine's Chromium; each test opens its own context in it."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium or Chrome on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()
