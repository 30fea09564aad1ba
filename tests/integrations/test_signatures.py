"""Signatures in CMS: what is proven, and every way in which one proves nothing."""

import base64
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from signing_counter import IIN, NAME, NOON, OTHER_IIN, PDF, Counter

from app.domain.signatures import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    SignatureUnreadable,
    SignedContentDiffers,
    SignerUntrusted,
    WrongSigner,
)
from app.integrations.cms import CmsVerifier
from app.integrations.revocations import RevocationLists
from app.stand.authority import PIN, Authority, KeyRefused, signed_data
from app.stand.authority_store import AuthorityStore


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


def test_a_key_of_an_authority_signs_no_documents(counter: Counter) -> None:
    key = counter.authority._key
    signature = signed_data(PDF, counter.authority.root(), key, NOON, detached=True)

    with pytest.raises(CertificateNotForSigning):
        counter.verifier.verify(PDF, signature)


def test_a_wrong_pin_and_a_person_without_a_key_are_told_apart(counter: Counter) -> None:
    with pytest.raises(KeyRefused, match="pin-wrong"):
        counter.authority.sign(IIN, "000000", PDF, NOON)
    with pytest.raises(KeyRefused, match="no-key"):
        counter.authority.sign(OTHER_IIN, PIN, PDF, NOON)


def test_a_verifier_trusts_somebody(counter: Counter) -> None:
    with pytest.raises(ValueError, match="at least one root"):
        CmsVerifier([], RevocationLists(list), lambda: NOON)
