"""Cases and what lies in them: numbers, papers, drafts, and the page that shows it all."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from builders import (
    NOW,
    a_case,
    a_job,
    a_task,
    a_timer,
    a_token,
    an_event,
    an_incident,
    an_instance,
    given_case,
)
from sqlalchemy.exc import IntegrityError

from app.domain.audit import CHAIN_START, AuditEntry, chained
from app.domain.case import Case, CaseNotFound
from app.domain.identity import (
    CaseNumber,
    DocumentId,
    JobId,
    PersonId,
    UploadId,
    UserTaskId,
)
from app.domain.people import Person
from app.domain.task import UserTaskNotFound
from app.domain.texts import Text
from app.ports.storage import Draft, Seen, SentMessage, StoredDocument, Upload
from app.ports.views import DocumentRow, MessageRow
from app.storage import Storage, count_statements

CLERK = PersonId("clerk")


def a_document(case: Case, job: JobId) -> StoredDocument:
    return StoredDocument(
        id=DocumentId(uuid4()),
        instance_id=case.instance_id,
        job_id=job,
        template="documents/result.typ",
        number="Х-15/2026",
        verify_code=f"code of {job}",
        title=Text("Хабарлама", "Уведомление", "Notice"),
        words=b'{"title": "x"}',
        pdf=b"%PDF-1.7\x00\xff",
        sha256="0" * 64,
        made_at=NOW,
    )


def a_message(case: Case, job: JobId) -> SentMessage:
    return SentMessage(
        job, case.instance_id, "result", "sms", "+77011234567", "Сәлем", NOW, "receipt"
    )


def test_a_case_comes_back_as_it_was_written(storage: Storage) -> None:
    case = given_case(storage)
    with storage.begin() as uow:
        assert uow.cases.get(case.instance_id) == case


def test_numbers_follow_per_prefix_and_year_without_gaps(storage: Storage) -> None:
    def take(prefix: str, year: int, *, keep: bool = True) -> CaseNumber:
        instance = an_instance()
        with storage.begin() as uow:
            number = uow.cases.next_number(prefix, year, instance.id)
            uow.instances.add(instance)
            if keep:
                uow.commit()
        return number

    assert take("ЖК", 2026) == "ЖК-2026-000001"
    assert take("ЖК", 2026, keep=False) == "ЖК-2026-000002"
    assert take("ЖК", 2026) == "ЖК-2026-000002"
    assert take("ЖК", 2027) == "ЖК-2027-000001"
    assert take("ТЖ", 2026) == "ТЖ-2026-000001"


def test_a_number_that_is_taken_is_refused(storage: Storage) -> None:
    case, instance = given_case(storage), an_instance()
    with storage.begin() as uow:
        uow.instances.add(instance)
        with pytest.raises(IntegrityError):
            uow.cases.add(a_case(instance.id, case.number))


def test_a_draft_is_replaced_kept_per_person_and_dropped_for_all(storage: Storage) -> None:
    case = given_case(storage)
    task = UserTaskId(uuid4())
    mine = Draft(task, CLERK, {"decision": "accept"}, NOW)
    newer = replace(mine, answers={"decision": None}, saved_at=NOW + timedelta(1))
    theirs = replace(mine, person=PersonId("other"), seen=Seen("a case", "others"))
    with storage.begin() as uow:
        assert uow.drafts.get(task, CLERK) is None
        for draft in (mine, theirs, newer):
            uow.drafts.put(case.instance_id, draft)
        assert uow.drafts.get(task, CLERK) == newer
        assert uow.drafts.get(task, PersonId("other")) == theirs
        assert uow.drafts.of_others(task, CLERK) == (theirs,)
        uow.drafts.drop(task)
        assert uow.drafts.get(task, CLERK) is None


def test_papers_come_back_as_they_were(storage: Storage) -> None:
    case, job = given_case(storage), JobId(uuid4())
    upload = Upload(
        id=UploadId(uuid4()),
        instance_id=case.instance_id,
        file_name="анықтама.pdf",
        media_type="application/pdf",
        content=b"\x00\xff" * 1000,
        sha256="1" * 64,
        uploaded_by=CLERK,
        uploaded_at=NOW,
    )
    document = a_document(case, job)
    with storage.begin() as uow:
        assert uow.uploads.get(upload.id) is None
        uow.uploads.add(upload)
        assert uow.uploads.get(upload.id) == upload
        assert (uow.documents.of_job(job), uow.documents.get(document.id)) == (None, None)
        uow.documents.add(document)
        assert uow.documents.of_job(job) == document.id
        assert uow.documents.get(document.id) == document
        assert uow.documents.by_code(document.verify_code) == document
        assert uow.documents.by_code("0000-0000-0000-0000-0000-0000") is None


def test_a_message_of_one_job_is_kept_once(storage: Storage) -> None:
    case = given_case(storage)
    sent = a_message(case, JobId(uuid4()))
    with storage.begin() as uow:
        assert uow.messages.add(sent)
        assert not uow.messages.add(replace(sent, text="again"))
        uow.commit()
    (row,) = storage.queries.case(case.number).messages
    assert row == MessageRow("result", "sms", "+77011234567", "Сәлем", NOW)


def given_full_case(storage: Storage, number: str = "ЖК-2026-000041", size: int = 3) -> Case:
    """A case with `size` of everything that can lie in one."""
    instance = an_instance()
    case = a_case(instance.id, number)
    tasks = [a_task(instance.id, created_at=NOW + timedelta(n)) for n in range(size)]
    closed = a_task(instance.id).complete(PersonId("gone"), NOW)
    jobs = [a_job(instance.id, created_at=NOW + timedelta(n)) for n in range(size)]
    with storage.begin() as uow:
        uow.people.put(Person(CLERK, "Серік Асанов", "kk", "", ()))
        uow.instances.add(instance)
        uow.cases.add(case)
        uow.user_tasks.add([*tasks, closed])
        uow.tokens.change(instance.id, gone=[], come=[a_token(of=task.id) for task in tasks])
        uow.jobs.add(jobs)
        uow.timers.add([a_timer(instance.id) for _ in range(size)])
        for job in jobs:
            uow.incidents.add(an_incident(instance.id))
            uow.incidents.add(an_incident(instance.id, resolved_at=NOW))
            uow.documents.add(a_document(case, job.id))
            uow.messages.add(a_message(case, job.id))
        uow.history.add(instance.id, [an_event(f"kind-{n}") for n in range(size)])
        uow.variables.put(instance.id, {f"v{n}": [None, "x"] for n in range(size)})
        uow.drafts.put(instance.id, Draft(tasks[0].id, CLERK, {"a": "b"}, NOW))
        uow.commit()
    return case


def test_the_case_page_shows_everything(storage: Storage) -> None:
    case = given_full_case(storage)
    view = storage.queries.case(case.number)
    assert view.case == case
    assert [task.is_open for task in view.tasks].count(True) == 3
    assert [task.created_at for task in view.tasks] == sorted(t.created_at for t in view.tasks)
    assert {token.id for token in view.tokens} == {t.id for t in view.tasks if t.is_open}
    assert [event.kind for event in view.history] == ["kind-0", "kind-1", "kind-2"]
    assert [len(part) for part in (view.jobs, view.timers, view.incidents)] == [3, 3, 3]
    assert all(incident.resolved_at is None for incident in view.incidents)
    (document, *_) = view.documents
    assert isinstance(document, DocumentRow)
    assert (document.template, document.title.kk) == ("documents/result.typ", "Хабарлама")
    assert view.variables == {f"v{n}": [None, "x"] for n in range(3)}
    assert view.people == {CLERK: "Серік Асанов"}
    assert (view.version, view.status, view.ended_element) == (1, "active", "")


@pytest.mark.parametrize("size", [1, 25])
def test_a_case_takes_the_same_statements_however_much_lies_in_it(
    storage: Storage, size: int
) -> None:
    case = given_full_case(storage, size=size)
    with count_statements(storage) as statements:
        view = storage.queries.case(case.number)
    assert statements.count == 13
    with count_statements(storage) as statements:
        task = storage.queries.task(view.tasks[0].id, CLERK)
    assert statements.count == 14
    assert task.task == view.tasks[0]


def test_a_task_brings_its_case_and_the_draft_of_who_asks(storage: Storage) -> None:
    case = given_full_case(storage)
    tasks = storage.queries.case(case.number).tasks
    drafts = [storage.queries.task(task.id, CLERK).draft for task in tasks]
    assert [draft.answers for draft in drafts if draft] == [{"a": "b"}]
    view = storage.queries.task(tasks[0].id, PersonId("other"))
    assert view.draft is None
    assert view.case_view.case.instance_id == case.instance_id


def test_a_case_or_task_that_is_not_there_is_refused_by_name(storage: Storage) -> None:
    with pytest.raises(CaseNotFound):
        storage.queries.case(CaseNumber("ЖК-2026-999999"))
    with pytest.raises(UserTaskNotFound):
        storage.queries.task(UserTaskId(uuid4()), CLERK)


def test_openings_are_read_from_the_audit_chain_newest_first(storage: Storage) -> None:
    case = given_full_case(storage)
    chain, head = f"case:{case.instance_id}", CHAIN_START
    actions = ["case-opened", "task-completed", "case-opened", "case-opened"]
    with storage.begin() as uow:
        for number, action in enumerate(actions, 1):
            at, facts = NOW + timedelta(number), {"page": f"page-{number}"}
            row = chained(chain, number, head, AuditEntry(at, CLERK, action, facts))
            uow.audit.append([row])
            head = row.hash
        uow.commit()
    openings = storage.queries.case_openings(case.instance_id, 2)
    assert [(row.page, row.person_name) for row in openings] == [
        ("page-4", "Серік Асанов"),
        ("page-3", "Серік Асанов"),
    ]
