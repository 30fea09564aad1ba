"""Jobs whose handler, model or worker fails: never lost, never doubled, never run for ever."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from case_walks import AIGUL, COMPLETE_PACKAGE, GRANTED, SPECIALIST, SUPERVISOR, Walk
from trial_models import ASK_REGISTRY

from app.bootstrap.deployments import read_folder
from app.domain.case import InstanceStatus
from app.domain.identity import JobId, ProcessKey, Topic
from app.domain.models import ModelFile
from app.domain.work import LeaseLost
from app.feel import Value
from app.settings import SettingsMissing, read_settings
from app.simulation.systems import RecordChange
from app.simulation.world import Start
from app.storage import count_statements
from app.usecases.run_job import LEASE, Handle, JobRun

SERVICE = Path(__file__).parents[2] / "app" / "bench" / "service"


class Killed(BaseException):
    """The worker's process ended here."""


def run_with(walk: Walk, wrap: Callable[[Handle], Handle], **changed: Any) -> JobRun | None:
    """Run the next job with each handler wrapped."""
    bound = walk.world.qadam.run_next_job.keywords  # type: ignore[attr-defined]  # a partial
    handlers = {topic: wrap(handle) for topic, handle in bound["handlers"].items()}
    run: Any = walk.world.qadam.run_next_job
    return run(handlers=handlers, **changed)


def killed_after(handle: Handle) -> Handle:
    def run(job: JobId, inputs: Mapping[str, Value]) -> Mapping[str, Value]:
        handle(job, inputs)
        raise Killed

    return run


def decided(walk: Walk) -> None:
    """A granted case whose notice is still to be drawn up and sent."""
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    walk.complete(walk.task("decide_application"), GRANTED, actor=SPECIALIST)


def test_a_worker_that_is_killed_after_its_handler_doubles_nothing(walk: Walk) -> None:
    decided(walk)

    while walk.view().status is InstanceStatus.ACTIVE:
        with pytest.raises(Killed):
            run_with(walk, killed_after)
        assert run_with(walk, killed_after) is None, "the lease still stands"
        walk.pass_time(seconds=LEASE.total_seconds())
        run_with(walk, lambda handle: handle)

    view = walk.view()
    assert view.status is InstanceStatus.COMPLETED
    assert (len(view.documents), len(view.messages)) == (1, 1)
    assert [e.kind for e in view.history].count("document_made") == 1
    assert [e.kind for e in view.history].count("message_sent") == 1


def test_an_answer_that_comes_after_another_worker_has_the_job_is_dropped(walk: Walk) -> None:
    walk.register()

    def overtaken(handle: Handle) -> Handle:
        def run(job: JobId, inputs: Mapping[str, Value]) -> Mapping[str, Value]:
            walk.pass_time(seconds=LEASE.total_seconds())
            assert walk.run_jobs() == 1
            return handle(job, inputs)

        return run

    late = run_with(walk, overtaken)

    assert late is not None
    assert late.outcome == "lease-lost"
    assert [t.element_id for t in walk.view().tasks] == ["check_completeness"]


def test_results_that_cannot_be_written_become_an_incident_and_no_endless_run(walk: Walk) -> None:
    walk.register()
    reported = []

    def odd(_: Handle) -> Handle:
        return lambda job, inputs: {"person": object()}  # type: ignore[dict-item]  # the defect

    for _ in range(20):
        run_with(walk, odd, report=lambda job, error: reported.append(error))
        walk.pass_time(days=1)

    (incident,) = walk.view().incidents
    assert incident.code == "job-failed"
    assert incident.reason.en == "An internal error of the system"
    assert len(reported) == 6, "the first attempt and five retries"


def test_an_error_that_the_model_does_not_catch_is_an_incident_that_a_retry_frees(
    walk: Walk,
) -> None:
    walk.world.deploy([ModelFile("ask.bpmn", ASK_REGISTRY.encode())])
    walk.world.put_record(RecordChange("gbdfl", "persons", AIGUL, {"status": "dead"}, 1))
    start = Start(ProcessKey("ask-registry"), 1, answers={"applicant": {"iin": AIGUL}})
    walk.numbers.append(walk.world.start(start))

    walk.run_jobs()

    (incident,) = walk.view().incidents
    assert (incident.code, incident.element_id) == ("uncaught-error", "ask")
    assert "person_died" in incident.detail
    assert walk.view().status is InstanceStatus.INCIDENT
    walk.world.put_record(RecordChange("gbdfl", "persons", AIGUL, {"status": "alive"}, 1))
    walk.world.retry_incident(incident.id, SUPERVISOR)
    walk.run_jobs()
    assert walk.view().status is InstanceStatus.COMPLETED


def test_a_broken_layout_is_an_incident_at_once_that_says_what_is_wrong(walk: Walk) -> None:
    broken = [
        replace(file, content=b"#unknown-function()") if file.path.endswith(".typ") else file
        for file in read_folder(SERVICE)
    ]
    walk.world.deploy(broken)
    decided(walk)

    walk.run_jobs()

    (incident,) = walk.view().incidents
    assert "дизайнер процессов" in incident.reason.ru
    assert "does not compile" in incident.detail
    assert walk.view().documents == []


def test_a_cancelled_job_draws_up_no_document_any_more(walk: Walk) -> None:
    decided(walk)
    storage = walk.world.qadam.storage

    def cancelled_meanwhile(handle: Handle) -> Handle:
        def run(job: JobId, inputs: Mapping[str, Value]) -> Mapping[str, Value]:
            with storage.begin() as uow:
                uow.instances.lock(uow.jobs.instance_of(job))
                uow.jobs.put(uow.jobs.get(job).cancelled())
                uow.commit()
            return handle(job, inputs)

        return run

    ran = run_with(walk, cancelled_meanwhile)

    assert ran is not None
    assert (ran.topic, ran.outcome) == (Topic("render-document"), "lease-lost")
    assert walk.view().documents == []


def test_a_handler_locks_the_instance_before_its_job(walk: Walk) -> None:
    """As all commands do: locked the other way round, they would wait for each other."""
    decided(walk)
    storage = walk.world.qadam.storage

    with count_statements(storage) as statements:
        run_with(walk, lambda handle: handle)

    locks = [text for text in statements.texts if "FOR UPDATE" in text and "SKIP" not in text]
    if storage.engine.dialect.name == "postgresql":
        assert "FROM process_instance" in locks[0]


def test_a_job_that_nobody_knows_belongs_to_no_instance(walk: Walk) -> None:
    with walk.world.qadam.storage.begin() as uow, pytest.raises(LeaseLost):
        uow.jobs.instance_of(JobId(UUID(int=7)))


def test_a_handler_hears_of_two_systems_within_its_lease(tmp_path: Path) -> None:
    told = {"QADAM_VAR": str(tmp_path)}
    longest = read_settings({**told, "QADAM_PATIENCE_SECONDS": "50"}).patience
    assert 2 * longest < LEASE
    with pytest.raises(SettingsMissing, match="QADAM_PATIENCE_SECONDS"):
        read_settings({**told, "QADAM_PATIENCE_SECONDS": "51"})
