"""The cases that workloads are measured on, made by the real commands before any clock runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.identity import (
    CommandId,
    ElementId,
    InstanceId,
    OfficeId,
    PersonId,
    ProcessKey,
    UserTaskId,
)
from app.engine.bare import BareLibrary, Ways
from app.feel import Value
from app.storage import Storage
from app.usecases.complete_user_task import CompleteUserTask, TaskCompleted
from app.usecases.register_application import ApplicationRegistered, RegisterApplication
from app.usecases.rulebook import Rulebook

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PROCESS = ProcessKey("personal-assistant")
CHANNEL = "department_counter"
CHECKED = ElementId("check_completeness")
"""The user task that the workloads complete."""
NEXT = ElementId("decide_application")
"""Where the case waits afterwards."""
WAYS: Ways = {ElementId("is_package_complete"): NEXT}
ANSWERS: Mapping[str, Value] = {
    "package_complete": "yes",
    "seen_application": True,
    "seen_identity": True,
}


@dataclass(frozen=True, slots=True)
class Registered:
    """An application whose papers wait to be checked."""

    instance_id: InstanceId
    task_id: UserTaskId
    snapshot: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """An installation to measure, bound by the composition root over an empty database."""

    storage: Storage
    rules: Rulebook
    register_application: Callable[[RegisterApplication], ApplicationRegistered]
    complete_user_task: Callable[[CompleteUserTask], TaskCompleted]
    run_next_job: Callable[[], object | None]
    pages: "WSGIApplication"
    office: OfficeId
    clerk: PersonId
    """A demo person: signs in without a password."""
    application: Mapping[str, object]
    """Raw answers of an application form that is accepted."""

    def register(self) -> ApplicationRegistered:
        return self.register_application(
            RegisterApplication(
                CommandId(uuid4()), self.clerk, PROCESS, self.office, CHANNEL, self.application
            )
        )

    def complete(self, case: Registered) -> TaskCompleted:
        return self.complete_user_task(
            CompleteUserTask(CommandId(uuid4()), case.task_id, self.clerk, ANSWERS)
        )

    def bare_library(self) -> BareLibrary:
        return BareLibrary(self.rules.latest(PROCESS).source)

    def prepared(self) -> Registered:
        """A new case that waits for the check of its papers."""
        registered = self.register()
        self.run_next_job()
        with self.storage.begin() as uow:
            instance = uow.instances.lock(registered.instance_id)
            (task,) = uow.user_tasks.open_of(instance.id)
        if task.element_id != CHECKED:
            raise RuntimeError(f"Expected the case at {CHECKED}, it is at {task.element_id}")
        return Registered(instance.id, task.id, instance.snapshot)


class Stock:
    """Cases that wait for the check of their papers, each used once."""

    def __init__(self, bench: Bench, count: int) -> None:
        self._bench = bench
        self._kept = [bench.prepared() for _ in range(count)]

    def take(self, count: int) -> Sequence[Registered]:
        """As many cases; more are made where they do not suffice."""
        taken, self._kept = self._kept[:count], self._kept[count:]
        return [*taken, *(self._bench.prepared() for _ in range(count - len(taken)))]
