"""Keep what a person has typed into a task form, so that nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import PersonId, UserTaskId
from app.domain.task import UserTaskNotOpen
from app.feel import Value
from app.ports.clock import Clock
from app.ports.storage import BeginWork, Draft, Seen
from app.usecases.acting import acting
from app.usecases.candidates import demand_candidate
from app.usecases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class SaveDraft:
    task_id: UserTaskId
    actor: PersonId
    answers: Mapping[str, Value]
    """As typed; checked only when the task is completed."""
    seen: Seen | None = None
    """What was shown to the person while they typed."""


@dataclass(frozen=True, slots=True)
class DraftSaved:
    saved_at: datetime


def save_draft(
    command: SaveDraft, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> DraftSaved:
    """Keep the draft; the last one of a person counts.

    Raises:
        UserTaskNotFound, UserTaskNotOpen, NotACandidate: as they say.
    """
    with begin() as uow:
        # Locked: a draft written beside a completion would outlive its task.
        instance = uow.instances.lock_by_task(command.task_id)
        actor = acting(uow, command.actor, rules)
        task = uow.user_tasks.get(command.task_id)
        demand_candidate(actor, task, rules.offices(uow))
        if not task.is_open:
            raise UserTaskNotOpen(f"Expected user task {task.id} open, but it is {task.state}")
        saved_at = clock.now()
        draft = Draft(task.id, actor.id, command.answers, saved_at, command.seen)
        uow.drafts.put(instance.id, draft)
        uow.commit()
        return DraftSaved(saved_at)
