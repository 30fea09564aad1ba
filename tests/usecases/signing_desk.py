"""A case whose notice waits for the head's signature, and short words for signing it."""

from datetime import datetime

from case_walks import Walk, command_id

from app.bootstrap.demo_people import PEOPLE
from app.domain.identity import CommandId, PersonId
from app.domain.task import UserTask
from app.ports.storage import StoredDocument
from app.stand.authority import PIN
from app.usecases.sign_document import DocumentSigned, SignDocument, SignWithDemoKey

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HEAD = PersonId("bauyrzhan")
FIELD = "notice_signature"
HEAD_PERSON = next(person for person in PEOPLE if person.id == HEAD)


class Desk:
    """A case whose notice waits for the head's signature."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.world = walk.world
        self.signing = walk.world.qadam.signing
        self.authority = walk.world._stand.control.authority
        walk.register()
        walk.run_jobs()
        self.task: UserTask = walk.task("sign_notice")

    @property
    def paper(self) -> StoredDocument:
        with self.world.qadam.storage.begin() as uow:
            document = uow.documents.get(self.walk.view().documents[0].id)
        assert document is not None
        return document

    def made(self, content: bytes | None = None, iin: str = HEAD_PERSON.iin) -> bytes:
        """A signature by a key of the demo's authority."""
        now = self.world.now()
        self.world._stand.control.key_for(iin, "Нұрланов Бауыржан")
        return self.authority.sign(iin, PIN, content or self.paper.pdf, now)

    def sign(
        self,
        signature: bytes,
        *,
        actor: PersonId = HEAD,
        command: CommandId | None = None,
        field: str = FIELD,
    ) -> DocumentSigned:
        return self.signing.sign(
            SignDocument(command or command_id(), self.task.id, field, actor, signature)
        )

    def sign_with_demo_key(self, pin: str = PIN, actor: PersonId = HEAD) -> DocumentSigned:
        return self.signing.sign_with_demo_key(
            SignWithDemoKey(command_id(), self.task.id, FIELD, actor, pin)
        )

    def signatures(self) -> int:
        return len(self.walk.view().documents[0].signatures)
