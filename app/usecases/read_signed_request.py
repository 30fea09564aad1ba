"""A request that came signed, such as one of the portal: read it and prove who signed it."""

from dataclasses import dataclass

from app.domain.identity import InstanceId
from app.domain.signatures import Proof, SignatureId, Signer
from app.domain.texts import NO_TEXT
from app.ports.paper_storage import StoredSignature
from app.ports.signing import SignatureVerifier


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What was signed, by whom, and the proof of it."""

    content: bytes
    signed: bytes
    """As it came."""
    proof: Proof

    @property
    def signer(self) -> Signer:
        return self.proof.signer

    def kept(self, signature_id: SignatureId, instance_id: InstanceId) -> StoredSignature:
        """For `uow.signatures.add`, in the transaction of the case that the request begins."""
        return StoredSignature(
            id=signature_id,
            instance_id=instance_id,
            document_id=None,
            content=self.content,
            person=None,
            position=NO_TEXT,
            cms=self.signed,
            proof=self.proof,
        )


def read_signed_request(signed: bytes, *, verifier: SignatureVerifier) -> SignedRequest:
    """The content of a CMS signature that holds it. Call it before any transaction.

    Raises:
        SignatureRefused: a subclass that says what is wrong with the signature.
        SystemUnavailable: nobody can tell now whether the certificate was revoked.
    """
    content, proof = verifier.open(signed)
    return SignedRequest(content, signed, proof)
