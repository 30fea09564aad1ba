"""What a sandbox has drawn up: its papers, and its diagram with the tokens."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.identity import DocumentId, DraftId
from app.domain.people import Power
from app.web.designer.answering import as_file
from app.web.diagram_state import told_state
from app.web.papers.files import file_answer
from app.web.permissions import demands
from app.web.schemas import DiagramQuery, in_query
from app.web.services import WebServices
from app.web.sessions import me


def trial_paper_routes(designer: Blueprint, services: WebServices) -> None:
    trials = services.design.trials

    @designer.get("/designer/drafts/<uuid:draft_id>/try/papers/<uuid:document_id>.pdf")
    @demands(Power.DESIGN_SERVICES)
    def trial_paper(draft_id: UUID, document_id: UUID) -> ResponseReturnValue:
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            paper = sandbox.paper(DocumentId(document_id))
        return file_answer(paper.pdf, "application/pdf", f"{paper.template}.pdf", "inline")

    @designer.get("/designer/drafts/<uuid:draft_id>/try/diagram.bpmn")
    @demands(Power.DESIGN_SERVICES)
    def trial_diagram(draft_id: UUID) -> ResponseReturnValue:
        called = in_query(DiagramQuery)["called"]
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            bpmn, _state = sandbox.diagram(called)
        return as_file(bpmn, "application/xml", "diagram.bpmn")

    @designer.get("/designer/drafts/<uuid:draft_id>/try/diagram.json")
    @demands(Power.DESIGN_SERVICES)
    def trial_diagram_state(draft_id: UUID) -> ResponseReturnValue:
        called = in_query(DiagramQuery)["called"]
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            _bpmn, state = sandbox.diagram(called)
        return dict(told_state(state))
