"""What goes wrong at a desk: a clear message each time, and nothing is lost."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from at_the_desk import (
    COMPLETE,
    ERRORS,
    OpenPage,
    complete,
    draft_kept,
    fill_application,
    open_task,
    register,
    tick_complete_package,
)
from playwright.sync_api import APIResponse, Page, Route, expect
from served_product import (
    CLERK,
    COMPLETE_PACKAGE,
    DEAD,
    SECOND_CLERK,
    SECOND_SPECIALIST,
    SPECIALIST,
    Product,
)

from app.domain.identity import CaseNumber

pytestmark = pytest.mark.browser

PACKAGE = {
    "answers.package_complete": "yes",
    "answers.seen_application": "on",
    "answers.seen_identity": "on",
}


@pytest.fixture
def large_file(tmp_path: Path) -> Path:
    """A scan of 40 MB."""
    path = tmp_path / "ескі құжаттар.pdf"
    with path.open("wb") as scan:
        scan.write(b"%PDF-1.7")
        scan.truncate(40 * 1024 * 1024)
    return path


def completions(product: Product, number: CaseNumber) -> int:
    history = product.case(number).history
    return sum(
        e.kind == "completed" and e.element_id == "intake/check_completeness" for e in history
    )


def send(page: Page, path: str, form: Mapping[str, str], **headers: str) -> APIResponse:
    """Post past the form of the page, with the person's session and the page's token."""
    token = str(page.locator("meta[name=csrf-token]").get_attribute("content"))
    return page.request.post(
        path, form={"csrf_token": token, **form}, headers=headers, max_redirects=0
    )


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_double_click_completes_a_task_once(
    script: bool, open_page: OpenPage, product: Product
) -> None:
    number = product.register()
    clerk = open_page(CLERK, script=script)
    open_task(clerk, product, number)
    if script:
        tick_complete_package(clerk)
    else:
        fill_package_without_script(clerk)

    clerk.locator(".q-actions button").first.dblclick()

    expect(clerk.get_by_role("status").first).to_contain_text(f"{number} ісі бойынша")
    product.jobs.settle()
    assert completions(product, number) == 1


def fill_package_without_script(page: Page) -> None:
    """The other fields come with the answer of the server."""
    page.get_by_label("Иә").check()
    complete(page)
    page.get_by_label("Белгіленген нысандағы өтініш").check()
    page.get_by_label("Жеке басты куәландыратын құжат").check()


def test_two_equal_posts_get_the_same_answer(open_page: OpenPage, product: Product) -> None:
    number = product.register()
    clerk = open_page(CLERK)
    open_task(clerk, product, number)
    command = str(clerk.locator("form.is-form [name=command_id]").get_attribute("value"))
    path = f"/tasks/{product.task(number).id}/complete"

    answers = [send(clerk, path, {"command_id": command, **PACKAGE}) for _ in range(2)]

    assert [answer.status for answer in answers] == [303, 303]
    product.jobs.settle()
    assert completions(product, number) == 1


def test_who_comes_second_reads_who_was_first(open_page: OpenPage, product: Product) -> None:
    number = product.register()
    clerk = open_page(CLERK)
    open_task(clerk, product, number)
    tick_complete_package(clerk)
    product.complete(number, SECOND_CLERK, COMPLETE_PACKAGE)

    complete(clerk)

    expect(clerk.get_by_role("heading", level=1)).to_have_text("Тапсырма аяқталған")
    expect(clerk.locator("main")).to_contain_text("Динара Омарова")
    expect(clerk.get_by_role("link", name="Істі ашу")).to_be_visible()
    assert completions(product, number) == 1


def test_a_task_that_a_colleague_has_taken_is_shown_with_their_name_and_cannot_be_changed(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    product.claim(number, SECOND_SPECIALIST)
    specialist = open_page(SPECIALIST)

    open_task(specialist, product, number)

    expect(specialist.locator(".q-flash")).to_contain_text("Марат Тілеуов")
    expect(specialist.get_by_label("Құжаттарды ресімдеу")).to_be_disabled()
    expect(specialist.locator(".q-actions")).to_have_count(0)


def test_a_task_taken_meanwhile_names_its_holder_and_keeps_what_was_typed(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    specialist = open_page(SPECIALIST)
    open_task(specialist, product, number)
    specialist.get_by_label("Ішкі ескертпе").fill("Қоңырау шалдым")
    product.claim(number, SECOND_SPECIALIST)

    complete(specialist)

    expect(specialist.locator(".q-flash")).to_contain_text("Марат Тілеуов")
    expect(specialist.get_by_label("Ішкі ескертпе")).to_have_value("Қоңырау шалдым")


def test_a_session_that_ended_meanwhile_loses_nothing(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    specialist = open_page(SPECIALIST)
    open_task(specialist, product, number)
    specialist.get_by_label("Ішкі ескертпе").fill("Қоңырау шалдым")
    with draft_kept(specialist, "outcome"):
        specialist.get_by_label("Құжаттарды ресімдеу").check()
    sign_out_elsewhere(specialist)

    complete(specialist)

    expect(specialist.get_by_role("heading", level=1)).to_contain_text("Сеанс аяқталды")
    specialist.get_by_role("link", name="Кіру").click()
    specialist.locator(f"button[name=person][value={SPECIALIST}]").click()
    expect(specialist.get_by_label("Ішкі ескертпе")).to_have_value("Қоңырау шалдым")
    expect(specialist.get_by_label("Құжаттарды ресімдеу")).to_be_checked()


def sign_out_elsewhere(page: Page) -> None:
    """In another tab of the same browser."""
    tab = page.context.new_page()
    tab.goto("/tasks")
    tab.locator(".q-person").click()
    tab.get_by_role("button", name="Шығу").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Жүйеге кіру")
    tab.close()


def test_a_file_of_40_mb_is_refused_at_once_and_the_answers_stay(
    open_page: OpenPage, product: Product, large_file: Path
) -> None:
    clerk = open_page(CLERK)
    open_task(clerk, product, product.register())
    tick_complete_package(clerk)

    clerk.locator("input[type=file]").set_input_files(large_file)

    expect(clerk.locator(".q-upload [role=status]")).to_contain_text("10 МБ-\u2060тан үлкен")
    expect(clerk.get_by_label("Белгіленген нысандағы өтініш")).to_be_checked()
    expect(clerk.locator(".q-file")).to_have_count(0)


def test_a_file_of_40_mb_without_script_is_refused_and_the_answers_stay(
    open_page: OpenPage, product: Product, large_file: Path
) -> None:
    clerk = open_page(CLERK, script=False)
    open_task(clerk, product, product.register())
    clerk.get_by_label("Иә").check()

    clerk.locator("input[type=file]").set_input_files(large_file)
    clerk.get_by_role("button", name="Файл қосу", exact=True).click()

    expect(clerk.locator(ERRORS)).to_contain_text("Файл тым үлкен: 10 МБ")
    expect(clerk.get_by_label("Иә")).to_be_checked()


def test_a_file_without_script_joins_the_form(open_page: OpenPage, product: Product) -> None:
    clerk = open_page(CLERK, script=False)
    open_task(clerk, product, product.register())
    clerk.get_by_label("Иә").check()

    clerk.locator("input[type=file]").set_input_files(
        {"name": "өтініш.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 scan"}
    )
    clerk.get_by_role("button", name="Файл қосу", exact=True).click()

    expect(clerk.locator(".q-file")).to_contain_text("өтініш.pdf")
    expect(clerk.get_by_label("Иә")).to_be_checked()


def test_a_dead_applicant_is_a_question_for_the_specialist_and_nobody_is_written_to(
    open_page: OpenPage, product: Product
) -> None:
    clerk = open_page(CLERK)
    clerk.goto("/cases/new?process=personal-assistant")
    fill_application(clerk, applicant_iin=DEAD, applicant_name="Белова Нина Григорьевна")
    register(clerk)
    number = CaseNumber(clerk.locator(".q-facts strong").inner_text())
    product.jobs.settle()
    product.complete(number, CLERK, COMPLETE_PACKAGE)

    specialist = open_page(SPECIALIST)
    open_task(specialist, product, number)
    expect(specialist.get_by_role("heading", level=1)).to_have_text("Дерекқор жазбасын растау")
    expect(specialist.locator(".q-checks")).to_contain_text("Қайтыс болған деп тіркелген")
    specialist.get_by_label("Қайтыс болғаны расталды").check()
    specialist.get_by_label("Қай құжат бойынша?").fill("Қайтыс болу туралы куәлік № 1")
    complete(specialist)
    expect(specialist.get_by_role("status").first).to_contain_text(number)
    product.jobs.settle()

    view = product.case(number)
    assert view.ended_at is not None
    assert list(view.messages) == []


def test_a_field_that_the_form_does_not_have_is_named(
    open_page: OpenPage, product: Product
) -> None:
    number = product.register()
    clerk = open_page(CLERK)
    open_task(clerk, product, number)
    command = str(clerk.locator("form.is-form [name=command_id]").get_attribute("value"))
    typed = {"command_id": command, **PACKAGE, "answers.outcome": "granted"}

    answer = send(clerk, f"/tasks/{product.task(number).id}/complete", typed, Accept="text/html")

    assert answer.status == 422
    clerk.set_content(answer.text())
    expect(clerk.locator(ERRORS)).to_contain_text("outcome")
    assert completions(product, number) == 0


def test_the_next_field_keeps_what_is_typed_while_the_form_is_drawn_anew(
    open_page: OpenPage,
) -> None:
    clerk = open_page(CLERK)
    clerk.goto("/cases/new?process=personal-assistant")
    held: list[Route] = []
    clerk.route("**/cases/new/fields", lambda route: held.append(route))
    name = clerk.get_by_label("Тегі, аты, әкесінің аты").first
    clerk.get_by_label("ЖСН", exact=True).fill("580412400174")
    with clerk.expect_request("**/cases/new/fields"):
        name.focus()
    name.fill("Қалиева")
    name.evaluate("field => field.dataset.before = 'yes'")

    held[0].continue_()

    expect(clerk.locator("[data-before]")).to_have_count(0)
    expect(name).to_have_value("Қалиева")
    expect(name).to_be_focused()


def test_a_completion_goes_after_the_draft_that_is_on_its_way(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    page = open_page(SPECIALIST)
    open_task(page, product, number)
    held: list[Route] = []
    sent: list[str] = []
    page.route("**/draft", lambda route: held.append(route))
    page.on("request", lambda request: sent.append(request.url))
    with page.expect_request("**/draft"):
        page.locator("[name='answers.outcome'][value=granted]").check()

    page.locator(".q-actions").get_by_role("button", name=COMPLETE).click()
    assert not [url for url in sent if url.endswith("/complete")]

    with page.expect_response(lambda answer: answer.url.endswith("/complete")) as completed:
        held[0].continue_()
    assert completed.value.status == 303
