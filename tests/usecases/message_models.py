"""A small process that waits for messages, for tests of use cases."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from app.bootstrap.simulation import SimulationWorld
from app.domain.identity import CaseNumber, CommandId, ProcessKey
from app.domain.models import ModelFile
from app.feel import Value
from app.ports.views import CaseView
from app.simulation.world import Start
from app.usecases.correlate_message import CorrelateMessage, MessageCorrelated

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
    '<message id="reply" name="hearing-reply"/><message id="died" name="person-died">'
    '<extensionElements><camunda:properties><camunda:property name="correlationKey"'
    ' value="=iin"/></camunda:properties></extensionElements></message>'
    '<message id="complaint" name="complaint-filed"/>'
)
HEARING = (
    HEAD + '<process id="hearing" isExecutable="true"><startEvent id="begun"/>'
    '<userTask id="invite"/><receiveTask id="reply_wait" messageRef="reply"/>'
    '<boundaryEvent id="late" attachedToRef="reply_wait"><timerEventDefinition><timeDuration>P2D'
    '</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="heard"/>'
    '<endEvent id="silent"/><sequenceFlow id="f1" sourceRef="begun" targetRef="invite"/>'
    '<sequenceFlow id="f2" sourceRef="invite" targetRef="reply_wait"/>'
    '<sequenceFlow id="f3" sourceRef="reply_wait" targetRef="heard"/>'
    '<sequenceFlow id="f4" sourceRef="late" targetRef="silent"/>'
    '<subProcess id="dying" triggeredByEvent="true"><startEvent id="died_at">'
    '<messageEventDefinition messageRef="died"/></startEvent><endEvent id="closed"/>'
    '<sequenceFlow id="f5" sourceRef="died_at" targetRef="closed"/></subProcess>'
    "</process></definitions>"
)
COMPLAINT = (
    HEAD + '<process id="complaint-process" isExecutable="true"><startEvent id="filed">'
    '<messageEventDefinition messageRef="complaint"/></startEvent><userTask id="answer"/>'
    '<endEvent id="answered"/><sequenceFlow id="f1" sourceRef="filed" targetRef="answer"/>'
    '<sequenceFlow id="f2" sourceRef="answer" targetRef="answered"/></process></definitions>'
)


@dataclass
class Hearings:
    """Cases that wait for the reply to a hearing."""

    world: SimulationWorld
    numbers: list[CaseNumber] = field(default_factory=list)

    def deploy(self, *models: str) -> None:
        for place, model in enumerate(models):
            self.world.deploy([ModelFile(f"{place}.bpmn", model.encode())])

    def start(self, iin: str = "580412400174") -> CaseNumber:
        start = Start(ProcessKey("hearing"), 0, answers={"iin": iin})
        self.numbers.append(self.world.start(start))
        return self.numbers[-1]

    def invite(self, number: CaseNumber) -> None:
        (task,) = [task for task in self.case(number).tasks if task.is_open]
        self.world.complete(task.id, None, {})

    def waiting(self, iin: str = "580412400174") -> CaseNumber:
        number = self.start(iin)
        self.invite(number)
        return number

    def case(self, number: CaseNumber) -> CaseView:
        return self.world.case(number)

    def tell(
        self,
        name: str,
        key: str,
        *,
        command: CommandId | None = None,
        live_for: timedelta = timedelta(days=30),
        to_all: bool = False,
        **payload: Value,
    ) -> MessageCorrelated:
        return self.world.qadam.correlate_message(
            CorrelateMessage(
                command_id=command or CommandId(uuid4()),
                sender="sms",
                name=name,
                key=key,
                payload=payload,
                live_for=live_for,
                to_all=to_all,
            )
        )

    def settle(self) -> int:
        """Let the worker do what is due."""
        done = 0
        while self.world.run_due_job():
            done += 1
        return done
