"""The token net of one scope: what its gateways do with tokens, without any data.

Conditions are left open: a split may take any way that the standard allows. So what is found to go
wrong here goes wrong on some path of the drawing, and a path that data never allow counts, too.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from app.engine.diagram import Node, ProcessDrawing
from app.engine.event_facts import links
from app.engine.names import bpmn

Split = Literal["all", "one", "some"]
Marking = tuple[int, ...]
MOST_MARKINGS = 4_000
"""Markings explored of one scope, after reduction. Beyond them nothing is said."""
MOST_BRANCHES = 6
"""Ways out of an inclusive split that are weighed in every combination."""
ENDS_SCOPE = ("terminateEventDefinition", "errorEventDefinition", "cancelEventDefinition")


@dataclass(slots=True)
class Place:
    """A node as the net knows it; `entering` and `leaving` are numbers of its flows."""

    id: str
    joins: Split = "one"
    """`all`: a token from each flow; `some`: inclusive; `one`: each token by itself."""
    splits: Split = "all"
    entering: list[int] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)
    exits: list[list[int]] = field(default_factory=list)
    """Instead of `leaving`: the flows of an interrupting boundary event."""
    beside: list[list[int]] = field(default_factory=list)
    """Besides: the flows of boundary events that do not interrupt."""
    default: int | None = None
    """Of a split into some: taken where no other flow is."""
    always: list[int] = field(default_factory=list)
    """Of a split into some: flows without a condition."""
    clears: bool = False
    is_start: bool = False
    is_end: bool = False
    """Takes every token by itself and gives none on."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What may happen at a node: tokens that wait for ever, or two where one was meant."""

    kind: Literal["deadlock", "unsynchronised"]
    node: str


def places_of(drawing: ProcessDrawing, scope: str | None) -> tuple[list[Place], int]:
    """The nodes of one scope that a flow touches, and how many flows there are."""
    inside = {node.id: node for node in drawing.inside_of(scope)}
    flows = [f for f in drawing.flows.values() if f.source in inside and f.target in inside]
    flows = [f for f in flows if inside[f.target].tag not in ("startEvent", "boundaryEvent")]
    by_source: dict[str, list[int]] = {}
    defaults: dict[str, int] = {}
    open_ways: dict[str, list[int]] = {}
    places = {node.id: _place(node) for node in inside.values() if node.tag != "boundaryEvent"}
    guarded: set[str] = set()
    for number, flow in enumerate(flows):
        by_source.setdefault(flow.source, []).append(number)
        places[flow.target].entering.append(number)
        if flow.id == inside[flow.source].attribute("default"):
            defaults[flow.source] = number
        elif flow.condition is None:
            open_ways.setdefault(flow.source, []).append(number)
        if flow.condition is not None or flow.source in defaults:
            guarded.add(flow.source)
    for node in inside.values():
        out = by_source.get(node.id, [])
        host = places.get(node.attached_to)
        if node.tag == "boundaryEvent":
            if host is not None and node.xml.find(bpmn("compensateEventDefinition")) is None:
                (host.exits if node.interrupts else host.beside).append(out)
            continue
        place = places[node.id]
        place.leaving = out
        place.is_end = not out and place.joins == "one"
        if node.id in guarded and place.splits == "all" and node.tag != "parallelGateway":
            place.splits = "some"
            place.always = open_ways.get(node.id, [])
        place.default = defaults.get(node.id)
    jumps = [(source, target) for source, target in links(drawing) if source in inside]
    for number, (source, target) in enumerate(jumps, len(flows)):
        places[source].leaving.append(number)
        places[source].is_end = False
        places[target].entering.append(number)
    return list(places.values()), len(flows) + len(jumps)


def _place(node: Node) -> Place:
    match node.tag:
        case "parallelGateway":
            return Place(node.id, joins="all")
        case "exclusiveGateway" | "eventBasedGateway":
            return Place(node.id, splits="one")
        case "inclusiveGateway" | "complexGateway":
            return Place(node.id, joins="some", splits="some")
        case "startEvent":
            return Place(node.id, is_start=True)
        case "endEvent":
            clears = any(node.xml.find(bpmn(tag)) is not None for tag in ENDS_SCOPE)
            return Place(node.id, clears=clears)
        case _:
            return Place(node.id)


class Net:
    """The places of one scope, made smaller without changing what can go wrong."""

    def __init__(self, places: list[Place], flows: int) -> None:
        self.places = places
        self._flows = flows

    def reduce(self) -> None:
        """Take out pass-through nodes, balanced blocks and plain loops until none is left."""
        for place in self.places:
            _choose(place)
        while self._shrink():
            pass

    def _shrink(self) -> bool:
        targets = {flow: place for place in self.places for flow in place.entering}
        shrunk = False
        for place in self.places:
            shrunk |= _twins(place, targets) | _vanish(place, targets) | _spin(place)
        gone: set[str] = set()
        for place in self.places:
            while place.id not in gone and (after := _next(place, targets)) is not None:
                gone.add(after.id)
                _fuse(place, after)
                shrunk = True
        self.places = [place for place in self.places if place.id not in gone]
        return shrunk

    def troubles(self) -> list[Trouble]:
        """What goes wrong on some path, one trouble of a kind per node."""
        found: dict[Trouble, None] = {}
        by_flow = {flow: place for place in self.places for flow in place.entering}
        for first in self._beginnings():
            for trouble in self._explore(first, by_flow):
                found.setdefault(trouble)
        return list(found)

    def _beginnings(self) -> Iterator[Marking]:
        """What there is after each start event, or after all first nodes where there is none."""
        starts = [place for place in self.places if place.is_start]
        if starts:
            for start in starts:
                yield from (_with((0,) * self._flows, (), way) for way in _produced(start))
            return
        markings = [(0,) * self._flows]
        for first in self.places:
            if not first.entering:
                ways = list(_produced(first))[:MOST_BRANCHES]
                markings = [_with(marking, (), way) for marking in markings for way in ways]
                markings = markings[:MOST_MARKINGS]
        yield from markings

    def _explore(self, first: Marking, targets: Mapping[int, Place]) -> Iterator[Trouble]:
        seen = {first}
        waiting = deque([first])
        sources = {flow: place for place in self.places for flow in place.leaving}
        reachable = {p.id: _reachable(self.places, p) for p in self.places if p.joins == "some"}
        while waiting:
            marking = waiting.popleft()
            if len(seen) > MOST_MARKINGS:
                return
            doubled = [flow for flow, count in enumerate(marking) if count > 1]
            if doubled:
                # What follows would only double everything again.
                yield Trouble("unsynchronised", sources.get(doubled[0], targets[doubled[0]]).id)
                continue
            moved = False
            for after in self._steps(marking, reachable):
                moved = True
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
            if not moved and any(marking):
                stuck = next(flow for flow, count in enumerate(marking) if count)
                yield Trouble("deadlock", targets[stuck].id)

    def _steps(
        self, marking: Marking, reachable: Mapping[str, Mapping[int, frozenset[int]]]
    ) -> Iterator[Marking]:
        for place in self.places:
            for consumed in _consumed(place, marking, reachable.get(place.id, {})):
                if place.clears:
                    yield (0,) * self._flows
                    continue
                for produced in _produced(place):
                    yield _with(marking, consumed, produced)


def _choose(place: Place) -> None:
    """One way on, or an interrupting event: that is a choice like any other."""
    if place.exits and len(place.leaving) == 1 and all(len(way) == 1 for way in place.exits):
        place.splits = "one"
        place.leaving = [*place.leaving, *(flow for way in place.exits for flow in way)]
        place.exits = []
    if place.splits == "some" and place.default is not None and len(place.leaving) == 2:
        place.splits = "one" if not place.always else "some"


def _next(place: Place, targets: Mapping[int, Place]) -> Place | None:
    """The only node after this one, if nothing else comes before it."""
    if len(place.leaving) != 1 or place.exits or place.beside or place.clears:
        return None
    after = targets[place.leaving[0]]
    if after is place or len(after.entering) > 1 or (after.is_end and len(place.entering) > 1):
        return None  # the flow from a merge to an end shows whether two tokens come
    return after


def _fuse(place: Place, after: Place) -> None:
    place.splits, place.leaving = after.splits, after.leaving
    place.default, place.always = after.default, after.always
    place.exits, place.beside, place.clears = after.exits, after.beside, after.clears
    place.is_end = after.is_end


def _twins(place: Place, targets: Mapping[int, Place]) -> bool:
    """Several ways from a split straight to its own kind of join are one way."""
    found = False
    first: dict[str, int] = {}
    for flow in list(place.leaving):
        target = targets[flow]
        kept = first.setdefault(target.id, flow)
        if kept != flow and target is not place and _match(place, target):
            place.leaving.remove(flow)
            target.entering.remove(flow)
            if place.default in (kept, flow):
                place.default = None
            if flow in place.always:
                place.always = [*(one for one in place.always if one not in (kept, flow)), kept]
            found = True
    return found


def _vanish(place: Place, targets: Mapping[int, Place]) -> bool:
    """A branch beside others that runs straight into an end has no part in anything."""
    found = False
    for way in (place.leaving if place.splits == "all" else [], *place.beside):
        for flow in list(way):
            target = targets[flow]
            if target.is_end and not target.clears and (way is not place.leaving or len(way) > 1):
                way.remove(flow)
                target.entering.remove(flow)
                found = True
    place.beside = [way for way in place.beside if way]
    return found


def _spin(place: Place) -> bool:
    """A choice that leads straight back changes nothing, as long as there is another one."""
    if place.joins != "one" or place.splits != "one":
        return False
    back = [flow for flow in place.leaving if flow in place.entering]
    if not back or len(back) == len(place.leaving):
        return False
    place.leaving = [flow for flow in place.leaving if flow not in back]
    place.entering = [flow for flow in place.entering if flow not in back]
    return True


def _match(split: Place, join: Place) -> bool:
    if split.exits or split.beside or split.clears:
        return False
    if split.splits == "all":
        return join.joins in ("all", "some")
    if split.splits == "one":
        return join.joins in ("one", "some")
    return join.joins == "some"


def _consumed(
    place: Place, marking: Marking, reachable: Mapping[int, frozenset[int]]
) -> Iterator[tuple[int, ...]]:
    held = [flow for flow in place.entering if marking[flow]]
    if not held:
        return
    if place.joins == "one":
        yield from ((flow,) for flow in held)
    elif place.joins == "all":
        if len(held) == len(place.entering):
            yield tuple(held)
    elif not _is_awaited(place, held, marking, reachable):
        yield tuple(held)


def _is_awaited(
    place: Place, held: list[int], marking: Marking, reachable: Mapping[int, frozenset[int]]
) -> bool:
    """Whether a token elsewhere may still come to an empty flow, and to no full one (13.4.3)."""
    full = set(held)
    empty = set(place.entering) - full
    return any(
        count
        and flow not in place.entering
        and reachable[flow] & empty
        and not reachable[flow] & full
        for flow, count in enumerate(marking)
    )


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


def _reachable(places: list[Place], join: Place) -> dict[int, frozenset[int]]:
    """Flow to the flows of the join that a token on it may come to without passing the join."""
    after = {
        flow: [*place.leaving, *(f for way in (*place.exits, *place.beside) for f in way)]
        for place in places
        for flow in place.entering
    }
    wanted = set(join.entering)
    found: dict[int, frozenset[int]] = {}
    for flow in after:
        seen, queue = {flow}, [flow]
        while queue:
            one = queue.pop()
            for later in [] if one in wanted else after.get(one, []):
                if later not in seen:
                    seen.add(later)
                    queue.append(later)
        found[flow] = frozenset(seen & wanted)
    return found


def _with(marking: Marking, consumed: tuple[int, ...], produced: tuple[int, ...]) -> Marking:
    counts = list(marking)
    for flow in consumed:
        counts[flow] -= 1
    for flow in produced:
        counts[flow] += 1
    return tuple(counts)
