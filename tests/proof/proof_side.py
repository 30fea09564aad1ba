"""One of the two engines on a path: where it stands, and which of its tokens is which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from drawn_model import PARTS, Model
from game_tokens import Token

from app.domain.identity import TokenId
from app.domain.models import Beginning, ModelSource
from app.engine import SpiffEngine
from app.feel import Value, to_value
from app.ports.engine import Advance, MessageWait, Surroundings, Wait

CASE: dict[str, Value] = {"number": "1"}
AROUND = Surroundings(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), {}, {"case": CASE})


class Side:
    """One of the two engines on a path: where it stands, and which of its tokens is which.

    Tokens at one element are told apart by when they came. Several that came there in one step
    are alike as long as they are alone; with events or scopes around them, nobody can tell.
    """

    def __init__(
        self, name: str, source: ModelSource, engine: Callable[[], SpiffEngine], at: Beginning
    ) -> None:
        self.name = name
        self._source = source
        self._engine = engine
        self._known: dict[Token, TokenId] = {}
        self.now: Advance = engine().start(source, {}, AROUND, at)

    def complete(self, token: Token, results: Mapping[str, int]) -> None:
        values: dict[str, Value] = {name: to_value(value) for name, value in results.items()}
        engine = self._engine()
        self.now = engine.complete(
            self._source, self.now.snapshot, self._known[token], values, AROUND
        )

    def fire(self, token: Token) -> None:
        self.now = self._engine().fire(self._source, self.now.snapshot, self._known[token], AROUND)

    def tell(self, tokens: Sequence[Token]) -> None:
        told = [self._known[token] for token in tokens]
        self.now = self._engine().deliver(self._source, self.now.snapshot, told, {}, AROUND)

    def fail(self, token: Token, code: str) -> None:
        self.now = self._engine().raise_error(
            self._source, self.now.snapshot, self._known[token], code, {}, AROUND
        )

    def settle(self, values: Mapping[str, int]) -> None:
        """Say what the variables are that a join has found changed twice, and go on."""
        engine, failure = self._engine(), self.now.failure
        given: dict[str, Value] = {name: to_value(value) for name, value in values.items()}
        assert failure is not None
        snapshot, _ = engine.set_variables(
            self._source, self.now.snapshot, given, AROUND, failure.element_id
        )
        self.now = engine.retry(self._source, snapshot, AROUND)

    def pair(self, tokens: Iterable[Token], model: Model) -> bool:
        """Find each token of the game among the waits; False where that cannot be told."""
        there: dict[str, list[TokenId]] = {}
        for wait in self.now.waits:
            there.setdefault(_place_of(wait, model), []).append(wait.token_id)
        known: dict[Token, TokenId] = {}
        fresh: dict[str, list[Token]] = {}
        for token in tokens:
            place = _place(token, model)
            at = self._known.get(token)
            if at is not None and at in there.get(place, []):
                known[token] = at
                there[place].remove(at)
            else:
                fresh.setdefault(place, []).append(token)
        self._known = known
        # Each is paired, also where an earlier one is unclear.
        unclear = [p for p, come in fresh.items() if not self._pair_fresh(come, there[p], known)]
        return not unclear

    def _pair_fresh(
        self, come: list[Token], there: list[TokenId], known: dict[Token, TokenId]
    ) -> bool:
        """Pair what came to one place in one step; in instances of a loop by their numbers."""
        numbered = {n: token for token in come if (n := _turn(token)) is not None}
        if len(come) > 1 and len(numbered) == len(come):
            by_number = {self._counter(token_id): token_id for token_id in there}
            known.update((token, by_number[n]) for n, token in numbered.items())
            return True
        known.update(zip(come, there, strict=True))
        are_alike = not any(t.events or t.scope.holder for t in come)
        return len(come) == 1 or (are_alike and len({t.host for t in come}) == 1)

    def _counter(self, token: TokenId) -> int:
        seen = self._engine().variables_at(self._source, self.now.snapshot, token, AROUND)
        return int(str(seen["loopCounter"]))


def _place(token: Token, model: Model) -> str:
    """Where it waits; of several events of one element, for which."""
    address = model.address(token.node.id)
    is_part = token.node.kind.startswith("part_")
    return f"{address} {token.node.event}" if is_part else address


def _place_of(wait: Wait, model: Model) -> str:
    node = model.nodes[wait.element_id.rpartition("/")[2]]
    if node.kind not in PARTS or not isinstance(wait, MessageWait):
        return wait.element_id
    return f"{wait.element_id} {'signal' if wait.message == node.code else 'message'}"


def _turn(token: Token) -> int | None:
    """Number of the instance of a loop that the token is in, as far as it sees."""
    at: Token | None = token.host if token.host is not None and not token.is_turn else token
    while at is not None and at.number is None and (at is token or at.node.kind != "call"):
        at = at.scope.holder
    return None if at is None else at.number
