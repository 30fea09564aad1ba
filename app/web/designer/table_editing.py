"""The editor of decision tables: its page, and the answers of a table that is not saved yet."""

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from app.decisions import UnknownDecision
from app.domain.forms import FormInvalid
from app.domain.identity import DraftId
from app.domain.people import Power
from app.safe_xml import UnreadableModel
from app.usecases.keep_service_drafts import LARGEST_FILE
from app.web.catalogue import say
from app.web.designer.files import FileKind, kind_of
from app.web.designer.sent_json import is_writable, sent_json
from app.web.designer.shapes import DecisionQuery
from app.web.headers import EDITOR_POLICY
from app.web.permissions import demands
from app.web.schemas import Strict, in_query
from app.web.services import WebServices
from app.web.sessions import me

WORDS = (
    "all_decisions", "ask_failed", "check_failed", "no_table_findings", "save_failed",
    "table_failed",
)  # fmt: skip
"""What the editor says itself, as keys of the catalogue."""


class AskRequest(Strict):
    """A decision file as it stands in the editor, and what is asked of it."""

    content = fields.String(required=True, validate=is_writable)
    decision = fields.String(required=True, validate=validate.Length(max=200))
    sample = fields.String(required=True, allow_none=True, validate=validate.Length(max=20_000))
    """FEEL context; none asks what the decisions of the file read."""


def table_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/tables/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def table(draft_id: UUID, path: str) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        if kind_of(path) is not FileKind.DECISION or path not in {f.path for f in page.files}:
            abort(HTTPStatus.NOT_FOUND)
        config = _config(draft_id, path, in_query(DecisionQuery)["decision"])
        body = render_template(
            "designer/table.html", page=page, draft=page.draft, path=path, config=config
        )
        answer = make_response(body)
        # As for diagrams: the library sets styles of its own.
        answer.headers["Content-Security-Policy"] = EDITOR_POLICY
        return answer

    @designer.post("/designer/drafts/<uuid:draft_id>/ask/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def ask_table(draft_id: UUID, path: str) -> ResponseReturnValue:
        # Each letter may be written as six in JSON.
        request.max_content_length = 2 * LARGEST_FILE
        sent = AskRequest().load(sent_json())
        typed = sent["content"].encode()
        try:
            if sent["sample"] is None:
                return _offered(services, draft_id, path, typed)
            asked = (sent["decision"], sent["sample"], typed)
            tried = services.design.decisions.ask(me(), DraftId(draft_id), path, *asked)
        except (UnreadableModel, UnknownDecision):
            return _told(problems=[say("designer.decision_unreadable", g.language)])
        except FormInvalid as invalid:
            return _told(problems=[one.message.in_language(g.language) for one in invalid.problems])
        rules = [rule.id for heard in tried.tables for rule in heard.rules if rule.id]
        html = render_template("designer/tried.html", tried=tried, problems=())
        return {"html": html, "rules": rules}


def _offered(
    services: WebServices, draft_id: UUID, path: str, typed: bytes
) -> Mapping[str, object]:
    offered = services.design.decisions.askable(me(), DraftId(draft_id), path, typed)
    return {
        "decisions": [
            {"id": one.id, "name": one.name.in_language(g.language), "sample": one.sample}
            for one in offered
        ]
    }


def _told(problems: list[str]) -> ResponseReturnValue:
    html = render_template("designer/tried.html", tried=None, problems=problems)
    return {"html": html, "rules": [], "decisions": []}, HTTPStatus.UNPROCESSABLE_ENTITY


def _config(draft_id: UUID, path: str, decision: str) -> Mapping[str, object]:
    def address(endpoint: str) -> str:
        return url_for(endpoint, draft_id=draft_id, path=path)

    words = {key: say(f"designer.word_{key}", g.language) for key in WORDS}
    rule = say("designer.word_rule_number", g.language, number="{n}")
    line = say("designer.line_no", g.language, n="{n}")
    return {
        "language": g.language,
        "draft": str(draft_id),
        "path": path,
        "decision": decision,
        "raw": address("designer.draft_raw"),
        "save": address("designer.save_file"),
        "split": address("designer.split_draft"),
        "ask": address("designer.ask_table"),
        "lint": url_for("designer.lint"),
        "words": words
        | {
            "open_failed": words["table_failed"],
            "no_findings": words["no_table_findings"],
            "rule": rule,
            "line_no": line,
        },
    }
