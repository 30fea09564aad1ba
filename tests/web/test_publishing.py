"""A draft becomes the version that new cases take; open ones keep theirs; one may go back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import CLERK, DESIGNER, SERVICE, DeskWorld, Visitor, desk_world

from app.bootstrap.deployments import read_folder
from app.domain.identity import DraftId, ProcessKey
from app.domain.models import ModelFile
from app.usecases.deploy_service import MODELS, PublishedAbove
from app.usecases.keep_service_drafts import SaveFile

KEY = ProcessKey("personal-assistant")
ASSISTANT = f"/designer/services/{KEY}"
DIAGRAM = "personal-assistant.bpmn"


@pytest.fixture
def office(static: Path) -> Iterator[DeskWorld]:
    with desk_world(static) as found:
        yield found


@pytest.fixture
def designer(office: DeskWorld) -> Visitor:
    return office.visitor(DESIGNER)


def changed_draft(office: DeskWorld, old: str = "", new: str = "<!-- new -->") -> DraftId:
    """A draft whose diagram differs from the version."""
    draft = office.begin_draft()
    services = office.services.design
    person = office.services.person(DESIGNER)  # type: ignore[arg-type]  # a login
    assert person is not None
    content = services.desk.draft_file(person, draft, DIAGRAM).content.decode()
    content = content.replace(old, new) if old else content + new
    services.drafts.save(person, SaveFile(draft, DIAGRAM, content.encode(), 1))
    return draft


def published(visitor: Visitor, draft: DraftId, **form: str) -> str:
    """The page after publishing, or the refusal."""
    address = f"/designer/drafts/{draft}/publish"
    visitor.get(address)
    answer = visitor.post(address, {"note": "Мәтіні түзетілді", "when": "now", **form})
    page = visitor.get(answer.location).text if answer.status_code == 303 else answer.text
    return page.replace("\u00a0", " ")


def version_of_a_new_case(office: DeskWorld) -> int:
    return office.register().version


def test_new_cases_take_the_published_version_and_open_ones_keep_theirs(
    office: DeskWorld, designer: Visitor
) -> None:
    before = office.register()

    page = published(designer, changed_draft(office))

    assert "Версия 2 опубликована" in page
    assert "Мәтіні түзетілді" in page
    assert version_of_a_new_case(office) == 2
    assert office.world.case(before.case.number).version == 1
    assert "нет" in designer.get("/designer").text


def test_a_version_with_a_date_waits_for_its_day(office: DeskWorld, designer: Visitor) -> None:
    page = published(designer, changed_draft(office), when="later", effect="24.12.2026")

    assert "вступит в силу 24 декабря 2026" in page
    assert version_of_a_new_case(office) == 1
    office.pass_time(days=1, hours=13, minutes=59)
    assert version_of_a_new_case(office) == 1
    office.pass_time(minutes=1)
    assert version_of_a_new_case(office) == 2


def test_new_cases_go_back_to_an_earlier_version_for_a_reason(
    office: DeskWorld, designer: Visitor
) -> None:
    published(designer, changed_draft(office))
    running = office.register()
    designer.get(f"{ASSISTANT}?version=1")
    assert designer.post(f"{ASSISTANT}/in-force", {"version": "1", "reason": " "}).location
    assert version_of_a_new_case(office) == 2

    designer.get(f"{ASSISTANT}?version=1")
    answer = designer.post(f"{ASSISTANT}/in-force", {"version": "1", "reason": "Қате табылды"})

    assert "Қате табылды" in designer.get(answer.location).text
    assert version_of_a_new_case(office) == 1
    assert office.world.case(running.case.number).version == 2


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"note": " "}, "что изменилось"),
        ({"when": "later", "effect": "21.12.2026"}, "уже прошла"),
        ({"when": "later", "effect": "soon"}, "Укажите дату в виде 20.11.2026"),
        ({"when": "later", "effect": ""}, "Укажите дату в виде 20.11.2026"),
        ({"when": "later", "effect": "31.02.2027"}, "Такого дня нет: проверьте дату"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_published(
    office: DeskWorld, designer: Visitor, form: dict[str, str], told: str
) -> None:
    page = published(designer, changed_draft(office), **form)

    assert told in page
    assert version_of_a_new_case(office) == 1


def test_a_draft_that_changes_nothing_is_refused(office: DeskWorld, designer: Visitor) -> None:
    assert "нет ничего нового" in published(designer, office.begin_draft())


def test_findings_are_shown_and_refuse_to_be_published(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = changed_draft(office, 'camunda:topic="request-person"', 'camunda:topic="ask-stars"')

    page = designer.get(f"/designer/drafts/{draft}/publish").text
    assert "ask-stars" in page
    assert "disabled" in page
    assert "ask-stars" in published(designer, draft)
    assert version_of_a_new_case(office) == 1


def test_who_is_late_is_told_which_version_came_between(
    office: DeskWorld, designer: Visitor
) -> None:
    late = changed_draft(office, new="<!-- late -->")
    published(designer, changed_draft(office))

    page = designer.get(f"/designer/drafts/{late}/publish").text.replace("\u00a0", " ")
    assert "с тех пор опубликована версия 2" in page


def test_a_folder_does_not_replace_what_the_designer_published(
    office: DeskWorld, designer: Visitor
) -> None:
    published(designer, changed_draft(office))

    with pytest.raises(PublishedAbove):
        office.world.deploy([*read_folder(SERVICE), ModelFile("documents/x.typ", b"")])


def test_what_was_published_and_brought_back_stands_in_the_audit(
    office: DeskWorld, designer: Visitor
) -> None:
    published(designer, changed_draft(office))
    designer.get(f"{ASSISTANT}?version=1")
    designer.post(f"{ASSISTANT}/in-force", {"version": "1", "reason": "Қате табылды"})

    with office.world.qadam.storage.queries.audit_trail() as trail:
        told = [row.entry for row in trail.rows if row.chain == MODELS]
    assert [entry.action for entry in told[-2:]] == ["process-deployed", "version-brought-back"]
    assert told[-2].facts["note"] == "Мәтіні түзетілді"
    assert told[-1].facts["reason"] == "Қате табылды"
    assert {entry.actor for entry in told[-2:]} == {DESIGNER}


def test_a_clerk_publishes_nothing(office: DeskWorld) -> None:
    clerk = office.visitor(CLERK)
    clerk.get("/tasks")
    answer = clerk.post(f"/designer/drafts/{office.begin_draft()}/publish", {"note": "x"})
    assert answer.status_code == 403
