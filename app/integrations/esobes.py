"""Client of E-Sobes, which keeps rehabilitation programmes (`docs/contracts/esobes.yaml`)."""

from http import HTTPStatus
from typing import Any, get_args
from urllib.parse import quote

import httpx
from marshmallow import fields, post_load, validate

from app.domain.state_systems import SYSTEM_NAMES
from app.integrations.answers import AGAINST_CONTRACT, exchange, load
from app.integrations.contract_fields import IIN, NOT_EMPTY, Answer, Words, says, text_of
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import ProgrammeMeasure, ProgrammeRecord, ProgrammeStatus

E_SOBES = SYSTEM_NAMES["esobes"]


class _Measure(Answer):
    code = fields.String(required=True, validate=NOT_EMPTY)
    name = fields.Nested(Words, required=True)
    volume = fields.Decimal(
        required=True,
        allow_none=True,
        allow_nan=False,
        validate=validate.Range(min=0, min_inclusive=False),
    )
    unit = fields.String(required=True)
    decision = fields.String(required=True, validate=validate.OneOf(("needed", "not_needed")))
    period_from = fields.Date(required=True, format="iso")
    period_until = fields.Date(required=True, allow_none=True, format="iso")

    @post_load
    def as_measure(self, loaded: dict[str, Any], **_: object) -> ProgrammeMeasure:
        return ProgrammeMeasure(**(loaded | {"name": text_of(loaded["name"])}))


class _Programme(Answer):
    iin = fields.String(required=True, validate=IIN)
    full_name = fields.String(required=True, validate=NOT_EMPTY)
    number = fields.String(required=True, validate=NOT_EMPTY)
    developed_on = fields.Date(required=True, format="iso")
    valid_from = fields.Date(required=True, format="iso")
    valid_until = fields.Date(required=True, allow_none=True, format="iso")
    status = fields.String(required=True, validate=validate.OneOf(get_args(ProgrammeStatus)))
    group = fields.Integer(
        required=True, allow_none=True, strict=True, validate=validate.OneOf((1, 2, 3))
    )
    measures = fields.List(fields.Nested(_Measure), required=True)

    @post_load
    def as_record(self, loaded: dict[str, Any], **_: object) -> dict[str, ProgrammeRecord]:
        return {"record": ProgrammeRecord(**(loaded | {"measures": tuple(loaded["measures"])}))}


class ESobesClient:
    """A `ProgrammeRegistry` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def programme(self, iin: str) -> ProgrammeRecord | None:
        """As the port says."""
        path = f"/esobes/v1/programmes/{quote(iin, safe='')}"
        response = exchange(E_SOBES, self._client, "GET", path)
        if says(E_SOBES, response, HTTPStatus.NOT_FOUND, "programme-unknown"):
            return None
        record = load(E_SOBES, _Programme(), response, HTTPStatus.OK)["record"]
        if not isinstance(record, ProgrammeRecord) or record.iin != iin:
            raise SystemUnavailable(E_SOBES, AGAINST_CONTRACT, "the answer is of another person")
        return record
