"""The page that names whose work Qadam stands on."""

import json
from pathlib import Path

from desk_world import DeskWorld

from app.settings import ROOT


def test_every_library_that_runs_here_or_is_served_is_named_with_its_licence(
    shared_world: DeskWorld, static: Path
) -> None:
    page = shared_world.visitor().get("/about/software").text

    for name in ("Flask", "SpiffWorkflow", "SQLAlchemy", "bpmn-js", "htmx.org"):
        assert f">{name}</a>" in page
    served = json.loads((static / "notices.json").read_text(encoding="utf-8"))
    own = json.loads((ROOT / "app/web/frontend/package.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in served} >= set(own["dependencies"])
    assert all(one["licence"] for one in served)


def test_the_words_of_a_licence_are_read_as_they_came(shared_world: DeskWorld) -> None:
    answer = shared_world.visitor().get("/about/software/bpmn-js")

    assert answer.mimetype == "text/plain"
    assert "The source code responsible for displaying the bpmn.io project watermark" in answer.text
    assert shared_world.visitor().get("/about/software/no-such-library").status_code == 404
