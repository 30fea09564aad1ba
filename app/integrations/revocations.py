"""Lists of revoked certificates: fetched from the authority, kept until they are stale."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.domain.texts import Text
from app.integrations.answers import AGAINST_CONTRACT
from app.ports.outside import SystemUnavailable

AUTHORITY = Text("Куәландырушы орталық", "Удостоверяющий центр", "Certification authority")
STATUS_UNKNOWN = Text(
    "Сертификаттың қайтарып алынбағаны белгісіз, сондықтан қол қойылмады: кейінірек қайталаңыз",
    "Неизвестно, не отозван ли сертификат, поэтому подпись не поставлена: повторите позже",
    "It is unknown whether the certificate was revoked, so nothing was signed: please try later",
)
FRESH_FOR = timedelta(minutes=10)
"""After which a list is asked for again, though it may hold longer by its own word."""

FetchLists = Callable[[], Sequence[bytes]]
"""Every list the authorities publish, DER. Raises SystemUnavailable."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """What the lists say of one chain."""

    revoked_at: datetime | None
    as_of: datetime
    """When the oldest list that was looked at was issued."""


class RevocationLists:
    """Thread-safe. A list that cannot be fetched again serves until its own end."""

    def __init__(self, fetch: FetchLists) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._lists: Mapping[bytes, x509.CertificateRevocationList] = {}
        self._fetched_at: datetime | None = None

    def look(self, chain: Sequence[x509.Certificate], now: datetime) -> Revocation:
        """Whether one of the chain below its root is revoked.

        Raises:
            SystemUnavailable: there is no good list of an issuer for this moment.
        """
        with self._lock:
            self._refresh(now)
            lists = self._lists
        as_of = now
        for certificate, issuer in pairwise(chain):
            listed = lists.get(issuer.subject.public_bytes())
            if listed is None or not _holds(listed, issuer, now):
                raise SystemUnavailable(AUTHORITY, STATUS_UNKNOWN, "no list of an issuer")
            as_of = min(as_of, listed.last_update_utc)
            entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is not None:
                return Revocation(entry.revocation_date_utc, as_of)
        return Revocation(None, as_of)

    def _refresh(self, now: datetime) -> None:
        if self._fetched_at is not None and abs(now - self._fetched_at) < FRESH_FOR:
            return
        try:
            lists = [x509.load_der_x509_crl(content) for content in self._fetch()]
        except ValueError:
            raise SystemUnavailable(AUTHORITY, AGAINST_CONTRACT, "no list in DER") from None
        except SystemUnavailable:
            if not self._lists:
                raise
            return  # those at hand hold until their own end
        self._lists = {one.issuer.public_bytes(): one for one in lists}
        self._fetched_at = now


def _holds(listed: x509.CertificateRevocationList, issuer: x509.Certificate, now: datetime) -> bool:
    """Signed by the issuer, and its time is not over."""
    ends = listed.next_update_utc
    if ends is None or not listed.last_update_utc <= now <= ends:
        return False
    key = issuer.public_key()
    return isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey) and (
        listed.is_signature_valid(key)
    )
