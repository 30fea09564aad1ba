"""`POST /lint`: the findings of a drawing as it stands in the editor."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError, fields, validate

from app.domain.identity import DraftId, ProcessKey
from app.domain.models import Finding, ModelFile, Severity
from app.domain.people import Power
from app.domain.texts import LANGUAGES
from app.usecases.lint_models import LintModels
from app.web.designer.sent_json import is_writable, sent_json
from app.web.permissions import demands
from app.web.schemas import SERVICE_PATH, Strict
from app.web.services import WebServices
from app.web.sessions import me

LARGEST_LINT = 12_000_000
"""Bytes of one request: a whole service with the largest diagram that is read."""
MOST_FILES = 200


class LintedFile(Strict):
    path = fields.String(required=True, validate=validate.Regexp(f"^{SERVICE_PATH}$"))
    content = fields.String(required=True, validate=is_writable)


class LintRequest(Strict):
    process = fields.String(load_default="", validate=validate.Length(max=200))
    """Key of the deployed service that the files belong to, or empty."""
    draft = fields.UUID(load_default=None)
    """The draft that the files belong to, instead."""
    files = fields.List(
        fields.Nested(LintedFile), required=True, validate=validate.Length(min=1, max=MOST_FILES)
    )


def lint_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.post("/lint")
    @demands(Power.SEE_MODELS)
    def lint() -> ResponseReturnValue:
        request.max_content_length = LARGEST_LINT
        asked = _in_json()
        files = tuple(ModelFile(f["path"], f["content"].encode()) for f in asked["files"])
        process = ProcessKey(asked["process"]) if asked["process"] else None
        draft = DraftId(asked["draft"]) if asked["draft"] else None
        findings = services.design.lint(LintModels(files, process, draft), me())
        return {
            "deployable": all(finding.severity is Severity.WARNING for finding in findings),
            "findings": [_told(finding) for finding in findings],
        }


def _in_json() -> dict[str, Any]:
    told = sent_json()
    if not _holds_objects(told.get("files")):
        raise ValidationError("Expected an object with files")
    loaded: dict[str, Any] = LintRequest().load(told)
    return loaded


def _holds_objects(files: object) -> bool:
    return isinstance(files, list) and all(isinstance(file, dict) for file in files)


def _told(finding: Finding) -> dict[str, object]:
    return {
        "file": finding.file,
        "line": finding.line,
        "element": finding.element,
        "name": {one: finding.element_name.in_language(one) for one in LANGUAGES},
        "rule": finding.rule,
        "severity": finding.severity,
        "message": {one: finding.message.in_language(one) for one in LANGUAGES},
    }
