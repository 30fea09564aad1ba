"""A service copied under another key: whole, under its new names, and it runs as the first one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.bootstrap.composition import read_yaml
from app.bootstrap.deployments import read_whole_folder
from app.bootstrap.designing import design_services
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.forms import FormInvalid
from app.domain.identity import OfficeId, PersonId, ProcessKey
from app.domain.people import Grant, NotPermitted, Person, Role
from app.domain.texts import NO_TEXT, Text
from app.simulation import run_files
from app.simulation.report import as_text
from app.usecases.copy_service import CopyService
from app.usecases.lint_models import LintModels
from app.usecases.publish_service import PublishDraft
from app.web.designer.services import DesignServices

PROCESSES = Path(__file__).parents[2] / "processes"
ASSISTANT = ProcessKey("personal-assistant")
NAME = Text("Үйге бару", "Посещение на дому", "Home visit")
COPY = CopyService(ASSISTANT, 1, "home-visit", "HV", "ҮБ", NAME, NO_TEXT)
OFFICE = OfficeId("almaty-bostandyk")
DESIGNER = Person(PersonId("madi"), "Мади", "kk", "", (Grant(Role.DESIGNER, OFFICE),))


@pytest.fixture(scope="module")
def world() -> Iterator[SimulationWorld]:
    found = simulation_world(datetime.fromisoformat("2026-12-22T10:00:00+05:00"))
    found.deploy(read_whole_folder(PROCESSES / ASSISTANT))
    with found.qadam.storage.begin() as uow:
        uow.people.put(DESIGNER)
        uow.commit()
    yield found
    found.close()


@pytest.fixture(scope="module")
def design(world: SimulationWorld) -> DesignServices:
    return design_services(world.qadam)


@pytest.fixture(scope="module")
def copied(design: DesignServices) -> dict[str, bytes]:
    """The files of the copy's draft."""
    draft = design.copier.copy(DESIGNER, COPY)
    page = design.desk.draft(DESIGNER, draft.id)
    assert (page.draft.key, page.draft.base_version, page.name) == ("home-visit", 0, NAME)
    return {file.path: file.content for file in page.files}


def test_every_file_is_copied_and_only_what_names_the_service_changes(
    copied: dict[str, bytes],
) -> None:
    first = {file.path: file.content for file in read_whole_folder(PROCESSES / ASSISTANT)}
    same = {path for path, content in copied.items() if first.get(path) == content}

    assert len(copied) == len(first)
    assert {path.split("/")[0] for path in copied.keys() - same} == {
        "home-visit.bpmn", "service.yaml", "scenarios",
    }  # fmt: skip
    standard = read_yaml(copied["service.yaml"])
    assert (standard["process"], standard["code"], standard["number_prefix"]) == (
        "home-visit", "HV", "ҮБ",
    )  # fmt: skip
    assert (
        standard["name"] == standard["short_name"] == {"kk": NAME.kk, "ru": NAME.ru, "en": NAME.en}
    )
    assert copied["service.yaml"].count(b"#") == first["service.yaml"].count(b"#")


def test_the_check_has_nothing_against_the_copy(design: DesignServices) -> None:
    draft = design.copier.copy(DESIGNER, replace(COPY, new_key="checked", number_prefix="ТК"))

    assert design.publisher.findings(DESIGNER, draft.id) == ()
    deployed = design.publisher.publish(
        DESIGNER, PublishDraft(draft.id, "new", None, "just copied")
    )
    assert (deployed.key, deployed.version) == ("checked", 1)


def test_the_scenarios_of_the_copy_hold(copied: dict[str, bytes], tmp_path: Path) -> None:
    for path, content in copied.items():
        folder = tmp_path if path.startswith("shared/") else tmp_path / "home-visit"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    names = ("granted", "refused_requirements_not_met", "withdrawn")
    files = [tmp_path / "home-visit" / "scenarios" / f"{name}.yaml" for name in names]

    report = run_files(files, (), lambda scenario: simulation_world(scenario.clock))

    assert [result.failure for result in report.results] == [None] * 3, as_text(report)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"new_key": "Home Visit"}, ["new_key"]),
        ({"new_key": ""}, ["new_key"]),
        ({"new_key": "x" * 61}, ["new_key"]),
        ({"new_key": "../../etc"}, ["new_key"]),
        ({"new_key": "personal-assistant"}, ["new_key"]),
        ({"new_key": "intake"}, ["new_key"]),
        ({"new_key": "other", "number_prefix": "ЖК"}, ["number_prefix"]),
        ({"new_key": "other", "code": "", "number_prefix": ""}, ["code", "number_prefix"]),
        ({"new_key": "other", "short_name": Text("Үй", "", "")}, ["short_ru", "short_en"]),
    ],
)
def test_what_is_missing_or_taken_is_told_by_field(
    design: DesignServices, changed: dict[str, str], fields: list[str]
) -> None:
    with pytest.raises(FormInvalid) as refused:
        design.copier.copy(DESIGNER, replace(COPY, **changed))  # type: ignore[arg-type]  # of any field
    assert [problem.key for problem in refused.value.problems] == fields


def test_a_second_press_of_the_button_finds_the_key_taken(
    design: DesignServices, copied: dict[str, bytes]
) -> None:
    assert copied
    with pytest.raises(FormInvalid):
        design.copier.copy(DESIGNER, COPY)


def test_only_designers_copy(design: DesignServices) -> None:
    clerk = Person(PersonId("zhanar"), "Жанар", "kk", "", (Grant(Role.CLERK, OFFICE),))
    with pytest.raises(NotPermitted):
        design.copier.copy(clerk, replace(COPY, new_key="other"))


def test_the_copy_may_be_linted_as_it_changes(design: DesignServices) -> None:
    draft = design.copier.copy(DESIGNER, replace(COPY, new_key="changing", number_prefix="ӨЗ"))
    page = design.desk.draft(DESIGNER, draft.id)
    assert page.diagram is not None
    assert page.diagram.path == "changing.bpmn"
    assert design.lint(LintModels((), draft=draft.id), DESIGNER) == ()
