"""A step in the editor: its form, its term, its condition, what the system is told to do."""

import html
import re
from collections.abc import Callable

import pytest
from at_the_desk import OpenPage
from designer_drafts import Drafts
from playwright.sync_api import Page, expect
from served_product import DESIGNER, Product

pytestmark = pytest.mark.browser

TASK = "explain_missed_term"
PANEL = "#bio-properties-panel-qadam-"


@pytest.fixture
def draft(product: Product) -> Drafts:
    return Drafts(product)


@pytest.fixture
def editor(open_page: OpenPage, draft: Drafts) -> Callable[..., Page]:
    def opened(path: str = "", language: str = "ru") -> Page:
        page = open_page(DESIGNER, language)
        page.goto(f"/designer/drafts/{draft.id}/edit/{path}" if path else draft.address)
        page.locator(".q-outline li").first.wait_for()
        return page

    return opened


def is_save(url: str) -> bool:
    return "/files/" in url and url.partition("?")[0].endswith(".bpmn")


def open_group(page: Page, title: str) -> None:
    page.locator(".bio-properties-panel-group-header").filter(has_text=title).click()


def select(page: Page, element: str) -> None:
    page.locator(f".q-outline [data-element={element}]").click()
    expect(page.locator(f".djs-element[data-element-id={element}].selected")).to_have_count(1)


def test_a_form_is_made_for_a_step_and_opens_in_the_form_editor(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    select(page, TASK)
    open_group(page, "Исполнитель и форма")
    page.locator(f"{PANEL}form").select_option("")
    with page.expect_response(lambda answer: is_save(answer.url)):
        page.locator("[data-make-form]").click()

    assert 'camunda:formKey="forms/explain-missed-term-2.form"' in draft.content()
    page.locator(".q-panel-link").click()
    page.wait_for_url("**/forms/forms/explain-missed-term-2.form")
    expect(page.locator("h1")).to_have_text("forms/explain-missed-term-2.form")


def test_a_term_of_the_standard_becomes_the_day_a_task_is_due(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    select(page, TASK)
    open_group(page, "Исполнитель и форма")
    with page.expect_response(lambda answer: is_save(answer.url)):
        page.locator(f"{PANEL}term").select_option('=deadline("hearing_term", now())')
    written = html.unescape(draft.content())
    assert re.search(r"""camunda:dueDate=["']=deadline\("hearing_term", now\(\)\)["']""", written)


def test_an_expression_is_completed_and_its_error_stands_beside_it(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    select(page, TASK)
    open_group(page, "Исполнитель и форма")
    field = page.locator("[data-entry-id=qadam-due] .cm-content")
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("working_da")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("working_days_after")
    page.keyboard.type(" + * ")

    expect(page.locator("[data-entry-id=qadam-due]")).to_contain_text("не читается")


def test_a_handler_takes_what_its_contract_says(
    editor: Callable[..., Page], draft: Drafts, product: Product
) -> None:
    page = editor("shared/notify.bpmn")
    select(page, "send_sms")
    open_group(page, "Что делает система")
    message = page.locator(f"{PANEL}input-message")
    expect(message.locator("option[value=choose-supplier]")).to_have_count(1)

    with page.expect_response(lambda answer: is_save(answer.url)):
        message.select_option("choose-supplier")
    with page.expect_response(lambda answer: is_save(answer.url)):
        page.locator(f"{PANEL}output-sms_receipt").check()

    found = product.qadam.storage.queries.service_draft(draft.id)
    assert found is not None
    (content,) = (file.content.decode() for file in found[1] if file.path == "shared/notify.bpmn")
    assert (
        '<camunda:inputParameter name="message">choose-supplier</camunda:inputParameter>' in content
    )
    assert (
        '<camunda:outputParameter name="sms_receipt">=sms_receipt</camunda:outputParameter>'
        in content
    )
