"""What an applicant does in the cabinet, with the phone on the stand in the other hand."""

import re

from at_the_desk import number_of_address
from playwright.sync_api import Locator, Page, expect
from served_product import AIGUL

from app.domain.identity import CaseNumber
from app.stand.authority import PIN

LOOKS = 60
"""How often the phone is looked at before the SMS is given up; the worker sends it by itself."""


class Phone:
    """A phone on the stand, in a window of its own."""

    def __init__(self, window: Page, number: str) -> None:
        self._window = window
        self._number = number
        self._read = self._newest()

    def password(self) -> str:
        """The six digits of an SMS that was not there when the phone was looked at last."""
        for _ in range(LOOKS):
            newest = self._newest()
            if newest != self._read:
                self._read = newest
                return newest
        raise AssertionError("the password never came")

    def _newest(self) -> str:
        self._window.goto("/stand/")
        bubbles = self._window.get_by_role("article", name=self._number).locator("li p")
        found = re.findall(r": (\d{6})\b", "\n".join(bubbles.all_inner_texts()))
        return found[-1] if found else ""


def sign_in_by_password(page: Page, phone: Phone, iin: str = AIGUL) -> None:
    page.goto("/cabinet")
    page.get_by_label("Жеке сәйкестендіру нөмірі (ЖСН)").fill(iin)
    page.get_by_role("button", name="Пароль алу").click()
    page.get_by_label("SMS-тегі алты цифр").fill(phone.password())
    page.get_by_role("button", name="Кіру", exact=True).click()


def sign_in_by_key(page: Page, iin: str = AIGUL) -> None:
    """The quick way, in any language: passwords are few in a quarter of an hour."""
    page.goto("/cabinet/sign-in/key")
    page.locator("#iin").fill(iin)
    page.locator("#pin").fill(PIN)
    page.locator("form:has(#pin) button").click()
    page.locator(".q-cabinet-nav").wait_for()


def fill_in(page: Page, needs: str) -> None:
    """What the state does not know yet; a password of consent is on its way afterwards."""
    page.goto("/cabinet/apply")
    page.get_by_role("link", name="Жеке көмекші").click()
    page.get_by_label("Қандай көмек керек?").fill(needs)
    page.get_by_role("button", name="Келісім беруге және қол қоюға").click()


def consent_and_sign(page: Page, phone: Phone) -> CaseNumber:
    page.locator("#password-demo").fill(phone.password())
    page.locator("#pin").fill(PIN)
    page.get_by_role("button", name="Қол қою және жіберу").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Өтінішіңіз тіркелді")
    return number_of_address(page)


def standing(page: Page) -> Locator:
    """Where the case stands, in one line."""
    return page.get_by_role("heading", level=1)
