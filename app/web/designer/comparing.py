"""Two versions beside each other, or a draft beside the version it was begun from."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.identity import DraftId, ProcessKey
from app.domain.people import Power
from app.usecases.compare_versions import FileChange, compare
from app.web.designer.answering import raw_address
from app.web.designer.told_details import detail_name, detail_values
from app.web.permissions import demands
from app.web.schemas import CompareQuery, in_query
from app.web.services import WebServices
from app.web.sessions import me


def compare_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/services/<key>/compare")
    @demands(Power.DESIGN_SERVICES)
    def compare_versions(key: str) -> ResponseReturnValue:
        asked = in_query(CompareQuery)
        desk = services.design.desk
        page = desk.service(me(), ProcessKey(key), asked["new"])
        old = desk.service(me(), ProcessKey(key), asked["old"]).service.files
        return render_template(
            "designer/compare.html",
            key=key,
            old=asked["old"],
            new=asked["new"],
            name=page.service.standard.short_name,
            draft=None,
            versions=[line.version.version for line in page.history],
            changes=compare(old, page.service.files),
            raw=lambda path, version: raw_address(key, version, path),
            marks=_marks,
            detail_name=detail_name,
            detail_values=detail_values,
        )

    @designer.get("/designer/drafts/<uuid:draft_id>/compare")
    @demands(Power.DESIGN_SERVICES)
    def compare_draft(draft_id: UUID) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        key, base = page.draft.key, page.draft.base_version
        old: Mapping[str, bytes] = {}
        if base:
            old = services.design.desk.service(me(), key, base).service.files
        new = {file.path: file.content for file in page.files}
        return render_template(
            "designer/compare.html",
            key=key,
            old=base,
            new=0,
            name=page.name,
            page=page,
            draft=page.draft,
            versions=[],
            changes=compare(old, new),
            raw=lambda path, version: raw_address(key, version, path, page.draft.id),
            marks=_marks,
            detail_name=detail_name,
            detail_values=detail_values,
        )


def _marks(change: FileChange) -> dict[str, list[str]]:
    """Which elements the drawing marks."""
    return {
        "added": change.ids("added"),
        "removed": change.ids("removed"),
        "changed": change.ids("changed"),
        "moved": change.ids("moved"),
    }
