"""Files and drafts: what a person typed or sent is kept, what cannot be taken is told."""

from uuid import uuid4

import pytest
from case_walks import CLERK, COMPLETE_PACKAGE, Walk

from app.domain.forms import FormInvalid
from app.domain.identity import UploadId
from app.domain.task import UserTaskNotOpen
from app.usecases.store_upload import StoreUpload, UploadTooLarge, UploadTypeRefused

PDF = b"%PDF-1.7\n%a small paper\n"


def upload(walk: Walk, content: bytes, upload_id: UploadId | None = None) -> UploadId:
    task = walk.task("check_completeness")
    command = StoreUpload(upload_id or UploadId(uuid4()), task.id, CLERK, "анықтама.pdf", content)
    return walk.world.qadam.store_upload(command).id


def test_a_repeated_upload_is_kept_once(walk: Walk) -> None:
    walk.at_completeness()
    same = UploadId(uuid4())

    assert upload(walk, PDF, same) == upload(walk, PDF, same)

    with walk.world.qadam.storage.begin() as uow:
        kept = uow.uploads.get(same)
    assert kept is not None
    assert (kept.content, kept.media_type) == (PDF, "application/pdf")


def test_a_file_beyond_ten_megabytes_is_refused(walk: Walk) -> None:
    walk.at_completeness()

    with pytest.raises(UploadTooLarge):
        upload(walk, PDF + b"x" * (10 * 1024 * 1024))


def test_a_file_is_judged_by_its_content_and_not_by_its_name(walk: Walk) -> None:
    walk.at_completeness()

    with pytest.raises(UploadTypeRefused):
        upload(walk, b"MZ a program called .pdf")


def test_a_draft_is_there_again_and_goes_with_the_completion(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.world.save_draft(task.id, CLERK, {"package_complete": "no"})

    queries = walk.world.qadam.storage.queries
    draft = queries.task(task.id, CLERK).draft
    assert draft is not None
    assert draft.answers == {"package_complete": "no"}

    walk.complete(task, COMPLETE_PACKAGE)
    assert queries.task(task.id, CLERK).draft is None
    with pytest.raises(UserTaskNotOpen):
        walk.world.save_draft(task.id, CLERK, {})


def test_a_file_goes_along_with_the_answers_and_stays_with_the_case(walk: Walk) -> None:
    task = walk.at_completeness()
    sent = upload(walk, PDF)

    walk.complete(task, {**COMPLETE_PACKAGE, "scans": [str(sent)]})

    assert walk.view().variables["scans"] == [str(sent)]
    assert [(f.id, f.file_name, f.uploaded_by) for f in walk.view().files] == [
        (sent, "анықтама.pdf", CLERK)
    ]


def test_a_file_of_another_case_is_not_taken(walk: Walk) -> None:
    walk.at_completeness()
    foreign = upload(walk, PDF)
    task = walk.at_completeness()

    with pytest.raises(FormInvalid) as refused:
        walk.complete(task, {**COMPLETE_PACKAGE, "scans": [str(foreign)]})

    assert [problem.key for problem in refused.value.problems] == ["scans"]
    assert walk.task("check_completeness").is_open
