"""Close an incident that no trying mends, with a note of what was done about it."""

from dataclasses import dataclass, replace

from app.domain.audit import AuditEntry
from app.domain.identity import CommandId, IncidentId, PersonId
from app.domain.people import Power, demand
from app.domain.refusals import Invalid
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, HistoryEvent
from app.usecases.acting import actor_of, own_command
from app.usecases.advancing import audited
from app.usecases.rulebook import Rulebook


class NoteMissing(Invalid):
    code = "NoteMissing"
    title = Text("Не істелгенін жазыңыз", "Напишите, что сделано", "Please say what was done")


@dataclass(frozen=True, slots=True)
class CloseIncident:
    command_id: CommandId
    incident_id: IncidentId
    actor: PersonId
    note: str
    """How the applicant was told, and when."""


@dataclass(frozen=True, slots=True)
class IncidentClosed:
    incident_id: IncidentId


def close_incident(
    command: CloseIncident, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> IncidentClosed:
    """Idempotent by `command_id`.

    Raises:
        NoteMissing: nothing is said of what was done.
        IncidentNotFound, IncidentNotOpen: no such incident, or resolved before.
        IncidentOfOtherKind: it is to be tried again.
        NotPermitted: the person does not mend instances in the case's office.
    """
    note = " ".join(command.note.split())
    command_id = own_command(command.command_id, command.actor, command.incident_id)
    with begin() as uow:
        instance = uow.instances.lock_by_incident(command.incident_id)
        earlier = uow.command_log.answer_of(command_id, IncidentClosed)
        if earlier is not None:
            return earlier
        actor = actor_of(uow, command.actor)
        incident = uow.incidents.get(command.incident_id)
        office = uow.cases.get(instance.id).office_id
        demand(actor, Power.MEND_INSTANCES, office, rules.offices(uow))
        incident.demand(is_tried_again=False)
        if not note:
            raise NoteMissing(f"Expected a note to close incident {incident.id}")
        now = clock.now()
        uow.incidents.put(replace(incident, resolved_at=now))
        why = {f"why.{language}": note for language in ("kk", "ru", "en")}
        uow.history.add(
            instance.id,
            [HistoryEvent(now, "incident_resolved", incident.element_id, actor.id, (), why)],
        )
        facts = {"incident": str(incident.id), "note": note}
        audited(uow, instance, AuditEntry(now, actor.id, "incident-closed", facts))
        answer = IncidentClosed(incident.id)
        uow.command_log.remember(command_id, answer, now)
        uow.commit()
        return answer
