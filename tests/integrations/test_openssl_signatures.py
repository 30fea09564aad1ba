"""Another program agrees: what it signs is proven, and it proves what the authority signs."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from signing_counter import IIN, NAME, NOON, PDF, Counter

from app.stand.authority import PIN

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
