"""What comes from outside reaches the case that waits for it, once, and is kept with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from case_walks import HERE, SUPERVISOR
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber, CommandId, PersonId, ProcessKey
from app.domain.message_state import MessageState
from app.domain.models import ModelFile
from app.domain.people import NotPermitted
from app.domain.work import Incident, IncidentNotOpen, IncidentOfOtherKind
from app.ports.views import CaseView, InstanceRow
from app.settings import ROOT
from app.simulation.world import Start
from app.usecases.close_incident import CloseIncident, NoteMissing
from app.usecases.receive_news import ReceiveNews
from app.usecases.receive_sms import ReceiveSms, SmsReceived
from app.usecases.record_receipt import RecordReceipt
from app.usecases.retry_incident import RetryIncident
from app.usecases.tell_case import NotAwaited, ReasonMissing, TellCase

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
SERVICE = ROOT / "processes" / "personal-assistant"
PHONE, STRANGER = "+77010001000", "+77770000000"
OFFERED = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
    '<message id="answer" name="consent-reply"/><message id="died" name="person-died">'
    '<extensionElements><camunda:properties><camunda:property name="correlationKey"'
    ' value="=applicant.iin"/></camunda:properties></extensionElements></message>'
    '<process id="personal-assistant" isExecutable="true"><startEvent id="found"/>'
    '<serviceTask id="offer" camunda:type="external" camunda:topic="send-sms"><extensionElements>'
    '<camunda:inputOutput><camunda:inputParameter name="message">notice</camunda:inputParameter>'
    '<camunda:inputParameter name="phone">=applicant.phone</camunda:inputParameter>'
    '<camunda:inputParameter name="language">=applicant.language</camunda:inputParameter>'
    "</camunda:inputOutput></extensionElements></serviceTask>"
    '<receiveTask id="consent" messageRef="answer"/><userTask id="work"/><endEvent id="done"/>'
    '<sequenceFlow id="f1" sourceRef="found" targetRef="offer"/>'
    '<sequenceFlow id="f2" sourceRef="offer" targetRef="consent"/>'
    '<sequenceFlow id="f3" sourceRef="consent" targetRef="work"/>'
    '<sequenceFlow id="f4" sourceRef="work" targetRef="done"/>'
    '<subProcess id="dying" triggeredByEvent="true"><startEvent id="died_at">'
    '<messageEventDefinition messageRef="died"/></startEvent><endEvent id="closed"/>'
    '<sequenceFlow id="f5" sourceRef="died_at" targetRef="closed"/></subProcess>'
    "</process></definitions>"
)
"""The service's own standard and words, with a process that offers and waits for the consent."""


@pytest.fixture(params=KINDS)
def world(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[SimulationWorld]:
    found = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    files = [file for file in read_folder(SERVICE) if not _is_stage(file)]
    found.deploy([replace(file, content=_trial(file)) for file in files])
    yield found
    found.close()


def _is_stage(file: ModelFile) -> bool:
    """Whether the file belongs to the shared stages; their words of papers and messages do not."""
    return file.path.startswith("shared/") and not file.path.endswith(".yaml")


def _trial(file: ModelFile) -> bytes:
    """The file as the trial has it: its own process, whose task is what meets the term."""
    if file.path.endswith(".bpmn"):
        return OFFERED.encode()
    return file.content.replace(b"met_by: [examination/result/sign_result]", b"met_by: [work]")


def offered(world: SimulationWorld, phone: str = PHONE) -> CaseNumber:
    """A case whose offer has reached the phone."""
    number = world.start(
        Start(
            ProcessKey("personal-assistant"),
            0,
            channel="mobile_phone",
            office=HERE,
            answers={
                "applicant_iin": "580412400174",
                "applicant_name": "Қалиева Айгүл Серікқызы",
                "phone": phone,
            },
        )
    )
    run(world)
    return number


def run(world: SimulationWorld) -> None:
    while world.run_due_job():
        pass


def reply(
    world: SimulationWorld, text: str, *, phone: str = PHONE, reply_id: str = "1"
) -> SmsReceived:
    sms = ReceiveSms(reply_id=reply_id, phone=phone, text=text, received_at=world.now())
    received = world.qadam.receive_sms(sms)
    run(world)
    return received


def standing(view: CaseView) -> list[str]:
    return [token.element_id for token in view.tokens if token.kind != "subscription"]


def test_the_consent_begins_the_term_and_moves_the_case_on(world: SimulationWorld) -> None:
    number = offered(world)
    world.set_clock(TUESDAY + timedelta(days=3))

    assert reply(world, "ИӘ").number == number

    view = world.case(number)
    assert view.case.registered_at == TUESDAY + timedelta(days=3)
    # From Friday, 25 December: 28-31 December, 5, 6, 8, 11, 12 and 13 January.
    assert view.case.term_due_on == date(2027, 1, 13)
    assert [task.element_id for task in view.tasks if task.is_open] == ["work"]
    assert [(one.text, one.sender) for one in view.replies] == [("ИӘ", PHONE)]


def test_a_refusal_moves_the_case_and_begins_no_term(world: SimulationWorld) -> None:
    number = offered(world)
    before = world.case(number).case

    reply(world, "жоқ")

    view = world.case(number)
    assert (view.case.registered_at, view.case.term_due_on) == (
        before.registered_at,
        before.term_due_on,
    )
    assert view.variables["consents"] is False


def test_what_is_neither_yes_nor_no_is_kept_for_people_alone(world: SimulationWorld) -> None:
    number = offered(world)

    reply(world, "Кім бұл?")

    view = world.case(number)
    assert [one.text for one in view.replies] == ["Кім бұл?"]
    assert [task for task in view.tasks if task.is_open] == []


def test_a_second_yes_changes_nothing_any_more(world: SimulationWorld) -> None:
    number = offered(world)
    reply(world, "ИӘ")
    begun = world.case(number).case
    world.set_clock(TUESDAY + timedelta(days=1))

    reply(world, "ИӘ", reply_id="2")

    assert world.case(number).case == begun
    assert len(world.case(number).replies) == 2


def test_an_sms_that_is_sent_twice_is_taken_once(world: SimulationWorld) -> None:
    number = offered(world)

    first, second = reply(world, "ИӘ"), reply(world, "ИӘ")

    assert (first.is_repeated, second.is_repeated) == (False, True)
    assert second.number == number
    assert len(world.case(number).replies) == 1


def test_a_stranger_reaches_no_case(world: SimulationWorld) -> None:
    offered(world)

    assert reply(world, "ИӘ", phone=STRANGER).number is None


def test_the_news_of_a_death_reach_every_case_of_the_person_once(world: SimulationWorld) -> None:
    number = offered(world)
    died = ReceiveNews(
        system="gbdfl",
        event_id="7",
        message="person-died",
        key="580412400174",
        payload={"on": date(2026, 12, 21), "where": ""},
        to_all=True,
    )

    first, second = world.qadam.receive_news(died), world.qadam.receive_news(died)
    run(world)

    assert (first.numbers, first.is_repeated) == ((number,), False)
    assert (second.numbers, second.is_repeated) == ((number,), True)
    assert world.case(number).ended_element == "closed"


def test_a_counter_tells_a_case_only_what_it_waits_for(world: SimulationWorld) -> None:
    number = offered(world)
    withdrawn = TellCase(
        CommandId(uuid4()), PersonId("zhanar"), number, "application-withdrawn", "Көшіп кетті"
    )

    with pytest.raises(NotAwaited):
        world.qadam.tell_case(withdrawn)
    with pytest.raises(ReasonMissing):
        world.qadam.tell_case(replace(withdrawn, reason=" "))
    with pytest.raises(NotPermitted):
        world.qadam.tell_case(replace(withdrawn, actor=PersonId("timur")))


def over_and_undelivered(world: SimulationWorld) -> Incident:
    """The case has ended by the news of a death; only then does the gateway give its SMS up."""
    number = offered(world)
    news = {"system": "gbdfl", "event_id": "9", "message": "person-died", "key": "580412400174"}
    world.qadam.receive_news(ReceiveNews(**news, payload={}, to_all=True))  # type: ignore[arg-type]
    run(world)
    failed = RecordReceipt("sms-1", MessageState.FAILED, world.now())
    assert world.qadam.record_receipt(failed).is_new
    run(world)
    view = world.case(number)
    assert view.status is InstanceStatus.COMPLETED
    (incident,) = view.incidents
    return incident


def in_control_room(world: SimulationWorld) -> list[InstanceRow]:
    supervisor = world.qadam.storage.queries.person(SUPERVISOR)
    assert supervisor is not None
    return list(world.qadam.instances.page(supervisor, show="incident").rows)


def closing(incident: Incident, **changed: object) -> CloseIncident:
    told = {"actor": SUPERVISOR, "note": "Қоңырау шалынды, 22.12.2026"}
    return CloseIncident(CommandId(uuid4()), incident.id, **{**told, **changed})  # type: ignore[arg-type]


def test_an_sms_given_up_after_the_end_stands_in_the_control_room_until_it_is_closed(
    world: SimulationWorld,
) -> None:
    incident = over_and_undelivered(world)
    (row,) = in_control_room(world)
    assert (row.incident_id, row.is_tried_again) == (incident.id, False)

    command = closing(incident)
    answer = world.qadam.close_incident(command)

    assert world.qadam.close_incident(command) == answer
    assert in_control_room(world) == []
    told = [event for event in world.case(row.number).history if event.kind == "incident_resolved"]
    assert [(event.actor, (event.facts or {})["why.ru"]) for event in told] == [
        (SUPERVISOR, "Қоңырау шалынды, 22.12.2026")
    ]
    with pytest.raises(IncidentNotOpen):
        world.qadam.close_incident(closing(incident))


def test_it_is_closed_by_whom_may_mend_and_with_a_note_alone(world: SimulationWorld) -> None:
    incident = over_and_undelivered(world)

    with pytest.raises(NotPermitted):
        world.qadam.close_incident(closing(incident, actor=PersonId("zhanar")))
    with pytest.raises(NoteMissing):
        world.qadam.close_incident(closing(incident, note=" "))
    with pytest.raises(IncidentOfOtherKind):
        world.qadam.retry_incident(RetryIncident(CommandId(uuid4()), incident.id, SUPERVISOR))
    assert len(in_control_room(world)) == 1
