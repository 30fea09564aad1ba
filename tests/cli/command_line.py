"""The command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SERVICE = Path(__file__).resolve().parents[2] / "processes" / "personal-assistant"
SMALL_SERVICE = Path(__file__).resolve().parents[2] / "app" / "bench" / "service"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str


Run = Callable[..., Said]
"""Runs a command; keyword arguments are settings without their `QADAM_`."""
