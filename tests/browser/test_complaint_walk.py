"""Refused after a hearing, contested, taken up again and granted: a complaint's way, in Kazakh."""

import pytest
from at_the_desk import OpenPage, complete, fill_application, number_of, open_task, register
from playwright.sync_api import Page, expect
from served_product import CLERK, HEAD, SPECIALIST, Product
from walked_stages import (
    check_completeness,
    grant,
    looks_right,
    refuse_after_a_hearing,
    sign_result,
    verify_by_its_code,
)

from app.domain.identity import CaseNumber, PersonId

pytestmark = pytest.mark.browser

REVIEWER, REVIEWING_HEAD = PersonId("zauresh"), PersonId("serik")
REASONS = "Бағдарламада жеке көмекші көзделген, бас тарту негізсіз"


def hand_out(page: Page, product: Product, number: CaseNumber) -> None:
    open_task(page, product, number)
    page.locator("[name='answers.issued_to']").fill("Қалиева Айгүл")
    page.locator("[name='answers.identity_checked']").check()
    complete(page)
    product.jobs.settle()


def file_complaint(page: Page, number: CaseNumber) -> CaseNumber:
    """The clerk registers it from the page of the contested case."""
    page.goto(f"/cases/{number}")
    page.get_by_role("link", name="Шағым тіркеу").last.click()
    looks_right(page)
    page.locator("[name='answers.against'][value=result]").check()
    page.locator("[name='answers.matter'][value=decision]").check()
    page.locator("[name='answers.complaint_text']").fill("Бас тартумен келіспеймін")
    page.locator("[name='answers.demand']").fill("Қызметті беру")
    page.locator("[name='answers.answer_way'][value=in_person]").check()
    page.locator(".q-actions").get_by_role("button", name="Шағымды тіркеу").click()
    return number_of(page)


def test_a_refusal_is_contested_and_the_case_ends_in_a_notice(
    open_page: OpenPage, product: Product
) -> None:
    clerk = open_page(CLERK)
    clerk.goto("/cases/new?process=personal-assistant")
    fill_application(clerk)
    register(clerk)
    number = number_of(clerk)
    product.jobs.settle()
    check_completeness(clerk, product, number)
    refuse_after_a_hearing(open_page, product, number)
    hand_out(clerk, product, number)

    complaint = file_complaint(clerk, number)
    product.jobs.settle()
    clerk.reload()
    looks_right(clerk)
    receipt = clerk.get_by_role("link", name="Шағымның тіркелгені туралы талон", exact=True)
    expect(receipt).to_be_visible()
    expect(clerk.get_by_role("region", name="Шағым жасалған іс")).to_contain_text(number)

    head = open_page(HEAD)
    open_task(head, product, complaint)
    expect(head.get_by_role("region", name="Шағымның мазмұны")).to_contain_text("келіспеймін")
    head.locator("[name='answers.outcome'][value=passed_on]").check()
    complete(head)
    product.jobs.settle()

    reviewer = open_page(REVIEWER)
    open_task(reviewer, product, complaint)
    looks_right(reviewer)
    file_of_the_case = reviewer.get_by_role("region", name="Шағым жасалған іс")
    refusal = "Қызмет көрсетуден дәлелді бас тарту"
    file_of_the_case.get_by_role("link", name=refusal, exact=True).click()
    expect(reviewer.locator("main")).to_contain_text("орындалуы тоқтатыла тұрады")
    looks_right(reviewer)
    open_task(reviewer, product, complaint)
    reviewer.locator("[name='answers.outcome'][value=satisfied]").check()
    reviewer.locator("[name='answers.effect'][value=decision]").check()
    reviewer.locator("[name='answers.reasoning']").fill(REASONS)
    complete(reviewer)
    product.jobs.settle()
    sign_result(open_page(REVIEWING_HEAD), product, complaint)

    specialist = open_page(SPECIALIST)
    specialist.goto(f"/cases/{number}")
    expect(specialist.locator("main")).to_contain_text(f"№ {complaint} шағым бойынша қайта")
    expect(specialist.get_by_role("region", name="Осы іс бойынша шағымдар")).to_contain_text(
        "шағым жасалған құжаттың күші жойылды"
    )
    looks_right(specialist)
    grant(open_page, product, number)

    specialist.goto(f"/cases/{number}")
    papers = specialist.get_by_role("region", name="Құжаттар")
    expect(papers.locator("a.is-name").filter(has_text="хабарлама")).not_to_have_count(0)
    expect(papers.locator("a.is-name").filter(has_text="бас тарту")).not_to_have_count(0)
    looks_right(specialist)
    verify_by_its_code(open_page, specialist, "ресімдеу туралы хабарлама")
