"""Times two ways of doing the same, in turns, so that a drift of the machine hits both."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns

Operation = Callable[[int], object]
"""Does the work of one round, whose number it is given; every round has work of its own."""
NANOSECONDS = 1_000_000
"""Of a millisecond."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """How many rounds are measured, after how many that are not."""

    measured: int
    warm_up: int

    @property
    def all(self) -> int:
        return self.measured + self.warm_up


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians of one operation, in milliseconds."""

    ours: float
    floor: float


def in_turns(ours: Operation, floor: Operation, rounds: Rounds) -> Figures:
    """Median times. Who goes first changes each round: the second finds warmer caches."""
    times: dict[Operation, list[int]] = {ours: [], floor: []}
    for number in range(rounds.all):
        pair = (ours, floor) if number % 2 else (floor, ours)
        for operation in pair:
            begun = perf_counter_ns()
            operation(number)
            taken = perf_counter_ns() - begun
            if number >= rounds.warm_up:
                times[operation].append(taken)
    return Figures(median(times[ours]) / NANOSECONDS, median(times[floor]) / NANOSECONDS)
