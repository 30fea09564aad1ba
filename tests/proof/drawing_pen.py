"""Draws the parts of which every block is made."""

from dataclasses import dataclass, replace
from random import Random

from drawn_model import SHARED, Flow, Model, Node

UNDOING = 4
"""Every so many models are about compensation."""
MOST_NODES = 45
"""Small enough for thousands of models in a minute, large enough for four levels of blocks."""


@dataclass(frozen=True)
class Where:
    """What a block may do at its place."""

    scope: str | None
    depth: int = 0
    parallel: bool = False
    """Another branch runs beside: an early end here would starve the join."""
    looped: bool = False
    """The block may come again: tokens that double would double for ever."""

    fails: bool = False
    """Somebody catches every error that is thrown here."""
    shared: tuple[str, ...] = SHARED
    """The variables here that several write."""

    def deeper(self, *, parallel: bool = False, looped: bool = False) -> "Where":
        return replace(
            self,
            depth=self.depth + 1,
            parallel=self.parallel or parallel,
            looped=self.looped or looped,
        )


Ends = tuple[str, str]
"""First and last node of a block; nothing leaves the last one yet."""


class Pen:
    """Draws one model, node by node. `features` names the constructs that may be used."""

    def __init__(self, seed: int, features: frozenset[str]) -> None:
        self.model = Model(seed)
        self._random = Random(seed)  # noqa: S311  # repeatable, not secret
        self._features = features
        self._counts: dict[str, int] = {}
        self._undoes_much = seed % UNDOING == 0
        """Such models are about compensation: what undoes, in scopes in each other, is frequent."""

    @property
    def is_full(self) -> bool:
        return len(self.model.nodes) > MOST_NODES

    def _node(self, kind: str, where: Where, **facts: object) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        name = f"{kind}_{self._counts[kind]}"
        self.model.nodes[name] = Node(name, kind, where.scope, **facts)  # type: ignore[arg-type]
        return name

    def _flow(self, source: str, target: str, when: tuple[str, int] | None = None) -> str:
        name = f"f{len(self.model.flows) + 1}"
        self.model.flows.append(Flow(name, source, target, when))
        return name

    def _may(self, chance: float) -> bool:
        return self._random.random() < chance

    def _asked(self, where: Where, ways: int) -> tuple[str, str]:
        """A user task that sets a variable of its own."""
        name = self._node("user", where)
        variable = f"c_{name}"
        node = self.model.nodes[name]
        node.chooses, node.ways = variable, ways
        if self._may(0.15):
            node.copies = self._random.choice(where.shared)
        return name, variable

    def _sequence(self, where: Where, length: int) -> Ends:
        """So many blocks, one after the other."""
        raise NotImplementedError
