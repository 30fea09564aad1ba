"""Let an instance go on after a supervisor has mended what stopped it."""

from dataclasses import dataclass, replace

from app.domain.audit import AuditEntry
from app.domain.case import InstanceStatus
from app.domain.identity import CommandId, IncidentId, JobId, PersonId, TokenId
from app.domain.people import Power, demand
from app.domain.work import Incident
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import actor_of, own_command
from app.usecases.advancing import (
    ENDED,
    Deed,
    Grounds,
    NewId,
    audited,
    grounds_of,
    record_advance,
)
from app.usecases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RetryIncident:
    command_id: CommandId
    incident_id: IncidentId
    actor: PersonId


@dataclass(frozen=True, slots=True)
class IncidentRetried:
    incident_id: IncidentId


def retry_incident(
    command: RetryIncident,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> IncidentRetried:
    """Resolve the incident and try again: the job with all its retries, or the engine's step.

    Idempotent by `command_id`. A step that fails again leaves a new incident.

    Raises:
        IncidentNotFound, IncidentNotOpen: no such incident, or resolved before.
        IncidentOfOtherKind: no trying mends it; it is closed.
        NotPermitted: the person does not mend instances in the case's office.
    """
    command_id = own_command(command.command_id, command.actor, command.incident_id)
    with begin() as uow:
        instance = uow.instances.lock_by_incident(command.incident_id)
        earlier = uow.command_log.answer_of(command_id, IncidentRetried)
        if earlier is not None:
            return earlier
        actor = actor_of(uow, command.actor)
        instance.demand_moving()
        incident = uow.incidents.get(command.incident_id)
        ground = grounds_of(uow, instance, rules, clock.now())
        demand(actor, Power.MEND_INSTANCES, ground.case.office_id, rules.offices(uow))
        incident.demand(is_tried_again=True)
        uow.incidents.put(replace(incident, resolved_at=ground.now))
        if incident.job_id is not None:
            _revive(uow, ground, incident, incident.job_id, actor.id)
        else:
            advance = engine.retry(ground.service.source, instance.snapshot, ground.around)
            deed = _deed(ground, incident, actor.id)
            record_advance(uow, ground, advance, deed, new_id=new_id)
        answer = IncidentRetried(incident.id)
        uow.command_log.remember(command_id, answer, ground.now)
        uow.commit()
        return answer


def _deed(ground: Grounds, incident: Incident, actor: PersonId) -> Deed:
    event = HistoryEvent(ground.now, "incident_resolved", incident.element_id, actor)
    facts = {"incident": str(incident.id), "element": incident.element_id}
    # The incident's own token goes like every token that the advance does not name.
    return Deed(actor, "incident-retried", facts, TokenId(incident.id), [event])


def _revive(
    uow: UnitOfWork, ground: Grounds, incident: Incident, job_id: JobId, actor: PersonId
) -> None:
    job = uow.jobs.get(job_id)
    uow.jobs.put(job.revived(ground.now))
    uow.tokens.change(ground.instance.id, gone=[TokenId(incident.id)], come=[])
    others = [i for i in uow.incidents.open_of(ground.instance.id) if i.id != incident.id]
    status = ground.instance.status
    if status not in ENDED:
        status = InstanceStatus.INCIDENT if others else InstanceStatus.ACTIVE
    deed = _deed(ground, incident, actor)
    uow.history.add(ground.instance.id, deed.events)
    entry = AuditEntry(ground.now, actor, deed.action, deed.facts)
    audited(uow, replace(ground.instance, status=status, changed_at=ground.now), entry)
