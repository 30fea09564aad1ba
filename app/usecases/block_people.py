"""Block a person and let them work again; their tasks go back, or to somebody else."""

from dataclasses import dataclass, replace

from app.domain.administration import demand_reason
from app.domain.audit import AuditEntry
from app.domain.identity import PersonId, UserTaskId
from app.domain.people import Person
from app.domain.refusals import Conflict
from app.domain.texts import Text
from app.ports.storage import HistoryEvent
from app.ports.views import Queries
from app.usecases.administer_people import PeopleKeeping
from app.usecases.advancing import audited
from app.usecases.candidates import may_hold
from app.usecases.tell_people import tell_new_holder

AT_ONCE = 100
"""Tasks whose ids are read together; each is moved in a transaction of its own."""


class NotBlocked(Conflict):
    code = "NotBlocked"
    title = Text(
        "Бұл қызметкер бұғатталмаған",
        "Этот сотрудник не заблокирован",
        "This person is not blocked",
    )


@dataclass(frozen=True, slots=True)
class BlockPerson:
    actor: PersonId
    person: PersonId
    reason: str
    to: PersonId | None = None
    """Who gets their tasks, as far as these are for them; None: all go back to their groups."""


@dataclass(frozen=True, slots=True)
class TasksLeft:
    given: int
    """Handed over to the person named."""
    returned: int
    """Back among the free tasks of their groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    keeping: PeopleKeeping
    queries: Queries

    def block(self, command: BlockPerson) -> TasksLeft:
        """From now on they sign in no more, and what they hold is worked by others.

        The block comes first and is one transaction: sessions end at once. The tasks follow one by
        one; where that is interrupted, `hand_over` goes on. Harmless when repeated.

        Raises:
            PersonNotFound, NotPermitted, OwnRights, ReasonMissing: as they say.
        """
        reason, keeping = demand_reason(command.reason), self.keeping
        with keeping.begin() as uow:
            # Before the person: two administrators who block each other wait here for their turn.
            uow.people.lock_administrators()
            actor, person, _ = keeping.kept(uow, command.actor, command.person)
            if not person.is_blocked:
                now = keeping.clock.now()
                blocked = replace(person, blocked_at=now, signed_out_at=now)
                uow.people.put(blocked)
                facts = {"reason": reason, "tasks_to": command.to or ""}
                keeping.audit(uow, actor.id, person.id, "person-blocked", facts)
                uow.commit()
        keeping.rules.forget()
        return self._hand_over(command.actor, command.person, command.to)

    def hand_over(self, actor: PersonId, person: PersonId, to: PersonId | None) -> TasksLeft:
        """Move what a blocked person still holds. Raises as `block`, and NotBlocked."""
        with self.keeping.begin() as uow:
            _, found, _ = self.keeping.kept(uow, actor, person)
        if not found.is_blocked:
            raise NotBlocked(f"Expected {person} to be blocked")
        return self._hand_over(actor, person, to)

    def unblock(self, actor: PersonId, person: PersonId) -> Person:
        """They may sign in again, with the roles they had. Harmless when repeated.

        Raises:
            PersonNotFound, NotPermitted, OwnRights: as they say.
        """
        keeping = self.keeping
        with keeping.begin() as uow:
            admin, found, _ = keeping.kept(uow, actor, person)
            if not found.is_blocked:
                return found
            working = replace(found, blocked_at=None)
            uow.people.put(working)
            keeping.audit(uow, admin.id, found.id, "person-unblocked", {})
            uow.commit()
        keeping.rules.forget()
        return working

    def _hand_over(self, actor: PersonId, person: PersonId, to: PersonId | None) -> TasksLeft:
        given = returned = 0
        while ids := self.queries.held_task_ids(person, AT_ONCE):
            for task_id in ids:
                moved = self._move(task_id, actor, person, to)
                given += moved is not None and moved
                returned += moved is False
        return TasksLeft(given, returned)

    def _move(
        self, task_id: UserTaskId, actor: PersonId, holder: PersonId, to: PersonId | None
    ) -> bool | None:
        """Whether it was given to somebody; None where the holder does not hold it any more."""
        keeping = self.keeping
        with keeping.begin() as uow:
            instance = uow.instances.lock_by_task(task_id)
            task = uow.user_tasks.get(task_id)
            if not task.is_open or task.assignee != holder:
                return None
            receiver = uow.people.get(to) if to else None
            fits = receiver is not None and may_hold(receiver, task, keeping.rules.offices(uow))
            new_holder = to if fits else None
            now, kind = keeping.clock.now(), "assigned" if new_holder else "unassigned"
            assigned = task.assign(new_holder)
            uow.user_tasks.put(assigned)
            tell_new_holder(uow, task, assigned, by=actor, at=now)
            told = {"to": receiver.full_name} if fits and receiver else {}
            event = HistoryEvent(now, kind, task.element_id, actor, facts=told)
            uow.history.add(instance.id, [event])
            facts = {
                "element": task.element_id,
                "task": str(task.id),
                "from": holder,
                "to": new_holder or "",
                "because": "person-blocked",
            }
            audited(uow, instance, AuditEntry(now, actor, f"task-{kind}", facts))
            uow.commit()
            return new_holder is not None
