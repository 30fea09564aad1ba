"""Passwords kept as argon2id hashes."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._nobody = _nobody()

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, password: str, stored: str) -> bool:
        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(stored)


@cache
def _nobody() -> str:
    """Compared with where there is no such person, so that the answer takes as long."""
    return PasswordHasher().hash("no such person")
