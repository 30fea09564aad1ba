"""A term is met where the standard says so; from then on a case may be late, but is not overdue."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from case_walks import COMPLETE_PACKAGE, SPECIALIST, SUPERVISOR, Walk
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import simulation_world
from app.domain.case import InstanceStatus
from app.domain.identity import PersonId
from app.domain.models import ModelFile
from app.domain.people import Person
from app.storage import count_statements
from app.usecases.deploy_service import DeploymentRefused
from app.usecases.read_inbox import TaskSearch

SERVICE = Path(__file__).parents[2] / "app" / "bench" / "service"
TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
MET_BY = b"        amount: 10\n        met_by: [%s]\n        counts_from: application_registered\n"
PAST_THE_TERM = {"days": 40}


def service(*, met_by: str) -> list[ModelFile]:
    """The small service, whose term the element meets although the case goes on."""
    plain = MET_BY.replace(b"        met_by: [%s]\n", b"")
    return [
        replace(file, content=file.content.replace(plain, MET_BY % met_by.encode(), 1))
        if file.path == "service.yaml"
        else file
        for file in read_folder(SERVICE)
    ]


@pytest.fixture(params=KINDS)
def walk(request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]) -> Iterator[Walk]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    world.deploy(service(met_by="check_completeness"))
    yield Walk(world)
    world.close()


def person(walk: Walk, login: PersonId) -> Person:
    found = walk.world.qadam.storage.queries.person(login)
    assert found is not None
    return found


def counts(walk: Walk) -> Mapping[str, int]:
    return walk.world.qadam.instances.page(person(walk, SUPERVISOR)).counts


def test_a_case_whose_term_was_met_is_no_overdue_work_however_long_it_goes_on(walk: Walk) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    met_at = walk.world.now()

    walk.pass_time(**PAST_THE_TERM)

    assert walk.view().status is InstanceStatus.ACTIVE
    assert walk.view().case.term_met_at == met_at
    assert (counts(walk)["active"], counts(walk)["overdue"], counts(walk)["attention"]) == (1, 0, 0)
    instances = walk.world.qadam.instances
    assert instances.page(person(walk, SUPERVISOR), show="overdue").total == 0
    (listed,) = instances.page(person(walk, SUPERVISOR), show="active").rows
    assert listed.term_met_at == met_at
    (row,) = walk.world.qadam.inbox.page(person(walk, SPECIALIST), TaskSearch("groups")).rows
    assert row.case_term_met_at == met_at


def test_a_case_whose_term_is_not_met_is_overdue_until_it_is(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.pass_time(**PAST_THE_TERM)
    assert walk.view().case.term_met_at is None
    assert (counts(walk)["overdue"], counts(walk)["attention"]) == (1, 1)

    walk.complete(task, COMPLETE_PACKAGE)

    assert (counts(walk)["overdue"], counts(walk)["active"]) == (0, 1)


def test_the_moment_stands_once_the_term_is_met(walk: Walk) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    met_at = walk.view().case.term_met_at
    walk.pass_time(days=1)
    walk.world.cancel(walk.numbers[-1], "Өтініш берушінің өтінішімен")
    assert walk.view().status is InstanceStatus.CANCELLED
    assert walk.view().case.term_met_at == met_at


def test_a_case_that_ends_before_has_met_its_term_at_its_end(walk: Walk) -> None:
    walk.at_completeness()
    walk.pass_time(days=1)
    walk.world.cancel(walk.numbers[-1], "Өтініш берушінің өтінішімен")
    assert walk.view().case.term_met_at == walk.view().ended_at == walk.world.now()


def test_meeting_the_term_costs_one_statement(walk: Walk) -> None:
    def statements(walk: Walk) -> int:
        task = walk.at_completeness()
        with count_statements(walk.world.qadam.storage) as sent:
            walk.complete(task, COMPLETE_PACKAGE)
        return sent.count

    statements(walk)
    met = statements(walk)
    walk.world.deploy(read_folder(SERVICE))
    statements(walk)
    assert met == statements(walk) + 1


@pytest.mark.parametrize("address", ["no_such_element", "hearing/no_such_stage"])
def test_a_term_met_by_an_element_that_is_not_there_is_refused(walk: Walk, address: str) -> None:
    with pytest.raises(DeploymentRefused) as refused:
        walk.world.deploy(service(met_by=address))
    (finding,) = refused.value.findings
    assert (finding.file, finding.rule) == ("service.yaml", "term-met-by-nothing")
    assert all(address in words for words in (finding.message.kk, finding.message.ru))
