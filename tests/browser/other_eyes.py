"""A page as people see it who zoom, space their texts, choose their colours or bear no movement."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

ZOOMED = {"width": 320, "height": 225}
"""CSS pixels of a window of 1280 by 900 at 400 %, WCAG 1.4.10."""
MOST_COVERED = 0.5
"""Of the zoomed window's height, by bars that do not scroll away."""

# WCAG 1.4.12. A sheet made by a script is not an inline one, so the page's policy allows it.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
AS_BEFORE = "() => { document.adoptedStyleSheets = [] }"

# Drawings, code and data tables scroll inside a region of their own, with a name and a focus.
SIDEWAYS = """() => [...document.querySelectorAll('body *')].filter(one => {
    const { overflowX } = getComputedStyle(one);
    return ['auto', 'scroll'].includes(overflowX) && one.scrollWidth > one.clientWidth + 1
        && !one.matches('[role=region][tabindex="0"], [role=group][tabindex="0"], textarea, pre,'
            + ' .q-tabs, [role=region][tabindex="0"] *, .q-editor *, .cm-scroller');
}).map(one => one.outerHTML.slice(0, 120))"""

CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one);
    if (!['hidden', 'clip'].includes(style.overflowX) || one.clientWidth <= 1) return false;
    // An office that is cut short in the header stands whole in the menu that it opens.
    if (one.closest('svg, .q-diagram, .q-editor, .q-hidden, select, input, [aria-hidden=true],'
        + ' .q-person small')) {
        return false;
    }
    const words = one.innerText?.trim();
    const wider = one.scrollWidth - one.clientWidth;
    return words && (wider > 1 || one.scrollHeight - one.clientHeight > 2);
}).map(one => one.outerHTML.slice(0, 120))"""

COVERED = """() => [...document.querySelectorAll('body *')].filter(one => {
    const { position } = getComputedStyle(one);
    return ['sticky', 'fixed'].includes(position) && one.offsetParent !== null
        && !one.closest('thead, dialog, .q-editor');
}).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0) / innerHeight"""

MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
    const style = getComputedStyle(one);
    const lasts = times => times.split(', ').some(time => parseFloat(time) > 0);
    return style.scrollBehavior === 'smooth' || lasts(style.transitionDuration)
        || (style.animationName !== 'none' && lasts(style.animationDuration));
}).map(one => one.outerHTML.slice(0, 120))"""

BORDERLESS = """() => [...document.querySelectorAll('button, input, select, textarea, a.ds-button')]
    .filter(one => one.checkVisibility({ visibilityProperty: true }))
    .filter(one => !one.matches('[type=hidden], [type=file], [type=radio], [type=checkbox],'
        + ' .q-hidden, .q-link-button, .q-editor *, .q-menu *'))
    .filter(one => {
        const style = getComputedStyle(one);
        return style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) === 0;
    }).map(one => one.outerHTML.slice(0, 160))"""


@contextmanager
def spaced(page: Page) -> Iterator[None]:
    """With the widest spacing of lines, words and letters that a reader may ask for."""
    page.evaluate(SPACED)
    try:
        yield
    finally:
        page.evaluate(AS_BEFORE)


def found(page: Page, script: str) -> list[str]:
    """The elements that a script above complains of, by the beginning of their source."""
    elements: list[str] = page.evaluate(script)
    return elements


def problems(page: Page) -> dict[str, object]:
    """By what a reader asked for: what the page then fails at; empty when all is well."""
    page.set_viewport_size(ZOOMED)
    page.evaluate("window.scrollTo(0, 0)")
    told: dict[str, object] = {"zoomed, scrolls sideways": found(page, SIDEWAYS)}
    covered = page.evaluate(COVERED)
    if covered > MOST_COVERED:
        told["zoomed, covered by bars"] = covered
    for width in (ZOOMED["width"], 1280):
        page.set_viewport_size({"width": width, "height": 900})
        with spaced(page):
            told[f"spaced at {width}, cut off"] = found(page, CUT_OFF)
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                told[f"spaced at {width}, wide"] = needed
    page.emulate_media(reduced_motion="reduce")
    told["moves"] = found(page, MOVING)
    page.emulate_media(reduced_motion="null", forced_colors="active")
    told["own colours, no border"] = found(page, BORDERLESS)
    page.emulate_media(forced_colors="null")
    return {what: how for what, how in told.items() if how}
