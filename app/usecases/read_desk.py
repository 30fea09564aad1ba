"""What each page of the desk shows, checked against the powers of the person who asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.case import Case, CaseNotFound
from app.domain.forms import Form
from app.domain.identity import (
    CaseNumber,
    DocumentId,
    ElementId,
    TokenId,
    UploadId,
    UserTaskId,
)
from app.domain.models import Element
from app.domain.people import (
    Person,
    Power,
    own_office,
)
from app.domain.refusals import NotFound
from app.domain.signatures import SignatureId
from app.domain.standard import Edition, ServiceStandard
from app.domain.task import UserTask
from app.domain.terms import Deadline
from app.domain.texts import Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.complaint_views import NO_LINKS, CaseLinks
from app.ports.paper_storage import StoredSignature
from app.ports.storage import BeginWork, StoredDocument, Upload
from app.ports.views import (
    CaseView,
    DocumentRow,
    DueBounds,
    OpeningRow,
    Queries,
    TaskView,
)
from app.usecases.called_processes import elements_of, form_of
from app.usecases.candidates import is_candidate
from app.usecases.case_diagram import DiagramState, diagram_at, diagram_state
from app.usecases.due_bounds import due_bounds
from app.usecases.look_inside import LookInside
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.sight_of_case import RecordOpening, contested_in_sight, demand_sight
from app.usecases.signing import document_meant
from app.usecases.stages import Stage, stages_of
from app.usecases.start_forms import StartForm, start_forms
from app.usecases.surroundings import deadline_of, platform_variables

OPENINGS_SHOWN = 20


class PaperNotFound(NotFound):
    code = "PaperNotFound"
    title = Text("Мұндай құжат жоқ", "Такого документа нет", "There is no such document")


@dataclass(frozen=True, slots=True)
class PaperStates:
    """How the papers of a case are signed that carry no signature yet."""

    awaited: frozenset[DocumentId] = frozenset()
    """Those that an open task asks for the signature of."""
    by_hand: frozenset[str] = frozenset()
    """Templates of the papers with lines to be signed by hand."""


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """A case with what its service version says of it."""

    view: CaseView
    standard: ServiceStandard
    edition: Edition
    deadline: Deadline
    stages: tuple[Stage, ...]
    elements: Mapping[ElementId, Element]
    openings: Sequence[OpeningRow]
    inside: Mapping[str, Value] = field(default_factory=dict)
    """On the case's own page: what its stages know that are not over."""
    papers: PaperStates = PaperStates()
    """On the case's own page: which papers are still to be signed, and how."""
    links: CaseLinks = NO_LINKS
    """On the case's own page: the case that it is a complaint about, or the complaints about it."""


@dataclass(frozen=True, slots=True)
class TaskDesk:
    """A task with its form, its explanation and its case."""

    view: TaskView
    form: Form | None
    element: Element
    case: CaseDesk
    may_work: bool
    """Whether the person is a candidate or holds it."""
    scope: Mapping[str, Value]
    """What the form's conditions may read besides its own answers."""
    signing: Mapping[str, DocumentRow]
    """The document behind each signature field, by its key; those that are drawn up."""
    contested: CaseView | None = None
    """On the page of a complaint's task: the case that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The queries of the pages, over the projections alone."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock
    record_opening: RecordOpening
    look: LookInside
    signed_by_hand: Callable[[ServiceVersion], frozenset[str]]
    """The templates of the version's papers that people sign on paper."""

    def task(self, actor: Person, task_id: UserTaskId) -> TaskDesk:
        """A task page. Opening it is recorded.

        Raises:
            UserTaskNotFound: no such task.
            NotPermitted: the person may not see the case.
        """
        desk = self.task_in_hand(actor, task_id)
        task, case = desk.view.task, desk.view.case_view.case
        self.record_opening(actor, case, f"task:{task.element_id}")
        seen = self.queries, self.rules.offices(), self.record_opening
        return replace(desk, contested=contested_in_sight(actor, case, *seen))

    def task_in_hand(self, actor: Person, task_id: UserTaskId) -> TaskDesk:
        """The same for a deed on a page that is open already; shows nothing, so records nothing.

        Raises as `task`.
        """
        view = self.queries.task(task_id, actor.id)
        self._demand_sight(actor, view.case_view.case)
        version = self._version(view.case_view)
        case = self._case_desk(view.case_view, version)
        scope = self._scope(view, version, case.elements)
        form = form_of(version, view.task.form, self.rules)
        return TaskDesk(
            view=view,
            form=form,
            element=_element_of(view.task, case.elements),
            case=case,
            may_work=is_candidate(actor, view.task, self.rules.offices()),
            scope=scope,
            signing=_signing(form, scope, view.case_view),
        )

    def case(self, actor: Person, number: CaseNumber) -> CaseDesk:
        """A case page. Opening it is recorded.

        Raises:
            CaseNotFound: no such case.
            NotPermitted: the person may not see it.
        """
        view = self.queries.case(number)
        self._demand_sight(actor, view.case)
        self.record_opening(actor, view.case, "case")
        version = self._version(view)
        desk = self._case_desk(view, version, openings=True)
        inside = self.look.open_stages(view, version)
        links = self.queries.case_links(view.case.instance_id)
        return replace(desk, inside=inside, papers=self.paper_states(view), links=links)

    def case_in_hand(self, actor: Person, number: CaseNumber) -> CaseDesk:
        """The same for a deed on a page that is open already. Raises as `case`."""
        view = self.queries.case(number)
        self._demand_sight(actor, view.case)
        return self._case_desk(view, self._version(view))

    def diagram(
        self, actor: Person, number: CaseNumber, called: str = ""
    ) -> tuple[bytes, DiagramState]:
        """The BPMN of the case's version, and where the case stands in it.

        Args:
            actor: must see the case.
            number: of the case.
            called: ids of call activities, joined by `/`, that lead to a called process; its
                diagram is given then.

        Raises:
            CaseNotFound: no such case, or nothing known is called there.
            NotPermitted: the person may not see it.
        """
        view = self.queries.case(number)
        self._demand_sight(actor, view.case)
        version = self._version(view)
        bpmn = diagram_at(version, called, self.rules)
        if bpmn is None:
            raise CaseNotFound(f"Expected a called process at {called}")
        return bpmn, diagram_state(view, elements_of(version, self.rules), called)

    def start_forms(self, actor: Person) -> tuple[StartForm, ...]:
        return start_forms(actor, self.rules)

    def document(self, actor: Person, document_id: DocumentId) -> tuple[StoredDocument, CaseView]:
        """An official document and its case. Opening it is recorded.

        Raises:
            PaperNotFound: no such document.
            NotPermitted: the person may not see the case.
        """
        with self.begin() as uow:
            document = uow.documents.get(document_id)
            if document is None:
                raise PaperNotFound(f"Expected a document {document_id}")
            case = uow.cases.get(document.instance_id)
        self._demand_sight(actor, case)
        self.record_opening(actor, case, "document")
        return document, self.queries.case(case.number)

    def paper_states(self, view: CaseView) -> PaperStates:
        """How the papers of a case that the person may see are to be signed."""
        version = self._version(view)
        awaited = self.look.awaiting_signature(view, version)
        return PaperStates(awaited, self.signed_by_hand(version))

    def signature(
        self, actor: Person, document_id: DocumentId, signature_id: SignatureId
    ) -> StoredSignature:
        """A signature of a document, as it came. Opening it is recorded. Raises as `document`."""
        with self.begin() as uow:
            signed = uow.signatures.of_document(document_id)
            found = next((one for one in signed if one.id == signature_id), None)
            if found is None:
                raise PaperNotFound(f"Expected a signature {signature_id} of {document_id}")
            case = uow.cases.get(found.instance_id)
        self._demand_sight(actor, case)
        self.record_opening(actor, case, "document")
        return found

    def upload(self, actor: Person, upload_id: UploadId) -> Upload:
        """An uploaded file. Opening it is recorded. Raises as `document`."""
        with self.begin() as uow:
            upload = uow.uploads.get(upload_id)
            if upload is None:
                raise PaperNotFound(f"Expected an uploaded file {upload_id}")
            case = uow.cases.get(upload.instance_id)
        self._demand_sight(actor, case)
        self.record_opening(actor, case, "upload")
        return upload

    def _bounds(self, actor: Person, power: Power) -> DueBounds:
        """Raises NotPermitted for a person without the power."""
        return due_bounds(self.clock.now(), self.rules.calendar(own_office(actor, power)))

    def _version(self, view: CaseView) -> ServiceVersion:
        return self.rules.service(view.case.process_key, view.version)

    def _demand_sight(self, actor: Person, case: Case) -> None:
        demand_sight(actor, case, self.queries, self.rules.offices())

    def _scope(
        self, view: TaskView, version: ServiceVersion, elements: Mapping[ElementId, Element]
    ) -> Mapping[str, Value]:
        """What the form of the task may read."""
        case, known = view.case_view.case, view.case_view.variables
        if view.task.is_open and _element_of(view.task, elements).is_scoped:
            for seen in self.look.seen_at(view.case_view, version, (TokenId(view.task.id),)):
                known = seen
        return {**known, **platform_variables(case)}

    def _case_desk(
        self, view: CaseView, version: ServiceVersion, *, openings: bool = False
    ) -> CaseDesk:
        edition = version.standard.edition(view.case.edition)
        calendar = self.rules.calendar(view.case.office_id)
        elements = elements_of(version, self.rules)
        looked: Sequence[OpeningRow] = ()
        if openings:
            looked = self.queries.case_openings(view.case.instance_id, OPENINGS_SHOWN)
        return CaseDesk(
            view=view,
            standard=version.standard,
            edition=edition,
            deadline=deadline_of(view.case, view.case.term, edition, calendar),
            stages=stages_of(elements, view),
            elements=elements,
            openings=looked,
        )


def _element_of(task: UserTask, elements: Mapping[ElementId, Element]) -> Element:
    """The element of a task; with its name alone where a computed call leads to it."""
    found = elements.get(task.element_id)
    return found or Element(task.element_id, "user_task", task.name, is_scoped=True)


def _signing(
    form: Form | None, scope: Mapping[str, Value], view: CaseView
) -> Mapping[str, DocumentRow]:
    documents = {document.id: document for document in view.documents}
    meant = {
        field.key: documents.get(document)
        for field in (form.fields if form else ())
        if field.kind == "signature" and (document := document_meant(field, scope)) is not None
    }
    return {key: document for key, document in meant.items() if document is not None}
