"""Draws the pictures of docs/tour.md anew: `python3 run.py test tests/browser/tour.py`.

No test by its name, so no other run draws them. The clock stands still on the day of the browser
tests: two runs show the same cases.
"""

from pathlib import Path

import pytest
from at_the_desk import OpenPage
from served_product import Product
from sights import SIGHTS
from tour_pictures import FOLDER, LANGUAGES, PICTURES, picture_of

pytestmark = pytest.mark.browser

WIDTH, LOWEST, TALLEST = 1280, 600, 1000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PICTURES)
def test_draw(name: str, language: str, open_page: OpenPage, product: Product) -> None:
    sight = next(one for one in SIGHTS if one.name == name)
    product.as_made("a tour")
    page = open_page(sight.person, language)
    sight.open(page, product)
    page.evaluate("document.fonts.ready")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(max(LOWEST, height), TALLEST)})
    page.evaluate("window.scrollTo(0, 0)")

    picture = FOLDER / picture_of(name, language)
    picture.parent.mkdir(exist_ok=True)
    page.screenshot(path=picture, animations="disabled", caret="hide")

    assert Path(picture).stat().st_size > 10_000
