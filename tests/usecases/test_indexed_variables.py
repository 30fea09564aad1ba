"""Variables by which tasks are found: as the standard declares, and never personal ones."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from case_walks import CLERK, COMPLETE_PACKAGE, SPECIALIST, Walk

from app.bootstrap.checking import check
from app.bootstrap.deployments import read_folder
from app.domain.identity import CaseNumber
from app.domain.models import ModelFile
from app.domain.texts import Text
from app.settings import ROOT
from app.usecases.deploy_service import DeploymentRefused
from app.usecases.read_inbox import TaskSearch

SERVICE = ROOT / "app" / "bench" / "service"
PACKAGE = """
  - id: package
    variable: package_complete
    type: choice
    label: {kk: Топтама, ru: Пакет, en: Package}
    options:
      - {value: "yes", label: {kk: Толық, ru: Полный, en: Complete}}
      - {value: "no", label: {kk: Толық емес, ru: Неполный, en: Incomplete}}
"""
SEEN = """
  - id: seen
    variable: seen_identity
    type: boolean
    label: {kk: Құжат көрілді, ru: Документ показан, en: Paper seen}
"""


def declaring(words: str) -> list[ModelFile]:
    """The service with these indexed variables."""
    files = read_folder(SERVICE)
    told = f"\nindexed:{words}\neditions:\n".encode()
    return [
        replace(file, content=file.content.replace(b"\neditions:\n", told, 1))
        if file.path == "service.yaml"
        else file
        for file in files
    ]


def found(walk: Walk, **values: str) -> set[CaseNumber]:
    person = walk.world.qadam.storage.queries.person(SPECIALIST)
    assert person is not None
    page = walk.world.qadam.inbox.page(person, TaskSearch(list="all", values=values))
    assert page.total == len(page.rows)
    return {row.number for row in page.rows}


def at_decision(walk: Walk, **answers: object) -> CaseNumber:
    task = walk.at_completeness()
    walk.complete(task, {**COMPLETE_PACKAGE, **answers}, actor=CLERK)
    walk.run_jobs()
    return walk.numbers[-1]


def test_a_case_is_found_by_what_was_answered_and_no_longer_by_what_is_changed(walk: Walk) -> None:
    walk.world.deploy(declaring(PACKAGE + SEEN))
    waiting = walk.register().number
    walk.run_jobs()
    number = at_decision(walk)
    assert found(walk) == {waiting, number}
    assert found(walk, package="yes") == {number}
    assert found(walk, package=" YES ") == {number}
    assert found(walk, package="yes", seen="true") == {number}
    assert found(walk, package="yes", seen="false") == set()
    assert found(walk, package="no") == set()
    assert found(walk, nothing="declared") == {waiting, number}


def test_cases_of_before_are_found_as_soon_as_a_version_declares_them(walk: Walk) -> None:
    number = at_decision(walk)
    assert found(walk, package="no") == {number}, "nothing is declared yet"
    walk.world.deploy(declaring(PACKAGE))
    assert found(walk, package="yes") == {number}
    assert found(walk, package="no") == set()
    later = at_decision(walk)
    assert found(walk, package="yes") == {number, later}
    walk.world.deploy(declaring(SEEN))
    assert found(walk, seen="true") == {number, later}
    assert found(walk, package="no") == {number, later}, "it is declared no longer"


@pytest.mark.parametrize(
    ("words", "rule", "named"),
    [
        (PACKAGE.replace("package_complete", "pakage_complete"), "unknown", "pakage_complete"),
        (PACKAGE.replace("package_complete", "nowhere/outcome"), "unknown", "nowhere/outcome"),
        (SEEN.replace("seen_identity", "application.applicant_iin"), "sensitive", "applicant_iin"),
        (SEEN.replace("seen_identity", "disability.group"), "sensitive", "disability.group"),
    ],
)
def test_what_nothing_writes_or_what_is_personal_is_a_finding(
    tmp_path: Path, words: str, rule: str, named: str
) -> None:
    for file in declaring(words):
        path = tmp_path / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    found = [one for one in check(tmp_path) if one.rule.startswith("index-of-")]
    assert f"index-of-{rule}-variable" in {one.rule for one in found}
    assert all(named in told for one in found for told in texts(one.message))


def test_not_even_a_trial_indexes_personal_data(walk: Walk) -> None:
    with pytest.raises(DeploymentRefused):
        walk.world.deploy(declaring(SEEN.replace("seen_identity", "application.applicant_iin")))


def texts(text: Text) -> Sequence[str]:
    return [text.kk, text.ru, text.en]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (PACKAGE + PACKAGE, "indexed: the id package stands there more than once"),
        (SEEN.replace("boolean", "choice"), "indexed[0].options: a choice has options"),
        (SEEN.replace("boolean", "money"), "indexed[0].type"),
        (SEEN.replace("id: seen", "id: Көрілді"), "indexed[0].id: expected small Latin letters"),
        (SEEN.replace(", en: Paper seen", ""), "indexed[0].label"),
    ],
)
def test_an_unfit_declaration_is_told_with_its_place(walk: Walk, words: str, problem: str) -> None:
    with pytest.raises(DeploymentRefused) as refused:
        walk.world.deploy(declaring(words))
    assert any(problem in one.message.en for one in refused.value.findings)
