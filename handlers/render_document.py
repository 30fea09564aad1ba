"""Topic `render-document`: an official document of the case, drawn up and kept with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.identity import JobId, OfficeId, Topic
from app.ports.outside import CaseFile, DocumentRenderer, Fill

TOPIC = Topic("render-document")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RenderDocument:
    template: str
    """Id in the service's `documents.yaml`."""
    values: Mapping[str, Fill] = field(default_factory=dict)
    """What the template needs beyond the case's own facts."""
    office: str | None = None
    """Whose paper it is, one that the case has to do with; without it the case's own office."""


@dataclass(frozen=True, slots=True)
class DocumentDrawnUp:
    document_id: str
    document_template: str
    document_number: str
    """Its own, of the office's register."""


def render_document(
    job: JobId, inputs: RenderDocument, *, case_file: CaseFile, renderer: DocumentRenderer
) -> DocumentDrawnUp:
    """Draw the document up; idempotent, for the case file keeps one document per job.

    Raises:
        DocumentNotRendered: no such template, a value is missing, or the layout is broken.
    """
    office = OfficeId(inputs.office) if inputs.office else None
    document = case_file.document_text(job, inputs.template, inputs.values, office)
    pdf = renderer.render(document, case_file.layout(job))
    kept = case_file.keep_document(job, document, pdf)
    return DocumentDrawnUp(str(kept), inputs.template, document.number)
