"""Shapes of what the pages of scenarios and trials are sent."""

from marshmallow import fields, validate

from app.domain.state_systems import SYSTEM_NAMES
from app.web.schemas import CsrfForm, Strict


class RunForm(CsrfForm):
    path = fields.String(load_default="", validate=validate.Length(max=200))
    """Of one scenario; empty for all."""


class OfDiagram(Strict):
    of = fields.String(load_default="", validate=validate.Length(max=200))
    """Path of the diagram that is painted."""


class CoverageQuery(OfDiagram):
    scenario = fields.String(load_default="", validate=validate.Length(max=200))


class TrialQuery(Strict):
    applicant = fields.String(load_default="", validate=validate.Length(max=12))
    """IIN of the invented person to fill the application with."""


class TrialTaskQuery(Strict):
    person = fields.String(load_default="", validate=validate.Length(max=200))


class TrialStart(CsrfForm):
    channel = fields.String(load_default="", validate=validate.Length(max=200))
    office = fields.String(load_default="", validate=validate.Length(max=200))


class TrialTask(CsrfForm):
    person = fields.String(required=True, validate=validate.Length(max=200))
    deed = fields.String(load_default="complete", validate=validate.OneOf(["complete", "sign"]))
    attach = fields.String(load_default="", validate=validate.Length(max=200))
    """Key of the field that gets a sample file."""
    detach = fields.String(load_default="", validate=validate.Length(max=200))
    """Name of the sample file that is taken away."""


class StepForm(CsrfForm):
    deed = fields.String(
        required=True,
        validate=validate.OneOf(
            [
                *("advance", "next", "break", "mend", "retry", "reply", "hearing", "withdraw"),
                *("supplier", "died"),
            ]
        ),
    )
    amount = fields.Integer(load_default=1, validate=validate.Range(min=1, max=100))
    unit = fields.String(
        load_default="working days",
        validate=validate.OneOf(["working days", "days", "hours", "minutes"]),
    )
    system = fields.String(load_default="", validate=validate.OneOf(["", *SYSTEM_NAMES]))
    kind = fields.String(
        load_default="error-500", validate=validate.OneOf(["error-500", "timeout", "malformed"])
    )
    element = fields.String(load_default="", validate=validate.Length(max=2000))
    phone = fields.String(load_default="", validate=validate.Length(max=40))
    reply = fields.String(
        load_default="attends", validate=validate.OneOf(["attends", "agrees", "objects"])
    )
    text = fields.String(load_default="", validate=validate.Length(max=1000))
    iin = fields.String(load_default="", validate=validate.Length(max=12))


class RecordForm(CsrfForm):
    title = fields.String(load_default="", validate=validate.Length(max=200))
    name = fields.String(required=True, validate=validate.Regexp(r"^[a-z0-9][a-z0-9_-]{0,79}$"))
    expecting = fields.String(load_default="", validate=validate.OneOf(["", "on"]))
