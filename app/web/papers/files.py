"""Files as answers: nothing in them may run."""

from urllib.parse import quote

from flask import Response

from app.web.headers import SANDBOX

SIGNATURE_TYPE = "application/pkcs7-signature"


def file_answer(content: bytes, media_type: str, name: str, disposition: str) -> Response:
    """A file under its name; `disposition` is `inline` or `attachment`."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = (
        f"{disposition}; filename*=UTF-8''{quote(name, safe='')}"
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
