"""Client of MAB, the mobile citizens base (`docs/contracts/mab.yaml`)."""

from http import HTTPStatus
from urllib.parse import quote

import httpx

from app.domain.state_systems import SYSTEM_NAMES
from app.integrations.answers import exchange
from app.integrations.contract_fields import phone_of, says

MAB = SYSTEM_NAMES["mab"]


class MabClient:
    """A `PhoneBook` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def phone(self, iin: str) -> str | None:
        """As the port says."""
        path = f"/mab/v1/phones/{quote(iin, safe='')}"
        response = exchange(MAB, self._client, "GET", path)
        if says(MAB, response, HTTPStatus.NOT_FOUND, "phone-unknown"):
            return None
        return phone_of(MAB, response, iin)
