"""Shapes of what is sent about tasks beside their forms: one's own, many at once, kept filters."""

from typing import get_args

from marshmallow import fields, validate

from app.domain.inbox_view import COLUMNS
from app.domain.substitution import GIVEN
from app.domain.task import LOW, NORMAL, URGENT
from app.domain.task_batch import MOST_TASKS, BatchDeed
from app.ports.views import TaskOrder
from app.web.schemas import LISTS, CommandForm, CsrfForm, Strict


class DelegateForm(CommandForm):
    """Who does a task for whom it belongs to."""

    person = fields.String(required=True, validate=validate.Length(max=200))


class AsideForm(CommandForm):
    """Until when a task is set aside, as typed; empty: it comes back now."""

    until = fields.String(load_default="", validate=validate.Length(max=20))


class PriorityForm(CommandForm):
    priority = fields.Integer(required=True, validate=validate.OneOf([LOW, NORMAL, URGENT]))


class NoteForm(CommandForm):
    """How long a note may be is the use case's to say."""

    text = fields.String(load_default="", validate=validate.Length(max=100_000))
    mentions = fields.List(fields.String(), load_default=list, validate=validate.Length(max=200))


class BatchQuery(Strict):
    """One deed on the chosen tasks."""

    deed = fields.String(required=True, validate=validate.OneOf(list(BatchDeed)))
    person = fields.String(load_default="", validate=validate.Length(max=200))
    task = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_TASKS))
    list = fields.String(load_default="", validate=validate.OneOf(["", *LISTS]))


class BatchForm(BatchQuery):
    csrf_token = fields.String(load_default="")
    command_id = fields.UUID(required=True)


class SubstitutionQuery(Strict):
    person = fields.String(load_default="", validate=validate.Length(max=200))


class SubstitutionForm(CsrfForm):
    """Who stands in for whom; the days as typed, the person empty: oneself."""

    command_id = fields.UUID(required=True)
    person = fields.String(load_default="", validate=validate.Length(max=200))
    substitute = fields.String(required=True, validate=validate.Length(max=200))
    first_day = fields.String(load_default="", validate=validate.Length(max=20))
    last_day = fields.String(load_default="", validate=validate.Length(max=20))
    powers = fields.List(fields.String(validate=validate.OneOf(list(GIVEN))), load_default=list)


class ViewForm(CsrfForm):
    """A filter under a name; `shared` is `group@office`, or empty."""

    name = fields.String(load_default="", validate=validate.Length(max=200))
    shared = fields.String(load_default="", validate=validate.Length(max=400))


class SettingForm(CsrfForm):
    """How the list stands for a person."""

    list = fields.String(load_default="", validate=validate.OneOf(["", *LISTS]))
    order = fields.String(load_default="due", validate=validate.OneOf(get_args(TaskOrder)))
    columns = fields.List(fields.String(validate=validate.OneOf(COLUMNS)), load_default=[])


class TaskLookUp(Strict):
    """Path of the IIN's field, in a group or a row, too."""

    look_up = fields.String(required=True, validate=validate.Regexp(r"^[\w.\[\]]{0,300}iin$"))
