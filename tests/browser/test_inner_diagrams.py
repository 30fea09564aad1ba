"""The diagram of a called stage opens from the case page, by mouse, keyboard and address."""

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Page, expect
from served_product import SPECIALIST, Product
from sight import show_diagram
from test_pages import violations

pytestmark = pytest.mark.browser

NAMES = {
    "kk": ("Бүкіл қызмет", "Кезеңдердің сызбалары"),
    "ru": ("Вся услуга", "Схемы этапов"),
    "en": ("The whole service", "Diagrams of stages"),
}


def expect_drawn(page: Page, element: str | None, count: int) -> None:
    expect(page.locator(f".q-diagram .djs-element[data-element-id={element}]")).to_have_count(count)


@pytest.fixture
def begun(open_page: OpenPage, product: Product, request: pytest.FixtureRequest) -> Page:
    """A case whose verification has begun, with its diagram drawn."""
    page = open_page(SPECIALIST, getattr(request, "param", "kk"))
    page.goto(f"/cases/{product.to_decision()}")
    show_diagram(page)
    return page


@pytest.mark.parametrize(("begun", "language"), [(one, one) for one in NAMES], indirect=["begun"])
def test_a_stage_opens_and_closes_by_keyboard(begun: Page, language: str) -> None:
    whole, stages = NAMES[language]
    links = begun.get_by_role("navigation", name=stages).get_by_role("link")
    expect(links.first).to_have_text(whole)
    expect(links.first).to_have_attribute("aria-current", "true")

    stage = links.nth(1).get_attribute("data-diagram-in")
    expect_drawn(begun, stage, 1)

    links.nth(1).focus()
    begun.keyboard.press("Enter")

    expect(links.nth(1)).to_have_attribute("aria-current", "true")
    expect(links.first).not_to_have_attribute("aria-current", "true")
    expect_drawn(begun, stage, 0)
    expect(begun.locator(".bjs-powered-by")).to_have_count(1)
    assert violations(begun, 1280) == []
    assert violations(begun, 360) == []

    links.first.focus()
    begun.keyboard.press("Enter")
    expect_drawn(begun, stage, 1)


def test_a_stage_opens_by_a_click_on_it_in_the_drawing(begun: Page) -> None:
    stage = begun.locator(".q-diagram .djs-element.is-stage").first
    name = stage.get_attribute("data-element-id")
    stage.locator(".djs-hit").first.click()
    expect(begun.locator(f"a[data-diagram-in={name}]")).to_have_attribute("aria-current", "true")
    expect_drawn(begun, name, 0)


def test_a_stage_opens_by_its_address(begun: Page) -> None:
    link = begun.locator("a[data-diagram-in]").nth(1)
    path = link.get_attribute("data-diagram-in")
    begun.goto(str(link.get_attribute("href")))
    show_diagram(begun)
    expect(begun.locator(f"a[data-diagram-in={path}]")).to_have_attribute("aria-current", "true")
    expect_drawn(begun, path, 0)


def test_no_room_is_left_beside_a_drawing_of_which_only_a_part_is_shown(begun: Page) -> None:
    """The frame begins where the drawing does, for the case stands near its beginning."""
    left = begun.evaluate(
        """() => {
            const edge = element => element.getBoundingClientRect().left;
            const shapes = [...document.querySelectorAll('.q-diagram .djs-element')];
            return Math.min(...shapes.map(edge)) - edge(document.querySelector('.q-diagram'));
        }"""
    )

    assert 0 <= left <= 40
