"""Shapes of what the administration's pages send."""

from typing import get_args

from marshmallow import fields, validate

from app.domain.people import Role
from app.domain.people_sheet import LARGEST_SHEET
from app.domain.texts import LANGUAGES
from app.ports.people_views import Standing
from app.usecases.import_people import SLIPS_AT_ONCE
from app.web.schemas import CsrfForm, Strict

_ROLES = [role.value for role in Role]


def _words(longest: int = 200) -> fields.String:
    return fields.String(load_default="", validate=validate.Length(max=longest))


class PeopleFilters(Strict):
    text = _words()
    role = fields.String(load_default="", validate=validate.OneOf(["", *_ROLES]))
    office = _words()
    standing = fields.String(load_default="", validate=validate.OneOf(get_args(Standing)))
    after = _words(2000)


class PersonForm(CsrfForm):
    full_name = _words()
    name_ru = _words()
    position_kk = _words()
    position_ru = _words()
    language = fields.String(load_default="kk", validate=validate.OneOf(LANGUAGES))
    iin = _words(50)


class NewPersonForm(PersonForm):
    login = _words()
    role = fields.String(required=True, validate=validate.OneOf(_ROLES))
    office = _words()


class SheetForm(CsrfForm):
    """A table that a page has carried on."""

    sheet = fields.String(required=True, validate=validate.Length(max=2 * LARGEST_SHEET))


class SlipsForm(CsrfForm):
    people = fields.List(
        fields.String(validate=validate.Length(max=200)),
        required=True,
        validate=validate.Length(min=1, max=SLIPS_AT_ONCE),
    )


class RoleForm(CsrfForm):
    role = fields.String(required=True, validate=validate.OneOf(_ROLES))
    office = _words()


class RoleTakenForm(CsrfForm):
    grant = fields.String(required=True, validate=validate.Length(max=400))
    """`role@office`."""
    reason = _words(1000)


class MoveForm(CsrfForm):
    source = _words()
    target = _words()
    reason = _words(1000)


class BlockForm(CsrfForm):
    reason = _words(1000)
    to = _words()


class HandOverForm(CsrfForm):
    to = _words()


class OfficeForm(CsrfForm):
    name_kk = _words(300)
    name_ru = _words(300)
    name_en = _words(300)
    kato = _words(20)
    address = _words(500)
    phone = _words(100)
    parent = _words()


class NewOfficeForm(OfficeForm):
    id = _words()
    kind = _words(100)
    schedule = _words(100)


class NewOfficeQuery(Strict):
    parent = _words()


class PasswordForm(CsrfForm):
    present = fields.String(load_default="", validate=validate.Length(max=1000))
    new = fields.String(load_default="", validate=validate.Length(max=1000))
    again = fields.String(load_default="", validate=validate.Length(max=1000))


class CalendarQuery(Strict):
    year = fields.Integer(load_default=None, validate=validate.Range(2000, 2100))


class CalendarForm(CsrfForm):
    off = _words(300)
    worked = _words(300)
    act = _words(300)


class MovesQuery(Strict):
    after = fields.UUID(load_default=None)
