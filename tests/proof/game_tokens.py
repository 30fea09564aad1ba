"""Tokens and scopes of the token game, and what branches have written before they meet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from drawn_model import TURNING, Node

Seen = frozenset[int]
"""Numbers of the writes that a token knows of: those on all ways that led to it."""
CALLED = frozenset({"call"})
SCOPES = frozenset({"sub", "call", "watch"})
SEVERAL = TURNING | {"multi", "serial", "repeat"}
"""Activities for several, at once or one after the other."""


@dataclass(eq=False)
class Token:
    """One token that waits at an activity or event of a scope."""

    node: Node
    scope: "Scope"
    seen: Seen = frozenset()
    inner: "Scope | None" = None
    events: list["Token"] = field(default_factory=list)
    """Boundary events that may still fire, as long as this token waits."""
    host: "Token | None" = None
    left: int = 0
    """Instances of an activity for several that have not begun."""
    turns: list["Token"] = field(default_factory=list)
    """Its instances that wait."""
    number: int | None = None
    """Of such an instance."""
    ended: list[Seen] = field(default_factory=list)
    """What its instances knew that have ended."""
    is_held: bool = False
    """Whether the condition of this event was true when it was last weighed."""

    done: list["Done"] = field(default_factory=list)
    """Of an activity for several: its instances that have completed."""
    queue: list["Done"] = field(default_factory=list)
    """Of what throws compensation: what it has still to undo, the next at the end."""
    undoes: "Done | None" = None
    is_handler: bool = False
    """It undoes something, on behalf of its host."""
    is_reopened: bool = False
    """It stands for an activity that has completed, while that is undone from inside."""
    leaves: "Token | None" = None
    """Of what undoes a scope that an error has left: the event that catches it then."""
    is_beside: bool = False
    """It compensates beside the token that has gone on."""

    def family(self) -> "Iterator[Token]":
        """The token, its instances, and what undoes on its behalf."""
        yield self
        for turn in self.turns:
            yield from turn.family()

    @property
    def is_turn(self) -> bool:
        return self.number is not None


@dataclass(eq=False)
class Scope:
    """One running process or subprocess."""

    holder: Token | None
    name: str | None
    seen: Seen = frozenset()
    """What is known by what began here or has ended here."""
    waiting: list[Token] = field(default_factory=list)
    variables: dict[str, int | None] = field(default_factory=dict)
    """Its own: of a process all of them, of a subprocess its data object."""
    arrived: dict[str, list[tuple[str, Seen]]] = field(default_factory=dict)
    """Join to the tokens that came: the flow, and what the token knew."""
    watches: list[Token] = field(default_factory=list)
    """Start events of its event subprocesses that may still happen."""
    done: list["Done"] = field(default_factory=list)
    """What has completed in it and can be undone."""

    def came(self, join: str) -> Counter[str]:
        return Counter(flow for flow, _ in self.arrived.get(join, []))

    def take(self, join: str, flows: Iterable[str]) -> list[Seen]:
        """Take one token from each of the flows, the one that came first."""
        taken = []
        for flow in flows:
            first = next(one for one in self.arrived[join] if one[0] == flow)
            self.arrived[join].remove(first)
            taken.append(first[1])
        return taken

    def home_of(self, variable: str) -> "Scope":
        """The scope whose variable an element here means by the name."""
        scope = self
        while variable not in scope.variables and scope.holder is not None:
            if scope.holder.node.kind in CALLED:
                break
            scope = scope.holder.scope
        return scope


@dataclass(eq=False)
class Done:
    """An activity, or one of its instances, that has completed."""

    node: Node
    scope: Scope
    inner: Scope | None
    moment: int
    order: tuple[int, int]
    """When it, or the loop it is an instance of, has completed."""
    taker: Token | None = None
    is_open: bool = False
    """An instance of an activity for several that has not completed as a whole."""


@dataclass(frozen=True)
class Write:
    home: Scope
    variable: str
    value: int


class Writes:
    """All writes of a case, by number."""

    def __init__(self) -> None:
        self._all: list[Write] = []

    def note(self, scope: Scope, variable: str, value: int) -> int:
        """Write the variable; gives the number of the write."""
        home = scope.home_of(variable)
        home.variables[variable] = value
        self._all.append(Write(home, variable, value))
        return len(self._all) - 1

    def lost(self, branches: Sequence[Seen]) -> set[str]:
        """Variables that two branches changed differently, neither knowing of the other."""
        found = set()
        for one, other in combinations(branches, 2):
            mine, theirs = self._last(one), self._last(other)
            for place in mine.keys() & theirs.keys():
                a, b = mine[place], theirs[place]
                is_blind = a not in other and b not in one
                if is_blind and self._all[a].value != self._all[b].value:
                    found.add(place[1])
        return found

    def _last(self, seen: Seen) -> dict[tuple[Scope, str], int]:
        writes = ((number, self._all[number]) for number in sorted(seen))
        return {(write.home, write.variable): number for number, write in writes}


@dataclass(eq=False)
class Stuck:
    """A token at a join that would lose updates; it goes on when somebody has set these."""

    scope: Scope
    node: Node
    seen: Seen
    variables: set[str]
    loop: Token | None = None
    """The activity for several all of whose instances have ended: it is still open."""
