"""Shapes of what the list of tasks is asked for."""

from collections.abc import Mapping
from typing import Any, get_args

from marshmallow import ValidationError, fields, validate

from app.domain.indexed import LONGEST_VALUE, MOST_INDEXED
from app.ports.views import DueFilter, FollowUpFilter, TaskOrder
from app.web.schemas import LISTS, Strict, read


class InboxFilters(Strict):
    list = fields.String(load_default="mine", validate=validate.OneOf(LISTS))
    due = fields.String(load_default="", validate=validate.OneOf(get_args(DueFilter)))
    text = fields.String(load_default="", validate=validate.Length(max=200))
    process = fields.String(load_default="", validate=validate.Length(max=200))
    stage = fields.String(load_default="", validate=validate.Length(max=200))
    office = fields.String(load_default="", validate=validate.Length(max=200))
    follow_up = fields.String(load_default="", validate=validate.OneOf(get_args(FollowUpFilter)))
    urgent = fields.String(load_default="", validate=validate.OneOf(["", "1"]))
    order = fields.String(load_default="", validate=validate.OneOf(["", *get_args(TaskOrder)]))
    """Empty: as the person keeps it."""
    after = fields.String(load_default="", validate=validate.Length(max=2000))
    chosen = fields.String(load_default="", validate=validate.OneOf(["", "all"]))
    """Whether the boxes of the page are ticked: how one ticks them all without script."""


VALUE = "v."
"""Begins the names of fields that narrow a list by indexed variables."""


def with_values(told: Mapping[str, str]) -> dict[str, Any]:
    """The filters of the inbox, with those by indexed variables under `values`."""
    values = {key[len(VALUE) :]: value for key, value in told.items() if key.startswith(VALUE)}
    plain = {key: value for key, value in told.items() if not key.startswith(VALUE)}
    if len(values) > 2 * MOST_INDEXED or any(len(one) > LONGEST_VALUE for one in values.values()):
        raise ValidationError("Expected fewer and shorter values of indexed variables")
    if any("\0" in part for pair in values.items() for part in pair):
        raise ValidationError("Expected text without zero characters")
    return {**read(InboxFilters, plain), "values": {k: v for k, v in values.items() if v}}


class NewsQuery(Strict):
    list = fields.String(load_default="mine", validate=validate.OneOf(LISTS))
    known = fields.Integer(required=True, validate=validate.Range(min=0))
    seen = fields.Integer(load_default=0, validate=validate.Range(min=0))
