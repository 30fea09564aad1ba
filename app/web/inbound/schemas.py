"""Shapes of what state systems send; `docs/contracts/inbound-*.yaml` tells them to the systems."""

import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from flask import request
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, pre_load, validate

from app.domain.entity_states import OF_ENTITY
from app.domain.message_state import MessageState
from app.domain.texts import LANGUAGES
from app.feel import Value, to_value
from app.usecases.request_attachments import MOST_FILES

_ID = validate.Length(min=1, max=200)
_TEXT = validate.Length(max=2000)
_NAME = validate.Length(min=1, max=500)


def is_kept(text: str) -> bool:
    """Whether a database can keep the text."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


class Sent(Schema):
    """A misspelt name is an error: the sender hears of it instead of losing a fact."""

    class Meta:
        unknown = RAISE

    @pre_load
    def refuse_zeros(self, told: object, **_: object) -> object:
        """PostgreSQL keeps no text with a zero character, and nobody half a character."""
        if isinstance(told, Mapping) and not all(is_kept(str(value)) for value in told.values()):
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


class PortalRequest(Sent):
    """The egov portal: an application, signed by the recipient or who acts for them."""

    request_id = fields.String(required=True, validate=_ID)
    signed = fields.String(required=True, validate=validate.Length(min=1))
    attachments = fields.List(
        fields.String(validate=validate.Length(min=1)),
        load_default=(),
        validate=validate.Length(max=MOST_FILES),
    )
    """Files in base64, whose digests stand in what was signed."""

    @post_load
    def read_files(self, told: dict[str, Any], **_: object) -> dict[str, Any]:
        try:
            files = tuple(b64decode(file, validate=True) for file in told["attachments"])
        except ValueError as error:
            raise ValidationError("Expected base64", "attachments") from error
        return {**told, "attachments": files}


class PersonEvent(Sent):
    """GBD FL: somebody has died or left the country."""

    event_id = fields.String(required=True, validate=_ID)
    kind = fields.String(required=True, validate=validate.OneOf(["person-died", "person-left"]))
    iin = fields.String(required=True, validate=_ID)
    on = fields.Date(required=True)
    where = fields.String(load_default="", allow_none=True, validate=_TEXT)


NAME = re.compile(r"[^\W\d]\w*")
"""Of a value: as expressions can name it."""


class StateReport(Sent):
    """A registry: the state of one entity, all of what is told of it."""

    event_id = fields.String(required=True, validate=_ID)
    entity = fields.String(required=True, validate=_ID)
    subject = fields.String(required=True, validate=_ID)
    at = fields.AwareDateTime(required=True)
    district = fields.String(load_default="", validate=_ID)
    values = fields.Dict(
        keys=fields.String(validate=_ID),
        values=fields.Raw(allow_none=True),
        required=True,
        validate=validate.Length(max=100),
    )

    @post_load
    def read_values(self, told: dict[str, Any], **_: object) -> dict[str, Any]:
        read: dict[str, Value] = {}
        for name, value in told["values"].items():
            is_plain = value is None or isinstance(value, str | int | float | bool)
            if not NAME.fullmatch(name) or name in OF_ENTITY or not is_plain:
                raise ValidationError(f"Expected a name and a plain value, found {name}", "values")
            if isinstance(value, str) and (len(value) > 2000 or not is_kept(value)):
                raise ValidationError(f"Expected a text of up to 2000 characters: {name}", "values")
            try:
                read[name] = to_value(value)
            except (ValueError, ArithmeticError) as error:
                raise ValidationError(f"Expected a finite number: {name}", "values") from error
        return {**told, "values": read}


class SmsReply(Sent):
    """The SMS gateway: the owner of a phone wrote back."""

    reply_id = fields.String(required=True, validate=_ID)
    sender = fields.String(required=True, data_key="from", validate=_ID)
    to = fields.String(required=True, validate=_ID)
    text = fields.String(required=True, validate=validate.Length(min=1, max=670))
    received_at = fields.AwareDateTime(required=True)


class SmsReceiptOf(Sent):
    """The SMS gateway: what became of a message of ours."""

    receipt_id = fields.String(required=True, validate=_ID)
    state = fields.String(required=True, validate=validate.OneOf([*MessageState]))
    at = fields.AwareDateTime(required=True)


class CabinetReply(Sent):
    """The egov cabinet: the applicant answers, or takes the application back."""

    reply_id = fields.String(required=True, validate=_ID)
    number = fields.String(required=True, validate=_ID)
    kind = fields.String(
        required=True, validate=validate.OneOf(["hearing-reply", "application-withdrawn"])
    )
    reply = fields.String(load_default="", validate=_TEXT)
    position = fields.String(load_default="", validate=_TEXT)
    reason = fields.String(load_default="", validate=_TEXT)


class DocumentsConsent(Sent):
    """The digital documents service: whether the owner lets us have them."""

    event_id = fields.String(required=True, validate=_ID)
    consent = fields.String(required=True, validate=_ID)
    number = fields.String(required=True, validate=_ID)
    given = fields.Boolean(required=True)
    at = fields.AwareDateTime(required=True)


class SupplierSchema(Sent):
    bin = fields.String(required=True, validate=_ID)
    name = fields.String(required=True, validate=_NAME)


class SupplierChoice(Sent):
    """The social services portal: the recipient has chosen who provides the service."""

    event_id = fields.String(required=True, validate=_ID)
    number = fields.String(required=True, validate=_ID)
    measures = fields.String(required=True, validate=_ID)
    supplier = fields.Nested(SupplierSchema, required=True)
    order_number = fields.String(required=True, validate=_ID)
    chosen_on = fields.Date(required=True)


def sent(schema: type[Schema]) -> dict[str, Any]:
    """The body in the schema's shape. Raises ValidationError; BadRequest where it is no JSON."""
    loaded: dict[str, Any] = schema().load(request.get_json())
    return loaded
