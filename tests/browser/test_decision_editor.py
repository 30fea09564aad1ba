"""The editor of decision tables: saved as one works, checked in its cells, tried as it stands."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from at_the_desk import OpenPage
from designer_drafts import DECISION, Drafts
from every_decision import TYPES, every_decision
from lxml import etree
from playwright.sync_api import Locator, Page, Route, expect
from served_product import DESIGNER, Product

from app.domain.identity import DraftId

pytestmark = pytest.mark.browser

UNCOVERED = """mark => {
    const box = mark.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return mark.contains(top);
}"""
SHOWN = """() => [...document.querySelectorAll("[data-canvas], [data-canvas] *")]
    .flatMap(one => [one.title, one.ariaLabel, one.placeholder, ...[...one.childNodes]
        .filter(part => part.nodeType === Node.TEXT_NODE).map(part => part.data)])
    .filter(told => typeof told === "string")"""
SAMPLE = """{facts: {
  disability: {group: 3, difficulty_moving: true},
  programme: {status: "in_force", measures: [
    {code: "personal-assistant", decision: "needed"}]}}}"""
AS_IN_FILES = {*TYPES, "Any", "Powered by bpmn.io", "every", "kk", "FEEL"}
"""Latin words that stay: names of types and hit policies, the mark, ids of the file."""


@pytest.fixture
def draft(product: Product) -> Drafts:
    return Drafts(product, DECISION)


@pytest.fixture
def editor(open_page: OpenPage, draft: Drafts) -> Callable[..., Page]:
    def opened(language: str = "ru", *, width: int = 1280) -> Page:
        page = open_page(DESIGNER, language, width=width)
        page.goto(draft.address)
        page.locator("[data-views] button").first.wait_for()
        return page

    return opened


def is_save(url: str) -> bool:
    return "/files/" in url


def cell(page: Page, element: str) -> Locator:
    return page.locator(f"[data-canvas] td[data-element-id={element}]")


def canonical(content: str) -> bytes:
    """The file without the space between its elements, as canonical XML."""
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
    return etree.tostring(etree.fromstring(content.encode(), parser), method="c14n2")


def write(page: Page, element: str, text: str) -> None:
    """Over what the cell says."""
    cell(page, element).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_a_typed_cell_is_saved_and_taken_back_by_undo(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    before = draft.content()
    with page.expect_response(lambda answer: is_save(answer.url)) as saved:
        write(page, "rule_moving_2", "false")
    assert saved.value.ok
    assert "<text>false</text>" in draft.content()
    expect(page.locator("[data-status]")).to_contain_text("Сохранено")

    with page.expect_response(lambda answer: is_save(answer.url)):
        while page.locator("[data-do=undo]").is_enabled():
            page.locator("[data-do=undo]").click()
    assert canonical(draft.content()) == canonical(before)


def test_an_untouched_file_is_never_saved(editor: Callable[..., Page], draft: Drafts) -> None:
    page = editor()
    before = draft.content()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    cell(page, "rule_group_1").click()
    page.locator(".view-drd button").click()
    page.locator(".djs-element[data-element-id=eligibility]").wait_for()
    page.locator("[data-view=eligibility]").click()
    cell(page, "rule_group_1").wait_for()
    page.locator("[data-ask] button").first.click()
    page.locator("[data-answer] pre").wait_for()
    page.reload()
    page.locator("[data-findings] .is-good").wait_for()

    assert [url for url in asked if is_save(url)] == []
    assert draft.content() == before


def test_what_cannot_be_read_is_told_in_its_cell_and_the_list_leads_there(
    editor: Callable[..., Page],
) -> None:
    page = editor()
    expect(page.locator("[data-findings] .is-good")).to_have_count(1)
    write(page, "rule_programme_3", '"in_force" and')
    finding = page.locator("[data-findings] [data-element=rule_programme_3]")
    expect(finding).to_have_text("Правило 3, Оңалту бағдарламасы")

    inside = cell(page, "rule_programme_3").evaluate("e => getComputedStyle(e, '::after').content")
    assert "не читается" in inside
    page.locator(".view-drd button").click()
    page.locator(".djs-element[data-element-id=eligibility]").wait_for()
    finding.press("Enter")
    expect(cell(page, "rule_programme_3").locator(":focus")).to_have_count(1)


def test_the_table_is_tried_as_it_stands_and_shows_which_rules_spoke(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    sample = page.locator("#sample")
    expect(sample).to_have_value(re.compile("group: null"))
    sample.fill(SAMPLE)
    write(page, "rule_group_1", "not(3)")
    page.locator("h1").click()
    page.locator("[data-ask] button").first.click()
    expect(page.locator("[data-answer] pre")).to_have_text("null")

    with page.expect_response(lambda answer: is_save(answer.url)):
        write(page, "rule_group_1", "3")
    page.locator("h1").click()
    page.locator("[data-ask] button").first.click()
    expect(page.locator("[data-answer] pre")).to_contain_text('"group"')
    row = "e => getComputedStyle(e).backgroundColor"
    spoke = cell(page, "rule_group_2").evaluate(row)
    assert spoke != cell(page, "rule_moving_1").evaluate(row)


def test_a_sample_that_is_none_is_told_beside_the_table(editor: Callable[..., Page]) -> None:
    page = editor()
    expect(page.locator("#decision option")).to_have_count(1)
    page.locator("#sample").fill("{facts: ")
    page.locator("[data-ask] button").first.click()

    expect(page.locator("[data-answer] .q-error")).to_contain_text("контекстом FEEL")


def test_a_sample_that_is_typed_at_once_is_not_written_over(editor: Callable[..., Page]) -> None:
    page = editor()
    held: list[Route] = []
    page.route("**/ask/**", lambda route: held.append(route))
    with page.expect_request("**/ask/**"):
        page.reload()
    page.locator("[data-views] button").first.wait_for()
    page.locator("#sample").fill("{facts: null}")
    with page.expect_response("**/ask/**"):
        held[0].continue_()
    expect(page.locator("#decision option")).to_have_count(1)

    expect(page.locator("#sample")).to_have_value("{facts: null}")


def test_who_saves_second_is_told_and_keeps_the_work_as_a_draft_of_its_own(
    editor: Callable[..., Page], draft: Drafts
) -> None:
    page = editor()
    theirs = draft.content() + "<!-- theirs -->"
    draft.save(theirs, 1)
    write(page, "rule_group_1", "2")
    alert = page.locator("[data-conflict]")
    expect(alert).to_contain_text("Мадина Құсайынова")
    page.locator("[data-keep=mine]").click()
    page.wait_for_url(lambda url: "/tables/" not in url)

    assert draft.content() == theirs
    own = DraftId(UUID(page.url.rpartition("/")[2]))
    assert "<text>2</text>" in draft.content(own)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_word_of_the_editor_is_missing_and_none_is_english(
    language: str, editor: Callable[..., Page], draft: Drafts, complaints: list[str]
) -> None:
    draft.save(every_decision(), 1)
    page = editor(language, width=1900)
    seen: set[str] = set()
    for kind in TYPES:
        for side in ("test", "said"):
            cell(page, f"{side}_{kind}").click(button="right")
            page.locator(".context-menu").first.wait_for()
            seen |= set(page.evaluate(SHOWN))
            page.locator("h1").click()
            cell(page, f"{side}_{kind}").click()
            if page.locator(".simple-mode-button").is_visible():
                page.locator(".simple-mode-button").click()
                seen |= set(page.evaluate(SHOWN))
                page.locator("h1").click()
    for column in ("in_string", "in_number", "out_string", "out_number"):
        page.locator(f"th[data-col-id={column}]").first.dblclick()
        page.locator(".context-menu").first.wait_for()
        seen |= set(page.evaluate(SHOWN))
        page.locator("h1").click()
    for view in ("sentence", "known", "every"):
        page.locator(f"[data-view={view}]").click()
        expect(page.locator(f"[data-view={view}]")).to_have_attribute("aria-pressed", "true")
        seen |= set(page.evaluate(SHOWN))
    for element in ("table", "sentence", "open", "data", "known", "source"):
        page.locator(f".djs-element[data-element-id={element}]").click()
        wrench = page.locator(".djs-context-pad [data-action=replace]")
        if wrench.count():
            wrench.click()
            seen |= set(page.evaluate(SHOWN))
            page.keyboard.press("Escape")

    assert [told for told in complaints if "is deprecated" not in told] == []
    english = {told.strip() for told in seen if re.search("[A-Za-z]{2}", told)}
    assert {told for told in english if not re.search("[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]", told)} <= (
        AS_IN_FILES
    )


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_mark_of_bpmn_io_stays_in_sight_in_every_view(
    width: int, editor: Callable[..., Page], draft: Drafts
) -> None:
    draft.save(every_decision(), 1)
    page = editor(width=width)
    for view in ("table", "sentence", "known", "every"):
        page.locator(f"[data-view={view}]").click()
        expect(page.locator(f"[data-view={view}]")).to_have_attribute("aria-pressed", "true")
        mark = page.locator("[data-canvas] .bjs-powered-by")
        mark.scroll_into_view_if_needed()
        assert mark.is_visible(), view
        assert mark.evaluate(UNCOVERED), view


def test_script_in_a_table_is_shown_as_text_and_never_runs(
    editor: Callable[..., Page], draft: Drafts, complaints: list[str]
) -> None:
    hostile = "&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(2)&lt;/script&gt;"
    content = draft.content().replace('label="Мүгедектік тобы"', f'label="{hostile}"')
    content = content.replace("<text>not(1)</text>", f"<text>{hostile}</text>")
    draft.save(content.replace('name="Орындалмаған талаптар">', f'name="{hostile}">'), 1)
    page = editor()
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.locator("[data-findings] .is-wrong").first.wait_for()
    page.locator("[data-ask] button").first.click()
    page.locator("[data-answer]").get_by_text("[").first.wait_for()

    expect(page.locator("[data-canvas]")).to_contain_text("<script>alert(2)</script>")
    expect(page.locator("main img, main script")).to_have_count(0)
    assert complaints == []


def test_styles_may_be_set_on_the_tables_page_and_nothing_else_is_loosened(
    open_page: OpenPage, draft: Drafts
) -> None:
    page = open_page(DESIGNER)
    table, about = page.goto(draft.address), page.goto("/about")
    assert table is not None
    assert about is not None
    loose = table.headers["content-security-policy"]
    assert loose.replace(" 'unsafe-inline'", "") == about.headers["content-security-policy"]
