"""Signature fields of a task's form: which document each means, and who has signed it."""

from collections.abc import Mapping
from uuid import UUID

from app.domain.form_fields import Field
from app.domain.forms import Form, FormInvalid, Problem
from app.domain.identity import DocumentId
from app.domain.people import ROLE_NAMES, Offices, Person, groups_by_office
from app.domain.refusals import NotFound
from app.domain.task import UserTask
from app.domain.texts import Text
from app.feel import Value
from app.ports.storage import StoredDocument, UnitOfWork


class NothingToSign(NotFound):
    """The task has no such signature field, or its document does not exist yet."""

    code = "NothingToSign"
    title = Text(
        "Қол қойылатын құжат жоқ", "Документа для подписания нет", "There is no document to sign"
    )


NOT_SIGNED = Text(
    "Алдымен құжатқа өз ЭЦҚ кілтіңізбен қол қойыңыз",
    "Сначала подпишите документ своим ключом ЭЦП",
    "Please sign the document with your own key first",
)


def signature_fields(
    form: Form, answers: Mapping[str, object], scope: Mapping[str, Value]
) -> tuple[Field, ...]:
    """Those of the form that are shown for these answers."""
    return tuple(field for field in form.shown(answers, scope) if field.kind == "signature")


def document_meant(field: Field, scope: Mapping[str, Value]) -> DocumentId | None:
    """The document that the field's expression names; None where it names none."""
    if field.document is None:
        return None
    named = field.document.evaluate(scope).value
    try:
        return DocumentId(UUID(str(named)))
    except ValueError:
        return None


def document_to_sign(
    uow: UnitOfWork, form: Form | None, key: str, task: UserTask, scope: Mapping[str, Value]
) -> StoredDocument:
    """The document behind a signature field of the task.

    Raises:
        NothingToSign: no such field, or no document of this case is named.
    """
    field = next(
        (one for one in (form.fields if form else ()) if (one.key, one.kind) == (key, "signature")),
        None,
    )
    meant = None if field is None else document_meant(field, scope)
    document = None if meant is None else uow.documents.get(meant)
    if document is None or document.instance_id != task.instance_id:
        raise NothingToSign(f"Expected a document to sign behind {key} of user task {task.id}")
    return document


def demand_signatures(
    uow: UnitOfWork,
    form: Form,
    answers: Mapping[str, Value],
    scope: Mapping[str, Value],
    actor: Person,
) -> Mapping[str, Value]:
    """The answers of the signature fields: the id of the actor's own signature, or null.

    Raises:
        FormInvalid: a required signature is missing.
    """
    signed: dict[str, Value] = {}
    problems: list[Problem] = []
    for field in signature_fields(form, answers, scope):
        document = document_meant(field, scope)
        own = [
            one
            for one in (uow.signatures.of_document(document) if document else ())
            if one.person == actor.id
        ]
        signed[field.key] = str(own[0].id) if own else None
        if field.required and not own:
            problems.append(Problem(field.key, NOT_SIGNED))
    if problems:
        raise FormInvalid(problems)
    return signed


def position_of(actor: Person, task: UserTask, offices: Offices) -> Text:
    """In which role and office somebody works the task: `Басшы, Бостандық … бөлімі`."""
    office = offices.get(task.office_id).name
    groups = groups_by_office(actor, offices)
    reaching = [
        grant.role
        for grant in actor.grants
        if task.office_id in groups.get(grant.role.value, frozenset())
    ]
    # The role that the task is meant for; of somebody it names, whatever they are there.
    meant = [role for role in reaching if role.value in task.candidate_groups] or reaching
    if not meant:
        return office
    role = ROLE_NAMES[meant[0]]
    return Text(
        f"{role.kk}, {office.kk}",
        f"{role.in_language('ru')}, {office.in_language('ru')}",
        f"{role.in_language('en')}, {office.in_language('en')}",
    )
