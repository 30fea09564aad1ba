"""Begin a case without an application: a message, a signal or a timer says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import CHAIN_START
from app.domain.case import NO_IIN, Applicant, Case, InstanceStatus, ProcessInstance
from app.domain.identity import InstanceId, OfficeId, PersonId
from app.domain.models import Beginning
from app.domain.terms import reckon
from app.domain.texts import LANGUAGES
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Variables
from app.ports.storage import HistoryEvent, UnitOfWork
from app.usecases.advancing import Deed, Grounds, NewId, grounds_of, record_advance
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion

NOBODY = Applicant(NO_IIN, "", "", LANGUAGES[0])
"""Stands for the applicant of a case that begins without any."""


def fresh_instance(
    service: ServiceVersion, instance_id: InstanceId, now: datetime
) -> ProcessInstance:
    """An instance of the version before its first step."""
    return ProcessInstance(
        id=instance_id,
        process_key=service.key,
        version=service.version,
        status=InstanceStatus.ACTIVE,
        snapshot=b"",
        started_at=now,
        changed_at=now,
        row_version=0,
        audit_head=CHAIN_START,
        audit_length=0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Why a case begins, where, about whom and with what."""

    office: OfficeId
    applicant: Applicant
    variables: Variables
    actor: str
    action: str
    """For the audit chain."""
    facts: Mapping[str, str]
    """Beside the number of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginCase:
    """Begins cases within the transaction of whoever calls."""

    uow: UnitOfWork
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId

    def __call__(self, service: ServiceVersion, at: Beginning, occasion: Occasion) -> Grounds:
        """The case, written down with everything up to its first wait states."""
        uow, now = self.uow, self.clock.now()
        instance = fresh_instance(service, InstanceId(self.new_id()), now)
        case = self._case(service, instance, occasion)
        uow.instances.add(instance)
        uow.cases.add(case)
        ground = grounds_of(uow, instance, self.rules, now, case)
        advance = self.engine.start(service.source, occasion.variables, ground.around, at)
        facts = {"number": case.number, **occasion.facts}
        begun = HistoryEvent(now, "registered", at.element, occasion.actor)
        deed = Deed(occasion.actor, occasion.action, facts, events=[begun])
        record_advance(uow, ground, advance, deed, new_id=self.new_id)
        return ground

    def _case(self, service: ServiceVersion, instance: ProcessInstance, why: Occasion) -> Case:
        calendar = self.rules.calendar(why.office, self.uow)
        today = calendar.local_date(instance.started_at)
        standard = service.standard
        edition = standard.edition_for(today)
        channel = standard.channels[0].id
        term = edition.term(edition.case_term, channel)
        deadline = reckon(term, instance.started_at, calendar)
        number = self.uow.cases.next_number(standard.number_prefix, today.year, instance.id)
        return Case(
            instance_id=instance.id,
            number=number,
            process_key=service.key,
            edition=edition.id,
            channel=channel,
            office_id=why.office,
            registered_at=instance.started_at,
            registered_by=PersonId(why.actor),
            applicant=why.applicant,
            term=term.id,
            term_due_on=deadline.due,
            term_closes_at=deadline.closes_at,
        )
