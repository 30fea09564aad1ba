"""Answers in gzip for browsers that take it: a list of fifty tasks weighs a tenth then."""

import gzip

from flask import Flask, Response, request

SMALLEST = 1024
"""Bytes. Below, the frame of gzip outweighs what it saves."""
_LEVEL = 5
"""Higher ones cost a page twice the time for a hundredth of its weight."""
COMPRESSED = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "application/json",
        "application/xml",
        "image/svg+xml",
    }
)
"""Kinds of text; fonts and papers are compressed by their own formats."""


def takes_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0


def packed(content: bytes, level: int = _LEVEL) -> bytes:
    """The same for the same content, whenever it is packed."""
    return gzip.compress(content, level, mtime=0)


def compress_answers(app: Flask) -> None:
    """Pack what is made for the request; files see to themselves, for they can be packed once."""

    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype not in COMPRESSED or response.direct_passthrough:
            return response
        response.vary.add("Accept-Encoding")
        # An answer with a tag is compared by it as it is.
        if "Content-Encoding" in response.headers or "ETag" in response.headers:
            return response
        content = response.get_data()
        if len(content) >= SMALLEST and takes_gzip():
            response.set_data(packed(content))
            response.headers["Content-Encoding"] = "gzip"
        return response
