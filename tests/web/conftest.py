"""The pages over the whole product, with a front end of a few empty files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import ASSISTANT, DESIGNER, DeskWorld, Visitor, built_front_end, desk_world

from app.domain.identity import DraftId


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_front_end(tmp_path_factory.mktemp("static"))


@pytest.fixture
def world(static: Path) -> Iterator[DeskWorld]:
    with desk_world(static) as found:
        yield found


@pytest.fixture(scope="module")
def shared_world(static: Path) -> Iterator[DeskWorld]:
    """For tests that only look."""
    with desk_world(static) as found:
        yield found


@pytest.fixture(scope="module")
def office(static: Path) -> Iterator[DeskWorld]:
    """With the service that comes with the product; what a test drafts in it stays its own."""
    with desk_world(static, service=ASSISTANT) as found:
        yield found


@pytest.fixture
def draft(office: DeskWorld) -> DraftId:
    return office.begin_draft()


@pytest.fixture
def designer(office: DeskWorld) -> Visitor:
    """Signed in to the module's own `office`, with a form token."""
    visitor = office.visitor(DESIGNER)
    visitor.get("/about")
    return visitor
