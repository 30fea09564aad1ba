"""What the case page says of papers nobody signs, and of a verification that is not over."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import CLERK, COMPLETE_PACKAGE, SECRET, SPECIALIST, TUESDAY, DeskWorld
from signing_service import signing_service

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import simulation_world
from app.bootstrap.web_services import web_services
from app.domain.models import ModelFile
from app.simulation.systems import RecordChange
from app.web import WebSettings, create_web

SERVICE = Path(__file__).parents[2] / "processes" / "personal-assistant"
AWAITED, NOT_SIGNED, BY_HAND = "Ждёт подписи", "Подпись не требуется", "Подписывается на бумаге"
HEARD = {
    "attendance": "attended",
    "participants": "Қалиева А. С., Сейітқызы Ә.",
    "said_position": "Келіспеймін",
    "new_papers": False,
}


def _world(static: Path, files: tuple[ModelFile, ...]) -> Iterator[DeskWorld]:
    world = simulation_world(TUESDAY)
    world.deploy(files)
    yield DeskWorld(
        world, create_web(web_services(world.qadam), WebSettings(SECRET, static=static))
    )
    world.close()


@pytest.fixture(scope="module")
def office(static: Path) -> Iterator[DeskWorld]:
    """The service as it stands in `processes/`."""
    yield from _world(static, read_folder(SERVICE))


@pytest.fixture(scope="module")
def signing_office(static: Path) -> Iterator[DeskWorld]:
    """A service whose only paper waits for the head's signature."""
    yield from _world(static, signing_service())


def test_a_receipt_waits_for_no_signature(office: DeskWorld) -> None:
    visitor = office.visitor(CLERK)
    page = visitor.get(f"/cases/{office.register().case.number}").text

    assert "Расписка о приёме документов" in page
    assert AWAITED not in page
    assert NOT_SIGNED in page
    (receipt,) = set(re.findall(r"/documents/([0-9a-f-]{36})(?!\.pdf)", page))
    paper = visitor.get(f"/documents/{receipt}").text
    assert AWAITED not in paper
    assert NOT_SIGNED in paper


def test_a_paper_that_a_task_asks_to_sign_waits_for_its_signature(
    signing_office: DeskWorld,
) -> None:
    visitor = signing_office.visitor("bauyrzhan")
    page = visitor.get(f"/cases/{signing_office.register().case.number}").text

    assert AWAITED in page
    (notice,) = set(re.findall(r"/documents/([0-9a-f-]{36})(?!\.pdf)", page))
    assert AWAITED in visitor.get(f"/documents/{notice}").text


def test_minutes_are_signed_on_paper(office: DeskWorld) -> None:
    view = office.register(phone="+77010001000")
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)
    refused = {"outcome": "refused", "refusal_ground": "RF-2", "reasoning": "II топ"}
    office.complete(office.open_task(view), SPECIALIST, refused)
    invited = {"hearing_date": "2026-12-24", "hearing_time": "11:00:00"}
    place = {"hearing_method": "in_person", "hearing_place": "105-бөлме"}
    office.complete(office.open_task(view), SPECIALIST, {**invited, **place})
    office.complete(office.open_task(view), CLERK, {"postal_number": "RR100200300KZ"})
    office.world.message("hearing-reply", view.case.number, {"reply": "attends", "position": "Жоқ"})
    office.pass_time(days=2, hours=1)
    office.run_jobs()
    office.complete(office.open_task(view), SPECIALIST, HEARD)
    kept = {"hearing_outcome": "kept", "hearing_reason": "Бағдарлама өзгермеген"}
    office.complete(office.open_task(view), SPECIALIST, kept)

    page = office.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text

    assert "Протокол заслушивания" in page
    assert BY_HAND in page


def test_answers_of_the_systems_are_told_while_the_others_are_asked(office: DeskWorld) -> None:
    died = {"status": "dead", "status_date": "2026-11-30"}
    office.world.put_record(RecordChange("gbdfl", "persons", "580412400174", died, 1))
    view = office.register()
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)

    page = office.visitor(SPECIALIST).get(f"/cases/{view.case.number}").text

    assert "I группа" in page
    assert office.open_task(view).element_id.startswith("verification/")
