"""Record that a person opened a case, in the case's own audit chain."""

from app.domain.audit import AuditEntry
from app.domain.case import Case
from app.domain.people import Person
from app.ports.clock import Clock
from app.ports.storage import BeginWork
from app.usecases.advancing import audited


def record_opening(
    person: Person, case: Case, page: str, *, begin: BeginWork, clock: Clock
) -> None:
    """A command of its own: pages are read without a lock, this row is written after."""
    with begin() as uow:
        instance = uow.instances.lock(case.instance_id)
        audited(uow, instance, AuditEntry(clock.now(), person.id, "case-opened", {"page": page}))
        uow.commit()
