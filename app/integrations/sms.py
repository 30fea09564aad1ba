"""Client of the SMS gateway (`docs/contracts/sms-gateway.yaml`)."""

from datetime import datetime
from http import HTTPStatus

import httpx
from marshmallow import EXCLUDE, Schema, fields, validate

from app.domain.texts import Text
from app.integrations.answers import AGAINST_CONTRACT, exchange, load
from app.ports.outside import SmsReceipt, SystemUnavailable

SMS_GATEWAY = Text("SMS шлюзі", "SMS-шлюз", "SMS gateway")


class _Receipt(Schema):
    class Meta:
        unknown = EXCLUDE

    id = fields.String(required=True, validate=validate.Length(min=1))
    accepted_at = fields.AwareDateTime(required=True, format="iso")


class SmsClient:
    """An `SmsGateway` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def send(self, *, to: str, text: str, idempotency_key: str) -> SmsReceipt:
        """As the port says; a repetition may also follow an answer that got lost."""
        response = exchange(
            SMS_GATEWAY,
            self._client,
            "POST",
            "/sms/v1/messages",
            body={"to": to, "text": text},
            headers={"Idempotency-Key": idempotency_key},
        )
        receipt = load(SMS_GATEWAY, _Receipt(), response, HTTPStatus.ACCEPTED)
        number, accepted_at = receipt["id"], receipt["accepted_at"]
        if not isinstance(number, str) or not isinstance(accepted_at, datetime):
            raise SystemUnavailable(SMS_GATEWAY, AGAINST_CONTRACT)
        return SmsReceipt(number, accepted_at)
