"""Files of a service as answers: to be kept, never to be run in the page."""

from urllib.parse import quote

from flask import Response, url_for

from app.domain.identity import DraftId
from app.web.headers import SANDBOX


def as_file(content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def raw_address(key: str, version: int, path: str, draft: DraftId | None = None) -> str:
    """Where a file is fetched from: of a version, or of the draft where the version is 0."""
    if version:
        return url_for("designer.raw", key=key, version=version, path=path)
    return url_for("designer.draft_raw", draft_id=draft, path=path)
