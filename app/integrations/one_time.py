"""One-time passwords: six digits that follow from an id and a secret; those of printed slips."""

import hmac
import secrets
from collections.abc import Callable

from app.domain.citizens import PasswordId

DIGITS = 6


def passwords_from(secret: str) -> Callable[[PasswordId], str]:
    """Who reads the database alone learns no password; a password sent again is the same one."""

    def password_of(password_id: PasswordId) -> str:
        told = hmac.digest(secret.encode(), password_id.bytes, "sha256")
        return f"{int.from_bytes(told[:8]) % 10**DIGITS:0{DIGITS}}"

    return password_of


_ON_SLIPS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and figures that look like each other on paper."""


def slip_password() -> str:
    """Sixteen characters in groups of four, about 79 bits."""
    groups = ("".join(secrets.choice(_ON_SLIPS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
