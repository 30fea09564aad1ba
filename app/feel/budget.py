"""How much one evaluation may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one evaluation.

    All but the last one depend on text and data alone: what runs once runs always. The time is the
    guard behind them, for what is dear by the step; it counts the processor time of the thread, so
    that a busy machine takes nothing away from anybody.
    """

    steps: int = 200_000
    """Evaluated nodes and handled elements."""
    depth: int = 40
    """Nested function calls and nested values."""
    size: int = 100_000
    """Characters of one string, and elements of the whole result."""
    items: int = 20_000
    """Elements of one list or context."""
    seconds: float = 0.04


DEFAULT_BUDGET = Budget()
