"""The diagram editor's page, and what the editor has to know of the product and of the draft."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, abort, g, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import DraftId
from app.domain.models import SHARED, is_diagram, is_shared
from app.domain.people import ROLE_NAMES, Power
from app.domain.shared_stages import decisions_in
from app.domain.texts import Text
from app.ports.engine import TopicContract
from app.usecases.design_desk import DraftPage
from app.usecases.stages import STAGE_NAMES
from app.web.catalogue import say
from app.web.headers import EDITOR_POLICY
from app.web.permissions import demands
from app.web.services import WebServices
from app.web.sessions import me

WORDS = (
    "names", "language_kk", "language_ru", "language_en", "work", "form", "groups_computed",
    "groups_hint", "assignee", "due", "follow_up", "feel_hint", "handler", "topic", "topic_takes",
    "topic_gives", "decision", "result_variable", "result_kind", "result_singleEntry",
    "result_singleResult", "result_collectEntries", "result_resultList", "law", "norm", "gap",
    "stage", "hints", "then", "no_findings", "check_failed", "save_failed", "open_failed",
)  # fmt: skip
"""What the editor says itself, as keys of the catalogue."""


def edit_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/edit/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def edit(draft_id: UUID, path: str) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        if not is_diagram(path) or path not in {file.path for file in page.files}:
            abort(404)
        config = _config(page, path, services.design.topics)
        body = render_template(
            "designer/editor.html", page=page, draft=page.draft, path=path, config=config
        )
        answer = make_response(body)
        # The editor sets styles of its own; nowhere else may a page do so.
        answer.headers["Content-Security-Policy"] = EDITOR_POLICY
        return answer


def _config(
    page: DraftPage, path: str, topics: Mapping[str, TopicContract]
) -> Mapping[str, object]:
    def address(endpoint: str) -> str:
        return url_for(endpoint, draft_id=page.draft.id, path=path)

    return {
        "language": g.language,
        "draft": str(page.draft.id),
        "path": path,
        "raw": address("designer.draft_raw"),
        "save": address("designer.save_file"),
        "split": address("designer.split_draft"),
        "lint": url_for("designer.lint"),
        "groups": [{"id": role, "name": _said(name)} for role, name in ROLE_NAMES.items()],
        "stages": [{"value": stage, "label": _said(name)} for stage, name in STAGE_NAMES.items()],
        "forms": _forms(page, path),
        "decisions": sorted(
            key
            for file in page.files
            if file.path.endswith(".dmn")
            for key in decisions_in(file.content)
        ),
        "topics": [_topic(topics[topic]) for topic in sorted(topics)],
        "words": {key: say(f"designer.word_{key}", g.language) for key in WORDS},
    }


def _said(text: Text) -> str:
    return text.in_language(g.language)


def _forms(page: DraftPage, path: str) -> Sequence[str]:
    """As the diagram names them: a shared stage names a shared form as if it were its own."""
    forms = [file.path for file in page.files if file.path.endswith(".form")]
    if is_shared(path):
        return sorted(form.removeprefix(SHARED) for form in forms if is_shared(form))
    return [form for form in forms if not is_shared(form)]


def _topic(contract: TopicContract) -> Mapping[str, object]:
    optional = [f"{name}?" for name in sorted(contract.optional_inputs)]
    return {
        "topic": contract.topic,
        "inputs": [*sorted(contract.required_inputs), *optional],
        "outputs": sorted(contract.outputs),
    }
