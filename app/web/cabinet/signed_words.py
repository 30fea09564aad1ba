"""What a citizen is about to sign, as a page shows it: the very content, read back."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SignedWords:
    name: str
    iin: str
    phone: str
    language: str
    needs: str
    acting: str
    """Full name of the representative; empty where one applies for oneself."""
    authority: str


def words_of(content: bytes) -> SignedWords:
    """Read back, so that nothing is shown that is not signed."""
    told: dict[str, Any] = json.loads(content)
    applicant, acting = told["applicant"], told["representative"] or {}
    return SignedWords(
        name=str(applicant["full_name"]),
        iin=str(applicant["iin"]),
        phone=str(applicant["phone"]),
        language=str(applicant["language"]),
        needs=str(told["needs"]),
        acting=str(acting.get("full_name", "")),
        authority=str(acting.get("authority", "")),
    )
