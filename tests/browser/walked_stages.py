"""The stages of a case, walked on the pages by the people who do them, in Kazakh."""

from at_the_desk import OpenPage, complete, number_of, open_task, qr_codes, register
from playwright.sync_api import Page, expect
from served_product import AIGUL, CLERK, HEAD, SPECIALIST, Product
from test_pages import violations, wider_than_the_window

from app.domain.identity import CaseNumber
from app.stand.authority import PIN

PHONE = "+77010001000"
POSITION = "Келіспеймін, жаңа анықтама әкелемін"


def looks_right(page: Page) -> None:
    """Accessible on a phone and at the desk, and no wider than either."""
    assert violations(page, 360) == []
    assert wider_than_the_window(page, 360, 1280) == []
    assert violations(page, 1280) == []


def hand_in_papers(page: Page) -> CaseNumber:
    """An application at the State Corporation, filled in from the registry."""
    page.goto("/cases/new?process=personal-assistant")
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


def answer_by_phone(page: Page, number: str, text: str) -> None:
    """Write back from the applicant's phone on the stand."""
    page.goto("/stand/")
    phone = page.get_by_role("article", name=number)
    phone.locator("input[name=text]").fill(text)
    with page.expect_navigation():
        phone.locator("form.reply button").click()


def reload_until(page: Page, words: str, where: str) -> None:
    """The stand's post travels by itself: look again until it has come."""
    for _ in range(60):
        page.reload()
        if page.locator(where).filter(has_text=words).count():
            return
    raise AssertionError(f"{words} never came")


def refuse_after_a_hearing(open_page: OpenPage, product: Product, number: CaseNumber) -> None:
    """The decision is against the applicant, who is heard, writes back by phone and attends."""
    specialist, clerk = open_page(SPECIALIST), open_page(CLERK)
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


def verify_by_its_code(
    open_page: OpenPage, reader: Page, paper: str, among: str = "Құжаттар"
) -> None:
    """A stranger photographs the code on the newest paper of that name and opens what it says."""
    papers = reader.get_by_role("region", name=among)
    papers.locator("a.is-name").filter(has_text=paper).first.click()
    pdf = reader.request.get(f"{reader.url}.pdf").body()
    stranger = open_page()
    stranger.goto(qr_codes(pdf)[0])
    # The open page names the office and the position, never a person.
    expect(stranger.get_by_role("main")).to_contain_text("Қолтаңба дұрыс")
    expect(stranger.get_by_role("main")).to_contain_text("Басшы, Бостандық ауданы")
    expect(stranger.get_by_role("main")).not_to_contain_text("Қалиева")
    looks_right(stranger)
