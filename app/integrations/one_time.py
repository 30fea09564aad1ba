"""One-time passwords that are kept nowhere: six digits that follow from an id and a secret."""

import hmac
from collections.abc import Callable

from app.domain.citizens import PasswordId

DIGITS = 6


def passwords_from(secret: str) -> Callable[[PasswordId], str]:
    """Who reads the database alone learns no password; a password sent again is the same one."""

    def password_of(password_id: PasswordId) -> str:
        told = hmac.digest(secret.encode(), password_id.bytes, "sha256")
        return f"{int.from_bytes(told[:8]) % 10**DIGITS:0{DIGITS}}"

    return password_of
