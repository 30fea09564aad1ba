"""Where a browser would speak a language of its own, the page says it in its own words."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Page, expect
from served_product import CLERK, Product
from test_pages import violations

from app.domain.identity import PersonId

pytestmark = pytest.mark.browser

ADMIN = PersonId("aizhan")
MISSING = {
    "kk": "Бұл жерді толтырыңыз",
    "ru": "Заполните это поле",
    "en": "Please fill this in",
}
CHOOSE = {"kk": "Файл таңдау", "ru": "Выбрать файл", "en": "Choose a file"}


@pytest.mark.parametrize("language", MISSING)
def test_an_empty_field_is_told_in_the_language_of_the_page(
    open_page: OpenPage, language: str
) -> None:
    page = open_page(language=language)
    login, password = page.locator("#login"), page.locator("#password")
    login.press("Enter")

    expect(login).to_be_focused()
    for field in (login, password):
        expect(field).to_have_accessible_description(MISSING[language])
        expect(field).to_have_attribute("aria-invalid", "true")
    assert violations(page, 1280) == []

    login.fill("zhanar")
    expect(login).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#login-missing")).to_have_count(0)
    expect(page.locator("#password-missing")).to_be_visible()


def test_a_field_within_its_label_keeps_its_name_while_it_is_told_to_be_empty(
    open_page: OpenPage, product: Product
) -> None:
    product.to_decision()
    page = open_page(CLERK)
    page.goto("/tasks?list=all&due=overdue")
    page.locator("details:has([name=name]) > summary").click()
    name = page.get_by_label("Қазіргі сүзгіні мына атаумен сақтау")
    name.press("Enter")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(MISSING["kk"])


def test_the_cabinet_tells_an_empty_field_in_the_language_of_the_page(
    open_page: OpenPage, complaints: Sequence[str]
) -> None:
    page = open_page(language="ru", width=360)
    page.goto("/cabinet/sign-in")
    iin = page.locator("#iin")
    iin.press("Enter")
    expect(iin).to_be_focused()
    expect(page.locator("#iin-missing")).to_have_text(MISSING["ru"])
    assert list(complaints) == []


@pytest.mark.parametrize("language", CHOOSE)
def test_a_file_is_chosen_by_a_button_in_the_language_of_the_page(
    open_page: OpenPage, tmp_path: Path, language: str
) -> None:
    page = open_page(ADMIN, language)
    page.goto("/admin/import")
    people = tmp_path / "адамдар.csv"
    people.write_text("login\n")
    button = page.get_by_text(CHOOSE[language], exact=True)
    with page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(people)

    expect(page.locator(".q-chosen")).to_have_text("адамдар.csv")
    page.locator("#table").focus()
    assert ring(page) != "none"
    assert violations(page, 1280) == []


def ring(page: Page) -> str:
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    told: str = page.locator(".q-choose > button").evaluate(
        "button => getComputedStyle(button).outlineStyle"
    )
    return told
