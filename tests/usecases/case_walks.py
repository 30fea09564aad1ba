"""Short words for what people do to a case of the personal assistant service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from app.bootstrap.simulation import SimulationWorld
from app.domain.identity import CaseNumber, CommandId, OfficeId, PersonId, ProcessKey
from app.domain.task import UserTask
from app.ports.views import CaseView
from app.usecases.claim_user_task import ClaimUserTask
from app.usecases.complete_user_task import CompleteUserTask, TaskCompleted
from app.usecases.register_application import ApplicationRegistered, RegisterApplication

CLERK, SPECIALIST, SUPERVISOR = PersonId("zhanar"), PersonId("asel"), PersonId("bakyt")
FOREIGN_CLERK = PersonId("timur")
HERE = OfficeId("almaty-bostandyk")
AIGUL = "580412400174"
APPLICATION: Mapping[str, object] = {
    "applicant_iin": AIGUL,
    "applicant_name": "Қалиева Айгүл Серікқызы",
    "phone": "8 701 000 48 12",
    "language": "kk",
    "representative": "no",
    "needs": "Емханаға барғанда ілесіп жүретін адам керек",
    "consent": "on",
}
COMPLETE_PACKAGE: Mapping[str, object] = {
    "package_complete": "yes",
    "seen_application": "on",
    "seen_identity": "on",
}
GRANTED: Mapping[str, object] = {"outcome": "granted"}


def command_id() -> CommandId:
    return CommandId(uuid4())


@dataclass
class Walk:
    world: SimulationWorld
    numbers: list[CaseNumber] = field(default_factory=list)

    def register(
        self, *, actor: PersonId = CLERK, command: CommandId | None = None, **changed: object
    ) -> ApplicationRegistered:
        registered = self.world.qadam.register_application(
            RegisterApplication(
                command or command_id(),
                actor,
                ProcessKey("personal-assistant"),
                HERE,
                "department_counter",
                {**APPLICATION, **changed},
            )
        )
        self.numbers.append(registered.number)
        return registered

    def view(self) -> CaseView:
        return self.world.case(self.numbers[-1])

    def task(self, element: str) -> UserTask:
        return next(t for t in self.view().tasks if t.element_id == element)

    def run_jobs(self) -> int:
        ran = 0
        while self.world.run_due_job():
            ran += 1
        return ran

    def at_completeness(self) -> UserTask:
        """A registered case, checked by the registry, that waits for the clerk."""
        self.register()
        self.run_jobs()
        return self.task("check_completeness")

    def complete(
        self,
        task: UserTask,
        answers: Mapping[str, object],
        *,
        actor: PersonId = CLERK,
        command: CommandId | None = None,
    ) -> TaskCompleted:
        return self.world.qadam.complete_user_task(
            CompleteUserTask(command or command_id(), task.id, actor, answers)
        )

    def claim(self, task: UserTask, actor: PersonId = CLERK) -> None:
        self.world.qadam.claim_user_task(ClaimUserTask(command_id(), task.id, actor))

    def pass_time(self, **span: int) -> None:
        self.world.set_clock(self.world.now() + timedelta(**span))
