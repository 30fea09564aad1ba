"""A model without a drawing gets one, and a drawing is laid out anew: nothing else changes."""

from pathlib import Path

import pytest
from at_the_desk import OpenPage
from designer_drafts import DIAGRAM, Drafts
from lxml import etree
from playwright.sync_api import Page, expect
from served_product import DESIGNER, Product

pytestmark = pytest.mark.browser

MODEL = Path(__file__).parents[2] / "processes" / "personal-assistant" / DIAGRAM
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DRAWING = f"{DI}BPMNDiagram"
LANES = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="urn:t">
  <collaboration id="c"><participant id="pool" name="Бөлім" processRef="p"/></collaboration>
  <process id="p"><task id="t" name="Бір"/></process>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="c">
    <bpmndi:BPMNShape id="s" bpmnElement="pool" isHorizontal="true">
      <dc:Bounds x="100" y="80" width="600" height="250"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="t">
      <dc:Bounds x="200" y="100" width="100" height="80"/></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


@pytest.fixture
def draft(product: Product) -> Drafts:
    return Drafts(product)


def parted(content: bytes) -> tuple[bytes, bytes]:
    """The model without its drawing, whitespace aside, and the drawing without its labels."""
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True, no_network=True))
    (diagram,) = root.findall(DRAWING)
    root.remove(diagram)
    for label in list(diagram.iter(f"{DI}BPMNLabel")):
        # Said or not, a label stands beside its element.
        label.getparent().remove(label)
    return etree.tostring(root, method="c14n"), etree.tostring(diagram, method="c14n")


def undrawn(content: bytes) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(no_network=True))
    for diagram in root.findall(DRAWING):
        root.remove(diagram)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def saved_after(page: Page, deed: str) -> None:
    with page.expect_response(lambda answer: "/files/" in answer.url):
        page.locator(f"[data-do={deed}]").click()


def opened(open_page: OpenPage, draft: Drafts) -> Page:
    page = open_page(DESIGNER)
    page.goto(draft.address)
    page.locator(".q-outline li").first.wait_for()
    return page


def test_a_model_without_a_drawing_opens_with_one_that_can_be_laid_out_anew_and_taken_back(
    open_page: OpenPage, draft: Drafts, complaints: list[str]
) -> None:
    model, _ = parted(MODEL.read_bytes())
    draft.save_bytes(undrawn(MODEL.read_bytes()), 1)
    page = opened(open_page, draft)
    expect(page.locator("[data-status]")).to_contain_text("автоматты түрде орналастырылды")
    for element in ("examination", "term_missed", "on_sms_not_delivered", "sms_not_delivered"):
        expect(page.locator(f".djs-shape[data-element-id={element}]")).to_be_visible()

    # It is larger than a sheet, but no shape covers another.
    expect(page.locator(".q-findings")).to_contain_text("орын алады")
    expect(page.locator(".q-findings")).not_to_contain_text("жауып тұр")

    page.locator(".q-outline [data-element=explain_missed_term]").click()
    page.locator(".djs-element.selected").wait_for()
    page.locator("[data-canvas] svg").first.focus()
    with page.expect_response(lambda answer: "/files/" in answer.url):
        page.keyboard.press("Shift+ArrowDown")
    same, moved = parted(draft.content().encode())
    saved_after(page, "layout")
    again, tidy = parted(draft.content().encode())
    saved_after(page, "undo")
    back, as_before = parted(draft.content().encode())

    assert same == again == back == model
    assert tidy != moved
    assert as_before == moved
    assert complaints == []


def test_pools_and_lanes_are_left_to_the_hand(open_page: OpenPage, draft: Drafts) -> None:
    draft.save_bytes(LANES.encode(), 1)
    page = opened(open_page, draft)
    page.locator("[data-do=layout]").click()

    expect(page.locator("[data-status]")).to_contain_text("қолмен орналастырылады")
    expect(page.locator("[data-do=undo]")).to_be_disabled()
