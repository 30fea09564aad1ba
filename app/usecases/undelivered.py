"""An SMS of a case that is over was not delivered: an incident, or nobody would hear of it."""

from uuid import UUID

from app.domain.audit import AuditEntry
from app.domain.correlation import KeptMessage
from app.domain.identity import IncidentId, JobId
from app.domain.texts import Text
from app.domain.work import UNDELIVERED, Incident
from app.ports.storage import HistoryEvent, UnitOfWork
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import ENDED, Grounds, NewId, audited

SMS_NOT_DELIVERED = "sms-not-delivered"
"""The message by which a case hears of it."""
WORDS = Text(
    "Іс аяқталғаннан кейін SMS жеткізілмегені белгілі болды: өтініш берушіге басқаша хабарлаңыз",
    "После завершения дела стало известно, что SMS не доставлено: сообщите заявителю иначе",
    "An SMS turned out undelivered after the case had ended: tell the applicant another way",
)


def leave_undelivered(
    uow: UnitOfWork, message: KeptMessage, ground: Grounds, new_id: NewId
) -> None:
    """Open the incident that a person closes with a note; a case under way opens none.

    The model of a case under way says itself whether it waits for such news.
    """
    letter = message.payload.get("not_delivered")
    if ground.instance.status not in ENDED or not isinstance(letter, dict):
        return
    job = uow.jobs.get(JobId(UUID(str(letter["job"]))))
    incident = Incident(
        id=IncidentId(new_id()),
        instance_id=ground.instance.id,
        element_id=job.element_id,
        code=UNDELIVERED,
        reason=WORDS,
        detail="the gateway reports the message of this job as failed",
        created_at=ground.now,
        job_id=job.id,
    )
    uow.incidents.add(incident)
    facts = {"code": incident.code, "job": str(job.id)}
    uow.history.add(
        ground.instance.id,
        [HistoryEvent(ground.now, "incident", job.element_id, SYSTEM, (), facts)],
    )
    audited(uow, ground.instance, AuditEntry(ground.now, SYSTEM, "sms-not-delivered", facts))
