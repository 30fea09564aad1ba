"""One page in one state, and how a person comes to it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page
from served_product import Product

from app.domain.identity import PersonId

Open = Callable[[Page, Product], None]


@dataclass(frozen=True, slots=True)
class Sight:
    """Whoever opens it is signed in already."""

    name: str
    person: PersonId
    open: Open
    status: int = 200
    """Of the page as it stands at the end; a refused form answers 422."""

    def __str__(self) -> str:
        return self.name


def at(path: str) -> Open:
    return lambda page, product: go(page, product, path)


def go(page: Page, product: Product, path: str) -> None:
    language = page.locator("html").get_attribute("lang")
    page.goto(f"{product.url}{path}".replace("{language}", str(language)))


def show_diagram(page: Page) -> None:
    """Unfold it where the window is narrow, and wait until it is drawn."""
    panel = page.locator("[data-diagram-panel]")
    panel.wait_for()
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    page.locator(".q-diagram").scroll_into_view_if_needed()
    page.locator(".bjs-powered-by").wait_for()
