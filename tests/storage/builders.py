"""Values that tests start from; each test names only what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from app.domain.audit import CHAIN_START
from app.domain.case import Applicant, Case, InstanceStatus, ProcessInstance
from app.domain.identity import (
    CaseNumber,
    ElementId,
    IncidentId,
    InstanceId,
    JobId,
    OfficeId,
    PersonId,
    ProcessKey,
    TermId,
    TimerId,
    TokenId,
    Topic,
    UserTaskId,
)
from app.domain.task import TaskState, UserTask
from app.domain.texts import Text
from app.domain.work import Incident, Job, JobState, RetryCycle, Timer, TimerState
from app.ports.storage import HistoryEvent, Token
from app.storage import Storage

NOW = datetime(2026, 11, 20, 6, 0, 0, 123456, tzinfo=UTC)
OFFICE = OfficeId("almaty-bostandyk")
PA = ProcessKey("personal-assistant")


def instance_id() -> InstanceId:
    return InstanceId(uuid4())


def an_instance(of: InstanceId | None = None, **fields: object) -> ProcessInstance:
    made = ProcessInstance(
        id=of or instance_id(),
        process_key=PA,
        version=1,
        status=InstanceStatus.ACTIVE,
        snapshot=b"\x00snapshot\xff",
        started_at=NOW,
        changed_at=NOW,
        row_version=0,
        audit_head=CHAIN_START,
        audit_length=0,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # names of fields, checked by replace


def a_case(of: InstanceId, number: str = "ЖК-2026-000041", **fields: object) -> Case:
    made = Case(
        instance_id=of,
        number=CaseNumber(number),
        process_key=PA,
        edition="2023-demonstration",
        channel="department_counter",
        office_id=OFFICE,
        registered_at=NOW,
        registered_by=PersonId("clerk"),
        applicant=Applicant("850101400123", "Қалиева Айгүл Серікқызы", "+77011234567", "kk"),
        term=TermId("whole"),
        term_due_on=date(2026, 12, 16),
        term_closes_at=datetime(2026, 12, 16, 13, 0, tzinfo=UTC),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # names of fields, checked by replace


def applicant(name: str = "Қалиева Айгүл Серікқызы", iin: str = "850101400123") -> Applicant:
    return Applicant(iin, name, "+77011234567", "kk")


def a_task(of: InstanceId, **fields: object) -> UserTask:
    made = UserTask(
        id=UserTaskId(uuid4()),
        instance_id=of,
        element_id=ElementId("check_completeness"),
        name=Text("Құжаттарды тексеру", "Проверить документы", "Check the documents"),
        form="forms/check.form",
        office_id=OFFICE,
        candidate_groups=("clerk",),
        candidate_users=(),
        state=TaskState.OPEN,
        assignee=None,
        created_at=NOW,
        due_on=date(2026, 11, 23),
        due_at=NOW + timedelta(days=3),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # names of fields, checked by replace


def a_job(of: InstanceId, **fields: object) -> Job:
    made = Job(
        id=JobId(uuid4()),
        instance_id=of,
        element_id=ElementId("check_person"),
        topic=Topic("check_person"),
        inputs={"iin": "850101400123", "sum": Decimal("1.50")},
        retries=RetryCycle(3, timedelta(minutes=10)),
        state=JobState.DUE,
        due_at=NOW,
        created_at=NOW,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # names of fields, checked by replace


def a_timer(of: InstanceId, due_at: datetime = NOW, **fields: object) -> Timer:
    made = Timer(TimerId(uuid4()), of, ElementId("deadline_passed"), due_at, TimerState.ARMED)
    return replace(made, **fields)  # type: ignore[arg-type]  # names of fields, checked by replace


def an_incident(of: InstanceId, **fields: object) -> Incident:
    made = Incident(
        id=IncidentId(uuid4()),
        instance_id=of,
        element_id=ElementId("check_person"),
        code="job-failed",
        reason=Text("Тізілім жауап бермейді", "Регистр не отвечает", "The registry is silent"),
        detail="503",
        created_at=NOW,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # names of fields, checked by replace


def an_event(kind: str = "completed", at: datetime = NOW) -> HistoryEvent:
    return HistoryEvent(at, kind, ElementId("check_completeness"), "clerk")


def a_token(kind: str = "user_task", of: UUID | None = None) -> Token:
    return Token(TokenId(of or uuid4()), ElementId("check_completeness"), kind)


def given_instance(storage: Storage, **fields: object) -> ProcessInstance:
    """An instance that is stored, without a case."""
    made = an_instance(**fields)  # type: ignore[arg-type]  # names of fields
    with storage.begin() as uow:
        uow.instances.add(made)
        uow.commit()
    return made


def given_case(storage: Storage, number: str = "ЖК-2026-000041", **fields: object) -> Case:
    """A stored case with its instance and without anything that waits."""
    instance = an_instance()
    case = a_case(instance.id, number, **fields)
    with storage.begin() as uow:
        uow.instances.add(instance)
        uow.cases.add(case)
        uow.commit()
    return case
