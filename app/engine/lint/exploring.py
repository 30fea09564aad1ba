"""Plays a token net through and tells what may go wrong: a deadlock, or two tokens for one."""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Literal, NamedTuple

from app.engine.lint.net import Place

Marking = frozenset[int]
"""The flows that bear a token. A second token on one of them is a trouble, and ends the path."""
MOST_MOVES = 40_000
"""Moves tried in one file, after reduction. Beyond them nothing is said."""
MOST_BRANCHES = 6
"""Ways out of an inclusive split that are weighed in every combination."""


class Trouble(NamedTuple):
    """What may happen at a node."""

    kind: Literal["deadlock", "unsynchronised"]
    node: str


class Budget:
    """Moves left for a file."""

    def __init__(self, moves: int = MOST_MOVES) -> None:
        self._left = moves

    def spend(self) -> bool:
        """Whether one more move may be tried."""
        self._left -= 1
        return self._left >= 0


class Exploration:
    """The markings of one net that tokens can reach."""

    def __init__(self, places: list[Place], budget: Budget) -> None:
        self._places = places
        self._budget = budget
        self._targets = {flow: place for place in places for flow in place.entering}
        self._sources = {flow: place for place in places for flow in place.leaving}
        self._before = _flows_before(places)
        self._reach: dict[str, Mapping[int, frozenset[int]]] = {}
        self.troubles: dict[Trouble, None] = {}

    def run(self) -> None:
        """Fill `troubles`, one of a kind per node."""
        seen: set[Marking] = set()
        waiting = deque(self._beginnings())
        while waiting:
            marking = waiting.popleft()
            if marking in seen:
                continue
            seen.add(marking)
            has_moved = False
            for after in self._moves(marking):
                if not self._budget.spend():
                    return
                has_moved = True
                if after is not None:
                    waiting.append(after)
            if marking and not has_moved:
                self._tell("deadlock", self._targets[min(marking)])

    def _tell(self, kind: Literal["deadlock", "unsynchronised"], place: Place) -> None:
        self.troubles.setdefault(Trouble(kind, place.id))

    def _beginnings(self) -> Iterator[Marking]:
        """What there is after each start event, or after all first nodes where there is none."""
        nothing: Marking = frozenset()
        starts = [place for place in self._places if place.is_start]
        for start in starts:
            for way in _produced(start):
                if (marking := self._put(nothing, way)) is not None:
                    yield marking
        if starts:
            return
        together: Marking | None = nothing
        for first in self._places:
            # Each takes its first way: together they would be too many to weigh.
            if not first.entering and together is not None:
                together = self._put(together, next(_produced(first), ()))
        if together:
            yield together

    def _moves(self, marking: Marking) -> Iterator[Marking | None]:
        """Markings one move later; None where a move brings a second token to a flow."""
        for place in {self._targets[flow].id: self._targets[flow] for flow in marking}.values():
            for consumed in self._consumed(place, marking):
                if place.clears:
                    yield frozenset()
                    continue
                rest = marking - consumed
                for produced in _produced(place):
                    yield self._put(rest, produced)

    def _put(self, marking: Marking, produced: tuple[int, ...]) -> Marking | None:
        for flow in produced:
            if flow in marking:
                # What follows would only double everything again.
                self._tell("unsynchronised", self._sources.get(flow, self._targets[flow]))
                return None
        return marking.union(produced)

    def _consumed(self, place: Place, marking: Marking) -> Iterator[Marking]:
        held = marking.intersection(place.entering)
        if place.joins == "one":
            yield from (frozenset((flow,)) for flow in sorted(held))
        elif place.joins == "all":
            if len(held) == len(place.entering):
                yield held
        elif not self._is_awaited(place, held, marking):
            yield held

    def _is_awaited(self, place: Place, full: Marking, marking: Marking) -> bool:
        """Whether a token elsewhere may come to an empty flow, and to no full one (13.4.3)."""
        if place.id not in self._reach:
            self._reach[place.id] = self._reachable(place)
        reach = self._reach[place.id]
        for flow in marking - full:
            found = reach.get(flow, frozenset())
            if found - full and not found & full:
                return True
        return False

    def _reachable(self, join: Place) -> dict[int, frozenset[int]]:
        """Flow to the flows of the join that a token on it may come to without passing the join."""
        found: dict[int, set[int]] = {}
        for wanted in join.entering:
            seen, queue = {wanted}, [wanted]
            while queue:
                for earlier in self._before.get(queue.pop(), ()):
                    if earlier not in seen and self._targets[earlier] is not join:
                        seen.add(earlier)
                        queue.append(earlier)
            for flow in seen:
                found.setdefault(flow, set()).add(wanted)
        return {flow: frozenset(reached) for flow, reached in found.items()}


def _flows_before(places: list[Place]) -> dict[int, list[int]]:
    """Flow to the flows whose token may become one on it by passing one node."""
    before: dict[int, list[int]] = {}
    for place in places:
        for way in (place.leaving, *place.exits, *place.beside):
            for flow in way:
                before[flow] = place.entering
    return before


def _produced(place: Place) -> Iterator[tuple[int, ...]]:
    """Every set of flows that may get a token when the place has been passed."""
    ways: list[tuple[int, ...]] = []
    leaving = place.leaving
    if place.splits == "all" or not leaving:
        ways.append(tuple(leaving))
    elif place.splits == "one":
        ways += [(flow,) for flow in leaving]
    else:
        ways += _some(place)
    ways += map(tuple, place.exits)
    for way in ways:
        yield way
        for extra in place.beside:
            yield (*way, *extra)


def _some(place: Place) -> Iterator[tuple[int, ...]]:
    """What is always taken with any of the rest; the default flow where there is nothing else."""
    always = tuple(place.always)
    rest = [f for f in place.leaving if f != place.default and f not in place.always]
    if always or (place.default is None and not rest):
        yield always
    elif place.default is not None:
        yield (place.default,)
    # Too many to weigh in every combination: each alone, and all at once.
    sizes = range(1, len(rest) + 1) if len(rest) <= MOST_BRANCHES else (1, len(rest))
    for size in sizes:
        for taken in combinations(rest, size):
            yield (*always, *taken)
