"""Shapes of what state systems send; `docs/contracts/inbound-*.yaml` tells them to the systems."""

from collections.abc import Mapping
from typing import Any

from flask import request
from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate

from app.domain.texts import LANGUAGES

_ID = validate.Length(min=1, max=200)
_TEXT = validate.Length(max=2000)
_NAME = validate.Length(min=1, max=500)


class Sent(Schema):
    """A misspelt name is an error: the sender hears of it instead of losing a fact."""

    class Meta:
        unknown = RAISE

    @pre_load
    def refuse_zeros(self, told: object, **_: object) -> object:
        """PostgreSQL keeps no text with a zero character."""
        if isinstance(told, Mapping) and any("\0" in str(value) for value in told.values()):
            raise ValidationError("Expected text without zero characters")
        return told


class MeasureSchema(Sent):
    code = fields.String(required=True, validate=_ID)
    name = fields.String(required=True, validate=_NAME)
    name_ru = fields.String(load_default="", validate=_TEXT)


class MeasureFound(Sent):
    """E-Sobes: a measure of somebody's programme that nobody has applied for."""

    event_id = fields.String(required=True, validate=_ID)
    kind = fields.String(required=True, validate=validate.OneOf(["measure-found"]))
    iin = fields.String(required=True, validate=_ID)
    full_name = fields.String(required=True, validate=_NAME)
    phone = fields.String(load_default="", validate=_TEXT)
    language = fields.String(load_default="kk", validate=validate.OneOf(LANGUAGES))
    district = fields.String(required=True, validate=_ID)
    measure = fields.Nested(MeasureSchema, required=True)


def sent(schema: type[Schema]) -> dict[str, Any]:
    """The body in the schema's shape. Raises ValidationError; BadRequest where it is no JSON."""
    loaded: dict[str, Any] = schema().load(request.get_json())
    return loaded
