"""How much one evaluation may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one evaluation; the same text and data always cost the same.

    `steps` counts evaluated nodes and handled list elements, `depth` nested function calls and
    nested values, `size` the elements of one list or context, the characters of one string and the
    elements of the whole result.
    """

    steps: int = 200_000
    depth: int = 40
    size: int = 100_000


DEFAULT_BUDGET = Budget()
