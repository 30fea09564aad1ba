"""Which version of a service new cases take: decided from a moment on, never changed backwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InForce:
    """A decision: from this moment new cases take this version, until a later one takes over."""

    version: int
    from_at: datetime
    decided_at: datetime
    decided_by: str
    reason: str = ""
    """Why an earlier version was brought back; empty where a version came into force anew."""


def version_at(decisions: Sequence[InForce], now: datetime) -> int | None:
    """The version in force; None before the first.

    Args:
        decisions: in the order in which they were made; of two from one moment the later counts.
        now: aware.
    """
    # What was decided to hold at once does so for a clock that runs behind, too.
    begun = [one for one in decisions if one.from_at <= max(now, one.decided_at)]
    if not begun:
        return None
    latest = max(one.from_at for one in begun)
    return [one for one in begun if one.from_at == latest][-1].version


def ahead_of(decisions: Sequence[InForce], now: datetime) -> tuple[InForce, ...]:
    """What will take over later, the soonest first."""
    return tuple(sorted((d for d in decisions if d.from_at > now), key=lambda d: d.from_at))
