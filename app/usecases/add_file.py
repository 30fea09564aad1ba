"""Take a file that a citizen adds to a case of theirs: what is missing, or what speaks for them."""

import hashlib
from dataclasses import dataclass
from uuid import uuid5

from app.domain.audit import AuditEntry
from app.domain.case import CaseEnded, CaseNotFound
from app.domain.citizens import Citizen
from app.domain.identity import CaseNumber, CommandId, PersonId, UploadId
from app.domain.refusals import Conflict
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, HistoryEvent, Upload
from app.ports.views import Queries
from app.usecases.advancing import audited
from app.usecases.request_attachments import MOST_FILES
from app.usecases.store_upload import media_type_of, plain_name


class TooManyFiles(Conflict):
    code = "TooManyFiles"
    title = Text(
        "Бұл өтінішке он файл тіркелген. Қалғанын бөлімге апарыңыз",
        "К этому заявлению уже приложено десять файлов. Остальное принесите в отдел",
        "Ten files are with this application already. Please bring the rest to the office",
    )


@dataclass(frozen=True, slots=True)
class AddFile:
    command_id: CommandId
    citizen: Citizen
    number: CaseNumber
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileAdded:
    id: UploadId
    file_name: str


def add_file(command: AddFile, *, begin: BeginWork, queries: Queries, clock: Clock) -> FileAdded:
    """Keep the file with the case, where officials see it and who sent it.

    Idempotent by `command_id` and content.

    Raises:
        CaseNotFound: no such case, or none of theirs.
        CaseEnded, TooManyFiles, UploadTooLarge, UploadTypeRefused: as they say.
    """
    media_type = media_type_of(command.content)
    view = queries.case(command.number)
    part = command.citizen.part_in(view.case)
    if part is None:
        raise CaseNotFound(f"Expected {command.number} to be a case of the citizen")
    digest = hashlib.sha256(command.content).hexdigest()
    instance_id = view.case.instance_id
    upload = UploadId(uuid5(command.command_id, f"{instance_id} {digest}"))
    answer = FileAdded(upload, plain_name(command.file_name) or "file")
    with begin() as uow:
        instance = uow.instances.lock(instance_id)
        if uow.uploads.get(upload) is not None:
            return answer
        if instance.ended_at is not None:
            raise CaseEnded(f"Expected {command.number} to be open")
        if sum(file.uploaded_by == part for file in view.files) >= MOST_FILES:
            raise TooManyFiles(f"Expected at most {MOST_FILES} files of the {part}")
        now = clock.now()
        uow.uploads.add(
            Upload(
                id=upload,
                instance_id=instance_id,
                file_name=answer.file_name,
                media_type=media_type,
                content=command.content,
                sha256=digest,
                uploaded_by=PersonId(part),
                uploaded_at=now,
            )
        )
        uow.history.add(instance_id, [HistoryEvent(now, "file_added", None, part)])
        facts = {"upload": str(upload), "sha256": digest}
        audited(uow, instance, AuditEntry(now, part, "file-uploaded", facts))
        uow.commit()
    return answer
