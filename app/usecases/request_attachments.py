"""The files that come with a signed request: those of the signed list, checked like uploads."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from app.domain.audit import AuditEntry
from app.domain.identity import CommandId, InstanceId, PersonId, UploadId
from app.domain.refusals import Invalid
from app.domain.strict_reading import Reading
from app.domain.texts import Text
from app.ports.storage import UnitOfWork, Upload
from app.usecases.advancing import audited
from app.usecases.store_upload import media_type_of, plain_name

MOST_FILES = 10
BY_PORTAL = PersonId("egov")
"""Who has put a file to the case that came through the portal."""


class AttachmentsDiffer(Invalid):
    code = "AttachmentsDiffer"
    title = Text(
        "Тіркелген файлдар қол қойылған тізімге сай емес",
        "Приложенные файлы не совпадают с подписанным перечнем",
        "The attached files are not those of the signed list",
    )


class TooManyAttachments(Invalid):
    code = "TooManyAttachments"
    title = Text(
        "Файл тым көп: он файлдан аспауы керек",
        "Слишком много файлов: допустимо не более десяти",
        "There are too many files: at most ten",
    )


@dataclass(frozen=True, slots=True)
class Attachment:
    file_name: str
    media_type: str
    """By content, not by the sender's word."""
    content: bytes
    sha256: str

    def keep(
        self, uow: UnitOfWork, instance_id: InstanceId, command_id: CommandId, now: datetime
    ) -> None:
        """Store it with the case that its request began."""
        upload = UploadId(uuid5(command_id, self.sha256))
        uow.uploads.add(
            Upload(
                id=upload,
                instance_id=instance_id,
                file_name=self.file_name,
                media_type=self.media_type,
                content=self.content,
                sha256=self.sha256,
                uploaded_by=BY_PORTAL,
                uploaded_at=now,
            )
        )
        facts = {"upload": str(upload), "sha256": self.sha256}
        instance = uow.instances.lock(instance_id)
        audited(uow, instance, AuditEntry(now, BY_PORTAL, "file-uploaded", facts))


def list_problems(listed: object) -> Sequence[str]:
    """What is wrong with the shape of the signed list, by path; nothing where there is none."""
    reading = Reading()
    if not isinstance(listed, list):
        return () if listed is None else ("attachments: expected a list",)
    for at, entry in enumerate(listed):
        path = f"attachments[{at}]"
        found = reading.mapping(entry, path, required=("name", "sha256"))
        for key, value in found.items():
            if not isinstance(value, str) or not value:
                reading.problem(f"{path}.{key}", "expected a text")
    return reading.problems


def attachments_of(
    listed: Sequence[Mapping[str, str]], files: Sequence[bytes]
) -> tuple[Attachment, ...]:
    """The files by their signed names, in the order of the list.

    Raises:
        TooManyAttachments: more than an office can read.
        AttachmentsDiffer: a file is missing, unlisted, listed twice, or not the one signed.
        UploadTooLarge, UploadTypeRefused: as a clerk's upload would be refused.
    """
    if max(len(listed), len(files)) > MOST_FILES:
        raise TooManyAttachments(f"Expected at most {MOST_FILES} files, found {len(files)}")
    sent = {hashlib.sha256(content).hexdigest(): content for content in files}
    names = {entry["sha256"].lower(): entry["name"] for entry in listed}
    if sent.keys() != names.keys() or not len(listed) == len(files) == len(sent):
        raise AttachmentsDiffer(f"Expected the {len(listed)} signed files, found {len(files)}")
    return tuple(
        Attachment(plain_name(name) or "file", media_type_of(sent[digest]), sent[digest], digest)
        for digest, name in names.items()
    )
