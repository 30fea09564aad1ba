"""Shapes of what the designer's pages of forms, messages and standards are asked and sent."""

from marshmallow import fields, validate

from app.domain.deadlines import TermUnit
from app.domain.editions import DOCUMENT_NEEDS, EditionStanding
from app.domain.field_drafting import KINDS
from app.domain.schedules import WORK_SCHEDULES
from app.usecases.change_standard import Section
from app.usecases.make_document import REGISTERS
from app.web.schemas import CsrfForm, Strict


class CopyQuery(Strict):
    version = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))


class CopyForm(CsrfForm):
    """A service under another key; what is missing is told by field."""

    version = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 1))
    new_key = fields.String(load_default="", validate=validate.Length(max=200))
    code = fields.String(load_default="", validate=validate.Length(max=20))
    number_prefix = fields.String(load_default="", validate=validate.Length(max=20))
    short_kk = fields.String(load_default="", validate=validate.Length(max=200))
    short_ru = fields.String(load_default="", validate=validate.Length(max=200))
    short_en = fields.String(load_default="", validate=validate.Length(max=200))
    name_kk = fields.String(load_default="", validate=validate.Length(max=1000))
    name_ru = fields.String(load_default="", validate=validate.Length(max=1000))
    name_en = fields.String(load_default="", validate=validate.Length(max=1000))


_PLACE = validate.Regexp(r"^(\d{1,3}(\.\d{1,3}){0,19})?$")


class FieldQuery(Strict):
    """One field of a form: where it stands, or for a new one its kind and what it comes behind."""

    place = fields.String(load_default="", validate=_PLACE)
    after = fields.String(load_default="", validate=_PLACE)
    kind = fields.String(load_default="textfield", validate=validate.OneOf(KINDS))


class FormQuery(Strict):
    """Which field was moved just now, and which way: its button keeps the focus."""

    moved = fields.String(load_default="", validate=_PLACE)
    by = fields.String(load_default="", validate=validate.OneOf(["", "up", "down"]))


class MoveForm(CsrfForm):
    revision = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 2))
    move = fields.String(
        required=True, validate=validate.Regexp(r"^(up|down|remove) \d{1,3}(\.\d{1,3}){0,19}$")
    )


class FieldForm(CsrfForm):
    """A field as typed; its options and what its kind alone has come beside it."""

    revision = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 2))
    place = fields.String(load_default="", validate=_PLACE)
    after = fields.String(load_default="", validate=_PLACE)
    origin = fields.String(load_default="", validate=validate.Length(max=200))
    do = fields.String(
        load_default="save", validate=validate.Regexp(r"^(save|show|add|(up|down|remove) \d{1,3})$")
    )
    kind = fields.String(load_default="textfield", validate=validate.Length(max=40))
    key = fields.String(load_default="", validate=validate.Length(max=100))
    required = fields.String(load_default="", validate=validate.OneOf(["", "on"]))
    check = fields.String(load_default="", validate=validate.Length(max=40))
    hide = fields.String(load_default="", validate=validate.Length(max=2000))
    document = fields.String(load_default="", validate=validate.Length(max=2000))
    longest = fields.String(load_default="", validate=validate.Length(max=20))
    lowest = fields.String(load_default="", validate=validate.Length(max=20))
    highest = fields.String(load_default="", validate=validate.Length(max=20))
    label_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    label_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    label_en = fields.String(load_default="", validate=validate.Length(max=2000))
    description_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    description_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    description_en = fields.String(load_default="", validate=validate.Length(max=2000))
    message_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    message_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    message_en = fields.String(load_default="", validate=validate.Length(max=2000))


class MessageQuery(Strict):
    """Which message of a file; empty for a new one."""

    id = fields.String(load_default="", validate=validate.Length(max=200))


class DecisionQuery(Strict):
    decision = fields.String(load_default="", validate=validate.Length(max=200))


class MakeDecisionQuery(Strict):
    """What a new decision is a copy of; nothing for an empty table."""

    path = fields.String(load_default="", validate=validate.Length(max=200))
    decision = fields.String(load_default="", validate=validate.Length(max=200))


class MakeDecisionForm(CsrfForm):
    path = fields.String(load_default="", validate=validate.Length(max=200))
    decision = fields.String(load_default="", validate=validate.Length(max=200))
    key = fields.String(load_default="", validate=validate.Length(max=100))
    name_kk = fields.String(load_default="", validate=validate.Length(max=200))
    name_ru = fields.String(load_default="", validate=validate.Length(max=200))
    name_en = fields.String(load_default="", validate=validate.Length(max=200))


class RemoveFileForm(CsrfForm):
    revision = fields.Integer(required=True, validate=validate.Range(min=1, max=2**31 - 2))


class DecisionForm(CsrfForm):
    """A decision with its sample; its rules come beside them."""

    decision = fields.String(required=True, validate=validate.Length(max=200))
    sample = fields.String(required=True, validate=validate.Length(max=20_000))
    revision = fields.Integer(load_default=0, validate=validate.Range(min=0, max=2**31 - 2))
    name_ru = fields.String(load_default=None, validate=validate.Length(max=200))
    name_en = fields.String(load_default=None, validate=validate.Length(max=200))
    do = fields.String(
        load_default="ask",
        validate=validate.Regexp(r"^(ask|save|add|(up|down|remove) \d{1,3})$"),
    )


class PaperForm(CsrfForm):
    """An official document as typed; its sample values come beside it."""

    revision = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 2))
    known = fields.String(required=True, validate=validate.Length(max=200))
    do = fields.String(load_default="save", validate=validate.OneOf(["save", "show"]))
    title_kk = fields.String(load_default="", validate=validate.Length(max=1000))
    title_ru = fields.String(load_default="", validate=validate.Length(max=1000))
    title_en = fields.String(load_default="", validate=validate.Length(max=1000))
    lines_kk = fields.String(load_default="", validate=validate.Length(max=40_000))
    lines_ru = fields.String(load_default="", validate=validate.Length(max=40_000))
    lines_en = fields.String(load_default="", validate=validate.Length(max=40_000))
    needed = fields.String(load_default="", validate=validate.Length(max=2000))
    optional = fields.String(load_default="", validate=validate.Length(max=2000))


class MakePaperForm(CsrfForm):
    id = fields.String(load_default="", validate=validate.Length(max=100))
    title_kk = fields.String(load_default="", validate=validate.Length(max=1000))
    title_ru = fields.String(load_default="", validate=validate.Length(max=1000))
    title_en = fields.String(load_default="", validate=validate.Length(max=1000))
    trigger_kk = fields.String(load_default="", validate=validate.Length(max=500))
    trigger_ru = fields.String(load_default="", validate=validate.Length(max=500))
    trigger_en = fields.String(load_default="", validate=validate.Length(max=500))
    register = fields.String(load_default=REGISTERS[0], validate=validate.OneOf(REGISTERS))
    norm = fields.String(load_default="", validate=validate.Length(max=200))


class ChoicesQuery(Strict):
    """A value of a document, by its name."""

    id = fields.String(required=True, validate=validate.Length(max=200))
    value = fields.String(required=True, validate=validate.Length(max=200))


class ChoicesForm(CsrfForm):
    """Words for what a value may be; its lines come beside them."""

    revision = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 2))
    id = fields.String(required=True, validate=validate.Length(max=200))
    value = fields.String(required=True, validate=validate.Length(max=200))
    do = fields.String(
        load_default="save", validate=validate.Regexp(r"^(save|add|remove \d{1,3})$")
    )


class MessageForm(CsrfForm):
    revision = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 2))
    known = fields.String(load_default="", validate=validate.Length(max=200))
    """Id of the message that was opened; empty for a new one."""
    do = fields.String(load_default="save", validate=validate.OneOf(["save", "show"]))
    id = fields.String(load_default="", validate=validate.Length(max=100))
    channel = fields.String(load_default="sms", validate=validate.Length(max=40))
    norm = fields.String(load_default="", validate=validate.Length(max=200))
    trigger_kk = fields.String(load_default="", validate=validate.Length(max=500))
    trigger_ru = fields.String(load_default="", validate=validate.Length(max=500))
    trigger_en = fields.String(load_default="", validate=validate.Length(max=500))
    text_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    text_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    text_en = fields.String(load_default="", validate=validate.Length(max=2000))


_SECTION = validate.OneOf(list(Section))
_REVISION = validate.Range(min=0, max=2**31 - 2)


class StandardQuery(Strict):
    edition = fields.String(load_default="", validate=validate.Length(max=200))


class EntryQuery(StandardQuery):
    """Which entry of the standard; an empty id is a new one."""

    section = fields.String(required=True, validate=_SECTION)
    id = fields.String(load_default="", validate=validate.Length(max=200))


class RemoveEntryForm(CsrfForm):
    revision = fields.Integer(required=True, validate=_REVISION)
    edition = fields.String(required=True, validate=validate.Length(max=200))
    section = fields.String(required=True, validate=_SECTION)
    id = fields.String(required=True, validate=validate.Length(max=200))


class EditionForm(CsrfForm):
    revision = fields.Integer(required=True, validate=_REVISION)
    known = fields.String(load_default="", validate=validate.Length(max=200))
    id = fields.String(load_default="", validate=validate.Length(max=200))
    standing = fields.String(required=True, validate=validate.OneOf(list(EditionStanding)))
    effective_from = fields.String(load_default="", validate=validate.Length(max=20))
    effective_to = fields.String(load_default="", validate=validate.Length(max=20))
    rules_of = fields.String(load_default="", validate=validate.Length(max=200))
    act_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    act_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    act_en = fields.String(load_default="", validate=validate.Length(max=2000))
    notice_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    notice_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    notice_en = fields.String(load_default="", validate=validate.Length(max=2000))


class RemoveEditionForm(CsrfForm):
    revision = fields.Integer(required=True, validate=_REVISION)
    id = fields.String(required=True, validate=validate.Length(max=200))


class EntryForm(CsrfForm):
    revision = fields.Integer(required=True, validate=_REVISION)
    edition = fields.String(required=True, validate=validate.Length(max=200))
    section = fields.String(required=True, validate=_SECTION)
    known = fields.String(load_default="", validate=validate.Length(max=200))
    id = fields.String(load_default="", validate=validate.Length(max=200))
    name_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    name_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    name_en = fields.String(load_default="", validate=validate.Length(max=2000))
    when_kk = fields.String(load_default="", validate=validate.Length(max=2000))
    when_ru = fields.String(load_default="", validate=validate.Length(max=2000))
    when_en = fields.String(load_default="", validate=validate.Length(max=2000))
    event_kk = fields.String(load_default="", validate=validate.Length(max=500))
    event_ru = fields.String(load_default="", validate=validate.Length(max=500))
    event_en = fields.String(load_default="", validate=validate.Length(max=500))
    unit = fields.String(load_default="working_day", validate=validate.OneOf(list(TermUnit)))
    amount = fields.String(load_default="", validate=validate.Length(max=20))
    counts_from = fields.String(load_default="", validate=validate.Length(max=200))
    before = fields.String(load_default="", validate=validate.Length(max=200))
    counts_start_day = fields.Boolean(load_default=False)
    cut_off = fields.String(load_default="", validate=validate.Length(max=20))
    schedule = fields.String(load_default="", validate=validate.OneOf(["", *WORK_SCHEDULES]))
    needed = fields.String(load_default="always", validate=validate.OneOf(DOCUMENT_NEEDS))
    norm = fields.String(load_default="", validate=validate.Length(max=200))
    gap = fields.String(load_default="", validate=validate.Length(max=200))
