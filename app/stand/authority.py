"""The stand's certificate authority: keys for people of the demo, certificates, revocations.

It words subjects as the national authority does: `SERIALNUMBER=IIN…`, surname and given names. Keys
are real, kept encrypted with a PIN; what they sign, anybody who pins the root can verify.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Literal

from asn1crypto import cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.stand.authority_store import AuthorityStore, IssuedKey

PIN = "123456"
"""Of every key that is issued without one: the demo shows it on its page."""
VALID_FOR = timedelta(days=365)
LIST_VALID_FOR = timedelta(hours=12)
KeyKind = Literal["ec", "rsa"]

_ROOT_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_ROOT_UNTIL = datetime(2060, 1, 1, tzinfo=UTC)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256."""


class KeyRefused(Exception):
    """The authority has no such key, or the PIN does not open it; `code` says which."""

    def __init__(self, code: Literal["no-key", "pin-wrong"]) -> None:
        super().__init__(code)
        self.code = code


class Authority:
    """Issues, signs and revokes.

    Its own key follows from `seed`, so that whoever knows the seed can pin the root without asking
    for it.
    """

    def __init__(self, seed: str, store: AuthorityStore) -> None:
        self._key = _root_key(seed)
        self._root = root_certificate(seed)
        self._store = store

    def root(self) -> bytes:
        """The root certificate, DER."""
        return self._root.public_bytes(serialization.Encoding.DER)

    def issue(
        self,
        iin: str,
        full_name: str,
        now: datetime,
        *,
        pin: str = PIN,
        kind: KeyKind = "ec",
        valid_for: timedelta = VALID_FOR,
    ) -> bytes:
        """Issue a key with its certificate (DER); it takes the place of the one before."""
        key = (
            ec.generate_private_key(ec.SECP256R1())
            if kind == "ec"
            else rsa.generate_private_key(65537, 2048)
        )
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_subject(iin, full_name))
            .issuer_name(self._root.subject)
            .public_key(key.public_key())
            .serial_number(secrets.randbits(159) | 1)
            .not_valid_before(now - timedelta(minutes=1))
            .not_valid_after(now + valid_for)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )
        encoded = certificate.public_bytes(serialization.Encoding.DER)
        locked = key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(pin.encode()),
        )
        self._store.put_key(IssuedKey(iin, f"{certificate.serial_number:x}", encoded, locked))
        return encoded

    def forget_all(self) -> None:
        """No key is issued, none is revoked."""
        self._store.clear()

    def certificate(self, iin: str, at: datetime) -> bytes | None:
        """The certificate (DER) of this person's key, if it is good at the moment."""
        key = self._store.key(iin)
        if key is None:
            return None
        read = x509.load_der_x509_certificate(key.certificate)
        is_revoked = any(serial == key.serial for serial, _ in self._store.revocations())
        is_good = read.not_valid_before_utc <= at <= read.not_valid_after_utc and not is_revoked
        return key.certificate if is_good else None

    def sign(
        self, iin: str, pin: str, content: bytes, now: datetime, *, detached: bool = True
    ) -> bytes:
        """The content signed with the person's key: CMS, DER; attached it holds the content.

        Raises:
            KeyRefused: no key, or another PIN.
        """
        issued = self._store.key(iin)
        if issued is None:
            raise KeyRefused("no-key")
        try:
            key = serialization.load_der_private_key(issued.locked, pin.encode())
        except ValueError:
            raise KeyRefused("pin-wrong") from None
        if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise TypeError(f"Expected an EC or RSA key, found {type(key).__name__}")
        return signed_data(content, issued.certificate, key, now, detached=detached)

    def revoke(self, iin: str, now: datetime) -> None:
        """Revoke the certificate this person has now. Raises KeyRefused without one."""
        issued = self._store.key(iin)
        if issued is None:
            raise KeyRefused("no-key")
        self._store.revoke(issued.serial, now)

    def revoked(self, now: datetime) -> bytes:
        """The list of revoked certificates, DER, as of `now`."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._root.subject)
            .last_update(now - timedelta(minutes=1))
            .next_update(now + LIST_VALID_FOR)
            .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        )
        for serial, at in self._store.revocations():
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(int(serial, 16))
                .revocation_date(at)
                .build()
            )
        return builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def close(self) -> None:
        self._store.close()


def authority_token(seed: str) -> str:
    """The bearer token that the authority with this seed is asked with."""
    return hmac.new(seed.encode(), b"token", hashlib.sha256).hexdigest()


def root_certificate(seed: str) -> x509.Certificate:
    """The root of the authority with this seed, the same bytes each time."""
    key = _root_key(seed)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Qadam demo authority"),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
        ]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(_ROOT_FROM)
        .not_valid_after(_ROOT_UNTIL)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )


def signed_data(
    content: bytes,
    certificate: bytes,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    at: datetime,
    *,
    detached: bool,
) -> bytes:
    """CMS SignedData (RFC 5652) of one signer, with the certificate inside."""
    signer = asn1_x509.Certificate.load(certificate)
    digest = hashlib.sha256(content).digest()
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute(
                {"type": "signing_time", "values": [cms.Time({"utc_time": at.astimezone(UTC)})]}
            ),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute(
                {
                    "type": "signing_certificate_v2",
                    "values": [
                        tsp.SigningCertificateV2(
                            {"certs": [{"cert_hash": hashlib.sha256(certificate).digest()}]}
                        )
                    ],
                }
            ),
        ]
    )
    told = attributes.dump()
    if isinstance(key, rsa.RSAPrivateKey):
        algorithm = "sha256_rsa"
        signature = key.sign(told, padding.PKCS1v15(), hashes.SHA256())
    else:
        algorithm = "sha256_ecdsa"
        signature = key.sign(told, ec.ECDSA(hashes.SHA256()))
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": signer.issuer,
                        "serial_number": signer.serial_number,
                    }
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": algorithm},
            "signature": signature,
        }
    )
    held: dict[str, object] = {"content_type": "data"}
    if not detached:
        held["content"] = core.OctetString(content)
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": held,
            "certificates": [signer],
            "signer_infos": [info],
        }
    )
    encoded: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return encoded


def _root_key(seed: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(hmac.new(seed.encode(), b"root key", hashlib.sha256).digest())
    return ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())


def _subject(iin: str, full_name: str) -> x509.Name:
    surname, *others = full_name.split()
    parts = [
        x509.NameAttribute(NameOID.COMMON_NAME, " ".join([surname, *others[:1]])),
        x509.NameAttribute(NameOID.SURNAME, surname),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, f"IIN{iin}"),
        x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
    ]
    if patronymic := " ".join(others[1:]):
        # As the national authority does: the given name holds the patronymic.
        parts.append(x509.NameAttribute(NameOID.GIVEN_NAME, patronymic))
    return x509.Name(parts)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )
