"""Take a file that belongs to a user task: size and type are checked by its content."""

import hashlib
import re
from dataclasses import dataclass

from app.domain.audit import AuditEntry
from app.domain.identity import PersonId, UploadId, UserTaskId
from app.domain.refusals import Invalid
from app.domain.task import UserTaskNotOpen
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, Upload
from app.usecases.acting import acting
from app.usecases.advancing import audited
from app.usecases.candidates import demand_candidate
from app.usecases.rulebook import Rulebook

LARGEST_UPLOAD = 10 * 1024 * 1024
"""Bytes."""
LONGEST_NAME = 200
"""Characters of a file's name."""
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


class UploadTooLarge(Invalid):
    code = "UploadTooLarge"
    title = Text(
        "Файл тым үлкен: 10 МБ-тан аспауы керек",
        "Файл слишком большой: допустимо не более 10 МБ",
        "The file is too large: at most 10 MB",
    )


class UploadTypeRefused(Invalid):
    code = "UploadTypeRefused"
    title = Text(
        "Бұл файл түрі қабылданбайды: PDF, JPEG немесе PNG жүктеңіз",
        "Такой файл не принимается: загрузите PDF, JPEG или PNG",
        "This kind of file is not taken: please upload PDF, JPEG or PNG",
    )


@dataclass(frozen=True, slots=True)
class StoreUpload:
    upload_id: UploadId
    """Chosen by the sender; a repeated one stores nothing twice."""
    task_id: UserTaskId
    actor: PersonId
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class UploadStored:
    id: UploadId
    file_name: str
    size: int


def store_upload(
    command: StoreUpload, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> UploadStored:
    """Store the file with the task's case. Idempotent by `upload_id`.

    Raises:
        UploadTooLarge, UploadTypeRefused: nothing was stored.
        UserTaskNotFound, UserTaskNotOpen, NotACandidate: as they say.
    """
    media_type = media_type_of(command.content)
    name = plain_name(command.file_name)
    answer = UploadStored(command.upload_id, name, len(command.content))
    with begin() as uow:
        instance = uow.instances.lock_by_task(command.task_id)
        if uow.uploads.get(command.upload_id) is not None:
            return answer
        actor = acting(uow, command.actor, rules)
        task = uow.user_tasks.get(command.task_id)
        demand_candidate(actor, task, rules.offices(uow))
        if not task.is_open:
            raise UserTaskNotOpen(f"Expected user task {task.id} open, but it is {task.state}")
        now = clock.now()
        digest = hashlib.sha256(command.content).hexdigest()
        uow.uploads.add(
            Upload(
                id=command.upload_id,
                instance_id=instance.id,
                file_name=name,
                media_type=media_type,
                content=command.content,
                sha256=digest,
                uploaded_by=actor.id,
                uploaded_at=now,
            )
        )
        facts = {"upload": str(command.upload_id), "sha256": digest}
        audited(uow, instance, AuditEntry(now, actor.id, "file-uploaded", facts))
        uow.commit()
        return answer


def plain_name(told: str) -> str:
    """The last part of a path, without signs that nobody sees; its end, where it is long."""
    last = re.split(r"[/\\]", told)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:]


def media_type_of(content: bytes) -> str:
    """The kind of a file, by what it begins with. Raises UploadTooLarge, UploadTypeRefused."""
    if len(content) > LARGEST_UPLOAD:
        raise UploadTooLarge(f"Expected at most {LARGEST_UPLOAD} bytes, found {len(content)}")
    for signature, media_type in SIGNATURES.items():
        if content.startswith(signature):
            return media_type
    raise UploadTypeRefused("Expected PDF, JPEG or PNG by content")
