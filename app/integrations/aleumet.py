"""Client of the social services portal (`docs/contracts/aleumet.yaml`)."""

from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
from marshmallow import fields, post_load

from app.domain.state_systems import SYSTEM_NAMES
from app.integrations.answers import AGAINST_CONTRACT, exchange, load
from app.integrations.contract_fields import IIN, NOT_EMPTY, Answer, receipt, says
from app.integrations.egov import case_fields
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import (
    CaseReference,
    ChosenSupplier,
    MeasureToPass,
    OfferedSupplier,
    Receipt,
)

ALEUMET = SYSTEM_NAMES["aleumet"]


class _Supplier(Answer):
    bin = fields.String(required=True, validate=IIN)
    name = fields.String(required=True, validate=NOT_EMPTY)
    chosen_on = fields.Date(required=True, format="iso")
    order_number = fields.String(required=True, validate=NOT_EMPTY)

    @post_load
    def as_supplier(self, loaded: dict[str, Any], **_: object) -> ChosenSupplier:
        return ChosenSupplier(**loaded)


class _Choice(Answer):
    measure = fields.String(required=True, validate=NOT_EMPTY)
    supplier = fields.Nested(_Supplier, required=True, allow_none=True)


class _Offered(Answer):
    bin = fields.String(required=True, validate=IIN)
    name = fields.String(required=True, validate=NOT_EMPTY)

    @post_load
    def as_offered(self, loaded: dict[str, Any], **_: object) -> OfferedSupplier:
        return OfferedSupplier(**loaded)


class _Suppliers(Answer):
    measure = fields.String(required=True, validate=NOT_EMPTY)
    suppliers = fields.List(fields.Nested(_Offered), required=True)


class AleumetClient:
    """A `SocialServicesPortal` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def pass_measure(
        self, measure: MeasureToPass, *, case: CaseReference, idempotency_key: str
    ) -> Receipt:
        """As the port says."""
        body: dict[str, object] = {
            "iin": measure.iin,
            "programme_number": measure.programme_number,
            "code": measure.code,
            "name": {"kk": measure.name.kk, "ru": measure.name.in_language("ru")},
            "hours_per_day": measure.hours_per_day,
            "volume_hours": measure.volume_hours,
            "period_from": measure.period_from.isoformat(),
            "period_until": measure.period_until.isoformat(),
            "case": case_fields(case),
        }
        return self._hand_over("/aleumet/v1/measures", body, idempotency_key)

    def open_ordering(self, measure: str, *, choose_until: date, idempotency_key: str) -> Receipt:
        """As the port says."""
        path = f"/aleumet/v1/measures/{quote(measure, safe='')}/ordering"
        return self._hand_over(path, {"choose_until": choose_until.isoformat()}, idempotency_key)

    def withdraw(self, measure: str, *, reason: str, idempotency_key: str) -> Receipt:
        """As the port says."""
        path = f"/aleumet/v1/measures/{quote(measure, safe='')}/withdrawal"
        return self._hand_over(path, {"reason": reason}, idempotency_key)

    def chosen_supplier(self, measure: str) -> ChosenSupplier | None:
        """As the port says."""
        path = f"/aleumet/v1/measures/{quote(measure, safe='')}/choice"
        read = load(ALEUMET, _Choice(), exchange(ALEUMET, self._client, "GET", path), HTTPStatus.OK)
        if read["measure"] != measure:
            raise SystemUnavailable(ALEUMET, AGAINST_CONTRACT, "the answer is of another measure")
        supplier = read["supplier"]
        return supplier if isinstance(supplier, ChosenSupplier) else None

    def suppliers(self, measure: str) -> Sequence[OfferedSupplier]:
        """As the port says."""
        path = f"/aleumet/v1/measures/{quote(measure, safe='')}/suppliers"
        answered = exchange(ALEUMET, self._client, "GET", path)
        read = load(ALEUMET, _Suppliers(), answered, HTTPStatus.OK)
        offered = read["suppliers"]
        if read["measure"] != measure or not isinstance(offered, list):
            raise SystemUnavailable(ALEUMET, AGAINST_CONTRACT, "the answer is of another measure")
        return tuple(offered)

    def order(self, measure: str, *, supplier: str, idempotency_key: str) -> bool:
        """As the port says."""
        path = f"/aleumet/v1/measures/{quote(measure, safe='')}/choice"
        headers = {"Idempotency-Key": idempotency_key}
        response = exchange(
            ALEUMET, self._client, "POST", path, body={"supplier": supplier}, headers=headers
        )
        if says(ALEUMET, response, HTTPStatus.CONFLICT, "choice-refused"):
            return False
        receipt(ALEUMET, response)
        return True

    def _hand_over(self, path: str, body: Mapping[str, object], key: str) -> Receipt:
        headers = {"Idempotency-Key": key}
        response = exchange(ALEUMET, self._client, "POST", path, body=body, headers=headers)
        return receipt(ALEUMET, response)
