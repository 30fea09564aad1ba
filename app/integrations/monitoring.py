"""Client of the system that monitors state services (`docs/contracts/monitoring.yaml`)."""

from datetime import datetime

import httpx

from app.domain.state_systems import SYSTEM_NAMES
from app.integrations.answers import exchange
from app.integrations.contract_fields import receipt
from app.integrations.egov import case_fields
from app.ports.state_systems import CaseReference, Outcome, Receipt, Stage

MONITORING = SYSTEM_NAMES["monitoring"]


class MonitoringClient:
    """A `ServiceMonitoring` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def report(
        self,
        *,
        case: CaseReference,
        stage: Stage,
        outcome: Outcome | None,
        at: datetime,
        idempotency_key: str,
    ) -> Receipt:
        """As the port says. The monitoring system gets no data of the person."""
        body: dict[str, object] = {
            "case": case_fields(case),
            "stage": stage,
            "outcome": outcome,
            "at": at.isoformat(timespec="seconds"),
        }
        headers = {"Idempotency-Key": idempotency_key}
        response = exchange(
            MONITORING, self._client, "POST", "/monitoring/v1/stages", body=body, headers=headers
        )
        return receipt(MONITORING, response)
