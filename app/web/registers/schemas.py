"""Shapes of what the pages of registers are asked."""

from marshmallow import fields, validate

from app.domain.message_state import MessageState
from app.domain.registers import Register
from app.web.schemas import Strict

CHANNELS = ("sms", "cabinet")


class Filters(Strict):
    office = fields.String(load_default="", validate=validate.Length(max=200))
    year = fields.Integer(load_default=None, validate=validate.Range(min=2000, max=2100))
    text = fields.String(load_default="", validate=validate.Length(max=200))
    process = fields.String(load_default="", validate=validate.Length(max=200))
    since = fields.String(load_default="", validate=validate.Length(max=20))
    until = fields.String(load_default="", validate=validate.Length(max=20))


class RegisterFilters(Filters):
    register = fields.String(load_default="applications", validate=validate.OneOf(list(Register)))
    before = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))


class MessageFilters(Filters):
    channel = fields.String(load_default="", validate=validate.OneOf(["", *CHANNELS]))
    state = fields.String(load_default="", validate=validate.OneOf(["", *MessageState]))
    before = fields.String(load_default="", validate=validate.Length(max=100))
