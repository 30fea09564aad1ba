"""What other tools have written stays in a file that is opened, changed, changed back and saved."""

from collections import Counter
from pathlib import Path

import pytest
from at_the_desk import OpenPage
from designer_drafts import Drafts
from lxml import etree
from outside_material import material
from playwright.sync_api import Page
from served_product import DESIGNER, Product

pytestmark = [pytest.mark.browser, pytest.mark.conformance]

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NAMES = [
    "A.1.0",
    "A.2.0",
    "A.2.1",
    "A.3.0",
    "A.4.0",
    "A.4.1",
    "B.1.0",
    "B.2.0",
    "C.1.0",
    "C.1.1",
    "C.2.0",
    "C.3.0",
    "C.4.0",
    "C.5.0",
    "C.6.0",
    "C.7.0",
    "C.8.0",
    "C.8.1",
    "C.9.0",
    "C.9.1",
    "C.9.2",
]
OWN_WORDS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:camunda="urn:not-camunda"
    xmlns:acme="urn:acme" id="d" targetNamespace="urn:t" expressionLanguage="http://feel">
  <process id="p" isExecutable="false" acme:colour="red" camunda:odd="1">
    <extensionElements><acme:deep><acme:deeper level="3">text</acme:deeper></acme:deep>
      <camunda:odd><camunda:odder>&lt;</camunda:odder></camunda:odd></extensionElements>
    <task id="t" name="Бір" startQuantity="1" acme:owner="x"><acme:stray at="task"/></task>
    <acme:beside>as &amp; is</acme:beside>
  </process>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="p">
    <bpmndi:BPMNShape id="s" bpmnElement="t" acme:shade="2">
      <dc:Bounds x="200.0" y="100.50" width="100.0" height="80.0"/></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>"""

Facts = Counter[tuple[str, ...]]


def facts(content: bytes) -> Facts:
    """Every element below its parent, every attribute and every text, whatever the prefixes."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    found: Facts = Counter()
    for element in root.iter(etree.Element):
        above = element.getparent()
        place = ("" if above is None else str(above.tag), str(element.tag), _id(element))
        found[place] += 1
        if len(element) == 0 and (element.text or "").strip():
            found[(*place, "text", str(element.text).strip())] += 1
        for name, value in element.attrib.items():
            found[(*place, str(name), _resolved(element, str(name), str(value)))] += 1
    return found


def _id(element: etree._Element) -> str:
    return str(element.get("id") or "")


def _resolved(element: etree._Element, name: str, value: str) -> str:
    """A type is the same whatever prefix its name is written with."""
    if name != XSI_TYPE:
        return value
    prefix, _, local = value.rpartition(":")
    return f"{{{element.nsmap.get(prefix or None)}}}{local}"


def opened_and_saved(page: Page, drafts: Drafts, content: bytes) -> bytes:
    """The file after an element was given a norm and that was taken back."""
    drafts.save_bytes(content, 1)
    page.goto(drafts.address)
    page.locator(".q-outline button").first.click()
    page.locator(".djs-element.selected").first.wait_for()
    law = page.locator(".bio-properties-panel-group-header").filter(has_text="Құқықтық негізі")
    law.click()
    with page.expect_response(lambda answer: "/files/" in answer.url):
        page.locator("#bio-properties-panel-qadam-norm").fill("458/R1 p.5")
    with page.expect_response(lambda answer: "/files/" in answer.url) as saved:
        page.locator("[data-do=undo]").click()
    assert saved.value.ok
    return drafts.content().encode()


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_model_loses_no_element_and_no_attribute(
    name: str, open_page: OpenPage, product: Product
) -> None:
    path: Path = material("miwg", "reference", f"{name}.bpmn")
    before = path.read_bytes()

    after = opened_and_saved(open_page(DESIGNER), Drafts(product), before)

    assert list((facts(before) - facts(after)).elements()) == []


def test_words_of_other_tools_stay_where_they_stood(open_page: OpenPage, product: Product) -> None:
    before = OWN_WORDS.encode()

    after = opened_and_saved(open_page(DESIGNER), Drafts(product), before)

    assert facts(after) == facts(before)


def test_what_is_deleted_stays_deleted_and_the_rest_stays(
    open_page: OpenPage, product: Product
) -> None:
    drafts = Drafts(product)
    page = open_page(DESIGNER)
    drafts.save_bytes(OWN_WORDS.encode(), 1)
    page.goto(drafts.address)
    page.locator(".q-outline button").first.click()
    page.locator(".djs-container svg").first.focus()
    with page.expect_response(lambda answer: "/files/" in answer.url):
        page.keyboard.press("Delete")

    after = drafts.content()
    assert 'id="t"' not in after
    assert "stray" not in after
    assert "deeper" in after
    assert 'expressionLanguage="http://feel"' in after


def test_a_file_in_an_older_encoding_keeps_its_letters(
    open_page: OpenPage, product: Product
) -> None:
    head = '<?xml version="1.0" encoding="windows-1251"?>\n'
    before = (head + OWN_WORDS.replace("Бір", "Приём")).encode("windows-1251")

    after = opened_and_saved(open_page(DESIGNER), Drafts(product), before)

    assert 'name="Приём"' in after.decode()
