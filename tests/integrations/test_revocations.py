"""A revoked key proves nothing, and the list of those may be late, stale or false."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from signing_counter import IIN, NAME, NOON, PDF, Counter

from app.domain.signatures import CertificateRevoked, SignedContentDiffers
from app.integrations.revocations import FRESH_FOR
from app.ports.outside import SystemUnavailable
from app.stand.authority import LIST_VALID_FOR, root_certificate


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
