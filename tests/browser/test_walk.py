"""The whole way of an application, in Kazakh, by the hands of a clerk and a specialist."""

import httpx
import pytest
from at_the_desk import (
    ERRORS,
    OpenPage,
    complete,
    draft_kept,
    expect_error,
    fill_application,
    find_in_groups,
    number_of,
    open_task,
    register,
    tick_complete_package,
)
from playwright.sync_api import FilePayload, Page, expect
from served_product import AIGUL, CLERK, SPECIALIST, Product

from app.domain.identity import CaseNumber

pytestmark = pytest.mark.browser

SCAN: FilePayload = {
    "name": "өтініш.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 scan",
}
WRONG_IIN = "580412400175"


@pytest.fixture
def clerk(open_page: OpenPage) -> Page:
    return open_page(CLERK)


def test_a_wrong_iin_is_told_at_its_field_and_nothing_typed_is_lost(clerk: Page) -> None:
    clerk.goto("/cases/new?process=personal-assistant")
    fill_application(clerk, applicant_iin=WRONG_IIN)
    register(clerk)

    expect_error(clerk, "ЖСН")
    clerk.locator(ERRORS).get_by_role("link").first.click()
    field = clerk.get_by_label("ЖСН", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value(WRONG_IIN)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(clerk.get_by_label("Тегі, аты, әкесінің аты").first).to_have_value(
        "Қалиева Айгүл Серікқызы"
    )
    expect(clerk.get_by_label("Қызмет алушы дербес деректерін")).to_be_checked()

    field.fill(AIGUL)
    register(clerk)

    expect(clerk.get_by_role("heading", level=1)).to_have_text("Қалиева Айгүл Серікқызы")


def test_a_registered_case_shows_its_number_its_term_and_where_it_stands(
    clerk: Page, product: Product
) -> None:
    clerk.goto("/cases/new?process=personal-assistant")
    fill_application(clerk)
    register(clerk)

    number = number_of(clerk)
    expect(clerk.get_by_role("status").first).to_contain_text(number)
    expect(clerk.locator(".q-deadline-head strong")).to_contain_text("жұмыс күні")
    # 22 December is the day of registration: ten working days after it cross New Year.
    expect(clerk.locator(".q-days > li")).to_have_count(10)
    expect(clerk.locator(".q-stages [aria-current=step]")).to_have_count(1)

    product.jobs.settle()
    clerk.reload()

    expect(clerk.locator(".q-stages [aria-current=step]")).to_contain_text("қазір")
    expect(clerk.get_by_role("link", name="Құжаттардың толықтығын тексеру").first).to_be_visible()


def test_a_clerk_checks_the_package_from_the_inbox_with_a_file_and_a_draft(
    clerk: Page, product: Product
) -> None:
    number = product.register()
    find_in_groups(clerk, number)
    clerk.get_by_role("button", name=f"{number} тапсырмасын алу").click()
    expect(clerk.locator(".q-facts")).to_contain_text("Кімде: менде")

    with clerk.expect_response("**/uploads*"):
        clerk.locator("input[type=file]").set_input_files(SCAN)
    expect(clerk.locator(".q-file")).to_contain_text("өтініш.pdf")
    with draft_kept(clerk, "seen_identity"):
        tick_complete_package(clerk)
    expect(clerk.locator("[data-draft-status]")).to_contain_text("сақталды")

    clerk.reload()

    expect(clerk.get_by_label("Жеке басты куәландыратын құжат")).to_be_checked()
    expect(clerk.locator(".q-file")).to_contain_text("өтініш.pdf")

    complete(clerk)

    expect(clerk.get_by_role("status").first).to_contain_text(
        f"{number} ісі бойынша тапсырма аяқталды"
    )
    product.jobs.settle()
    assert product.task(number).element_id == "examination/decision/decide_application"


def test_a_specialist_grants_the_service_and_the_applicant_hears_of_it(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    specialist = open_page(SPECIALIST)
    find_in_groups(specialist, number)
    specialist.get_by_role("link", name="Өтініш бойынша шешім қабылдау").click()
    specialist.get_by_label("Құжаттарды ресімдеу").check()
    complete(specialist)
    expect(specialist.get_by_role("status").first).to_contain_text(number)
    product.jobs.settle()
    product.sign_and_hand_out(number)
    product.choose_supplier(number)

    specialist.goto(f"/cases/{number}")

    expect(specialist.locator(".q-title .ds-tag")).to_have_text("Аяқталды")
    documents = specialist.get_by_role("region", name="Құжаттар")
    expect(documents.get_by_role("listitem")).to_have_count(2)
    expect_sms(specialist, number, "құжаттар ресімделді")

    documents.locator("a.is-name").filter(has_text="хабарлама").click()
    expect(specialist.get_by_role("heading", level=1)).to_contain_text("хабарлама")
    expect(specialist.locator("main [lang=kk]")).to_contain_text("Қалиева Айгүл Серікқызы")
    expect(specialist.locator("main [lang=ru]")).to_be_visible()
    address = specialist.get_by_role("link", name="PDF жүктеп алу").get_attribute("href")
    pdf = specialist.request.get(str(address))
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF")


def test_a_refusal_names_its_ground_and_its_reasoning(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    specialist = open_page(SPECIALIST)
    open_task(specialist, product, number)
    specialist.get_by_label("Дәлелді бас тарту").check()
    complete(specialist)
    expect_error(specialist, "Негіздемені жазыңыз")

    specialist.get_by_label("Өтініш беруші немесе деректер қағидалардың").check()
    specialist.get_by_label("Негіздеме", exact=True).fill("Бірінші топ белгіленбеген")
    complete(specialist)
    expect(specialist.get_by_role("status").first).to_contain_text(number)
    product.jobs.settle()

    product.hear(number)
    product.sign_and_hand_out(number)

    specialist.goto(f"/cases/{number}")
    expect(specialist.locator(".q-title .ds-tag")).to_have_text("Бас тартылды")
    papers = specialist.get_by_role("region", name="Құжаттар").locator("a.is-name")
    papers.filter(has_text="дәлелді бас тарту").click()
    expect(specialist.locator("main [lang=kk]")).to_contain_text("Бірінші топ белгіленбеген")
    expect_sms(specialist, number, "бас тарт")


def expect_sms(page: Page, number: CaseNumber, words: str) -> None:
    """The stand shows it on the applicant's phone, outside the product."""
    stand = page.context.new_page()
    stand.goto("/stand/")
    bubble = stand.get_by_text(number).filter(has_text=words).first
    expect(bubble).to_be_visible()
    stand.close()


def test_the_product_is_reached_over_real_http(product: Product) -> None:
    assert httpx.get(f"{product.url}/healthz").json() == {"status": "ok"}
