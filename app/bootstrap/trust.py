"""Whose signatures count: pinned roots, lists of revocations, and in the demo keys for people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from cryptography import x509

from app.integrations.authority import DemoKeysClient, PublishedLists
from app.integrations.cms import CmsVerifier
from app.integrations.http import http_client
from app.integrations.revocations import FetchLists, RevocationLists
from app.ports.signing import DemoKeys
from app.settings import Settings, SettingsMissing, TrustSettings, derived
from app.stand.authority import authority_token, root_certificate


@dataclass(frozen=True, slots=True)
class Trust:
    """What a verifier of signatures is made of."""

    roots: Sequence[x509.Certificate]
    fetch_lists: FetchLists
    demo_keys: DemoKeys | None
    """None outside the demo."""
    connection: httpx.Client

    def verifier(self, now: Callable[[], datetime]) -> CmsVerifier:
        return CmsVerifier(self.roots, RevocationLists(self.fetch_lists), now)


def authority_seed(settings: Settings) -> str:
    """What the key of the demo's authority follows from."""
    return derived(settings, "stand:authority")


def trust(
    settings: Settings, stand_url: str, transport: httpx.BaseTransport | None = None
) -> Trust:
    """The authorities in the settings; without any, the stand's own at this address.

    Raises:
        SettingsMissing: the file of roots holds no certificate.
    """
    if settings.trust is not None:
        return _set(settings.trust, settings.patience)
    seed = authority_seed(settings)
    client = http_client(stand_url, authority_token(seed), settings.patience, transport)
    lists = PublishedLists(client, ["/ca/v1/revoked.crl"])
    return Trust([root_certificate(seed)], lists, DemoKeysClient(client), client)


def _set(named: TrustSettings, patience: timedelta) -> Trust:
    try:
        roots = x509.load_pem_x509_certificates(named.roots.read_bytes())
    except ValueError:
        raise SettingsMissing("QADAM_SIGN_ROOTS holds no certificate in PEM.") from None
    client = httpx.Client(timeout=patience.total_seconds(), follow_redirects=False, trust_env=False)
    return Trust(roots, PublishedLists(client, named.crl_urls), None, client)
