"""A whole case without a mouse: from the application at the counter to the delivered result."""

import re
import sys

import pytest
from at_the_desk import ERRORS, OpenPage, number_of
from at_the_keyboard import Keyboard, has_focus
from playwright.sync_api import expect
from served_product import AIGUL, APPLICATION, CLERK, HEAD, SPECIALIST, Product

from app.domain.identity import CaseNumber, PersonId
from app.stand.authority import PIN

pytestmark = pytest.mark.browser

WRONG_IIN = "580412400175"
MOST_PRESSES = 240
"""Of keys other than letters, for five turns of three people at one case."""


def come_in(open_page: OpenPage, person: PersonId) -> Keyboard:
    """Through the page of sign-in, whose buttons name the people of the demo."""
    page = open_page()
    desk = Keyboard(page)
    desk.enter(page.locator(f"button[name=person][value={person}]"))
    expect(page.locator(".q-person").first).to_be_visible()
    return desk


def test_a_case_is_walked_from_application_to_delivery_by_keys_alone(
    open_page: OpenPage, product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = come_in(open_page, CLERK)
    number = register(clerk)
    product.jobs.settle()
    check_the_package(clerk, number)
    product.jobs.settle()
    specialist = come_in(open_page, SPECIALIST)
    decide(specialist, number)
    product.jobs.settle()
    head = come_in(open_page, HEAD)
    sign(head, number)
    product.jobs.settle()
    hand_out(clerk, number)
    product.jobs.settle()
    product.choose_supplier(number)
    sees_it_completed(clerk, number)

    desks = (clerk, specialist, head)
    presses = sum(desk.presses for desk in desks)
    letters = sum(desk.letters for desk in desks)
    with capsys.disabled():
        sys.stdout.write(f"\n{presses} keys pressed and {letters} letters typed\n")
    assert presses <= MOST_PRESSES


def register(desk: Keyboard) -> CaseNumber:
    """An application with a slip in the IIN, which the summary of errors leads to."""
    page = desk.page
    menu = page.get_by_role("navigation", name="Негізгі мәзір")
    desk.enter(menu.get_by_role("link", name="Өтініш тіркеу"))
    expect(page).to_have_url(re.compile("/cases/new"))
    desk.into_main()
    iin = page.get_by_label("ЖСН", exact=True)
    desk.write(iin, WRONG_IIN)
    for key in ("applicant_name", "phone"):
        desk.write(page.locator(f"[name='answers.{key}']"), str(APPLICATION[key]))
    for key, value in (("language", "kk"), ("representative", "no")):
        desk.tick(page.locator(f"[name='answers.{key}'][value={value}]"))
    desk.write(page.locator("[name='answers.needs']"), str(APPLICATION["needs"]))
    desk.tick(page.get_by_label("Қызмет алушы дербес деректерін"))
    desk.enter(page.locator(".q-actions").get_by_role("button", name="Өтінішті тіркеу"))

    expect(page.locator(ERRORS)).to_be_focused()
    desk.looks()
    desk.enter(page.locator(ERRORS).get_by_role("link").first)
    expect(iin).to_be_focused()
    desk.press("Control+A")
    desk.type(AIGUL)
    desk.press("Enter")
    number = number_of(page)
    told(desk, number)
    return number


def check_the_package(desk: Keyboard, number: CaseNumber) -> None:
    """The case is found by its number, and leads to its task."""
    page = desk.page
    find(desk, number)
    desk.enter(page.get_by_role("link", name="Құжаттардың толықтығын тексеру").first)
    at_a_task(desk)
    desk.tick(page.locator("[name='answers.package_complete'][value=yes]"))
    for key in ("seen_application", "seen_identity"):
        desk.tick(page.locator(f"[name='answers.{key}']"))
    complete(desk, number)


def decide(desk: Keyboard, number: CaseNumber) -> None:
    """From the list, by its own keys; what the choice asks for comes and goes under the focus."""
    page = desk.page
    to_the_list(desk, number)
    desk.press("L")
    row = page.locator("[data-row-link]").first
    expect(row).to_be_focused()
    desk.looks()
    asks_for_the_keys(desk)
    assert has_focus(row), "the window of keys closed and did not give the focus back"
    desk.looks()
    desk.press("Enter")
    at_a_task(desk)
    desk.tick(page.locator("[name='answers.outcome']").first)
    refused = page.locator("[name='answers.outcome'][value=refused]")
    desk.press("ArrowDown")
    expect(refused).to_be_checked()
    expect(page.locator("[name='answers.reasoning']")).to_be_visible()
    assert has_focus(refused)
    desk.looks()
    desk.press("ArrowUp")
    expect(page.locator("[name='answers.reasoning']")).to_have_count(0)
    desk.looks()
    complete(desk, number)


def asks_for_the_keys(desk: Keyboard) -> None:
    """The window holds the focus until Escape closes it."""
    desk.press("?")
    window = desk.page.get_by_role("dialog")
    expect(window).to_be_visible()
    desk.looks()
    desk.press("Tab")
    desk.looks()
    assert window.locator(":focus").count() == 1
    desk.press("Escape")
    expect(window).to_be_hidden()


def sign(desk: Keyboard, number: CaseNumber) -> None:
    page = desk.page
    to_the_list(desk, number)
    desk.press("L")
    desk.press("Enter")
    at_a_task(desk)
    desk.enter(page.get_by_role("link", name="Қол қою", exact=True))
    expect(page).to_have_url(re.compile("/sign/"))
    desk.into_main()
    desk.write(page.get_by_label("Кілттің PIN-коды"), PIN)
    desk.press("Enter")
    expect(page.locator("main")).to_contain_text("Қолтаңба дұрыс")
    # Back where the paper was waiting.
    expect(page.locator("#f-result_signature")).to_be_focused()
    desk.looks()
    desk.tick(page.locator("[name='answers.document_read']"))
    complete(desk, number)


def hand_out(desk: Keyboard, number: CaseNumber) -> None:
    page = desk.page
    find(desk, number)
    desk.enter(page.locator(".q-case-head .q-buttons a.ds-button[href*='/tasks/']"))
    at_a_task(desk)
    desk.write(page.locator("[name='answers.issued_to']"), "Қалиева Айгүл")
    desk.tick(page.locator("[name='answers.identity_checked']"))
    complete(desk, number)


def sees_it_completed(desk: Keyboard, number: CaseNumber) -> None:
    find(desk, number)
    expect(desk.page.locator(".q-title .ds-tag")).to_have_text("Аяқталды")


def find(desk: Keyboard, number: CaseNumber) -> None:
    """By the search at the head of every page."""
    desk.press("/")
    expect(desk.page.locator("[data-search]")).to_be_focused()
    desk.looks()
    desk.type(number)
    desk.press("Enter")
    expect(desk.page.locator("#case-title")).to_be_visible()
    desk.into_main()


def to_the_list(desk: Keyboard, number: CaseNumber) -> None:
    """Of what is free, narrowed to the one case."""
    page = desk.page
    desk.into_main()
    desk.enter(page.get_by_role("link", name="Топтарымда бос"))
    expect(page).to_have_url(re.compile("list=groups"))
    desk.into_main()
    desk.write(page.locator(".q-filter [name=text]"), number)
    desk.press("Enter")
    expect(page.locator("[data-row-link]")).to_have_count(1)


def at_a_task(desk: Keyboard) -> None:
    expect(desk.page.locator("form[data-draft-url]")).to_be_visible()
    desk.into_main()


def complete(desk: Keyboard, number: CaseNumber) -> None:
    desk.enter(desk.page.locator(".q-actions").get_by_role("button", name="Тапсырманы аяқтау"))
    told(desk, f"{number} ісі бойынша тапсырма аяқталды")


def told(desk: Keyboard, words: str) -> None:
    """The line that tells it has the focus: the next Tab goes on from there."""
    line = desk.page.get_by_role("status").first
    expect(line).to_contain_text(words)
    expect(line).to_be_focused()
    desk.looks()
