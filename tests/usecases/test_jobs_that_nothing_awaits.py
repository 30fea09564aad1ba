"""Jobs that a case hands over: it goes on and ends without them, and none of them is lost."""

from case_walks import AIGUL, SUPERVISOR, Walk
from trial_models import ask_and_go_on, named

from app.domain.case import InstanceStatus
from app.domain.identity import ProcessKey
from app.domain.models import ModelFile
from app.domain.work import DEFAULT_RETRIES, JobState
from app.simulation.systems import Fault, RecordChange
from app.simulation.world import Start

REST = named('userTask id="rest" camunda:candidateGroups="clerk"', "Тексеру", "Проверить", "Check")


def started(walk: Walk, model: str) -> None:
    walk.world.deploy([ModelFile("ask.bpmn", model.encode())])
    start = Start(ProcessKey("ask-and-go-on"), 1, answers={"applicant": {"iin": AIGUL}})
    walk.numbers.append(walk.world.start(start))


def test_a_case_ends_while_the_system_it_tells_is_down(walk: Walk) -> None:
    walk.world.set_fault(Fault("gbdfl", "person", "error-500", 1000, None, 1))
    started(walk, ask_and_go_on())
    assert walk.view().status is InstanceStatus.COMPLETED

    for _ in range(DEFAULT_RETRIES.retries + 3):
        walk.run_jobs()
        walk.pass_time(days=1, hours=3)
    (job,) = walk.view().jobs
    assert (job.state, walk.view().incidents) == (JobState.DUE, [])
    assert job.attempts > DEFAULT_RETRIES.retries

    walk.world.lift_faults("gbdfl")
    walk.run_jobs()
    (job,) = walk.view().jobs
    assert job.state is JobState.DONE
    assert walk.view().status is InstanceStatus.COMPLETED


def test_what_no_trying_mends_is_an_incident_beside_which_the_case_goes_on(walk: Walk) -> None:
    walk.world.put_record(RecordChange("gbdfl", "persons", AIGUL, {"status": "dead"}, 1))
    started(walk, ask_and_go_on(then=REST))
    walk.run_jobs()
    (incident,) = walk.view().incidents
    assert walk.view().status is InstanceStatus.INCIDENT

    walk.complete(walk.task("rest"), {})
    assert walk.view().status is InstanceStatus.COMPLETED
    assert [one.id for one in walk.view().incidents if one.resolved_at is None] == [incident.id]
    supervisor = walk.world.qadam.storage.queries.person(SUPERVISOR)
    assert supervisor is not None
    (stopped,) = walk.world.qadam.instances.page(supervisor, show="incident").rows
    assert stopped.incident_id == incident.id

    walk.world.put_record(RecordChange("gbdfl", "persons", AIGUL, {"status": "alive"}, 1))
    walk.world.retry_incident(incident.id, SUPERVISOR)
    walk.run_jobs()
    assert walk.view().status is InstanceStatus.COMPLETED
    assert [job.state for job in walk.view().jobs] == [JobState.DONE]
