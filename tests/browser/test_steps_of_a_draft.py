"""A step in the editor: its form, its term, its condition, what the system is told to do."""

import html
import re
from collections.abc import Callable
from itertools import pairwise

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
    with page.expect_response(lambda answer: is_save(answer.url)):
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


def test_a_second_person_is_asked_for_by_choosing_the_task_of_the_first(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    select(page, TASK)
    open_group(page, "Исполнитель и форма")
    with page.expect_response(lambda answer: is_save(answer.url)):
        page.locator(f"{PANEL}four-eyes").select_option("tell_another_way")

    assert 'name="fourEyes" value="tell_another_way"' in draft.content()


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


def test_an_obvious_finding_is_mended_by_its_button(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    norm = '<camunda:property name="norm" value="458/std-1 r.5" />'
    assert norm in draft.content()
    draft.save(draft.content().replace(norm, "", 1), 1)
    page = editor()
    mend = page.locator(".q-findings .is-mend")
    expect(mend).to_have_count(1)

    with page.expect_response(lambda answer: is_save(answer.url)):
        mend.press("Enter")

    expect(page.locator(".q-findings .is-good")).to_have_count(1)
    assert '<camunda:property name="norm" value="practice" />' in draft.content()


def test_a_ready_stage_is_drawn_behind_the_selected_step(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    select(page, TASK)
    page.locator("[data-stages] summary").press("Enter")
    with page.expect_response(lambda answer: is_save(answer.url)):
        page.locator("[data-stage=notify]").press("Enter")

    (call,) = re.findall(
        r'<bpmn:callActivity [^>]*calledElement="notify".*?</bpmn:callActivity>',
        draft.content(),
        re.DOTALL,
    )
    assert 'camunda:calledElementBinding="deployment"' in call
    assert '<camunda:in source="message" target="message" />' in call
    assert '<camunda:out source="told_by" target="told_by" />' in call
    assert 'name="name.ru" value="Сообщить заявителю"' in call
    expect(page.locator(".q-outline [aria-current=true]")).to_have_count(1)


def test_a_drawing_of_two_hundred_steps_opens_and_moves_without_asking(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    draft.save(many_steps(200), 1)
    asked: list[str] = []
    page = editor()
    expect(page.locator(".q-outline li")).to_have_count(202)
    page.locator(".q-findings li").first.wait_for()
    page.on("request", lambda request: asked.append(request.url))
    box = page.locator(".djs-element[data-element-id=step_40] > .djs-visual").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(box["x"] + 4 + step, box["y"] + 4 + step)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    assert asked == []
    with page.expect_response(lambda answer: is_save(answer.url)):
        page.mouse.up()


def many_steps(count: int) -> str:
    """A process of that many tasks, one after the other, in rows of twenty."""
    names = ["begun", *(f"step_{k}" for k in range(count)), "done"]
    kinds = ["startEvent", *["userTask"] * count, "endEvent"]
    nodes, flows, shapes = [], [], []
    for k, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        nodes.append(f'<bpmn:{kind} id="{name}" name="{name}"/>')
        x, y = 100 + k % 20 * 150, 100 + k // 20 * 120
        size = 'width="100" height="80"' if kind == "userTask" else 'width="36" height="36"'
        shapes.append(
            f'<bpmndi:BPMNShape id="{name}_di" bpmnElement="{name}">'
            f'<dc:Bounds x="{x}" y="{y}" {size}/></bpmndi:BPMNShape>'
        )
    for k, (one, other) in enumerate(pairwise(names)):
        flow = f'id="flow_{k}" sourceRef="{one}" targetRef="{other}"'
        flows.append(f"<bpmn:sequenceFlow {flow}/>")
        x, y = 150 + k % 20 * 150, 118 + k // 20 * 120
        points = f'<di:waypoint x="{x}" y="{y}"/><di:waypoint x="{x + 100}" y="{y}"/>'
        shapes.append(
            f'<bpmndi:BPMNEdge id="flow_{k}_di" bpmnElement="flow_{k}">{points}</bpmndi:BPMNEdge>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
        ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="urn:t">'
        f'<bpmn:process id="personal-assistant" isExecutable="true">{"".join(nodes + flows)}'
        '</bpmn:process><bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane"'
        f' bpmnElement="personal-assistant">{"".join(shapes)}</bpmndi:BPMNPlane>'
        "</bpmndi:BPMNDiagram></bpmn:definitions>"
    )
