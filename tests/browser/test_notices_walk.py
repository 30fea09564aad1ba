"""Somebody names a colleague in a note: a mail comes to the stand, its link leads to the note."""

import re

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Page, expect
from served_product import CLERK, SPECIALIST, Product

pytestmark = pytest.mark.browser
BOX = "asel@example.kz"


def mailbox(page: Page, product: Product) -> Page:
    product.send_letters()
    page.goto(f"/stand/mail?to={BOX}")
    return page


def test_a_mention_comes_by_mail_and_its_link_leads_to_the_note(
    open_page: OpenPage, product: Product
) -> None:
    number = product.register()
    specialist, stand = open_page(SPECIALIST), open_page()
    specialist.get_by_text("Әсел Сейітқызы").first.click()
    specialist.get_by_role("link", name="Хабарландырулар").first.click()
    specialist.get_by_role("link", name="Хабарландыру баптаулары").click()
    specialist.get_by_label("Электрондық пошта мекенжайы").fill(BOX)
    specialist.locator("#email").get_by_role("button", name="Код жіберу").click()
    expect(specialist.get_by_role("status").first).to_contain_text("Код жіберілді")
    told = mailbox(stand, product).locator("article").inner_text()
    (code,) = re.findall(r"\b[0-9]{6}\b", told)
    specialist.get_by_label("Растау коды").fill(code)
    specialist.get_by_role("button", name="Растау").click()
    expect(specialist.locator("#email")).to_contain_text("Расталған")

    clerk = open_page(CLERK)
    clerk.goto(f"/cases/{number}/notes")
    clerk.get_by_label("Ескертпе мәтіні").fill("Анықтаманы қараңызшы")
    clerk.get_by_label("Әсел Сейітқызы").check()
    clerk.get_by_role("button", name="Ескертпені сақтау").click()
    expect(clerk.get_by_text("Ескертпе сақталды.")).to_be_visible()

    letter = mailbox(stand, product).locator("article").first
    expect(letter).to_contain_text(f"Сізге ескертпе қалдырылды: {number} ісі")
    expect(letter).not_to_contain_text("Анықтаманы")
    expect(letter).not_to_contain_text("Қалиева")
    address = letter.get_by_role("link").first.get_attribute("href")
    assert address is not None
    specialist.goto(address)
    expect(specialist.locator(":target")).to_contain_text("Анықтаманы қараңызшы")
    specialist.goto("/notices")
    expect(specialist.get_by_role("listitem").filter(has_text=number).first).to_contain_text("жаңа")
