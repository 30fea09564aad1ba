"""Drafts of services: every file has a revision, and a save over another one is seen."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from builders import NOW, PA, given_instance

from app.domain.case import InstanceStatus
from app.domain.identity import DraftId, PersonId
from app.domain.models import ModelFile
from app.domain.service_drafts import DraftFile, ServiceDraft
from app.ports.design_views import DraftLine
from app.ports.storage import ProcessVersion
from app.storage import Storage, count_statements

MADINA, ERLAN = PersonId("madina"), PersonId("erlan")
FILES = (ModelFile("b.form", b"{}"), ModelFile("a.bpmn", b"\x00drawing\xff"))


def given_draft(storage: Storage) -> ServiceDraft:
    draft = ServiceDraft(DraftId(uuid4()), PA, "Үйге бару", 3, MADINA, NOW)
    with storage.begin() as uow:
        uow.service_drafts.add(draft, FILES)
        uow.commit()
    return draft


def saved(storage: Storage, draft: ServiceDraft, file: DraftFile) -> bool:
    with storage.begin() as uow:
        done = uow.service_drafts.save(draft.id, file)
        uow.commit()
    return done


def test_a_draft_keeps_its_files_in_order_of_path(storage: Storage) -> None:
    draft = given_draft(storage)

    found = storage.queries.service_draft(draft.id)

    assert found is not None
    assert found[0] == draft
    assert [(file.path, file.content, file.revision) for file in found[1]] == [
        ("a.bpmn", b"\x00drawing\xff", 1),
        ("b.form", b"{}", 1),
    ]
    assert storage.queries.service_draft(DraftId(uuid4())) is None


def test_of_two_saves_over_one_revision_the_second_changes_nothing(storage: Storage) -> None:
    draft = given_draft(storage)
    mine = DraftFile("a.bpmn", b"mine", 2, NOW, MADINA)

    assert saved(storage, draft, mine)
    assert not saved(storage, draft, replace(mine, content=b"theirs", saved_by=ERLAN))
    assert saved(storage, draft, replace(mine, content=b"after", revision=3))

    with storage.begin() as uow:
        there = uow.service_drafts.file(draft.id, "a.bpmn")
    assert there is not None
    assert (there.content, there.revision) == (b"after", 3)


def test_a_new_file_comes_once(storage: Storage) -> None:
    draft = given_draft(storage)
    new = DraftFile("forms/visit.form", b"{}", 1, NOW, MADINA)

    assert saved(storage, draft, new)
    assert not saved(storage, draft, new)


def test_a_deleted_draft_takes_its_files_along(storage: Storage) -> None:
    draft = given_draft(storage)
    with storage.begin() as uow:
        uow.service_drafts.drop(draft.id)
        assert uow.service_drafts.files(draft.id) == ()
        uow.commit()

    assert storage.queries.designs().drafts == []


def test_the_overview_counts_open_cases_by_version_without_reading_files(storage: Storage) -> None:
    draft = given_draft(storage)
    later = NOW + timedelta(minutes=5)
    saved(storage, draft, DraftFile("a.bpmn", b"mine", 2, later, ERLAN))
    given_instance(storage)
    given_instance(storage, version=2)
    given_instance(storage, status=InstanceStatus.COMPLETED, ended_at=NOW)
    first = ProcessVersion(PA, 1, "0" * 64, NOW, "system")
    second = replace(first, version=2, deployed_by="madina", note="Үйге бару қосылды")
    with storage.begin() as uow:
        uow.processes.add(first, FILES)
        uow.processes.add(second, FILES)
        uow.commit()

    with count_statements(storage) as statements:
        overview = storage.queries.designs()

    assert overview.versions == (second, first)
    assert overview.running == {(PA, 1): 1, (PA, 2): 1}
    assert overview.drafts == [DraftLine(draft, later, ERLAN)]
    assert statements.count == 5


def test_a_file_is_taken_out_only_as_it_was_read(storage: Storage) -> None:
    draft = given_draft(storage)
    assert saved(storage, draft, DraftFile("a.bpmn", b"theirs", 2, NOW, ERLAN))

    with storage.begin() as uow:
        assert not uow.service_drafts.remove(draft.id, "a.bpmn", 1)
        assert not uow.service_drafts.remove(draft.id, "c.form", 1)
        assert uow.service_drafts.remove(draft.id, "b.form", 1)
        uow.commit()

    found = storage.queries.service_draft(draft.id)
    assert found is not None
    assert [file.path for file in found[1]] == ["a.bpmn"]
