"""Applications that come by other ways than the department's counter, in Kazakh, to their ends."""

import pytest
from at_the_desk import OpenPage, complete, number_of, open_task, qr_codes, register
from playwright.sync_api import Page, expect
from served_product import AIGUL, CLERK, HEAD, SPECIALIST, SUPERVISOR, Product
from test_pages import violations, wider_than_the_window

from app.domain.identity import CaseNumber, PersonId
from app.stand.authority import PIN

pytestmark = pytest.mark.browser

OPERATOR = PersonId("gulnar")
PHONE = "+77010001000"
BIBIGUL, BIBIGUL_PHONE = "550316401733", "+77010002644"
"""In order everywhere; her case of the demo is over."""
POSITION = "Келіспеймін, жаңа анықтама әкелемін"


def looks_right(page: Page) -> None:
    """Accessible on a phone and at the desk, and no wider than either."""
    assert violations(page, 360) == []
    assert wider_than_the_window(page, 360, 1280) == []
    assert violations(page, 1280) == []


def hand_in_papers(page: Page) -> CaseNumber:
    """An application at the State Corporation, filled in from the registry."""
    page.goto("/cases/new")
    page.locator("[name='answers.applicant_iin']").fill(AIGUL)
    page.locator("button[name=look_up][value=applicant_iin]").click()
    expect(page.locator("[name='answers.applicant_name']")).to_have_value("Қалиева Айгүл Серікқызы")
    looks_right(page)
    page.locator("[name='answers.phone']").fill("+77010001000")
    page.get_by_role("group", name="Хабарлама тілі").get_by_label("Қазақша").check()
    page.locator("[name='answers.representative'][value=no]").check()
    page.get_by_label("Қызмет алушы дербес деректерін").check()
    papers = page.get_by_role("group", name="Қабылданған құжаттар")
    papers.get_by_label("Өтініш", exact=False).first.check()
    papers.get_by_label("Жеке басты куәландыратын құжат").check()
    register(page)
    return number_of(page)


def answer_by_phone(page: Page, number: str, text: str) -> None:
    """Write back from the applicant's phone on the stand."""
    page.goto("/stand/")
    phone = page.get_by_role("article", name=number)
    phone.locator("input[name=text]").fill(text)
    phone.locator("form.reply button").click()


def reload_until(page: Page, words: str, where: str) -> None:
    """The stand's post travels by itself: look again until it has come."""
    for _ in range(60):
        page.reload()
        if page.locator(where).filter(has_text=words).count():
            return
    raise AssertionError(f"{words} never came")


def sign_result(page: Page, product: Product, number: CaseNumber) -> None:
    """The head signs with the demo key, and completes the task."""
    open_task(page, product, number)
    page.get_by_role("link", name="Қол қою").first.click()
    looks_right(page)
    page.locator("input[type=password], input[name=pin]").first.fill(PIN)
    page.locator("form").filter(has=page.locator("[name=pin]")).locator("button").first.click()
    page.locator("[name='answers.document_read']").check()
    complete(page)
    product.jobs.settle()


def test_the_state_corporation_takes_papers_that_end_in_a_refusal_after_a_hearing(
    open_page: OpenPage, product: Product
) -> None:
    operator = open_page(OPERATOR)
    number = hand_in_papers(operator)
    product.jobs.settle()
    clerk = open_page(CLERK)
    check_completeness(clerk, product, number)

    specialist = open_page(SPECIALIST)
    open_task(specialist, product, number)
    specialist.locator("[name='answers.outcome'][value=refused]").check()
    specialist.locator("[name='answers.refusal_ground'][value=RF-2]").check()
    specialist.locator("[name='answers.reasoning']").fill("Бағдарламада мұндай шара жоқ")
    looks_right(specialist)
    complete(specialist)
    product.jobs.settle()

    open_task(specialist, product, number)
    specialist.locator("[name='answers.hearing_date']").fill("24.12.2026")
    specialist.locator("[name='answers.hearing_time']").select_option("11:00:00")
    specialist.locator("[name='answers.hearing_method'][value=in_person]").check()
    specialist.locator("[name='answers.hearing_place']").fill("105-бөлме")
    looks_right(specialist)
    complete(specialist)
    product.jobs.settle()

    open_task(clerk, product, number)
    clerk.locator("[name='answers.postal_number']").fill("RR100200300KZ")
    complete(clerk)
    product.jobs.settle()

    answer_by_phone(specialist, PHONE, POSITION)
    specialist.goto(f"/cases/{number}")
    reload_until(specialist, POSITION, ".q-messages .is-theirs")
    product.jobs.settle()
    looks_right(specialist)
    open_task(specialist, product, number)
    specialist.locator("[name='answers.attendance'][value=attended]").check()
    specialist.locator("[name='answers.participants']").fill("Қалиева А. С.")
    specialist.locator("[name='answers.said_position']").fill(POSITION)
    looks_right(specialist)
    complete(specialist)
    product.jobs.settle()
    open_task(specialist, product, number)
    specialist.locator("[name='answers.hearing_outcome'][value=kept]").check()
    specialist.locator("[name='answers.hearing_reason']").fill("Жаңа анықтама ұсынылмады")
    complete(specialist)
    product.jobs.settle()

    sign_result(open_page(HEAD), product, number)

    specialist.goto(f"/cases/{number}")
    papers = specialist.get_by_role("region", name="Құжаттар")
    expect(papers.locator("a.is-name").filter(has_text="бас тарту")).not_to_have_count(0)
    looks_right(specialist)


def check_completeness(page: Page, product: Product, number: CaseNumber) -> None:
    open_task(page, product, number)
    page.locator("[name='answers.package_complete'][value=yes]").check()
    for label in ("Белгіленген нысандағы өтініш", "Жеке басты куәландыратын құжат"):
        page.get_by_label(label).check()
    complete(page)
    product.jobs.settle()


def grant(open_page: OpenPage, product: Product, number: CaseNumber) -> None:
    specialist = open_page(SPECIALIST)
    open_task(specialist, product, number)
    specialist.locator("[name='answers.outcome'][value=granted]").check()
    looks_right(specialist)
    complete(specialist)
    product.jobs.settle()
    sign_result(open_page(HEAD), product, number)


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
    papers = supervisor.get_by_role("region", name="Құжаттар")
    papers.locator("a.is-name").filter(has_text="хабарлама").first.click()
    pdf = supervisor.request.get(f"{supervisor.url}.pdf").body()
    stranger = open_page()
    stranger.goto(qr_codes(pdf)[0])
    # The open page names the office and the position, never a person.
    expect(stranger.get_by_role("main")).to_contain_text("Қолтаңбасы дұрыс")
    expect(stranger.get_by_role("main")).to_contain_text("Басшы, Бостандық ауданы")
    expect(stranger.get_by_role("main")).not_to_contain_text("Қалиева")
    looks_right(stranger)


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
