"""Applications that come by other ways than the department's counter, in Kazakh, to their ends."""

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import expect
from served_product import AIGUL, CLERK, SPECIALIST, SUPERVISOR, Product
from walked_stages import (
    answer_by_phone,
    check_completeness,
    grant,
    hand_in_papers,
    looks_right,
    refuse_after_a_hearing,
    reload_until,
    verify_by_its_code,
)

from app.domain.identity import CaseNumber, PersonId
from app.stand.authority import PIN

pytestmark = pytest.mark.browser

OPERATOR = PersonId("gulnar")
BIBIGUL, BIBIGUL_PHONE = "550316401733", "+77010002644"
"""In order everywhere; her case of the demo is over."""


def test_the_state_corporation_takes_papers_that_end_in_a_refusal_after_a_hearing(
    open_page: OpenPage, product: Product
) -> None:
    operator = open_page(OPERATOR)
    number = hand_in_papers(operator)
    product.jobs.settle()
    clerk = open_page(CLERK)
    check_completeness(clerk, product, number)

    refuse_after_a_hearing(open_page, product, number)

    specialist = open_page(SPECIALIST)
    specialist.goto(f"/cases/{number}")
    papers = specialist.get_by_role("region", name="Құжаттар")
    expect(papers.locator("a.is-name").filter(has_text="бас тарту")).not_to_have_count(0)
    looks_right(specialist)


def test_a_request_of_the_portal_ends_in_a_signed_result_that_anybody_can_verify(
    open_page: OpenPage, product: Product
) -> None:
    stand = open_page()
    stand.goto("/stand/portal")
    stand.locator("#iin").fill(AIGUL)
    stand.locator("#phone").fill("+77010001000")
    stand.locator("#needs").fill("Емханаға ілесіп жүру керек")
    stand.locator("[name=language][value=kk]").check()
    stand.locator("[name=kind][value='']").check()
    stand.locator("#consent").check()
    stand.locator("[name=signer][value=applicant]").check()
    stand.locator("#pin").fill(PIN)
    with stand.expect_navigation():
        stand.locator("button.primary").first.click()
    reload_until(stand, "ЖК-2026-", "td .line")
    number = CaseNumber(stand.locator("td .line").first.inner_text())
    product.jobs.settle()

    clerk = open_page(CLERK)
    clerk.goto(f"/cases/{number}")
    expect(clerk.locator(".q-facts")).to_contain_text("веб-порталы")
    check_completeness(clerk, product, number)
    grant(open_page, product, number)

    supervisor = open_page(SUPERVISOR)
    supervisor.goto(f"/cases/{number}")
    looks_right(supervisor)
    verify_by_its_code(open_page, supervisor, "ресімдеу туралы хабарлама")


def test_a_measure_that_was_found_becomes_a_case_by_a_yes_from_the_phone(
    open_page: OpenPage, product: Product
) -> None:
    stand = open_page()
    supervisor = open_page(SUPERVISOR)
    supervisor.goto(f"/cases?text={BIBIGUL}")
    known = supervisor.locator("[data-row-link]").all_inner_texts()
    stand.goto(f"/stand/people/{BIBIGUL}")
    stand.locator("button[value=measure-found]").click()
    reload_until(supervisor, "ЖК-2026-", f"[data-row-link] >> nth={len(known)}")
    rows = supervisor.locator("[data-row-link]").all_inner_texts()
    (number,) = {CaseNumber(told) for told in rows if told not in known}
    product.jobs.settle()

    answer_by_phone(stand, BIBIGUL_PHONE, "ИӘ")

    supervisor.goto(f"/cases/{number}")
    reload_until(supervisor, "ИӘ", ".q-messages .is-theirs")
    product.jobs.settle()
    expect(supervisor.locator(".q-facts")).to_contain_text("Ұялы байланыс")
    looks_right(supervisor)
    grant(open_page, product, number)
    supervisor.reload()
    expect(supervisor.locator(".q-messages")).to_contain_text("құжаттар ресімделді")
