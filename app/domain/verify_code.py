"""The code printed on a paper, by which anybody may ask whether it is genuine."""

import re

RANDOM_BYTES = 15
"""120 bits: nobody finds a code by trying."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = RANDOM_BYTES * 8 // 5
# Crockford's alphabet lacks the letters that people read as figures.
_MISREAD = str.maketrans("OIL", "011")


def verify_code(chance: bytes) -> str:
    """The code of `RANDOM_BYTES` random bytes: six groups of four, such as `7K2M-…`."""
    if len(chance) != RANDOM_BYTES:
        raise ValueError(f"Expected {RANDOM_BYTES} bytes, found {len(chance)}")
    number = int.from_bytes(chance)
    signs = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))


def read_code(typed: str) -> str | None:
    """The code as it was typed from paper, in its own spelling; None where it is none."""
    signs = re.sub(r"[\s\-‐‑–]", "", typed).upper().translate(_MISREAD)
    if len(signs) != _LENGTH or any(sign not in _ALPHABET for sign in signs):
        return None
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))
