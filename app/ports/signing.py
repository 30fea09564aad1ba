"""What proves signatures, and what makes them in the demo."""

from datetime import datetime
from typing import Protocol

from app.domain.signatures import Proof


class SignatureVerifier(Protocol):
    """Signatures are CMS SignedData (RFC 5652) of one signer: DER, PEM or base64."""

    def verify(self, content: bytes, signature: bytes) -> Proof:
        """Prove a detached signature of the content, now.

        Raises:
            SignatureRefused: a subclass that says what is wrong with it.
            SystemUnavailable: nobody can tell now whether the certificate was revoked.
        """
        ...

    def open(self, signed: bytes) -> tuple[bytes, Proof]:
        """The content of an attached signature, and its proof. Raises as `verify`."""
        ...

    def recheck(self, content: bytes, signature: bytes, at: datetime) -> None:
        """Whether a signature that was proven at a moment still holds for this content.

        Asks nobody: revocation was looked at when it was proven.

        Raises:
            SignatureRefused: as `verify`.
        """
        ...


class DemoKeys(Protocol):
    """Keys that the demo's authority keeps for its people."""

    def sign(self, iin: str, full_name: str, pin: str, content: bytes) -> bytes:
        """The detached signature of the content, DER; a person without a key gets one first.

        Raises:
            PinRefused: the PIN is wrong.
            SystemUnavailable: no usable answer.
        """
        ...
