"""The tour shows every picture that its script draws, in each language, and no other."""

import re

from tour_pictures import FOLDER, LANGUAGES, PICTURES, picture_of

SHOWN = re.compile(r"\]\(tour/([\w.-]+)\)")


def test_the_tour_and_its_script_name_the_same_pictures() -> None:
    drawn = {picture_of(name, language) for name in PICTURES for language in LANGUAGES}
    told = (FOLDER.parent / "tour.md").read_text(encoding="utf-8")

    assert set(SHOWN.findall(told)) == drawn
    assert {path.name for path in FOLDER.iterdir()} == drawn
