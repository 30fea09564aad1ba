"""Client of CBDI, databank of persons with disabilities (`docs/contracts/cbdi.yaml`)."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
from marshmallow import fields, post_load, validate

from app.domain.state_systems import SYSTEM_NAMES
from app.integrations.answers import AGAINST_CONTRACT, exchange, load
from app.integrations.contract_fields import IIN, NOT_EMPTY, Answer, Words, says, text_of
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import DisabilityRecord

CBDI = SYSTEM_NAMES["cbdi"]


class _Disability(Answer):
    iin = fields.String(required=True, validate=IIN)
    full_name = fields.String(required=True, validate=NOT_EMPTY)
    birth_date = fields.Date(required=True, format="iso")
    group = fields.Integer(
        required=True, allow_none=True, strict=True, validate=validate.OneOf((1, 2, 3))
    )
    reason = fields.Nested(Words, required=True)
    since = fields.Date(required=True, format="iso")
    until = fields.Date(required=True, allow_none=True, format="iso")
    difficulty_moving = fields.Boolean(required=True, allow_none=True, truthy={True}, falsy={False})
    certificate = fields.String(required=True, validate=NOT_EMPTY)

    @post_load
    def as_record(self, loaded: dict[str, Any], **_: object) -> dict[str, DisabilityRecord]:
        return {"record": DisabilityRecord(**(loaded | {"reason": text_of(loaded["reason"])}))}


class CbdiClient:
    """A `DisabilityRegistry` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def disability(self, iin: str) -> DisabilityRecord | None:
        """As the port says."""
        path = f"/cbdi/v1/disabilities/{quote(iin, safe='')}"
        response = exchange(CBDI, self._client, "GET", path)
        if says(CBDI, response, HTTPStatus.NOT_FOUND, "disability-unknown"):
            return None
        record = load(CBDI, _Disability(), response, HTTPStatus.OK)["record"]
        if not isinstance(record, DisabilityRecord) or record.iin != iin:
            raise SystemUnavailable(CBDI, AGAINST_CONTRACT, "the answer is of another person")
        return record
