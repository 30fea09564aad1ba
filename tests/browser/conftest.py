"""One served product for all walks, and browsers of the people who use it."""

import inspect
from collections.abc import Generator, Iterator
from contextlib import ExitStack

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Browser, Error, Page, expect
from served_product import Product, served_product

PATIENCE_MS = 30_000
"""Only so that a defect ends the test: nothing waits that long where two run at once."""
COMPLAINING = frozenset({"error", "warning"})

CRASHED = ("Target crashed", "Page crashed")
"""What a browser is said to have done that fell over by itself."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Run a test once more whose browser fell over: that tells nothing of the product."""
    try:
        return (yield)
    except Error as fallen:
        if not any(told in str(fallen) for told in CRASHED):
            raise
    given = pyfuncitem.funcargs
    given.get("complaints", []).clear()
    names = inspect.signature(pyfuncitem.function).parameters
    pyfuncitem.obj(**{name: given[name] for name in names})
    return True


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with served_product(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture
def clock_hardly_ticks(product: Product) -> Iterator[None]:
    with product.clock.hardly_ticking():
        yield


@pytest.fixture
def record_trees(pytestconfig: pytest.Config) -> bool:
    """Whether the accessibility trees are written anew instead of compared."""
    return bool(pytestconfig.getoption("--record-trees"))


@pytest.fixture
def complaints() -> list[str]:
    """What browsers said in their consoles: errors, warnings, what the strict policy stopped."""
    return []


@pytest.fixture
def open_page(browser: Browser, product: Product, complaints: list[str]) -> Iterator[OpenPage]:
    """A page in a browser of its own: of a person, in a language, with or without script."""
    with ExitStack() as stack:

        def opened(
            person: str = "", language: str = "kk", *, width: int = 1280, script: bool = True
        ) -> Page:
            context = stack.enter_context(
                browser.new_context(
                    base_url=product.url,
                    viewport={"width": width, "height": 900},
                    java_script_enabled=script,
                )
            )
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda told: complaints.append(told.text) if told.type in COMPLAINING else None,
            )
            page.goto(f"/language?language={language}&next=/sign-in")
            if person:
                page.locator(f"button[name=person][value={person}]").click()
            return page

        yield opened
