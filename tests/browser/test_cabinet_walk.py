"""The applicant's own way, in Kazakh, on a phone: applied, refused, complained, granted.

What officials do on their pages is walked in `test_complaint_walk`; here it is done past them.
"""

import pytest
from at_the_desk import OpenPage, number_of_address
from in_the_cabinet import Phone, consent_and_sign, fill_in, sign_in_by_password, standing
from playwright.sync_api import FilePayload, Page, expect
from served_product import CLERK, COMPLETE_PACKAGE, HEAD, SPECIALIST, Product
from walked_stages import PHONE, looks_right, verify_by_its_code

from app.domain.identity import CaseNumber

pytestmark = pytest.mark.browser

PAPER: FilePayload = {
    "name": "анықтама.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 certificate",
}
OPINION = "Көшеге өзім шыға алмаймын"
MISTAKEN = "Бағдарламада мұндай шара жоқ"


def test_an_application_in_the_cabinet_is_refused_contested_and_granted(
    open_page: OpenPage, product: Product
) -> None:
    aigul, phone = open_page(width=360), Phone(open_page(), PHONE)
    sign_in_by_password(aigul, phone)
    expect(standing(aigul)).to_have_text("Менің өтініштерім")
    fill_in(aigul, "Емханаға баруға көмек керек")
    number = consent_and_sign(aigul, phone)
    product.jobs.settle()
    aigul.reload()
    expect(standing(aigul)).to_have_text("Құжаттарыңыз тексеріліп жатыр")
    expect(aigul.get_by_role("main")).to_contain_text("10 жұмыс күні қалды")
    add_a_paper(aigul)
    looks_right(aigul)

    propose_refusal(product, number)
    answer_the_hearing(aigul, number)
    product.jobs.settle()
    refuse(product, number)
    aigul.goto(f"/cabinet/cases/{number}")
    expect(standing(aigul)).to_have_text("Қызметтен бас тартылды")
    looks_right(aigul)

    complaint = complain(aigul)
    product.jobs.settle()
    find_right(product, complaint)
    aigul.goto(f"/cabinet/cases/{complaint}")
    looks_right(aigul)
    papers = aigul.get_by_role("region", name="Құжаттарым")
    expect(papers.get_by_role("link", name="Шағымға жауап")).to_have_count(2)

    aigul.get_by_role("region", name="Шағым жасалған өтініш").get_by_role("link").click()
    expect(standing(aigul)).to_have_text("Шешім дайындалып жатыр")
    expect(aigul.get_by_role("main")).to_contain_text("қайта қаралып жатыр")
    course = aigul.get_by_role("region", name="Қазір қай кезеңдеміз")
    expect(course).not_to_contain_text("Нәтиже ресімделді")
    expect(aigul.get_by_role("region", name="Құжаттарым")).to_contain_text("шағым бойынша жойылды")
    looks_right(aigul)

    product.complete(number, SPECIALIST, {"outcome": "granted"})
    product.sign(number)
    aigul.reload()
    expect(standing(aigul)).to_have_text("Қызмет көрсететін ұйымды таңдаңыз")
    verify_by_its_code(open_page, aigul, "ресімдеу туралы хабарлама", among="Құжаттарым")


def test_the_demo_has_an_applicant_for_each_thing_that_can_be_seen(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/cabinet/sign-in")
    expect(page.locator(".q-people small")).to_have_text(
        [
            "Тыңдауға шақырылған",
            "Қызмет берілді, ұйым таңдайды",
            "Өтініші қаралып жатыр",
            "Өтініші аяқталған",
            "Өтініші жоқ",
        ]
    )


def add_a_paper(page: Page) -> None:
    page.get_by_label("Қосылатын файл").set_input_files(PAPER)
    page.get_by_role("button", name="Файлды жіберу").click()
    expect(page.get_by_role("region", name="Сіз жіберген файлдар")).to_contain_text("анықтама.pdf")


def propose_refusal(product: Product, number: CaseNumber) -> None:
    product.complete(number, CLERK, COMPLETE_PACKAGE)
    refusal = {"outcome": "refused", "refusal_ground": "RF-2", "reasoning": MISTAKEN}
    product.complete(number, SPECIALIST, refusal)
    place = {"hearing_method": "in_person", "hearing_place": "105-бөлме"}
    hour = {"hearing_date": "2026-12-24", "hearing_time": "11:00:00"}
    product.complete(number, SPECIALIST, {**hour, **place})


def answer_the_hearing(page: Page, number: CaseNumber) -> None:
    page.goto("/cabinet")
    page.get_by_role("listitem").filter(has_text=number).get_by_role(
        "link", name="Сізден жауап күтеміз"
    ).click()
    asked = page.get_by_role("region", name="Тыңдауға келесіз бе?")
    expect(asked).to_contain_text("105-бөлме")
    expect(asked).to_contain_text(MISTAKEN)
    looks_right(page)
    asked.get_by_label("Келемін").check()
    asked.get_by_role("textbox").fill(OPINION)
    asked.get_by_role("button", name="Жауапты жіберу").click()
    expect(page.get_by_role("status").first).to_contain_text("Жауабыңыз қабылданды")


def refuse(product: Product, number: CaseNumber) -> None:
    heard = {"attendance": "attended", "participants": "Қалиева А. С.", "said_position": OPINION}
    product.complete(number, SPECIALIST, {**heard, "new_papers": False})
    kept = {"hearing_outcome": "kept", "hearing_reason": "Бағдарлама өзгермеген"}
    product.complete(number, SPECIALIST, kept)
    product.sign(number)


def complain(page: Page) -> CaseNumber:
    page.get_by_role("link", name="Шағым беру").click()
    page.locator("[name='answers.against'][value=department]").check()
    page.locator("[name='answers.matter'][value=decision]").check()
    page.locator("[name='answers.complaint_text']").fill("Бас тартумен келіспеймін")
    page.locator("[name='answers.demand']").fill("Қызметті беру")
    page.locator("[name='answers.answer_way'][value=in_person]").check()
    page.get_by_role("button", name="Шағымды жіберу").click()
    expect(page.get_by_role("status").first).to_contain_text("Шағым тіркелді")
    return number_of_address(page)


def find_right(product: Product, complaint: CaseNumber) -> None:
    """The head meets every demand: the first case is taken up again at the decision."""
    right = {"outcome": "satisfied", "effect": "decision", "reasoning": "Бас тарту негізсіз"}
    product.complete(complaint, HEAD, right)
    product.sign(complaint, "answer_signature")
    product.complete(complaint, CLERK, {"handed_to": "Қалиева Айгүл"})
