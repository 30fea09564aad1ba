"""Fields of forms: what a form asks, and how an answer to it has to look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from app.domain.texts import NO_TEXT, Text
from app.feel import Expression, Value

FieldKind = Literal[
    "textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "taglist",
    "date", "time", "datetime", "filepicker", "dynamiclist", "expression", "table",
    "documentPreview", "text", "html", "image", "separator", "spacer", "button", "signature",
]  # fmt: skip

SHOWN_ONLY: frozenset[FieldKind] = frozenset({
    "table", "documentPreview", "text", "html", "image", "separator", "spacer", "button",
    "signature",
})  # fmt: skip
"""What a person answers nothing to; a signature is made beside the form, not sent with it."""
LISTS: frozenset[FieldKind] = frozenset({"checklist", "taglist", "filepicker"})
"""Whose answer is a list, whatever was chosen."""
CHOICES: frozenset[FieldKind] = frozenset({"select", "radio", "checklist", "taglist"})
LONGEST_TEXT = 10_000
"""Characters of one answer, where the form states no bound."""
MOST_ROWS = 100
"""Of one dynamic list."""
ROWS_OF_A_PAGE = 10
"""Of a table that does not say how many."""

TimeForm = Literal["utc_offset", "utc_normalized", "no_timezone"]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Text
    description: Text = NO_TEXT
    stored: Value = None
    """What is kept where it is chosen, of options that come from a variable; else `value`."""

    @property
    def kept(self) -> Value:
        return self.value if self.stored is None else self.stored


@dataclass(frozen=True, slots=True)
class Column:
    """Of a table: the entry of each row that it shows."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer may be beyond its kind."""

    shortest: int = 0
    """Characters."""
    longest: int = LONGEST_TEXT
    """Characters."""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    digits: int | None = None
    """At most that many behind the decimal point."""
    step: Decimal | None = None
    pattern: str = ""
    shape: Literal["", "email", "phone"] = ""
    no_past: bool = False
    minutes: int = 0
    """Times of day are multiples of so many minutes; 0 lets any minute be."""


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    """Where the answer stands: in the form, or in the row of a dynamic list; dots lead inwards."""
    kind: FieldKind
    label: Text
    description: Text = NO_TEXT
    required: bool = False
    options: tuple[Option, ...] = ()
    hides: tuple[Expression, ...] = ()
    """FEEL, its own and its groups'; any that is true hides the field, and its answer is not
    taken."""
    required_message: Text = NO_TEXT
    """Said where a required answer is missing, or empty for the common sentence."""
    special: str = ""
    """`iin`, `phone`, `full_name` or empty: a check beyond the kind."""
    bounds: Bounds = Bounds()
    group: Text = NO_TEXT
    """Title of the group it stands in, or empty."""
    document: Expression | None = None
    """Of a signature: FEEL that gives the id of the document to sign."""
    id: str = ""
    default: Value = None
    """What stands there before anything is typed."""
    readonly: Expression | bool = False
    """The answer is the variable of that name, and nobody changes it here."""
    is_disabled: bool = False
    """Shown with the variable's value, and never sent."""
    options_from: Expression | None = None
    source: Expression | None = None
    """Of an expression its value, of a table its rows, of a preview its documents."""
    columns: tuple[Column, ...] = ()
    columns_from: Expression | None = None
    page_size: int = ROWS_OF_A_PAGE
    """Rows of a page of a table; 0 shows all."""
    inner: tuple["Field", ...] = ()
    """Of a dynamic list: what each row asks."""
    first_rows: int = 0
    may_add: bool = True
    as_text: bool = False
    """A number that is kept as text."""
    time_form: TimeForm = "utc_offset"
    prefix: Text = NO_TEXT
    suffix: Text = NO_TEXT
    accept: str = ""
    many: bool = True
    address: str = ""
    """Of an image: its data."""
    height: int = 0
    """Of a spacer: pixels."""
    is_reset: bool = False
    """Of a button: it undoes what was typed, and sends nothing."""

    @property
    def is_input(self) -> bool:
        return self.kind not in SHOWN_ONLY and self.kind != "expression"

    def beside(self, group: Text, hides: tuple[Expression, ...]) -> "Field":
        """The same in a group: under its title, and hidden with it."""
        return replace(self, group=group, hides=(*hides, *self.hides))


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as it stands for what is known and typed: options read, texts filled."""

    field: Field
    """Its key leads from the form to the answer: `children[0].name`."""
    local: str
    """The key in the form or in its row: `name`."""
    value: Value = None
    """Of what nobody types here: an expression, a table, a preview, what is only read."""
    is_fixed: bool = False
    """Whether only read."""
    rows: tuple[tuple["Shown", ...], ...] = ()
    columns: tuple[Column, ...] = ()
    scope: Mapping[str, Value] | None = None
    """What texts beside it are filled from, where it has any to fill."""
