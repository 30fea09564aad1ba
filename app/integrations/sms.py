"""Client of the SMS gateway (`docs/contracts/sms-gateway.yaml`)."""

import httpx

from app.domain.state_systems import SYSTEM_NAMES
from app.integrations.answers import exchange
from app.integrations.contract_fields import receipt
from app.ports.state_systems import Receipt

SMS_GATEWAY = SYSTEM_NAMES["sms"]


class SmsClient:
    """An `SmsGateway` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def send(self, *, to: str, text: str, idempotency_key: str) -> Receipt:
        """As the port says; a repetition may also follow an answer that got lost."""
        response = exchange(
            SMS_GATEWAY,
            self._client,
            "POST",
            "/sms/v1/messages",
            body={"to": to, "text": text},
            headers={"Idempotency-Key": idempotency_key},
        )
        return receipt(SMS_GATEWAY, response)
