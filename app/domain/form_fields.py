"""Fields of forms: what a form asks, and how an answer to it has to look."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.domain.texts import NO_TEXT, Text
from app.feel import Expression

FieldKind = Literal[
    "textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "date",
    "filepicker", "text", "separator", "signature",
]  # fmt: skip

SHOWN_ONLY: frozenset[FieldKind] = frozenset({"text", "separator", "signature"})
"""What a person answers nothing to; a signature is made beside the form, not sent with it."""
LONGEST_TEXT = 10_000
"""Characters of one answer, where the form states no bound."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Text
    description: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    kind: FieldKind
    label: Text
    description: Text
    required: bool
    options: tuple[Option, ...]
    hide: Expression | None
    """FEEL; true hides the field, and its answer is not taken."""
    required_message: Text
    """Said where a required answer is missing, or empty for the common sentence."""
    special: str
    """`iin`, `phone`, `full_name` or empty: a check beyond the kind."""
    longest: int
    lowest: Decimal | None
    highest: Decimal | None
    group: Text
    """Title of the group it stands in, or empty."""
    document: Expression | None = None
    """Of a signature: FEEL that gives the id of the document to sign."""
