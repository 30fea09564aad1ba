"""What a unit of work knows of the instances it has locked, so that nothing is read twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.case import Case, ProcessInstance
from app.domain.task import UserTask
from app.ports.paper_storage import StoredSignature
from app.ports.work_storage import Draft


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read ahead of tasks that are only looked at; nothing of it is locked."""

    tasks: frozenset[UUID]
    instances: frozenset[UUID]
    drafts: Mapping[UUID, list[Draft]]
    """Of each task."""
    done: Mapping[UUID, list[UserTask]]
    """Completed tasks of each instance."""
    uploads: Mapping[UUID, set[UUID]]
    """Of each instance."""
    signatures: dict[UUID, list[StoredSignature]]
    """Of each document of the instances, the oldest first."""


@dataclass(slots=True)
class Memory:
    """Rows that no other transaction can change before this one ends; looks aside."""

    versions: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    """Instance to the row version that was read and the one that stands now."""
    cases: dict[UUID, Case] = field(default_factory=dict)
    """Cases of locked instances."""
    tasks: dict[UUID, UserTask] = field(default_factory=dict)
    """Tasks locked together with their instance."""
    unwritten: dict[UUID, ProcessInstance] = field(default_factory=dict)
    """Instances that were added and wait to be written as the command leaves them."""
    numbers: set[str] = field(default_factory=set)
    """Registration numbers given out here."""
    bare: set[UUID] = field(default_factory=set)
    """Instances that were added here and have no tokens yet."""
    sets: set[str] = field(default_factory=set)
    """Candidate sets written here; known to others once this commits."""
    looked: Looked | None = None
    """None: nothing was read ahead."""
    reserved: set[UUID] = field(default_factory=set)
    """Commands whose answer is still to be remembered."""
