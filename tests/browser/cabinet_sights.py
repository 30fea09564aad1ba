"""The cabinet in each state worth looking at; applicants come in with their demo key."""

from collections.abc import Callable
from uuid import uuid4

from in_the_cabinet import sign_in_by_key
from playwright.sync_api import Page
from served_product import CLERK, SPECIALIST, Product
from sight import Open, Sight, at, go

from app.domain.identity import CaseNumber, CommandId, PersonId
from app.usecases.file_complaint import FileComplaint

NOBODY = PersonId("")
YERLAN = "710305300303"
REFUSAL = {
    "outcome": "refused",
    "refusal_ground": "RF-2",
    "reasoning": "Оңалтудың жеке бағдарламасында жеке көмекшінің қызметі белгіленбеген",
}
COMPLAINT = {
    "against": "department",
    "matter": "decision",
    "complaint_text": "Бас тартумен келіспеймін",
    "demand": "Қызметті беру",
    "answer_way": "in_person",
}


def _invited(product: Product) -> CaseNumber:
    number = product.to_decision()
    product.complete(number, SPECIALIST, REFUSAL)
    product.invite(number)
    return number


def _contested(product: Product) -> CaseNumber:
    """Refused, and complained about: the refusal is suspended."""
    number = product.to_decision()
    product.complete(number, SPECIALIST, REFUSAL)
    product.hear(number)
    product.sign_and_hand_out(number)
    command = FileComplaint(CommandId(uuid4()), CLERK, number, "chancellery", COMPLAINT)
    product.qadam.file_complaint(command)
    product.run_jobs()
    return number


def _to_be_chosen(product: Product) -> CaseNumber:
    number = product.to_decision()
    product.complete(number, SPECIALIST, {"outcome": "granted"})
    product.sign_and_hand_out(number)
    return number


def _case(make: Callable[[Product], CaseNumber], page_of_it: str = "") -> Open:
    def opened(page: Page, product: Product) -> None:
        number = make(product)
        sign_in_by_key(page)
        go(page, product, f"/cabinet/cases/{number}{page_of_it}")

    return opened


def _cases(page: Page, product: Product) -> None:
    product.register(applicant_iin=YERLAN, applicant_name="Досжанов Ерлан Маратұлы")
    sign_in_by_key(page, YERLAN)


def _application(page: Page, product: Product) -> None:
    sign_in_by_key(page, YERLAN)
    go(page, product, "/cabinet/apply/personal-assistant")


def _application_with_errors(page: Page, product: Product) -> None:
    _application(page, product)
    page.locator("[name=whose][value=legal]").check()
    page.locator("form.q-form button").last.click()
    page.locator(".q-errors").wait_for()


def _signing(page: Page, product: Product) -> None:
    _application(page, product)
    page.locator("#needs").fill("Емханаға барғанда көмек керек")
    page.locator("form.q-form button").last.click()
    page.locator("#pin").wait_for()


def _complaint_with_errors(page: Page, product: Product) -> None:
    _case(_invited, "/complaint")(page, product)
    page.locator("form.q-form button").last.click()
    page.locator(".q-errors").wait_for()


def _suspended_paper(page: Page, product: Product) -> None:
    _case(_contested)(page, product)
    page.locator(".q-documents a.is-name").first.click()
    page.locator(".q-reading").first.wait_for()


CABINET_SIGHTS = (
    Sight("cabinet-sign-in", NOBODY, at("/cabinet/sign-in")),
    Sight("cabinet-cases", NOBODY, _cases),
    Sight("cabinet-application", NOBODY, _application_with_errors, 422),
    Sight("cabinet-signing", NOBODY, _signing),
    Sight("cabinet-hearing", NOBODY, _case(_invited)),
    Sight("cabinet-contested", NOBODY, _case(_contested)),
    Sight("cabinet-complaint", NOBODY, _complaint_with_errors, 422),
    Sight("cabinet-choice", NOBODY, _case(_to_be_chosen, "/supplier")),
    Sight("cabinet-readers", NOBODY, _case(_invited, "/readers")),
    Sight("cabinet-paper", NOBODY, _suspended_paper),
)
