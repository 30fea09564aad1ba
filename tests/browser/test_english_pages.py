"""Every page in English: axe finds nothing, and nothing is too wide; the rest is as in test_pages.

English is shorter than Kazakh and Russian: where they fit, with every eye, it does.
"""

import pytest
from at_the_desk import OpenPage
from served_product import Product
from sight import Sight
from sights import SIGHTS
from test_pages import violations, wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_a_page_in_english_is_accessible_and_fits(
    sight: Sight, open_page: OpenPage, product: Product, complaints: list[str]
) -> None:
    product.as_made("a visit")
    page = open_page(sight.person, "en")
    sight.open(page, product)

    assert page.locator("html").get_attribute("lang") == "en"
    assert violations(page, 1280) == []
    assert wider_than_the_window(page, 320, 360, 1280) == []
    assert [told for told in complaints if f"status of {sight.status} " not in told] == []
