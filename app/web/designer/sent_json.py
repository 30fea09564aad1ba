"""What the editors' scripts send as JSON."""

from flask import request
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType


def sent_json() -> dict[str, object]:
    """The object that was sent. Raises ValidationError."""
    try:
        told = request.get_json()
    except (BadRequest, UnsupportedMediaType, UnicodeError, RecursionError) as error:
        raise ValidationError("Expected JSON") from error
    if not isinstance(told, dict):
        raise ValidationError("Expected an object")
    return told


def is_writable(text: str) -> None:
    """JSON can escape halves of letters that no file holds. Raises ValidationError."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValidationError("Expected text that can be written as UTF-8") from error
