"""Keeping and checking passwords."""

from typing import Protocol


class Passwords(Protocol):
    def hash(self, password: str) -> str: ...

    def matches(self, password: str, stored: str) -> bool:
        """Whether it is the password; takes as long for an empty `stored` as for a real one."""
        ...
