"""The way of the stand's letters to a Qadam in the same process, without a network."""

from collections.abc import Mapping
from typing import Any

import httpx

from app.bootstrap.composition import Qadam
from app.bootstrap.web_services import page_settings, web_services
from app.stand.carrier import HttpCarrier
from app.stand.post import Answered
from app.web import create_inbound


class InProcess:
    """Carries letters to what a composed product takes in, which is made for the first one."""

    def __init__(self, qadam: Qadam) -> None:
        self._qadam = qadam
        self._carrier: HttpCarrier | None = None

    def __call__(self, system: str, path: str, body: Mapping[str, Any]) -> Answered:
        if self._carrier is None:
            settings = self._qadam.settings
            web = create_inbound(web_services(self._qadam), page_settings(settings))
            secrets = {str(code): secret for code, secret in settings.inbound.items()}
            self._carrier = HttpCarrier("http://qadam", secrets, httpx.WSGITransport(web))
        return self._carrier(system, path, body)
