"""Clients of certification authorities: their lists, and in the demo its keys for people."""

import base64
import binascii
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

import httpx
from marshmallow import EXCLUDE, Schema, fields, validate

from app.domain.signatures import PinRefused
from app.integrations.answers import AGAINST_CONTRACT, exchange, load
from app.integrations.revocations import AUTHORITY
from app.ports.outside import SystemUnavailable

LARGEST_LIST = 64 * 1024 * 1024
"""Bytes; the national authority's lists have a few megabytes."""


class _Signed(Schema):
    class Meta:
        unknown = EXCLUDE

    signature = fields.String(required=True, validate=validate.Length(min=1))


class _Issued(Schema):
    class Meta:
        unknown = EXCLUDE

    certificate = fields.String(required=True, validate=validate.Length(min=1))


class PublishedLists:
    """`FetchLists` over HTTP: lists of revoked certificates at addresses that are set, not found.

    The address in a certificate is not believed: whoever made it could send us anywhere.
    """

    def __init__(self, client: httpx.Client, paths: Sequence[str]) -> None:
        self._client = client
        self._paths = paths

    def __call__(self) -> Sequence[bytes]:
        """Every list. Raises SystemUnavailable for one that cannot be had."""
        return [self._list(path) for path in self._paths]

    def _list(self, path: str) -> bytes:
        response = exchange(AUTHORITY, self._client, "GET", path)
        if response.status_code != HTTPStatus.OK or len(response.content) > LARGEST_LIST:
            raise SystemUnavailable(AUTHORITY, AGAINST_CONTRACT, f"HTTP {response.status_code}")
        return response.content


class DemoKeysClient:
    """The demo's `DemoKeys` over HTTP (`docs/signatures.md`)."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def sign(self, iin: str, full_name: str, pin: str, content: bytes) -> bytes:
        """As the port says."""
        key = f"/ca/v1/keys/{quote(iin, safe='')}"
        issued = exchange(AUTHORITY, self._client, "PUT", key, body={"full_name": full_name})
        load(AUTHORITY, _Issued(), issued, HTTPStatus.OK)
        order = {"pin": pin, "content": base64.b64encode(content).decode()}
        answer = exchange(AUTHORITY, self._client, "POST", f"{key}/signatures", body=order)
        if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
            raise PinRefused("Expected the PIN of the key")
        signed = load(AUTHORITY, _Signed(), answer, HTTPStatus.OK)
        try:
            return base64.b64decode(str(signed["signature"]), validate=True)
        except binascii.Error:
            raise SystemUnavailable(AUTHORITY, AGAINST_CONTRACT, "no base64") from None
