"""Client of GBD FL, the state database "Natural persons" (`docs/contracts/gbdfl.yaml`)."""

from datetime import date
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import quote

import httpx
from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from app.domain.state_systems import SYSTEM_NAMES
from app.domain.texts import Text
from app.integrations.answers import AGAINST_CONTRACT, exchange, load
from app.ports.outside import PersonRecord, SystemUnavailable

GBD_FL = SYSTEM_NAMES["gbdfl"]

_STATUSES: tuple[Literal["alive", "dead", "departed"], ...] = ("alive", "dead", "departed")


class _Answer(Schema):
    class Meta:
        unknown = EXCLUDE


class _Names(_Answer):
    surname = fields.String(required=True, validate=validate.Length(min=1))
    given = fields.String(required=True, validate=validate.Length(min=1))
    patronymic = fields.String(required=True, allow_none=True)


class _Status(_Answer):
    code = fields.String(required=True, validate=validate.OneOf(_STATUSES))
    date = fields.Date(required=True, allow_none=True, format="iso")


class _Words(_Answer):
    kk = fields.String(required=True, validate=validate.Length(min=1))
    ru = fields.String(required=True, validate=validate.Length(min=1))


class _Residence(_Answer):
    kato = fields.String(required=True, validate=validate.Regexp(r"[0-9]{9}\Z"))
    text = fields.Nested(_Words, required=True)


class _Person(_Answer):
    iin = fields.String(required=True)
    names = fields.Nested(_Names, required=True)
    birth_date = fields.Date(required=True, format="iso")
    status = fields.Nested(_Status, required=True)
    permanent_residence = fields.Nested(_Residence, required=True)

    @post_load
    def as_record(self, loaded: dict[str, Any], **_: object) -> dict[str, PersonRecord]:
        """Fields are checked by now, so their types are known."""
        names, status, home = loaded["names"], loaded["status"], loaded["permanent_residence"]
        born: date = loaded["birth_date"]
        return {
            "record": PersonRecord(
                iin=loaded["iin"],
                full_name=" ".join(
                    filter(None, (names["surname"], names["given"], names["patronymic"]))
                ),
                birth_date=born,
                status=status["code"],
                status_date=status["date"],
                residence_code=home["kato"],
                residence=Text(home["text"]["kk"], home["text"]["ru"]),
            )
        }


class _Problem(_Answer):
    code = fields.String(required=True)


class GbdFlClient:
    """A `PersonRegistry` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def person(self, iin: str) -> PersonRecord | None:
        """As the port says: None where the registry itself says that it knows no such person."""
        response = exchange(GBD_FL, self._client, "GET", f"/gbdfl/v1/persons/{quote(iin, safe='')}")
        if response.status_code == HTTPStatus.NOT_FOUND:
            # A wrong address answers 404 too, and must not make a living applicant unknown.
            problem = load(GBD_FL, _Problem(), response, HTTPStatus.NOT_FOUND)
            if problem["code"] == "person-unknown":
                return None
        record = load(GBD_FL, _Person(), response, HTTPStatus.OK)["record"]
        if not isinstance(record, PersonRecord) or record.iin != iin:
            raise SystemUnavailable(GBD_FL, AGAINST_CONTRACT, "the answer is of another person")
        return record
