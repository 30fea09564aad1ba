"""Every page in every state: accessible, no wider than the window, silent in the console."""

import other_eyes
import pytest
import reviewed_trees
from at_the_desk import OpenPage
from playwright.sync_api import Page
from served_product import CLERK, HEAD, OPERATOR, SPECIALIST, SUPERVISOR, Product
from sight import Sight, show_diagram
from sights import SIGHTS

from app.domain.identity import PersonId
from app.settings import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "app/web/static/build/test/axe.min.js"
RUN_AXE = """async () => (await axe.run({
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
})).violations.map(found => [found.id, ...found.nodes.map(node => node.html)])"""
SEEN = [(sight, language) for sight in SIGHTS for language in ("kk", "ru")]
SQUEEZED = """() => [...document.querySelectorAll('main *')].filter(element => {
    const words = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
        .map(node => node.textContent.trim()).join(' ');
    const box = element.getBoundingClientRect();
    return words.length > 12 && box.height > 4 * 20 && box.width < 40;
}).map(element => element.textContent.trim())"""
PARTED = r"""() => {
    const found = [];
    const letters = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (letters.nextNode()) {
        for (const match of letters.currentNode.data.matchAll(/[\p{L}-]+-\d{4}-\d{6}/gu)) {
            const range = document.createRange();
            range.setStart(letters.currentNode, match.index);
            range.setEnd(letters.currentNode, match.index + match[0].length);
            const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
            if (lines.size > 1) found.push(letters.currentNode.data.trim());
        }
    }
    return found;
}"""
SEVERED = """() => [...document.querySelectorAll('.q-nowrap')]
    .map(number => number.parentElement)
    .filter(around => getComputedStyle(around).display.endsWith('flex'))
    .filter(around => [...around.childNodes].some(
        node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    .map(around => around.textContent.trim())"""
UNCOVERED = """mark => {
    const box = mark.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return mark.contains(top);
}"""


@pytest.mark.usefixtures("clock_hardly_ticks")
@pytest.mark.parametrize(("sight", "language"), SEEN, ids=str)
def test_a_page_is_accessible_fits_every_window_and_breaks_no_policy(
    sight: Sight,
    language: str,
    open_page: OpenPage,
    product: Product,
    complaints: list[str],
    record_trees: bool,
) -> None:
    reviewed = reviewed_trees.is_reviewed(sight, language)
    if record_trees and not reviewed:
        return
    product.as_made("a visit")
    page = open_page(sight.person, language)
    sight.open(page, product)

    assert page.locator("html").get_attribute("lang") == language
    if record_trees:
        reviewed_trees.record(page, sight, language)
        return
    if reviewed and (found := reviewed_trees.difference(page, sight, language)):
        pytest.fail(found, pytrace=False)
    assert violations(page, 1280) == []
    assert violations(page, 360) == []
    assert wider_than_the_window(page, 320, 360, 768, 1280) == []
    assert squeezed(page, 360) == []
    if not sight.name.startswith("stand"):
        assert parted_numbers(page, 360, 768) == []
    assert severed_numbers(page) == []
    assert other_eyes.problems(page) == {}
    assert [told for told in complaints if f"status of {sight.status} " not in told] == []


def test_each_page_has_its_tree_in_each_language_and_no_other_is_kept() -> None:
    named = {
        reviewed_trees.path_of(sight, language).name
        for sight in SIGHTS
        for language in reviewed_trees.LANGUAGES
        if reviewed_trees.is_reviewed(sight, language)
    }
    assert {path.name for path in reviewed_trees.FOLDER.iterdir()} == named


def violations(page: Page, width: int) -> list[object]:
    """What axe finds; it comes through the debugging channel, past the page's own policy."""
    page.set_viewport_size({"width": width, "height": 900})
    # As tall as the page: the bar at the foot of a form lies over a field only until one scrolls.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(900, height)})
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[object] = page.evaluate(RUN_AXE)
    return found


def wider_than_the_window(page: Page, *widths: int) -> list[tuple[int, int]]:
    """Windows in which the page scrolls sideways, and how wide it is there."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append((width, needed))
    return found


def squeezed(page: Page, width: int) -> list[str]:
    """Texts that stand a letter or two to a line, because something beside them takes the room."""
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(SQUEEZED)
    return found


def parted_numbers(page: Page, *widths: int) -> list[tuple[int, str]]:
    """Numbers of cases that a line ends in, with the words they stand in."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, words) for words in page.evaluate(PARTED)]
    return found


def severed_numbers(page: Page) -> list[str]:
    """Words whose number is an item of its own in a row of items: the space before it is lost."""
    found: list[str] = page.evaluate(SEVERED)
    return found


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_mark_of_bpmn_io_is_in_sight_and_uncovered(
    width: int, open_page: OpenPage, product: Product
) -> None:
    page = open_page(SPECIALIST, width=width)
    page.goto(f"/cases/{product.to_decision()}")
    show_diagram(page)
    mark = page.locator(".bjs-powered-by")
    mark.scroll_into_view_if_needed()

    assert mark.is_visible()
    assert mark.evaluate(UNCOVERED)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_each_button_at_the_head_of_a_case_can_be_pressed(
    width: int, open_page: OpenPage, product: Product
) -> None:
    page = open_page(HEAD, width=width)
    page.goto(f"/cases/{product.to_decision()}")

    buttons = page.locator(".q-case-head > .q-buttons > *")
    buttons.first.wait_for()
    assert buttons.count() == 2
    assert all(button.evaluate(UNCOVERED) for button in buttons.all())


@pytest.mark.parametrize("width", [360, 1280])
def test_the_buttons_of_the_diagram_stand_inside_its_frame(
    width: int, open_page: OpenPage, product: Product
) -> None:
    page = open_page(SPECIALIST, width=width)
    page.goto(f"/cases/{product.to_decision()}")
    show_diagram(page)

    frame = page.locator(".q-diagram-frame").bounding_box()
    tools = page.locator(".q-diagram-tools").bounding_box()
    assert frame is not None
    assert tools is not None
    assert frame["x"] <= tools["x"]
    assert tools["x"] + tools["width"] <= frame["x"] + frame["width"]
    assert frame["y"] <= tools["y"] < frame["y"] + frame["height"]


def test_the_diagram_speaks_the_language_of_the_page_and_has_one_token(
    open_page: OpenPage, product: Product
) -> None:
    page = open_page(SPECIALIST, "ru")
    page.goto(f"/cases/{product.to_decision()}")
    show_diagram(page)

    stage = page.locator(".djs-element[data-element-id=examination]")
    assert "Рассмотрение" in " ".join(stage.all_text_contents())
    assert page.locator(".q-token").count() == 1


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("person", [CLERK, HEAD, OPERATOR, SUPERVISOR])
def test_whose_page_it_is_stands_on_two_lines_of_the_header(
    person: PersonId, language: str, open_page: OpenPage
) -> None:
    page = open_page(person, language)
    page.goto("/registers")

    place = page.locator(".q-person small").bounding_box()
    assert place is not None
    assert place["height"] < 20


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_head_of_the_stand_is_one_line_high(language: str, open_page: OpenPage) -> None:
    page = open_page("", language)
    page.goto(f"/stand/?lang={language}")

    head = page.locator(".head").bounding_box()
    assert head is not None
    assert head["height"] < 60


def test_a_list_on_a_paper_has_its_bullets_and_a_date_stays_whole(
    open_page: OpenPage, product: Product
) -> None:
    page = open_page(SPECIALIST, width=360)
    page.goto(f"/documents/{product.case(product.register()).documents[0].id}")

    assert (
        page.locator(".q-reading ul").first.evaluate("e => getComputedStyle(e).listStyleType")
        == "disc"
    )
    dates = page.locator(".q-reading dd").filter(has_text="желтоқсан")
    assert dates.first.evaluate("e => e.scrollWidth <= e.clientWidth")
