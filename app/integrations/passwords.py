"""Passwords kept as argon2id hashes."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, password: str, stored: str) -> bool:
        try:
            self._hasher.verify(stored or _nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(stored)


@cache
def _nobody() -> str:
    """Compared with where there is no such person, so that the answer takes as long.

    Made when it is first asked for: a start need not wait for it.
    """
    return PasswordHasher().hash("no such person")
