"""What is no signature, holds too much or too little, or is of a kind that nobody proves here."""

import pytest
from asn1crypto import cms
from hypothesis import given
from hypothesis import strategies as st
from signing_counter import IIN, PDF, Counter, changed

from app.domain.signatures import (
    AlgorithmNotSupported,
    GostNotSupported,
    SignatureRefused,
    SignatureUnreadable,
)


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
