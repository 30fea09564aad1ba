"""Client of the egov portal: registered number and cabinet (`docs/contracts/egov.yaml`)."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

import httpx

from app.domain.state_systems import SYSTEM_NAMES
from app.domain.texts import LANGUAGES, Text
from app.integrations.answers import exchange
from app.integrations.contract_fields import phone_of, receipt, says
from app.ports.state_systems import CabinetStatus, CaseReference, Receipt, SignedPaper

EGOV = SYSTEM_NAMES["egov"]


class EgovClient:
    """A `Portal` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def registered_phone(self, iin: str) -> str | None:
        """As the port says."""
        path = f"/egov/v1/users/{quote(iin, safe='')}/phone"
        response = exchange(EGOV, self._client, "GET", path)
        if says(EGOV, response, HTTPStatus.NOT_FOUND, "phone-not-registered"):
            return None
        return phone_of(EGOV, response, iin)

    def put_status(
        self,
        *,
        case: CaseReference,
        iin: str,
        status: CabinetStatus,
        text: Text,
        paper: SignedPaper | None,
        at: datetime,
        idempotency_key: str,
    ) -> Receipt:
        """As the port says."""
        body: dict[str, object] = {
            "iin": iin,
            "case": case_fields(case),
            "status": status,
            "text": words(text),
            "at": at.isoformat(timespec="seconds"),
            "document": None if paper is None else _paper(paper),
        }
        headers = {"Idempotency-Key": idempotency_key}
        response = exchange(
            EGOV, self._client, "POST", "/egov/v1/cabinet/statuses", body=body, headers=headers
        )
        return receipt(EGOV, response)


def case_fields(case: CaseReference) -> Mapping[str, object]:
    """A case as the contracts of portal, monitoring and social services portal word it."""
    return {
        "number": case.number,
        "service": case.service,
        "service_name": words(case.service_name),
        "office": case.office,
        "office_name": words(case.office_name),
        "channel": case.channel,
        "registered_at": case.registered_at.isoformat(timespec="seconds"),
        "due_on": case.due_on.isoformat() if case.due_on else None,
    }


def words(text: Text) -> Mapping[str, str]:
    return {language: text.in_language(language) for language in LANGUAGES}


def _paper(paper: SignedPaper) -> Mapping[str, object]:
    return {
        "name": paper.name,
        "media_type": "application/pdf",
        "sha256": paper.sha256,
        "content": b64encode(paper.pdf).decode("ascii"),
        "signatures": [b64encode(signature).decode("ascii") for signature in paper.signatures],
    }
