"""Shapes of queries and bodies: a misspelt name is an error, not silence."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from flask import request
from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate

from app.domain.ratings import STARS
from app.domain.reply_words import HearingReply
from app.domain.texts import LANGUAGES
from app.ports.views import (
    InstanceFilter,
    TaskList,
)
from app.usecases.apply_in_cabinet import Whose
from app.usecases.steer_instance import Deed
from app.usecases.tell_case import Told

CANCEL = "cancelled"
"""The deed of a supervisor that ends a case."""
MOST_TOGETHER = 100
"""Incidents that one press of a button tries again."""
SERVICE_PATH = r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\x00-\x1f\\]{1,200}"
"""A path within a service's folder."""


class Strict(Schema):
    class Meta:
        unknown = RAISE

    @pre_load
    def refuse_zeros(self, told: Mapping[str, object], **_: object) -> Mapping[str, object]:
        """PostgreSQL keeps no text with a zero character, and nobody types one."""
        if any("\0" in value for value in told.values() if isinstance(value, str)):
            raise ValidationError("Expected text without zero characters")
        return told


LISTS = get_args(TaskList)


class InstanceFilters(Strict):
    show = fields.String(
        load_default=None,
        validate=validate.OneOf(get_args(InstanceFilter)),
    )
    text = fields.String(load_default="", validate=validate.Length(max=200))
    process = fields.String(load_default="", validate=validate.Length(max=200))
    office = fields.String(load_default="", validate=validate.Length(max=200))
    element = fields.String(load_default="", validate=validate.Length(max=600))
    after = fields.String(load_default="", validate=validate.Length(max=2000))


class NextPage(Strict):
    next = fields.String(load_default="/", validate=validate.Length(max=2000))


class LanguageChoice(NextPage):
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))


class FromList(Strict):
    list = fields.String(load_default="", validate=validate.OneOf(["", *LISTS]))


class StartQuery(Strict):
    process = fields.String(load_default="", validate=validate.Length(max=200))


class SearchQuery(Strict):
    text = fields.String(load_default="", validate=validate.Length(max=200))


class DiagramQuery(Strict):
    called = fields.String(data_key="in", load_default="", validate=validate.Length(max=2_000))
    """Call activities that lead to a called process, joined by `/`."""


class CodeQuery(Strict):
    code = fields.String(load_default="", validate=validate.Length(max=100))


class CsrfForm(Strict):
    csrf_token = fields.String(load_default="")


class CommandForm(CsrfForm):
    """A button: the id of the command was made with the page, so that two clicks are one."""

    command_id = fields.UUID(required=True)
    list = fields.String(load_default="", validate=validate.OneOf(["", *LISTS]))


class AssignForm(CommandForm):
    """Who is to do a task; empty: its group."""

    person = fields.String(load_default="", validate=validate.Length(max=200))


class ClosingForm(CsrfForm):
    """An incident that is over, and what was done about it."""

    command_id = fields.UUID(required=True)
    note = fields.String(load_default="", validate=validate.Length(max=2000))


class SteeringForm(CsrfForm):
    """What a supervisor does to a case, and why."""

    command_id = fields.UUID(required=True)
    deed = fields.String(required=True, validate=validate.OneOf([*Deed, CANCEL]))
    reason = fields.String(load_default="", validate=validate.Length(max=2000))


class RetriesForm(CsrfForm):
    """Incidents of one cause, tried again together."""

    command_id = fields.UUID(required=True)
    incident = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_TOGETHER)
    )


class ScopeQuery(Strict):
    """Which stage of a case; empty: the case itself."""

    at = fields.String(load_default="", validate=validate.Length(max=600))


class MendingForm(CsrfForm):
    """What a supervisor changes in the data of a case, beside the values themselves."""

    command_id = fields.UUID(required=True)
    at = fields.String(load_default="", validate=validate.Length(max=600))
    reason = fields.String(load_default="", validate=validate.Length(max=2000))
    new_name = fields.String(load_default="", validate=validate.Length(max=200))
    new_value = fields.String(load_default="", validate=validate.Length(max=100_000))


class RegistrationForm(CsrfForm):
    command_id = fields.UUID(required=True)
    process = fields.String(required=True, validate=validate.Length(max=200))
    office = fields.String(required=True, validate=validate.Length(max=200))
    channel = fields.String(required=True, validate=validate.Length(max=200))
    unit = fields.String(load_default="", validate=validate.Length(max=200))
    papers = fields.List(fields.String(validate=validate.Length(max=200)), load_default=list)
    start = fields.String(load_default="", validate=validate.Length(max=200))


class RetryingStart(CsrfForm):
    process = fields.String(required=True, validate=validate.Length(max=200))
    element = fields.String(required=True, validate=validate.Length(max=200))
    event = fields.Integer(required=True, validate=validate.Range(min=0))


class ComplaintQuery(Strict):
    number = fields.String(load_default="", validate=validate.Length(max=200))
    iin = fields.String(load_default="", validate=validate.Length(max=20))


class ComplaintFiling(CsrfForm):
    command_id = fields.UUID(required=True)
    number = fields.String(required=True, validate=validate.Length(max=200))
    iin = fields.String(load_default="", validate=validate.Length(max=20))
    channel = fields.String(required=True, validate=validate.Length(max=200))


class TermForm(CsrfForm):
    command_id = fields.UUID(required=True)
    confirmed = fields.String(load_default="", validate=validate.OneOf(["", "yes"]))


class CounterForm(CsrfForm):
    command_id = fields.UUID(required=True)
    message = fields.String(required=True, validate=validate.OneOf(get_args(Told)))
    reason = fields.String(load_default="", validate=validate.Length(max=1000))


class VersionQuery(Strict):
    version = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))


class TakeInForm(CsrfForm):
    title = fields.String(load_default="", validate=validate.Length(max=200))


class BeginDraftForm(TakeInForm):
    version = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))


class NewFileQuery(Strict):
    path = fields.String(required=True, validate=validate.Length(min=1, max=200))


class TextForm(CsrfForm):
    text = fields.String(required=True, validate=validate.Length(max=2_000_000))
    revision = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 2))
    keep = fields.String(load_default="", validate=validate.OneOf(["", "mine"]))


class CompareQuery(Strict):
    old = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))
    new = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))


class PublishForm(CsrfForm):
    note = fields.String(load_default="", validate=validate.Length(max=2000))
    when = fields.String(load_default="now", validate=validate.OneOf(["now", "later"]))
    effect = fields.String(load_default="", validate=validate.Length(max=10))
    unproven = fields.String(load_default="", validate=validate.Length(max=2000))


class BringBackForm(CsrfForm):
    version = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))
    reason = fields.String(load_default="", validate=validate.Length(max=2000))


class SaveQuery(Strict):
    revision = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 2))


class LookUpField(Strict):
    look_up = fields.String(required=True, validate=validate.Regexp(r"\w{1,195}_iin"))


class SignInForm(CsrfForm):
    login = fields.String(required=True, validate=validate.Length(max=200))
    password = fields.String(required=True, validate=validate.Length(max=1000))
    next = fields.String(load_default="/", validate=validate.Length(max=2000))


class DemoSignInForm(CsrfForm):
    person = fields.String(required=True, validate=validate.Length(max=200))
    next = fields.String(load_default="/", validate=validate.Length(max=2000))


class CabinetWay(Strict):
    next = fields.String(load_default="/cabinet", validate=validate.Length(max=2000))


class AskPasswordForm(CsrfForm):
    command_id = fields.UUID(required=True)
    iin = fields.String(required=True, validate=validate.Length(max=50))
    next = fields.String(load_default="/cabinet", validate=validate.Length(max=2000))


class OneTimeForm(CsrfForm):
    password = fields.String(required=True, validate=validate.Length(max=50))
    next = fields.String(load_default="/cabinet", validate=validate.Length(max=2000))


class CabinetCommand(CsrfForm):
    command_id = fields.UUID(required=True)


class KeySignInForm(CsrfForm):
    signature = fields.String(required=True, validate=validate.Length(max=200_000))
    next = fields.String(load_default="/cabinet", validate=validate.Length(max=2000))


class DemoKeyForm(CsrfForm):
    iin = fields.String(required=True, validate=validate.Length(max=50))
    pin = fields.String(required=True, validate=validate.Length(max=100))
    next = fields.String(load_default="/cabinet", validate=validate.Length(max=2000))


class ApplicationForm(CabinetCommand):
    whose = fields.String(load_default="own", validate=validate.OneOf(get_args(Whose)))
    ward_iin = fields.String(load_default="", validate=validate.Length(max=50))
    ward_name = fields.String(load_default="", validate=validate.Length(max=300))
    authority = fields.String(load_default="", validate=validate.Length(max=300))
    needs = fields.String(load_default="", validate=validate.Length(max=2000))
    phone = fields.String(load_default="", validate=validate.Length(max=50))
    language = fields.String(load_default="kk", validate=validate.OneOf(LANGUAGES))


class SignedForm(CabinetCommand):
    password = fields.String(required=True, validate=validate.Length(max=50))
    signature = fields.String(required=True, validate=validate.Length(max=200_000))


class PinForm(CabinetCommand):
    password = fields.String(required=True, validate=validate.Length(max=50))
    pin = fields.String(required=True, validate=validate.Length(max=100))


class HearingForm(CabinetCommand):
    reply = fields.String(
        load_default="",
        validate=validate.OneOf(["", *get_args(HearingReply)]),
    )
    position = fields.String(load_default="", validate=validate.Length(max=4000))


class ChoiceForm(CabinetCommand):
    supplier = fields.String(load_default="", validate=validate.Length(max=20))


class WithdrawalForm(CabinetCommand):
    reason = fields.String(load_default="", validate=validate.Length(max=1000))


class RatingForm(CsrfForm):
    stars = fields.Integer(load_default=None, validate=validate.OneOf(STARS))
    words = fields.String(load_default="", validate=validate.Length(max=2000))


class SignatureForm(CsrfForm):
    command_id = fields.UUID(required=True)
    signature = fields.String(required=True, validate=validate.Length(max=200_000))


class DemoSignatureForm(CsrfForm):
    command_id = fields.UUID(required=True)
    pin = fields.String(required=True, validate=validate.Length(max=100))


class UploadQuery(Strict):
    field = fields.String(required=True, validate=validate.Length(min=1, max=200))


def is_service_path(path: str) -> bool:
    return re.fullmatch(SERVICE_PATH, path) is not None


def in_query(schema: type[Schema]) -> dict[str, Any]:
    """The query string in the schema's shape. Raises ValidationError."""
    loaded: dict[str, Any] = _made(schema).load(request.args.to_dict())
    return loaded


def in_form(schema: type[Schema]) -> dict[str, Any]:
    """The body of a form in the schema's shape. Raises ValidationError."""
    loaded: dict[str, Any] = _made(schema).load(request.form.to_dict())
    return loaded


def in_form_of_many(schema: type[Schema], key: str) -> dict[str, Any]:
    """The same for a form that gives the field `key` several times. Raises ValidationError."""
    return read(schema, request.form.to_dict(), **{key: request.form.getlist(key)})


def read(schema: type[Schema], told: Mapping[str, Any], **more: object) -> dict[str, Any]:
    """What was sent, with what may stand there several times. Raises ValidationError."""
    loaded: dict[str, Any] = _made(schema).load({**told, **more})
    return loaded


def beside_answers(schema: type[Schema], **more: object) -> dict[str, Any]:
    """The schema's fields of a form that carries answers beside them. Raises ValidationError."""
    made = _made(schema)
    known = {key: request.form[key] for key in made.fields if key in request.form}
    loaded: dict[str, Any] = made.load({**known, **more})
    return loaded


@cache
def _made(schema: type[Schema]) -> Schema:
    """A schema keeps nothing of what it loads, and to make one copies all of its fields."""
    return schema()
