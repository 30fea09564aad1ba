"""Fields that several contracts share, read strictly."""

from datetime import datetime
from http import HTTPStatus

import httpx
from marshmallow import EXCLUDE, Schema, fields, validate

from app.domain.texts import Text
from app.integrations.answers import AGAINST_CONTRACT, load
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import Receipt

NOT_EMPTY = validate.Length(min=1)
IIN = validate.Regexp(r"[0-9]{12}\Z")
PHONE = validate.Regexp(r"\+7[0-9]{10}\Z")


class Answer(Schema):
    """What a contract promises; properties that it does not name are let pass."""

    class Meta:
        unknown = EXCLUDE


class Words(Answer):
    kk = fields.String(required=True, validate=NOT_EMPTY)
    ru = fields.String(required=True, validate=NOT_EMPTY)


class Problem(Answer):
    code = fields.String(required=True)


class ReceiptAnswer(Answer):
    id = fields.String(required=True, validate=NOT_EMPTY)
    accepted_at = fields.AwareDateTime(required=True, format="iso")


def text_of(words: dict[str, str]) -> Text:
    return Text(words["kk"], words["ru"])


def receipt(system: Text, response: httpx.Response) -> Receipt:
    """The receipt of something handed over; SystemUnavailable as in `load`."""
    read = load(system, ReceiptAnswer(), response, HTTPStatus.ACCEPTED)
    number, accepted_at = read["id"], read["accepted_at"]
    if not isinstance(number, str) or not isinstance(accepted_at, datetime):
        raise SystemUnavailable(system, AGAINST_CONTRACT)
    return Receipt(number, accepted_at)


def says(system: Text, response: httpx.Response, status: HTTPStatus, code: str) -> bool:
    """Whether the system itself says so: a wrong address answers 404, too.

    Raises:
        SystemUnavailable: the status, but another code, or nothing that follows the contract.
    """
    if response.status_code != status:
        return False
    problem = load(system, Problem(), response, status)
    if problem["code"] != code:
        raise SystemUnavailable(system, AGAINST_CONTRACT, f"HTTP {int(status)} without {code}")
    return True


class PhoneAnswer(Answer):
    iin = fields.String(required=True, validate=IIN)
    phone = fields.String(required=True, validate=PHONE)


def phone_of(system: Text, response: httpx.Response, iin: str) -> str:
    """The number of the person who was asked about; SystemUnavailable as in `load`."""
    read = load(system, PhoneAnswer(), response, HTTPStatus.OK)
    if read["iin"] != iin:
        raise SystemUnavailable(system, AGAINST_CONTRACT, "the answer is of another person")
    return str(read["phone"])
