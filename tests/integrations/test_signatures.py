"""Signatures in CMS: what is proven, and every way in which one proves nothing."""

import base64
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from app.domain.signatures import (
    AlgorithmNotSupported,
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    CertificateRevoked,
    GostNotSupported,
    SignatureRefused,
    SignatureUnreadable,
    SignedContentDiffers,
    SignerUntrusted,
    WrongSigner,
)
from app.domain.texts import Text
from app.integrations.cms import CmsVerifier
from app.integrations.revocations import FRESH_FOR, RevocationLists
from app.ports.outside import SystemUnavailable
from app.stand.authority import (
    LIST_VALID_FOR,
    PIN,
    Authority,
    KeyRefused,
    root_certificate,
    signed_data,
)
from app.stand.authority_store import AuthorityStore

IIN, OTHER_IIN = "580412400174", "710305301058"
NAME = "Қалиева Айгүл Серікқызы"
PDF = b"%PDF-1.7 the words of a paper"
NOON = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)


class Counter:
    """The authority with its list, and a verifier that pins it, at a moment of the test."""

    def __init__(self) -> None:
        self.now = NOON
        self.authority = Authority("the seed of these tests", AuthorityStore(None))
        self.is_down = False
        self.fetched = 0
        self.lists: Callable[[], Sequence[bytes]] = lambda: [self.authority.revoked(self.now)]
        roots = [root_certificate("the seed of these tests")]
        self.verifier = CmsVerifier(roots, RevocationLists(self._fetch), lambda: self.now)
        self.authority.issue(IIN, NAME, self.now)

    def _fetch(self) -> Sequence[bytes]:
        if self.is_down:
            raise SystemUnavailable(Text("орталық"), Text("жауап бермейді"))
        self.fetched += 1
        return self.lists()

    def sign(self, content: bytes = PDF, *, detached: bool = True) -> bytes:
        return self.authority.sign(IIN, PIN, content, self.now, detached=detached)


@pytest.fixture
def counter() -> Iterator[Counter]:
    counter = Counter()
    yield counter
    counter.authority.close()


def changed(signature: bytes, change: Callable[[cms.SignedData], None]) -> bytes:
    """The signature with its structure changed."""
    info = cms.ContentInfo.load(signature)
    change(info["content"])
    for part in ("signer_infos", "certificates"):
        info["content"][part]._contents = None
    encoded: bytes = info.dump(force=True)
    return encoded


def test_a_good_signature_tells_who_signed_what_and_when(counter: Counter) -> None:
    proof = counter.verifier.verify(PDF, counter.sign())

    assert (proof.signer.iin, proof.signer.full_name) == (IIN, NAME)
    assert proof.verified_at == NOON
    assert proof.certificate == counter.authority.certificate(IIN, NOON)
    assert proof.facts["algorithm"] == "ecdsa, sha256"
    assert proof.facts["issuer"].endswith("CN=Qadam demo authority")
    assert proof.facts["claimed_signing_time"] == NOON.isoformat()


def test_an_rsa_key_signs_too(counter: Counter) -> None:
    counter.authority.issue(IIN, NAME, NOON, kind="rsa")

    proof = counter.verifier.verify(PDF, counter.sign())

    assert proof.facts["algorithm"] == "rsassa_pkcs1v15, sha256"


@pytest.mark.parametrize(
    "form",
    [
        base64.b64encode,
        base64.encodebytes,
        lambda der: b"-----BEGIN CMS-----\n" + base64.encodebytes(der) + b"-----END CMS-----\n",
    ],
    ids=["base64", "base64 lines", "PEM"],
)
def test_a_signature_is_read_in_the_forms_that_programs_give(
    counter: Counter, form: Callable[[bytes], bytes]
) -> None:
    assert counter.verifier.verify(PDF, form(counter.sign())).signer.iin == IIN


def test_a_signed_request_gives_its_content(counter: Counter) -> None:
    content, proof = counter.verifier.open(counter.sign(b'{"service": "PA"}', detached=False))

    assert content == b'{"service": "PA"}'
    assert proof.signer.iin == IIN


def test_a_detached_signature_is_no_request(counter: Counter) -> None:
    with pytest.raises(SignatureUnreadable):
        counter.verifier.open(counter.sign())


def test_a_tampered_document_is_refused(counter: Counter) -> None:
    with pytest.raises(SignedContentDiffers):
        counter.verifier.verify(PDF + b" ", counter.sign())


def test_a_tampered_request_is_refused(counter: Counter) -> None:
    signed = counter.sign(b'{"needs": "a little"}', detached=False)

    with pytest.raises(SignedContentDiffers):
        counter.verifier.open(signed.replace(b"a little", b"a lot of"))


def test_a_signature_that_holds_another_document_is_refused(counter: Counter) -> None:
    with pytest.raises(SignedContentDiffers):
        counter.verifier.verify(PDF, counter.sign(b"another paper", detached=False))


def test_the_signature_of_another_key_under_the_same_certificate_is_refused(
    counter: Counter,
) -> None:
    certificate = counter.authority.certificate(IIN, NOON)
    assert certificate is not None
    stranger = ec.generate_private_key(ec.SECP256R1())

    with pytest.raises(SignedContentDiffers):
        counter.verifier.verify(PDF, signed_data(PDF, certificate, stranger, NOON, detached=True))


def test_the_certificate_of_another_person_is_refused(counter: Counter) -> None:
    proof = counter.verifier.verify(PDF, counter.sign())

    proof.signer.demand(IIN)
    with pytest.raises(WrongSigner):
        proof.signer.demand(OTHER_IIN)


def test_a_foreign_root_is_refused(counter: Counter) -> None:
    foreign = Authority("another seed", AuthorityStore(None))
    foreign.issue(IIN, NAME, NOON)

    with pytest.raises(SignerUntrusted):
        counter.verifier.verify(PDF, foreign.sign(IIN, PIN, PDF, NOON))

    foreign.close()


def test_a_certificate_is_good_within_its_time_alone(counter: Counter) -> None:
    signature = counter.sign()

    counter.now = NOON - timedelta(hours=1)
    with pytest.raises(CertificateNotYetValid):
        counter.verifier.verify(PDF, signature)
    counter.now = NOON + timedelta(days=366)
    with pytest.raises(CertificateExpired):
        counter.verifier.verify(PDF, signature)


def test_a_revoked_certificate_is_refused_and_a_new_one_is_not(counter: Counter) -> None:
    old = counter.sign()
    counter.authority.revoke(IIN, NOON)

    with pytest.raises(CertificateRevoked):
        counter.verifier.verify(PDF, old)

    counter.authority.issue(IIN, NAME, NOON)
    assert counter.verifier.verify(PDF, counter.sign()).signer.iin == IIN


def test_a_proven_signature_still_holds_after_the_certificate_has_ended(counter: Counter) -> None:
    signature = counter.sign()
    proof = counter.verifier.verify(PDF, signature)
    counter.authority.revoke(IIN, NOON)
    counter.now = NOON + timedelta(days=1000)
    counter.is_down = True

    counter.verifier.recheck(PDF, signature, proof.verified_at)
    with pytest.raises(SignedContentDiffers):
        counter.verifier.recheck(PDF + b" ", signature, proof.verified_at)


def test_without_a_list_of_revocations_nobody_can_tell(counter: Counter) -> None:
    counter.is_down = True

    with pytest.raises(SystemUnavailable):
        counter.verifier.verify(PDF, counter.sign())


def test_the_list_at_hand_serves_while_the_authority_is_down_until_its_own_end(
    counter: Counter,
) -> None:
    counter.verifier.verify(PDF, counter.sign())
    counter.is_down = True

    counter.now = NOON + LIST_VALID_FOR
    assert counter.verifier.verify(PDF, counter.sign()).signer.iin == IIN
    counter.now += timedelta(minutes=1)
    with pytest.raises(SystemUnavailable):
        counter.verifier.verify(PDF, counter.sign())


def test_the_list_is_asked_for_again_when_it_is_stale_and_not_before(counter: Counter) -> None:
    for after in (timedelta(0), FRESH_FOR - timedelta(seconds=1), FRESH_FOR):
        counter.now = NOON + after
        counter.verifier.verify(PDF, counter.sign())

    assert counter.fetched == 2


def test_a_list_that_somebody_else_signed_counts_for_nothing(counter: Counter) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    root = root_certificate("the seed of these tests")
    forged = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(NOON)
        .next_update(NOON + timedelta(days=1))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
    counter.lists = lambda: [forged]

    with pytest.raises(SystemUnavailable):
        counter.verifier.verify(PDF, counter.sign())


def test_a_list_that_is_none_is_told(counter: Counter) -> None:
    counter.lists = lambda: [b"<html>not found</html>"]

    with pytest.raises(SystemUnavailable):
        counter.verifier.verify(PDF, counter.sign())


def test_a_key_of_an_authority_signs_no_documents(counter: Counter) -> None:
    key = counter.authority._key
    signature = signed_data(PDF, counter.authority.root(), key, NOON, detached=True)

    with pytest.raises(CertificateNotForSigning):
        counter.verifier.verify(PDF, signature)


@pytest.mark.parametrize(
    ("part", "oid", "refusal"),
    [
        ("digest_algorithm", "1.2.398.3.10.1.3.3", GostNotSupported),
        ("signature_algorithm", "1.2.398.3.10.1.1.2.3.2", GostNotSupported),
        ("digest_algorithm", "1.3.14.3.2.26", AlgorithmNotSupported),
    ],
    ids=["GOST digest", "GOST signature", "SHA-1"],
)
def test_an_algorithm_that_is_not_verified_here_is_told(
    counter: Counter, part: str, oid: str, refusal: type[AlgorithmNotSupported]
) -> None:
    def other(data: cms.SignedData) -> None:
        data["signer_infos"][0][part] = {"algorithm": oid}

    with pytest.raises(AlgorithmNotSupported) as told:
        counter.verifier.verify(PDF, changed(counter.sign(), other))
    assert type(told.value) is refusal


def test_whose_key_is_of_gost_reads_the_name_of_the_algorithm() -> None:
    for words in (GostNotSupported.title.kk, GostNotSupported.title.ru, GostNotSupported.title.en):
        assert "34.10-2015" in words
        assert "RSA" in words


def test_a_signature_of_two_signers_or_of_none_is_refused(counter: Counter) -> None:
    def twice(data: cms.SignedData) -> None:
        (one,) = data["signer_infos"]
        data["signer_infos"] = [one, one.copy()]

    def nobody(data: cms.SignedData) -> None:
        data["signer_infos"] = []

    for change in (twice, nobody):
        with pytest.raises(SignatureUnreadable):
            counter.verifier.verify(PDF, changed(counter.sign(), change))


def test_a_signature_without_its_certificate_is_refused(counter: Counter) -> None:
    def bare(data: cms.SignedData) -> None:
        data["certificates"] = []

    with pytest.raises(SignatureUnreadable):
        counter.verifier.verify(PDF, changed(counter.sign(), bare))


def test_a_signature_without_signed_attributes_is_refused(counter: Counter) -> None:
    def bare(data: cms.SignedData) -> None:
        data["signer_infos"][0]["signed_attrs"] = None

    with pytest.raises(SignatureUnreadable):
        counter.verifier.verify(PDF, changed(counter.sign(), bare))


@pytest.mark.parametrize(
    "junk", [b"", b"no signature", b"\x30\x80", b"0" * 200_000, "қолтаңба".encode()]
)
def test_what_is_no_signature_is_refused(counter: Counter, junk: bytes) -> None:
    with pytest.raises(SignatureUnreadable):
        counter.verifier.verify(PDF, junk)


COUNTER = Counter()
SIGNATURE = COUNTER.sign()


@given(st.integers(0, len(SIGNATURE) - 1), st.integers(1, 255))
def test_a_signature_with_one_changed_byte_is_refused_or_means_the_same(
    place: int, difference: int
) -> None:
    spoilt = bytearray(SIGNATURE)
    spoilt[place] ^= difference

    try:
        proof = COUNTER.verifier.verify(PDF, bytes(spoilt))
    except SignatureRefused:
        return
    # What no signature covers may change: the outer list of digests, say. It changes no meaning.
    assert (proof.signer.iin, proof.content_sha256) == (
        IIN, COUNTER.verifier.verify(PDF, SIGNATURE).content_sha256,
    )  # fmt: skip


@given(st.integers(0, len(SIGNATURE) - 1))
def test_a_signature_cut_short_is_refused(length: int) -> None:
    with pytest.raises(SignatureRefused):
        COUNTER.verifier.verify(PDF, SIGNATURE[:length])


def test_a_wrong_pin_and_a_person_without_a_key_are_told_apart(counter: Counter) -> None:
    with pytest.raises(KeyRefused, match="pin-wrong"):
        counter.authority.sign(IIN, "000000", PDF, NOON)
    with pytest.raises(KeyRefused, match="no-key"):
        counter.authority.sign(OTHER_IIN, PIN, PDF, NOON)


def test_a_verifier_trusts_somebody(counter: Counter) -> None:
    with pytest.raises(ValueError, match="at least one root"):
        CmsVerifier([], RevocationLists(list), lambda: NOON)


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")


@needs_openssl
@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_openssl_proves_what_the_authority_signs(
    counter: Counter, tmp_path: Path, kind: str
) -> None:
    counter.authority.issue(IIN, NAME, NOON, kind="rsa" if kind == "rsa" else "ec")
    (tmp_path / "root.pem").write_bytes(
        x509.load_der_x509_certificate(counter.authority.root()).public_bytes(
            serialization.Encoding.PEM
        )
    )
    (tmp_path / "paper.pdf").write_bytes(PDF)
    (tmp_path / "paper.p7s").write_bytes(counter.sign())

    openssl(
        tmp_path,
        *("cms", "-verify", "-binary", "-inform", "DER", "-in", "paper.p7s"),
        *("-content", "paper.pdf", "-CAfile", "root.pem", "-out", "out"),
        *("-attime", str(int(NOON.timestamp())), "-purpose", "any"),
    )

    assert (tmp_path / "out").read_bytes() == PDF


@needs_openssl
def test_what_openssl_signs_is_proven(counter: Counter, tmp_path: Path) -> None:
    issued = counter.authority._store.key(IIN)
    assert issued is not None
    (tmp_path / "key.der").write_bytes(issued.locked)
    (tmp_path / "own.pem").write_bytes(
        x509.load_der_x509_certificate(issued.certificate).public_bytes(serialization.Encoding.PEM)
    )
    (tmp_path / "paper.pdf").write_bytes(PDF)
    openssl(
        tmp_path,
        *("pkey", "-inform", "DER", "-in", "key.der", "-passin", f"pass:{PIN}", "-out", "key.pem"),
    )
    openssl(
        tmp_path,
        *("cms", "-sign", "-binary", "-in", "paper.pdf", "-signer", "own.pem"),
        *("-inkey", "key.pem", "-md", "sha512", "-outform", "DER", "-out", "paper.p7s"),
    )

    proof = counter.verifier.verify(PDF, (tmp_path / "paper.p7s").read_bytes())

    assert (proof.signer.iin, proof.facts["algorithm"]) == (IIN, "ecdsa, sha512")


def openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        ["openssl", *arguments],  # noqa: S607 - whichever is installed
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
