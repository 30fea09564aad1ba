"""Topic `render-document`: an official document of the case, drawn up and kept with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.identity import JobId, Topic
from app.ports.outside import CaseFile, DocumentRenderer, Fill

TOPIC = Topic("render-document")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RenderDocument:
    template: str
    """Id in the service's `documents.yaml`."""
    values: Mapping[str, Fill] = field(default_factory=dict)
    """What the template needs beyond the case's own facts."""


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
    document = case_file.document_text(job, inputs.template, inputs.values)
    pdf = renderer.render(document, case_file.layout(job))
    kept = case_file.keep_document(job, document, pdf)
    return DocumentDrawnUp(str(kept), inputs.template, document.number)
