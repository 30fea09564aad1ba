"""The desk in a browser that runs no script: everything works, only slower."""

import pytest
from at_the_desk import OpenPage, complete, find_in_groups
from playwright.sync_api import expect
from served_product import CLERK, SPECIALIST, Product

pytestmark = pytest.mark.browser


def test_a_task_is_taken_kept_and_completed_without_script(
    open_page: OpenPage, product: Product
) -> None:
    number = product.register()
    clerk = open_page(CLERK, script=False)
    find_in_groups(clerk, number)
    clerk.get_by_role("button", name=f"{number} тапсырмасын алу").click()
    expect(clerk.locator(".q-facts")).to_contain_text("Кімде: менде")

    clerk.get_by_label("Иә").check()
    clerk.get_by_role("button", name="Қараламаны сақтау").click()
    expect(clerk.get_by_role("status").first).to_contain_text("Қаралама сақталды")
    clerk.get_by_label("Белгіленген нысандағы өтініш").check()
    clerk.get_by_label("Жеке басты куәландыратын құжат").check()
    complete(clerk)

    expect(clerk.get_by_role("status").first).to_contain_text(f"{number} ісі бойынша")
    product.jobs.settle()
    assert product.task(number).element_id == "examination/decision/decide_application"


def test_the_case_page_shows_its_outline_instead_of_the_diagram(
    open_page: OpenPage, product: Product
) -> None:
    specialist = open_page(SPECIALIST, script=False)
    specialist.goto(f"/cases/{product.to_decision()}")

    expect(specialist.locator(".q-stages [aria-current=step]")).to_contain_text("Шешім")
    expect(specialist.locator("[data-diagram-panel]")).to_be_hidden()


def test_the_menu_of_a_phone_opens_without_script(open_page: OpenPage) -> None:
    clerk = open_page(CLERK, width=360, script=False)
    clerk.locator("summary").filter(has_text="Мәзір").click()
    clerk.get_by_role("navigation", name="Мәзір").get_by_role("link", name="Өтініш тіркеу").click()

    expect(clerk.get_by_role("heading", level=1)).to_have_text("Өтініш тіркеу")
