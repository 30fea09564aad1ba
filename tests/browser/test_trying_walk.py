"""A designer tries a draft out, records what was done, runs it and publishes it."""

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Page, expect
from served_product import DESIGNER, Product
from trying_sights import start_case

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_what_was_tried_becomes_a_scenario_that_holds(
    open_page: OpenPage, product: Product, complaints: list[str]
) -> None:
    page = open_page(DESIGNER)
    start_case(page, product)
    page.get_by_role("link", name="Жанар Оспанова атынан орындау").click()
    for key, value in (("package_complete", "yes"), ("seen_application", "on")):
        page.locator(f"[name='answers.{key}'][value={value}]").check()
    page.locator("[name='answers.seen_identity']").check()
    press(page, "Тапсырманы аяқтау")
    press(page, "Уақытты алға жылжыту")
    expect(page.get_by_text("Өткен уақыт:")).to_be_visible()
    press(page, "Соңғы қадамды болдырмау")
    expect(page.get_by_text("Өткен уақыт:")).to_have_count(0)

    page.get_by_text("Сценарий етіп жазу").click()
    page.get_by_label("Сценарийдің атауы").fill("Өтініш қабылданды")
    page.get_by_label("Файлдың аты").fill("accepted")
    press(page, "Қараламаға жазу")
    expect(page.get_by_role("heading", name="Өтініш қабылданды")).to_be_visible()
    press(page, "Осы сценарийді іске қосу")

    expect(page.locator(".q-title").get_by_text("Орындалды")).to_be_visible()
    assert complaints == []
