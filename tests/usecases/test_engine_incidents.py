"""What the engine cannot do becomes one incident, and a person lets the case go on."""

from datetime import date

from case_walks import CLERK, SUPERVISOR, Walk, command_id
from trial_models import model, named

from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber, ProcessKey
from app.domain.models import ModelFile
from app.simulation.world import Start
from app.usecases.retry_incident import RetryIncident

MODEL = model(
    "two-branches",
    named('startEvent id="begun"', "Басталды", "Начато", "Begun")
    + named('parallelGateway id="both"', "Екеуі де", "Обе", "Both")
    + named(
        'userTask id="visit" camunda:candidateGroups="clerk" camunda:dueDate="=visit_on"',
        "Үйіне бару",
        "Посетить",
        "Visit",
    )
    + named(
        'userTask id="phone" camunda:candidateGroups="clerk"', "Телефон соғу", "Позвонить", "Phone"
    )
    + named('endEvent id="visited"', "Барды", "Посещён", "Visited")
    + named('endEvent id="phoned"', "Хабарласты", "Позвонили", "Phoned")
    + """<sequenceFlow id="f1" sourceRef="begun" targetRef="both"/>
    <sequenceFlow id="f2" sourceRef="both" targetRef="visit"/>
    <sequenceFlow id="f3" sourceRef="both" targetRef="phone"/>
    <sequenceFlow id="f4" sourceRef="visit" targetRef="visited"/>
    <sequenceFlow id="f5" sourceRef="phone" targetRef="phoned"/>""",
)


def stuck_case(walk: Walk) -> CaseNumber:
    """A case whose first branch needs a date that nobody has given."""
    walk.world.deploy([ModelFile("two-branches.bpmn", MODEL.encode())])
    walk.numbers.append(walk.world.start(Start(ProcessKey("two-branches"), 1)))
    return walk.numbers[-1]


def test_a_branch_that_cannot_go_on_is_an_incident_and_the_other_one_goes_on(walk: Walk) -> None:
    stuck_case(walk)

    (incident,) = walk.view().incidents
    assert (incident.element_id, incident.code) == ("visit", "expression-failed")
    assert walk.task("phone").is_open


def test_the_same_failure_stays_one_incident_while_others_work(walk: Walk) -> None:
    stuck_case(walk)
    (before,) = walk.view().incidents

    walk.world.complete(walk.task("phone").id, CLERK, {})

    assert [incident.id for incident in walk.view().incidents] == [before.id]
    assert walk.view().status is InstanceStatus.INCIDENT
    assert [t.kind for t in walk.view().tokens] == ["incident"]


def test_a_mended_instance_goes_on_and_its_incident_is_closed(walk: Walk) -> None:
    stuck_case(walk)
    walk.world.complete(walk.task("phone").id, CLERK, {"visit_on": date(2027, 1, 15)})

    walk.world.retry_incident(walk.view().incidents[0].id, SUPERVISOR)
    assert walk.task("visit").due_on == date(2027, 1, 15)
    walk.world.complete(walk.task("visit").id, CLERK, {})

    assert walk.view().status is InstanceStatus.COMPLETED
    assert not walk.view().incidents


def test_a_retry_before_the_mending_leaves_an_incident_again(walk: Walk) -> None:
    stuck_case(walk)
    (before,) = walk.view().incidents

    retry = RetryIncident(command_id(), before.id, SUPERVISOR)
    walk.world.qadam.retry_incident(retry)

    (after,) = walk.view().incidents
    assert after.id != before.id
    assert walk.view().status is InstanceStatus.INCIDENT
