"""Answers of the stand's systems as bytes on the wire."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Response, json, request


def answer(
    content: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
    media_type: str = "application/json",
) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), status, content_type=media_type)


def problem(status: HTTPStatus, code: str, title: str) -> Response:
    return answer(
        {"status": status, "code": code, "title": title}, status, "application/problem+json"
    )


def receipt(number: str, at: datetime) -> Response:
    return answer({"id": number, "accepted_at": instant(at)}, HTTPStatus.ACCEPTED)


def instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def body_of() -> Mapping[str, Any]:
    """The JSON object that was sent, or an empty one."""
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


def idempotency_key() -> str | None:
    """The key of the request, None where it is missing or unfit."""
    key = request.headers.get("Idempotency-Key", "")
    return key if 1 <= len(key) <= 100 else None


KEY_MISSING = HTTPStatus.BAD_REQUEST, "key-missing", "Idempotency-Key is required"
