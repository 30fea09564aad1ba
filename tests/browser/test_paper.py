"""A case on paper: everything that is known of it, and nothing that only a screen can do."""

import re

import pypdfium2
import pytest
from at_the_desk import OpenPage
from served_product import HEAD, Product
from sight import show_diagram

pytestmark = pytest.mark.browser

ON_SCREEN_ALONE = "button, input:not([type=hidden]), textarea, select, nav:not(.q-crumbs)"


def test_a_printed_case_has_its_folds_open_and_no_fields_or_buttons(
    open_page: OpenPage, product: Product
) -> None:
    number = product.to_decision()
    page = open_page(HEAD)
    page.goto(f"/cases/{number}")
    show_diagram(page)
    why = str(page.locator(".q-deadline details p").text_content())

    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    words = letters(*(sheet.get_textpage().get_text_range() for sheet in printed))
    assert letters(number) in words
    assert letters(why) in words
    assert len(printed) <= 4
    page.emulate_media(media="print")
    shown = [one for one in page.locator(ON_SCREEN_ALONE).all() if one.is_visible()]
    assert shown == []
    for deed in ("Ескертпе жазу", "PDF жүктеп алу", "Мерзімді өзгерту"):
        assert letters(deed) not in words
    assert page.locator(".q-diagram svg").first.is_visible()


def letters(*texts: str) -> str:
    """Without what differs between a page and paper: line ends, hyphens of breaks, word joiners."""
    return re.sub(r"[^\w]", "", "".join(texts))
