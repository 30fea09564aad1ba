"""Carries the stand's letters to Qadam over HTTP, each system with its own secret."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx

from app.stand.post import Answered

PATIENCE = timedelta(seconds=5)


class HttpCarrier:
    """A `Send` over HTTP; close it with the stand."""

    def __init__(
        self,
        base_url: str,
        secrets: Mapping[str, str],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._secrets = secrets
        self._client = httpx.Client(
            base_url=base_url,
            timeout=PATIENCE.total_seconds(),
            transport=transport,
            trust_env=False,
        )

    def __call__(self, system: str, path: str, body: Mapping[str, Any]) -> Answered:
        secret = self._secrets.get(system, "")
        try:
            response = self._client.post(
                f"/api/inbound{path}",
                json=dict(body),
                headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"},
            )
        except httpx.HTTPError:
            return Answered(0, {})
        try:
            told = response.json()
        except ValueError:
            told = None
        return Answered(response.status_code, told if isinstance(told, dict) else {})

    def close(self) -> None:
        self._client.close()
