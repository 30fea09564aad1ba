"""Files of a service as answers: to be kept, never to be run in the page."""

from urllib.parse import quote

from flask import Response

from app.web.headers import SANDBOX


def as_file(content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
