"""A user task: work that the model waits for a person to do, and its lifecycle."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from app.domain.identity import ElementId, InstanceId, OfficeId, PersonId, UserTaskId
from app.domain.refusals import Conflict, Forbidden, Invalid, NotFound
from app.domain.texts import Text


class TaskState(StrEnum):
    OPEN = "open"
    """In the list of its candidate groups, nobody's."""
    CLAIMED = "claimed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


LOW, NORMAL, URGENT = 25, 50, 75
"""Priorities that people give; a model may give any from 0 to 100."""

LIFECYCLE: Mapping[TaskState, frozenset[TaskState]] = MappingProxyType(
    {
        TaskState.OPEN: frozenset({TaskState.CLAIMED, TaskState.CANCELLED}),
        TaskState.CLAIMED: frozenset({TaskState.OPEN, TaskState.COMPLETED, TaskState.CANCELLED}),
        TaskState.COMPLETED: frozenset(),
        TaskState.CANCELLED: frozenset(),
    }
)


class UserTaskNotFound(NotFound):
    code = "UserTaskNotFound"
    title = Text("Мұндай тапсырма жоқ", "Такой задачи нет", "There is no such task")


class UserTaskNotOpen(Conflict):
    code = "UserTaskNotOpen"
    title = Text(
        "Бұл тапсырма жабылған: оны біреу аяқтаған немесе ол енді қажет емес",
        "Эта задача закрыта: её кто-то завершил или она больше не нужна",
        "This task is closed: someone completed it or it is no longer needed",
    )


class HeldByAnother(Conflict):
    """`facts["holder"]` is the login of the person who holds it."""

    code = "HeldByAnother"
    title = Text(
        "Бұл тапсырманы басқа қызметкер алған",
        "Эту задачу взял другой сотрудник",
        "Another person has taken this task",
    )


class NotACandidate(Forbidden):
    code = "NotACandidate"
    title = Text(
        "Бұл тапсырма Сіздің рөліңізге немесе бөліміңізге берілмеген",
        "Эта задача не для вашей роли или вашего отдела",
        "This task is not meant for your role or office",
    )


class SecondPairOfEyes(Forbidden):
    """Whoever did the work that the task looks at again is not the one to do the task."""

    code = "SecondPairOfEyes"
    title = Text(
        "Алдыңғы жұмысты орындаған адам бұл тапсырманы ала алмайды: оны басқасы істеуі керек",
        "Кто выполнил предыдущую работу, эту задачу взять не может: её делает другой человек",
        "Whoever did the work before cannot take this task: another person has to do it",
    )


class AlreadyDelegated(Conflict):
    code = "AlreadyDelegated"
    title = Text(
        "Бұл тапсырма Сізге уақытша берілген, оны әрі қарай беруге болмайды",
        "Эта задача поручена вам на время, передать её дальше нельзя",
        "This task was delegated to you, it cannot be passed on",
    )


class FollowUpTooLate(Invalid):
    code = "FollowUpTooLate"
    title = Text(
        "Тапсырманы мерзімінен кейінге қалдыруға болмайды",
        "Задачу нельзя отложить дальше её срока",
        "A task cannot be set aside beyond its due date",
    )


class FollowUpPassed(Invalid):
    code = "FollowUpPassed"
    title = Text(
        "Ертеңнен бастап кез келген жұмыс күнін көрсетіңіз",
        "Укажите рабочий день, начиная с завтрашнего",
        "Name a working day from tomorrow on",
    )


class AssigneeUnfit(Invalid):
    code = "AssigneeUnfit"
    title = Text(
        "Бұл қызметкерге тапсырма берілмейді: оның рөлі немесе бөлімі сәйкес емес",
        "Этому сотруднику задачу передать нельзя: не подходит роль или отдел",
        "The task cannot be given to this person: their role or office does not fit",
    )


@dataclass(frozen=True, slots=True)
class UserTask:
    """One user task of one instance; its id is the id of the token that waits there."""

    id: UserTaskId
    instance_id: InstanceId
    element_id: ElementId
    name: Text
    form: str
    """Path of the form in the service's folder, or empty: a task without a form."""
    office_id: OfficeId
    candidate_groups: tuple[str, ...]
    candidate_users: tuple[str, ...]
    state: TaskState
    assignee: PersonId | None
    created_at: datetime
    due_on: date | None
    """Last day, in the office's zone."""
    due_at: datetime | None
    """When the office closes on the last day; what lists are sorted by."""
    priority: int = NORMAL
    delegated_by: PersonId | None = None
    """Whose it stays while another does it for them."""
    follow_up_at: datetime | None = None
    """Until then it stands in no list of work."""
    four_eyes: tuple[ElementId, ...] = ()
    """Tasks of the case after which another person has to do this one (property `fourEyes`)."""
    barred: frozenset[PersonId] = frozenset()
    """Who completed those so far, and in whose name; read with the task, never written."""
    ended_at: datetime | None = None
    ended_by: PersonId | None = None

    @property
    def is_open(self) -> bool:
        return self.state in (TaskState.OPEN, TaskState.CLAIMED)

    def claim(self, person: PersonId) -> "UserTask":
        """Give the task to `person`; harmless where they hold it already.

        Raises:
            UserTaskNotOpen: it is completed or cancelled.
            HeldByAnother: somebody else holds it.
        """
        self._demand_open("claimed")
        if self.assignee is not None and self.assignee != person:
            raise HeldByAnother(f"Expected user task {self.id} to be free", holder=self.assignee)
        return replace(self, state=TaskState.CLAIMED, assignee=person)

    def unclaim(self, person: PersonId) -> "UserTask":
        """Give it back: to whom it was delegated by, else to its candidates."""
        self._demand_open("returned")
        self._demand_holder(person)
        if self.delegated_by is not None:
            return self._in_hands_of(self.delegated_by)
        return replace(self, state=TaskState.OPEN, assignee=None, follow_up_at=None)

    def delegate(self, person: PersonId, to: PersonId) -> "UserTask":
        """Let another do it; it stays the task of `person`, who may take it back.

        Raises:
            UserTaskNotOpen, HeldByAnother: as they say.
            AlreadyDelegated: it is in these hands for somebody else.
        """
        self._demand_open("delegated")
        self._demand_holder(person)
        if self.delegated_by is not None:
            raise AlreadyDelegated(f"Expected user task {self.id} to be of {person} alone")
        return replace(self._in_hands_of(to), delegated_by=person)

    def take_back(self, person: PersonId) -> "UserTask":
        """Raises UserTaskNotOpen, or HeldByAnother where `person` has not delegated it."""
        self._demand_open("taken back")
        if self.delegated_by != person:
            raise HeldByAnother(
                f"Expected user task {self.id} to be delegated by {person}",
                holder=self.assignee or "",
            )
        return self._in_hands_of(person)

    def set_aside(self, person: PersonId, until: datetime | None) -> "UserTask":
        """Take it out of the lists of work until then; None brings it back at once.

        Raises:
            UserTaskNotOpen, HeldByAnother: as they say.
            FollowUpTooLate: it would come back after it is due.
        """
        self._demand_open("set aside")
        self._demand_holder(person)
        if until is not None and self.due_at is not None and until >= self.due_at:
            raise FollowUpTooLate(f"Expected user task {self.id} back before {self.due_at}")
        return replace(self, follow_up_at=until)

    def with_priority(self, priority: int) -> "UserTask":
        """Raises UserTaskNotOpen."""
        self._demand_open("prioritized")
        return replace(self, priority=priority)

    def assign(self, person: PersonId | None) -> "UserTask":
        """Put it into the hands of `person`, or of nobody, whoever holds it.

        Raises:
            UserTaskNotOpen: it is completed or cancelled.
        """
        self._demand_open("assigned")
        if person is None:
            free = replace(self, state=TaskState.OPEN, assignee=None)
            return replace(free, delegated_by=None, follow_up_at=None)
        return self if self.assignee == person else self._in_hands_of(person)

    def complete(self, person: PersonId, at: datetime) -> "UserTask":
        """Complete it; a free task is taken by the person who completes it."""
        held = self.claim(person)
        return _moved(held, TaskState.COMPLETED, person, at)

    def cancel(self, at: datetime) -> "UserTask":
        return _moved(self, TaskState.CANCELLED, None, at)

    def _in_hands_of(self, person: PersonId) -> "UserTask":
        held = replace(self, state=TaskState.CLAIMED, assignee=person)
        return replace(held, delegated_by=None, follow_up_at=None)

    def _demand_open(self, deed: str) -> None:
        if not self.is_open:
            raise UserTaskNotOpen(
                f"Expected user task {self.id} to be {deed}, but it is {self.state}"
            )

    def _demand_holder(self, person: PersonId) -> None:
        if self.assignee != person:
            raise HeldByAnother(
                f"Expected user task {self.id} in the hands of {person}", holder=self.assignee
            )


def _moved(task: UserTask, state: TaskState, person: PersonId | None, at: datetime) -> UserTask:
    if state not in LIFECYCLE[task.state]:
        raise UserTaskNotOpen(f"Expected user task {task.id} open, but it is {task.state}")
    return replace(task, state=state, ended_at=at, ended_by=person)
