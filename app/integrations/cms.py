"""Signatures in CMS (RFC 5652), proven to pinned roots: one signer, RSA or EC, SHA-2.

Each look is written down where it is made; nothing is repaired or guessed.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from app.domain.iin import Iin, IinInvalid
from app.domain.signatures import (
    AlgorithmNotSupported,
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    CertificateRevoked,
    GostNotSupported,
    Proof,
    SignatureUnreadable,
    SignedContentDiffers,
    Signer,
    SignerUntrusted,
)
from app.integrations.revocations import RevocationLists

LARGEST = 64 * 1024
"""Bytes of a detached signature; one with its certificates has two or three thousand."""
LARGEST_SIGNED = 8 * 1024 * 1024
"""Bytes of a signature that holds its content."""

_DIGESTS: Mapping[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
# Kazakhstan's GOST 34.10-2015 and its Russian cousins.
_GOST = ("1.2.398.", "1.2.643.")


@dataclass(frozen=True, slots=True)
class _Signed:
    """A signature taken apart, its parts not yet believed."""

    info: cms.SignerInfo
    certificate: x509.Certificate
    others: Sequence[x509.Certificate]
    content: bytes | None
    """What it holds itself; None where it is detached."""


class CmsVerifier:
    """A `SignatureVerifier`."""

    def __init__(
        self,
        roots: Sequence[x509.Certificate],
        revocations: RevocationLists,
        now: Callable[[], datetime],
    ) -> None:
        """Trust these roots and no others; ValueError without one."""
        if not roots:
            raise ValueError("a verifier of signatures needs at least one root certificate")
        self._store = Store(list(roots))
        self._revocations = revocations
        self._now = now

    def verify(self, content: bytes, signature: bytes) -> Proof:
        with _unreadable_is_refused():
            signed = _taken_apart(signature, LARGEST)
            if signed.content is not None and signed.content != content:
                raise SignedContentDiffers("Expected the signature to hold the same content")
            algorithm = _demand_signature(signed, content)
        return self._proven(signed, content, algorithm)

    def open(self, signed: bytes) -> tuple[bytes, Proof]:
        with _unreadable_is_refused():
            parts = _taken_apart(signed, LARGEST_SIGNED)
            if parts.content is None:
                raise SignatureUnreadable("Expected a signature that holds its content")
            algorithm = _demand_signature(parts, parts.content)
        return parts.content, self._proven(parts, parts.content, algorithm)

    def recheck(self, content: bytes, signature: bytes, at: datetime) -> None:
        with _unreadable_is_refused():
            signed = _taken_apart(signature, LARGEST)
            _demand_signature(signed, content)
        self._chain(signed, at)

    def _proven(self, signed: _Signed, content: bytes, algorithm: str) -> Proof:
        now = self._now()
        chain = self._chain(signed, now)
        signer = _signer(signed.certificate)
        revocation = self._revocations.look(chain, now)
        if revocation.revoked_at is not None:
            raise CertificateRevoked(f"Expected a certificate that was not revoked, {algorithm}")
        certificate = signed.certificate
        facts = {
            "algorithm": algorithm,
            "issuer": certificate.issuer.rfc4514_string(),
            "serial_number": f"{certificate.serial_number:x}",
            "valid_from": certificate.not_valid_before_utc.isoformat(),
            "valid_until": certificate.not_valid_after_utc.isoformat(),
            "root": chain[-1].subject.rfc4514_string(),
            "revocations_as_of": revocation.as_of.isoformat(),
        }
        if (claimed := _signing_time(signed.info)) is not None:
            facts["claimed_signing_time"] = claimed.isoformat()
        return Proof(
            signer=signer,
            certificate=signed.certificate.public_bytes(Encoding.DER),
            content_sha256=hashlib.sha256(content).hexdigest(),
            verified_at=now,
            facts=facts,
        )

    def _chain(self, signed: _Signed, at: datetime) -> Sequence[x509.Certificate]:
        """From the signer's certificate up to a pinned root, all good at the moment."""
        certificate = signed.certificate
        if at < certificate.not_valid_before_utc:
            raise CertificateNotYetValid("Expected a certificate that is valid already")
        if at > certificate.not_valid_after_utc:
            raise CertificateExpired("Expected a certificate that is still valid")
        _demand_use(certificate)
        policy = PolicyBuilder().store(self._store).time(at.astimezone(UTC).replace(tzinfo=None))
        policy = policy.extension_policies(ca_policy=_OF_AUTHORITIES, ee_policy=_OF_SIGNERS)
        try:
            found = policy.build_client_verifier().verify(certificate, list(signed.others))
        except VerificationError as error:
            raise SignerUntrusted("Expected a chain to a pinned root") from error
        return found.chain


_OF_AUTHORITIES = (
    ExtensionPolicy.permit_all()
    .require_present(x509.BasicConstraints, Criticality.AGNOSTIC, None)
    .require_present(x509.KeyUsage, Criticality.AGNOSTIC, None)
)
# No subject alternative name and no TLS purpose, which the library's own policy asks for: these
# are certificates of people who sign. What they are for is looked at by _demand_use.
_OF_SIGNERS = ExtensionPolicy.permit_all().require_present(
    x509.KeyUsage, Criticality.AGNOSTIC, None
)


@contextmanager
def _unreadable_is_refused() -> Iterator[None]:
    """Bytes that are no such structure: asn1crypto and cryptography say so by these errors."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error) as error:
        raise SignatureUnreadable("Expected CMS SignedData in DER") from error


def _taken_apart(signature: bytes, largest: int) -> _Signed:
    if len(signature) > 2 * largest:
        raise SignatureUnreadable(f"Expected at most {2 * largest} bytes, found {len(signature)}")
    content_info = cms.ContentInfo.load(_der(signature), strict=True)
    if content_info["content_type"].native != "signed_data":
        raise SignatureUnreadable("Expected CMS SignedData")
    data = content_info["content"]
    infos = list(data["signer_infos"])
    if len(infos) != 1:
        raise SignatureUnreadable(f"Expected one signer, found {len(infos)}")
    (info,) = infos
    _demand_known_algorithms(info)
    chosen = [choice.chosen for choice in data["certificates"] if choice.name == "certificate"]
    own = [one for one in chosen if _is_meant(info["sid"], one)]
    if len(own) != 1:
        raise SignatureUnreadable("Expected the signer's certificate in the signature")
    held = data["encap_content_info"]["content"]
    return _Signed(
        info=info,
        certificate=x509.load_der_x509_certificate(own[0].dump()),
        others=[x509.load_der_x509_certificate(one.dump()) for one in chosen if one != own[0]],
        content=None if held.native is None else bytes(held.native),
    )


def _der(signature: bytes) -> bytes:
    """DER of DER, PEM or bare base64, which is how signing programs give it."""
    if signature[:1] == b"\x30":
        return signature
    lines = [line for line in signature.splitlines() if not line.startswith(b"-----")]
    return base64.b64decode(b"".join(b"".join(lines).split()), validate=True)


def _is_meant(sid: cms.SignerIdentifier, certificate: object) -> bool:
    """Whether the signer's identifier names this certificate."""
    if sid.name == "issuer_and_serial_number":
        named = sid.chosen
        return bool(
            named["serial_number"].native == certificate.serial_number  # type: ignore[attr-defined]  # asn1crypto has no types
            and named["issuer"] == certificate.issuer  # type: ignore[attr-defined]  # the same
        )
    return bool(sid.chosen.native == certificate.key_identifier)  # type: ignore[attr-defined]  # the same


def _demand_known_algorithms(info: cms.SignerInfo) -> None:
    used = [info["digest_algorithm"]["algorithm"], info["signature_algorithm"]["algorithm"]]
    if any(one.dotted.startswith(_GOST) for one in used):
        raise GostNotSupported("Expected RSA or EC, found GOST 34.10-2015")
    if used[0].native not in _DIGESTS:
        raise AlgorithmNotSupported(f"Expected a SHA-2 digest, found {used[0].dotted}")


def _demand_signature(signed: _Signed, content: bytes) -> str:
    """The algorithm, if the signature is one of this very content by the certificate's key."""
    info = signed.info
    digest = info["digest_algorithm"]["algorithm"].native
    attributes = _attributes(info)
    if attributes.get("content_type") != ["data"]:
        raise SignatureUnreadable("Expected a signed attribute content-type of `data`")
    told = attributes.get("message_digest", [])
    if told != [hashlib.new(digest, content).digest()]:
        raise SignedContentDiffers("Expected the digest of the content in the signature")
    _demand_own_certificate(attributes, signed.certificate)
    # Signed is the SET OF itself, not the field that it stands in (RFC 5652, 5.4).
    signed_bytes = info["signed_attrs"].untag().dump()
    method = info["signature_algorithm"]
    try:
        _check(
            signed.certificate, method, _DIGESTS[digest](), info["signature"].native, signed_bytes
        )
    except InvalidSignature:
        raise SignedContentDiffers("Expected a signature by the certificate's key") from None
    return f"{method.signature_algo}, {digest}"


def _check(
    certificate: x509.Certificate,
    method: cms.SignedDigestAlgorithm,
    digest: hashes.HashAlgorithm,
    signature: bytes,
    content: bytes,
) -> None:
    key = certificate.public_key()
    match key, method.signature_algo:
        case rsa.RSAPublicKey(), "rsassa_pkcs1v15" if key.key_size >= 2048:
            key.verify(signature, content, padding.PKCS1v15(), digest)
        case rsa.RSAPublicKey(), "rsassa_pss" if key.key_size >= 2048:
            salted = padding.PSS(padding.MGF1(digest), padding.PSS.AUTO)
            key.verify(signature, content, salted, digest)
        case ec.EllipticCurvePublicKey(), "ecdsa":
            key.verify(signature, content, ec.ECDSA(digest))
        case _:
            raise AlgorithmNotSupported(
                f"Expected RSA of 2048 bits or EC, found {method['algorithm'].dotted}"
            )


def _attributes(info: cms.SignerInfo) -> Mapping[str, Sequence[object]]:
    """The signed attributes, each once. A signature without them is refused."""
    found: dict[str, Sequence[object]] = {}
    for attribute in info["signed_attrs"]:
        name = attribute["type"].native
        if name in found:
            raise SignatureUnreadable(f"Expected the attribute {name} once")
        found[name] = [value.native for value in attribute["values"]]
    return found


def _demand_own_certificate(
    attributes: Mapping[str, Sequence[object]], certificate: x509.Certificate
) -> None:
    """Where the signature names its certificate (RFC 5035), it has to be this one."""
    for value in attributes.get("signing_certificate_v2", ()):
        first = value["certs"][0]  # type: ignore[index]  # a SigningCertificateV2 of asn1crypto
        algorithm = (first.get("hash_algorithm") or {}).get("algorithm", "sha256")
        if algorithm not in _DIGESTS:
            raise AlgorithmNotSupported(f"Expected a SHA-2 digest, found {algorithm}")
        if first["cert_hash"] != certificate.fingerprint(_DIGESTS[algorithm]()):
            raise SignatureUnreadable("Expected the certificate that the signature names")


def _demand_use(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise CertificateNotForSigning("Expected a key usage in the certificate") from None
    if not (usage.digital_signature or usage.content_commitment):
        raise CertificateNotForSigning("Expected a key that may sign")


def _signer(certificate: x509.Certificate) -> Signer:
    """Whom the subject names; the national authority words it `SERIALNUMBER=IIN` and digits."""
    subject = certificate.subject
    numbers = [str(one.value) for one in subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    iins = [number.removeprefix("IIN") for number in numbers if number.startswith("IIN")]
    try:
        (iin,) = iins
        Iin.parse(iin)
    except (ValueError, IinInvalid):
        raise SignatureUnreadable("Expected one IIN in the subject of the certificate") from None
    # The common name holds surname and name, the given name the patronymic.
    parts = (NameOID.COMMON_NAME, NameOID.GIVEN_NAME)
    names = [str(one.value) for oid in parts for one in subject.get_attributes_for_oid(oid)]
    return Signer(iin, " ".join(names))


def _signing_time(info: cms.SignerInfo) -> datetime | None:
    """What the signer's clock said; told, not believed."""
    found = _attributes(info).get("signing_time", [])
    return found[0] if found and isinstance(found[0], datetime) else None
