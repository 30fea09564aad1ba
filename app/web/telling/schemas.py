"""Shapes of what a person chooses about notices."""

from marshmallow import fields, validate

from app.domain.notices import Channel, NoticeKind, Timing, timings_of
from app.web.schemas import CsrfForm


def field_of(kind: NoticeKind, channel: Channel) -> str:
    """The name of the field in which a timing is chosen."""
    return f"{channel.value}-{kind.value}"


_CHOICES = {
    field_of(kind, channel): fields.String(
        load_default=Timing.NEVER.value,
        validate=validate.OneOf([timing.value for timing in timings_of(kind, channel)]),
    )
    for kind in NoticeKind
    for channel in Channel
    if timings_of(kind, channel)
}


class _Hours(CsrfForm):
    quiet_begin = fields.Time(required=True, format="%H:%M")
    quiet_end = fields.Time(required=True, format="%H:%M")
    quiet_days_off = fields.Boolean(load_default=False)
    digest_at = fields.Time(required=True, format="%H:%M")


ChoiceForm: type[CsrfForm] = type("ChoiceForm", (_Hours,), dict(_CHOICES))
"""With a field for each kind and channel; a box that is not ticked is not sent."""


class AddressForm(CsrfForm):
    address = fields.String(load_default="", validate=validate.Length(max=300))


class CodeForm(CsrfForm):
    code = fields.String(load_default="", validate=validate.Length(max=40))
