"""Client of the digital documents service (`docs/contracts/dds.yaml`)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
from marshmallow import fields, post_load, validate

from app.domain.state_systems import SYSTEM_NAMES
from app.domain.texts import Text
from app.integrations.answers import AGAINST_CONTRACT, exchange, load
from app.integrations.contract_fields import IIN, NOT_EMPTY, Answer, Problem, Words, says, text_of
from app.integrations.egov import words
from app.ports.outside import SystemUnavailable
from app.ports.state_systems import (
    DOCUMENT_KINDS,
    ConsentMethod,
    ConsentRequest,
    DigitalDocument,
    DocumentKind,
    NoDocuments,
)

DDS = SYSTEM_NAMES["dds"]

_REFUSALS: Mapping[object, NoDocuments] = {
    "consent-waiting": "waiting",
    "consent-refused": "refused",
    "consent-expired": "expired",
    "password-wrong": "password_wrong",
}


_MASKED = validate.Regexp(r"\+7 [0-9]{3} ••• [0-9]{2} [0-9]{2}\Z")


class _Consent(Answer):
    id = fields.String(required=True, validate=NOT_EMPTY)
    # As the contract masks it, so that no whole number can slip into a page meant for many.
    phone = fields.String(
        required=True, validate=validate.Regexp(r"\+7 [0-9]{3} ••• [0-9]{2} [0-9]{2}\Z")
    )
    asked_at = fields.AwareDateTime(required=True, format="iso")
    expires_at = fields.AwareDateTime(required=True, format="iso")

    @post_load
    def as_request(self, loaded: dict[str, Any], **_: object) -> dict[str, ConsentRequest]:
        return {"request": ConsentRequest(**loaded)}


class _Document(Answer):
    kind = fields.String(required=True, validate=validate.OneOf(DOCUMENT_KINDS))
    number = fields.String(required=True, validate=NOT_EMPTY)
    holder_iin = fields.String(required=True, validate=IIN)
    holder_name = fields.String(required=True, validate=NOT_EMPTY)
    issued_on = fields.Date(required=True, format="iso")
    valid_until = fields.Date(required=True, allow_none=True, format="iso")
    issued_by = fields.Nested(Words, required=True)
    principal_iin = fields.String(required=True, allow_none=True, validate=IIN)

    @post_load
    def as_document(self, loaded: dict[str, Any], **_: object) -> DigitalDocument:
        return DigitalDocument(**(loaded | {"issued_by": text_of(loaded["issued_by"])}))


class _Documents(Answer):
    documents = fields.List(fields.Nested(_Document), required=True)


class DdsClient:
    """`DigitalDocuments` over HTTP."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(
        self,
        *,
        iin: str,
        case: str,
        kinds: Sequence[DocumentKind],
        method: ConsentMethod,
        office: Text,
        idempotency_key: str,
    ) -> ConsentRequest | None:
        """As the port says."""
        body: dict[str, object] = {
            "iin": iin,
            "case": case,
            "kinds": list(kinds),
            "method": method,
            "office": words(office),
        }
        headers = {"Idempotency-Key": idempotency_key}
        response = exchange(
            DDS, self._client, "POST", "/dds/v1/consents", body=body, headers=headers
        )
        if says(DDS, response, HTTPStatus.UNPROCESSABLE_ENTITY, "phone-not-registered"):
            return None
        request = load(DDS, _Consent(), response, HTTPStatus.ACCEPTED)["request"]
        if not isinstance(request, ConsentRequest):
            raise SystemUnavailable(DDS, AGAINST_CONTRACT)
        return request

    def documents(
        self, consent: str, *, password: str | None
    ) -> Sequence[DigitalDocument] | NoDocuments:
        """As the port says. The password travels in the body: an address would be logged."""
        path = f"/dds/v1/consents/{quote(consent, safe='')}/documents"
        response = exchange(DDS, self._client, "POST", path, body={"password": password})
        if response.status_code == HTTPStatus.CONFLICT:
            code = load(DDS, Problem(), response, HTTPStatus.CONFLICT)["code"]
            if code in _REFUSALS:
                return _REFUSALS[code]
        read = load(DDS, _Documents(), response, HTTPStatus.OK)["documents"]
        return tuple(read) if isinstance(read, list) else ()
