"""Sign a document from a user task: the signature is proven first, then kept with its proof."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.audit import AuditEntry
from app.domain.identity import CommandId, PersonId, TokenId, UserTaskId
from app.domain.people import Person
from app.domain.signatures import (
    AlreadySigned,
    SignatureId,
    SignedContentDiffers,
    SignerHasNoIin,
)
from app.domain.task import UserTask, UserTaskNotOpen
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.paper_storage import StoredSignature
from app.ports.signing import DemoKeys, SignatureVerifier
from app.ports.storage import BeginWork, HistoryEvent, StoredDocument, UnitOfWork
from app.usecases.acting import acting, own_command
from app.usecases.advancing import Grounds, NewId, audited, grounds_of
from app.usecases.called_processes import form_of
from app.usecases.candidates import demand_candidate
from app.usecases.rulebook import Rulebook
from app.usecases.signing import document_to_sign, position_of


@dataclass(frozen=True, slots=True)
class SignDocument:
    command_id: CommandId
    task_id: UserTaskId
    field: str
    """Key of the form's signature field."""
    actor: PersonId
    signature: bytes
    """CMS, detached, of the document's PDF."""


@dataclass(frozen=True, slots=True)
class SignWithDemoKey:
    """The same with the key that the demo's authority keeps for the actor."""

    command_id: CommandId
    task_id: UserTaskId
    field: str
    actor: PersonId
    pin: str


@dataclass(frozen=True, slots=True)
class DocumentSigned:
    signature_id: UUID
    task_id: UserTaskId


@dataclass(frozen=True, slots=True)
class Paper:
    """What a person is about to sign."""

    document: StoredDocument
    is_signed: bool
    """By this very person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """The use cases around a signature, bound to what they need."""

    begin: BeginWork
    engine: ProcessEngine
    rules: Rulebook
    verifier: SignatureVerifier
    demo_keys: DemoKeys | None
    """None outside the demo."""
    clock: Clock
    new_id: NewId

    def paper(self, actor: PersonId, task_id: UserTaskId, field: str) -> Paper:
        """The document behind the field.

        Raises:
            NothingToSign: there is none.
            UserTaskNotFound, UserTaskNotOpen, NotACandidate: as they say.
        """
        with self.begin() as uow:
            _, person, _, document = self._at_hand(uow, task_id, field, actor)
            signed = uow.signatures.of_document(document.id)
        return Paper(document, any(one.person == person.id for one in signed))

    def sign(self, command: SignDocument) -> DocumentSigned:
        """Prove the signature and keep it.

        Idempotent: a repeated `command_id` changes nothing and returns the first answer. The proof
        is made before the transaction, for it may ask the authority; within it the document is
        looked at again.

        Raises:
            SignatureRefused: a subclass that says what is wrong with the signature.
            SignerHasNoIin, AlreadySigned, NothingToSign: as they say.
            UserTaskNotFound, UserTaskNotOpen, NotACandidate: as they say.
            SystemUnavailable: nobody can tell now whether the certificate was revoked.
        """
        command_id = own_command(command.command_id, command.actor, command.task_id)
        with self.begin() as uow:
            earlier = uow.command_log.answer_of(command_id, DocumentSigned)
            if earlier is not None:
                return earlier
            _, _, _, document = self._at_hand(uow, command.task_id, command.field, command.actor)
        proof = self.verifier.verify(document.pdf, command.signature)
        with self.begin() as uow:
            # Locked before any check: a timer tick may be cancelling this very task.
            uow.instances.lock_by_task(command.task_id)
            earlier = uow.command_log.answer_of(command_id, DocumentSigned)
            if earlier is not None:
                return earlier
            ground, actor, task, document = self._at_hand(
                uow, command.task_id, command.field, command.actor
            )
            proof.signer.demand(actor.iin)
            if proof.content_sha256 != document.sha256:
                raise SignedContentDiffers("Expected the document that the task means now")
            if any(one.person == actor.id for one in uow.signatures.of_document(document.id)):
                raise AlreadySigned(f"Expected {actor.id} to sign document {document.id} once")
            stored = StoredSignature(
                id=SignatureId(self.new_id()),
                instance_id=task.instance_id,
                document_id=document.id,
                content=None,
                person=actor.id,
                position=position_of(actor, task, self.rules.offices(uow)),
                cms=command.signature,
                proof=proof,
            )
            uow.signatures.add(stored)
            self._record(uow, ground, task, stored)
            answer = DocumentSigned(stored.id, task.id)
            uow.command_log.remember(command_id, answer, ground.now)
            uow.commit()
            return answer

    def sign_with_demo_key(self, command: SignWithDemoKey) -> DocumentSigned:
        """Let the demo's authority sign with the actor's key, then prove and keep as `sign`.

        Raises:
            PinRefused: the PIN is wrong.
            RuntimeError: outside the demo.
        """
        if self.demo_keys is None:
            raise RuntimeError("Expected the demo: there are no demo keys here")
        with self.begin() as uow:
            _, actor, _, document = self._at_hand(
                uow, command.task_id, command.field, command.actor
            )
        signature = self.demo_keys.sign(actor.iin, actor.full_name, command.pin, document.pdf)
        return self.sign(
            SignDocument(
                command.command_id, command.task_id, command.field, command.actor, signature
            )
        )

    def _at_hand(
        self, uow: UnitOfWork, task_id: UserTaskId, field: str, actor_id: PersonId
    ) -> tuple[Grounds, Person, UserTask, StoredDocument]:
        """What a signature is made from, each part checked."""
        actor = acting(uow, actor_id, self.rules)
        task = uow.user_tasks.get(task_id)
        demand_candidate(actor, task, self.rules.offices(uow))
        if not task.is_open:
            raise UserTaskNotOpen(f"Expected user task {task.id} open, but it is {task.state}")
        if not actor.iin:
            raise SignerHasNoIin(f"Expected {actor.id} to have an IIN")
        instance = uow.instances.lock(task.instance_id)
        ground = grounds_of(uow, instance, self.rules, self.clock.now())
        known = self.engine.variables_at(
            ground.service.source, instance.snapshot, TokenId(task.id), ground.around
        )
        form = form_of(ground.service, task.form, self.rules)
        scope = {**known, **ground.around.variables}
        document = document_to_sign(uow, form, field, task, scope)
        return ground, actor, task, document

    def _record(
        self, uow: UnitOfWork, ground: Grounds, task: UserTask, stored: StoredSignature
    ) -> None:
        actor = str(stored.person)
        facts = {"document": str(stored.document_id), "signature": str(stored.id)}
        event = HistoryEvent(ground.now, "document_signed", task.element_id, actor, (), facts)
        uow.history.add(ground.instance.id, [event])
        told = {**facts, "sha256": stored.proof.content_sha256}
        audited(uow, ground.instance, AuditEntry(ground.now, actor, "document-signed", told))
