"""A form with every component: filled in with script and without, and looked at by axe."""

from collections.abc import Iterator

import pytest
from at_the_desk import office_with, signed_in
from every_component import every_component_service
from playwright.sync_api import Browser, Locator, Page, Route, expect
from served_product import CLERK, Product
from test_pages import violations, wider_than_the_window

from app.domain.identity import CaseNumber
from app.feel import from_value

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCAN = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The served product with the service of that form."""
    with office_with(tmp_path_factory.mktemp("forms"), every_component_service()) as product:
        yield product


@pytest.fixture
def number(office: Product) -> CaseNumber:
    return office.register()


def at_the_form(
    browser: Browser, office: Product, number: CaseNumber, *, language: str, script: bool = True
) -> Page:
    page = signed_in(browser, office, CLERK, language=language, script=script)
    office.claim(number, CLERK)
    page.goto(f"/tasks/{office.task(number).id}")
    return page


def fill(page: Page, fields: dict[str, str]) -> None:
    for key, text in fields.items():
        page.locator(f"#f-{key}").fill(text)


PLAIN = {
    "title": "Арба", "email": "a@mysal.kz", "code": "AB-123", "story": "Жолы тар", "price": "2,5",
    "account": "007", "day": "25.12.2026", "hour": "9:15", "moment": "25.12.2026 09:15",
}  # fmt: skip


def choose(page: Page) -> None:
    page.locator("#f-room").select_option("102")
    page.locator("#f-agreed").check()
    page.locator("#f-needs").check()
    page.locator("#f-tags-2").check()


def kept(office: Product, number: CaseNumber) -> dict[str, object]:
    return {key: from_value(value) for key, value in office.case(number).variables.items()}


def is_focused(field: Locator) -> None:
    expect(field).to_be_focused()


def test_a_form_is_filled_in_with_script(
    browser: Browser, office: Product, number: CaseNumber
) -> None:
    page = at_the_form(browser, office, number, language="kk")
    fill(page, PLAIN)
    choose(page)

    # A condition shows a field without taking the focus or what was typed.
    page.locator("#f-way").check()
    page.locator("#f-address").wait_for()
    is_focused(page.locator("#f-way"))
    expect(page.locator("#f-title")).to_have_value("Арба")

    # A row is added, and what is computed follows; what was typed stays.
    page.locator("#f-items-0-what").fill("Доңғалақ")
    page.locator("#f-items-0-count").fill("4")
    page.get_by_role("button", name="Жол қосу").click()
    is_focused(page.locator("#f-items-1"))
    fill(page, {"items-1-what": "Белдік", "address": "Абай 1"})
    expect(page.locator("#f-items-0-sum")).to_have_text("10")
    expect(page.locator("#f-total")).to_have_text("12,5")
    page.get_by_role("button", name="Жол қосу").click()
    is_focused(page.locator("#f-items-2"))
    page.locator("button[value='remove items 2']").click()
    expect(page.locator("#f-items-2")).to_have_count(0)
    is_focused(page.locator("#f-items"))

    # A table is sorted and paged by its buttons.
    page.get_by_role("button", name="Бағасы").click()
    expect(page.locator("#f-supplies_table tbody tr").first).to_contain_text("Әмбебап таяқ")
    page.get_by_role("button", name="Келесі бет").click()
    expect(page.locator("#f-supplies_table tbody tr").first).to_contain_text("Ұстағыш")

    # A file goes by itself, and all is kept as one types.
    scan = {"name": "скан.png", "mimeType": "image/png", "buffer": SCAN}
    page.locator("#f-scans").set_input_files([scan])  # type: ignore[list-item]
    page.locator(".q-file").wait_for()
    expect(page.locator("[data-draft-text]")).to_contain_text("сақталды")

    # The summary leads to the field.
    page.locator("#f-items-1-what").fill("")
    page.get_by_role("button", name="Тапсырманы аяқтау").click()
    is_focused(page.locator(".q-errors"))
    page.locator(".q-errors a").click()
    is_focused(page.locator("#f-items-1-what"))
    page.locator("#f-items-1-what").fill("Белдік")

    # The registry fills in the person; then the next task opens.
    page.locator("#f-person-iin").fill("580412400174")
    page.get_by_role("button", name="Тізілімнен толтыру").click()
    expect(page.locator("#f-person-name")).to_have_value("Қалиева Айгүл Серікқызы")
    expect(page.locator("#f-items-1-what")).to_have_value("Белдік")
    page.get_by_role("button", name="Тапсырманы аяқтау").click()
    page.locator(".q-flash").wait_for()

    found = kept(office, number)
    assert (found["total"], found["hour"], found["room"]) == (12.5, "09:15:00", 102)
    assert found["items"] == [
        {"what": "Доңғалақ", "count": 4, "sum": 10}, {"what": "Белдік", "count": 1, "sum": 2.5},
    ]  # fmt: skip
    assert found["person"] == {"iin": "580412400174", "name": "Қалиева Айгүл Серікқызы"}
    assert len(found["scans"]) == 1  # type: ignore[arg-type]  # a list of one id


def test_no_pressed_button_is_lost_while_the_fields_are_drawn_anew(
    browser: Browser, office: Product, number: CaseNumber
) -> None:
    page = at_the_form(browser, office, number, language="kk")
    held: list[Route] = []
    page.route("**/fields", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/fields"):
        page.locator("#f-way").check()

    page.get_by_role("button", name="Жол қосу").click()
    page.get_by_role("button", name="Жол қосу").click()
    held[0].continue_()

    page.locator("#f-items-2").wait_for()


def test_a_form_is_filled_in_without_script(
    browser: Browser, office: Product, number: CaseNumber
) -> None:
    page = at_the_form(browser, office, number, language="ru", script=False)
    address = page.url
    fill(page, PLAIN)
    choose(page)
    page.locator("#f-way").check()
    page.locator("#f-items-0-what").fill("Доңғалақ")
    page.get_by_role("button", name="Добавить строку").click()
    assert page.url.endswith("#f-items-1")
    expect(page.locator("#f-title")).to_have_value("Арба")
    # Drawn anew, the page shows what the answers ask for.
    fill(page, {"address": "Абай 1", "items-1-what": "Белдік", "items-1-count": "2"})
    page.get_by_role("button", name="Цена").click()
    expect(page.locator("#f-supplies_table tbody tr").first).to_contain_text("Әмбебап таяқ")
    expect(page.locator("#f-items-1-what")).to_have_value("Белдік")
    scan = {"name": "скан.png", "mimeType": "image/png", "buffer": SCAN}
    page.locator("#f-scans").set_input_files([scan])  # type: ignore[list-item]
    page.locator("[data-upload-fallback]").click()
    expect(page.locator(".q-file")).to_contain_text("скан.png")
    page.locator("#f-email").fill("пошта")
    page.get_by_role("button", name="Сохранить черновик").click()
    expect(page.locator("#f-email")).to_have_value("пошта")
    page.get_by_role("button", name="Завершить задачу").click()
    page.locator(".q-errors a").click()
    assert page.url.endswith("#f-email")
    page.locator("#f-email").fill("a@mysal.kz")
    page.get_by_role("button", name="Завершить задачу").click()
    expect(page.locator(".q-flash").first).to_contain_text(number)
    assert page.url.split("?")[0] != address
    found = kept(office, number)
    assert (found["total"], found["needs"], found["tags"]) == (7.5, ["ramp"], ["sign"])


def conflicting(
    browser: Browser, office: Product, number: CaseNumber, language: str
) -> tuple[Page, Page]:
    """A window in which something was typed over what another window has saved since."""
    page = at_the_form(browser, office, number, language=language)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#f-title").fill("Таяқ")
    other.locator("#f-title").blur()
    expect(other.locator("[data-draft-text]")).not_to_be_empty()
    page.locator("#f-title").fill("Арба")
    page.locator("#f-title").blur()
    page.locator("[data-draft-conflict]").wait_for()
    return page, other


def test_two_windows_take_nothing_from_each_other(
    browser: Browser, office: Product, number: CaseNumber
) -> None:
    page, _ = conflicting(browser, office, number, "ru")
    expect(page.locator("[data-draft-status]")).to_contain_text("ещё не сохранено")
    page.get_by_role("button", name="Показать оба значения").click()
    is_focused(page.locator(".q-conflict-panel"))
    expect(page.locator(".q-conflict")).to_contain_text("Арба")
    expect(page.locator(".q-conflict")).to_contain_text("Таяқ")
    expect(page.locator("#f-title")).to_have_value("Арба")
    page.locator(".q-conflict-panel input[type=checkbox]").check()
    page.get_by_role("button", name="Продолжить с выбранным").click()
    expect(page.locator(".q-conflict-panel")).to_have_count(0)
    expect(page.locator("#f-title")).to_have_value("Таяқ")
    # What is typed now is kept again without a word.
    page.locator("#f-title").fill("Арба екі")
    page.locator("#f-title").blur()
    expect(page.locator("[data-draft-text]")).to_contain_text("сохранён")
    expect(page.locator("[data-draft-conflict]")).to_be_hidden()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_panel_of_a_conflict_is_accessible(
    browser: Browser, office: Product, number: CaseNumber, language: str
) -> None:
    page, _ = conflicting(browser, office, number, language)
    page.locator("[data-draft-conflict]").click()
    page.locator(".q-conflict-panel").wait_for()
    assert violations(page, 1280) == []
    assert violations(page, 360) == []
    assert wider_than_the_window(page, 320, 360, 768, 1280) == []


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("has_errors", [False, True])
def test_the_form_is_accessible_and_fits_every_window(
    browser: Browser, office: Product, number: CaseNumber, language: str, has_errors: bool
) -> None:
    page = at_the_form(browser, office, number, language=language)
    if has_errors:
        page.locator(".q-actions button").first.click()
        page.locator(".q-errors").wait_for()
    assert violations(page, 1280) == []
    assert violations(page, 360) == []
    assert wider_than_the_window(page, 320, 360, 768, 1280) == []
