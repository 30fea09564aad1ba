"""Decision files of others lose nothing in the editor: opened, changed, changed back and saved."""

import pytest
from at_the_desk import OpenPage
from designer_drafts import DECISION, Drafts
from outside_material import material
from playwright.sync_api import Page, expect
from served_product import DESIGNER, Product
from test_foreign_files import facts

pytestmark = [pytest.mark.browser, pytest.mark.conformance]

NAMES = (
    "compliance-level-2/0004-simpletable-U/0004-simpletable-U.dmn",
    "compliance-level-2/0008-LX-arithmetic/0008-LX-arithmetic.dmn",
    "compliance-level-2/0009-invocation-arithmetic/0009-invocation-arithmetic.dmn",
    "compliance-level-2/0113-outputOrder-hitpolicy-singleinoutcol"
    "/0113-outputOrder-hitpolicy-singleinoutcol.dmn",
    "compliance-level-3/0038-dt-on-bkm-explicit-params/0038-dt-on-bkm-explicit-params.dmn",
    "compliance-level-3/0085-decision-services/0085-decision-services.dmn",
    "compliance-level-3/0087-chapter-11-example/0087-chapter-11-example.dmn",
    "compliance-level-3/1151-boxed-filter/1151-boxed-filter.dmn",
)
TYPED = "td [contenteditable], .cm-content, .dmn-definitions [contenteditable]"
OWN_WORDS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- kept by nobody but the file -->
<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20211108/MODEL/" xmlns:acme="urn:acme"
    id="d" name="n" namespace="urn:t" acme:colour="red">
  <d:decision id="t" name="Бір" acme:owner="x">
    <d:extensionElements><acme:deep><acme:deeper level="3">text</acme:deeper></acme:deep>
    </d:extensionElements>
    <d:variable name="Бір" acme:kept="1"/>
    <d:decisionTable id="table" hitPolicy="UNIQUE">
      <d:input id="in"><d:inputExpression typeRef="number"><d:text>x</d:text></d:inputExpression>
      </d:input>
      <d:output name="y" acme:shade="2"/>
      <d:rule id="r" acme:weight="1">
        <d:inputEntry><d:text>&lt; 3 &amp;&amp; x</d:text></d:inputEntry>
        <d:outputEntry><d:text>"a"</d:text></d:outputEntry></d:rule>
    </d:decisionTable>
  </d:decision>
</d:definitions>"""


def opened_and_saved(page: Page, drafts: Drafts, content: bytes) -> bytes:
    """The file after something was typed where one can type, and that was taken back."""
    drafts.save_bytes(content, 1)
    page.goto(drafts.address)
    page.locator("[data-findings] li[class]").first.wait_for()
    page.locator("[data-canvas]").locator(TYPED).first.click()
    with page.expect_response(lambda answer: "/files/" in answer.url):
        page.keyboard.type("1")
    page.locator("h1").click()
    with page.expect_response(lambda answer: "/files/" in answer.url) as saved:
        while page.locator("[data-do=undo]").is_enabled():
            page.locator("[data-do=undo]").click()
    assert saved.value.ok
    return drafts.content().encode()


@pytest.mark.parametrize("name", NAMES, ids=lambda name: str(name).rpartition("/")[2])
def test_a_model_of_the_conformance_kit_loses_nothing(
    name: str, open_page: OpenPage, product: Product
) -> None:
    before = material("dmn", *name.split("/")).read_bytes()

    after = opened_and_saved(open_page(DESIGNER), Drafts(product, DECISION), before)

    assert list((facts(before) - facts(after)).elements()) == []


def test_words_of_other_tools_and_another_version_of_dmn_stay(
    open_page: OpenPage, product: Product
) -> None:
    before = OWN_WORDS.encode()

    after = opened_and_saved(open_page(DESIGNER), Drafts(product, DECISION), before)

    assert list((facts(before) - facts(after)).elements()) == []
    assert b"https://www.omg.org/spec/DMN/20211108/MODEL/" in after
    assert b"20191111" not in after


def test_an_older_file_than_is_read_says_so_and_stays_as_it_was(
    open_page: OpenPage, product: Product, complaints: list[str]
) -> None:
    drafts = Drafts(product, DECISION)
    old = OWN_WORDS.replace(
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    )
    drafts.save(old, 1)
    page = open_page(DESIGNER)
    page.goto(drafts.address)

    expect(page.locator("[data-status].is-wrong")).to_have_count(1)
    assert drafts.content() == old
    assert complaints
