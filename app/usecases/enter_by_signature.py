"""Let a citizen in who signs a challenge with their own key (EDS)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.citizens import Citizen
from app.domain.iin import Iin
from app.domain.signatures import PinRefused
from app.ports.clock import Clock
from app.ports.outside import PersonRegistry
from app.ports.signing import DemoKeys, SignatureVerifier
from app.ports.storage import BeginWork
from app.usecases.enter_cabinet import CabinetEntered, begin_session


def challenge_of(now: datetime) -> str:
    """What is signed: words that tell what for, when, and a part that never comes again."""
    nonce = secrets.token_hex(16)
    return f"Qadam: жеке кабинетке кіру / вход в личный кабинет\n{now.isoformat()}\n{nonce}\n"


@dataclass(frozen=True, slots=True)
class EnterBySignature:
    challenge: str
    """As it was given to this very browser, a few minutes ago."""
    signature: bytes
    """CMS, detached, of the challenge."""


def enter_by_signature(
    command: EnterBySignature, *, begin: BeginWork, clock: Clock, verifier: SignatureVerifier
) -> CabinetEntered:
    """Begin a session of whoever the certificate names.

    Raises:
        SignatureRefused: a subclass that says what is wrong with the signature.
        IinInvalid: the certificate names no person.
        SystemUnavailable: nobody can tell now whether the certificate was revoked.
    """
    signer = verifier.verify(command.challenge.encode(), command.signature).signer
    citizen = Citizen(Iin.parse(signer.iin).digits, signer.full_name)
    return begin_session(citizen, "signature", begin=begin, clock=clock)


SignDemo = Callable[[str, str, bytes], bytes]
"""IIN, PIN and content to a detached signature."""


def sign_with_demo_key(
    iin: str, pin: str, content: bytes, *, registry: PersonRegistry, keys: DemoKeys
) -> bytes:
    """The signature that the demo's authority makes with the key of a person of its registry.

    Raises:
        IinInvalid: no IIN can look so.
        PinRefused: the PIN is wrong, or the registry knows nobody of that IIN.
        SystemUnavailable: no usable answer.
    """
    digits = Iin.parse(iin).digits
    record = registry.person(digits)
    if record is None:
        raise PinRefused("Expected a person of the registry")
    return keys.sign(digits, record.full_name, pin, content)
