"""Walks random paths through random models, the engine beside the token game, step by step.

One line replays a failure, another looks at models that no test has drawn yet:

    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py SEED:PATH
    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py FIRST-LAST
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from random import Random

from as_bpmn import bpmn
from drawn_at_random import Model, draw
from token_game import Game, Token

from app.domain.identity import ProcessKey, TokenId
from app.domain.models import ModelFile, ModelSource
from app.engine import SpiffEngine
from app.engine.support import RUNS
from app.feel import Value, to_value
from app.ports.engine import Advance, Surroundings

MOST_STEPS = 40
CASE: dict[str, Value] = {"number": "1"}
AROUND = Surroundings(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), {}, {"case": CASE})
FEATURES = RUNS | {"implicit", "loops"}
TIMERS = frozenset({"timer", "on_timer", "timer_start"})
MESSAGES = frozenset({"catch", "receive", "on_message", "message_start"})
RULES = frozenset({"may-deadlock", "no-way-out"})
"""Findings that would be false: the models are drawn sound."""


class Differs(AssertionError):
    """The engine does not stand where the standard says."""


class Drawn:
    """A model with its file, and engines that run it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.model: Model = draw(seed, FEATURES)
        content = bpmn(self.model)
        digest = hashlib.sha256(content).hexdigest()
        self.source = ModelSource(ProcessKey("p"), 1, digest, content)
        self.engine = SpiffEngine()
        self._parsed = SpiffEngine()._definitions

    def restarted(self, path: int) -> SpiffEngine:
        """An engine that has never run a step.

        On the first path it reads the file again, too; reading is most of the time a step takes.
        """
        engine = SpiffEngine()
        if path:
            engine._definitions = self._parsed
        return engine


class Side:
    """One of the two engines on a path: where it stands, and which of its tokens is which.

    Tokens at one element are told apart by when they came. Several that came there in one step
    are alike as long as they are alone; with events or scopes around them, nobody can tell.
    """

    def __init__(self, name: str, source: ModelSource, engine: Callable[[], SpiffEngine]) -> None:
        self.name = name
        self._source = source
        self._engine = engine
        self._known: dict[Token, TokenId] = {}
        self.now: Advance = engine().start(source, {}, AROUND)

    def complete(self, token: Token, results: Mapping[str, int]) -> None:
        values: dict[str, Value] = {name: to_value(value) for name, value in results.items()}
        engine = self._engine()
        self.now = engine.complete(
            self._source, self.now.snapshot, self._known[token], values, AROUND
        )

    def fire(self, token: Token) -> None:
        self.now = self._engine().fire(self._source, self.now.snapshot, self._known[token], AROUND)

    def tell(self, token: Token) -> None:
        told = [self._known[token]]
        self.now = self._engine().deliver(self._source, self.now.snapshot, told, {}, AROUND)

    def fail(self, token: Token, code: str) -> None:
        self.now = self._engine().raise_error(
            self._source, self.now.snapshot, self._known[token], code, {}, AROUND
        )

    def pair(self, tokens: Iterable[Token], model: Model) -> bool:
        """Find each token of the game among the waits; False where that cannot be told."""
        there: dict[str, list[TokenId]] = {}
        for wait in self.now.waits:
            there.setdefault(wait.element_id, []).append(wait.token_id)
        known: dict[Token, TokenId] = {}
        fresh: dict[str, list[Token]] = {}
        for token in tokens:
            place = model.address(token.node.id)
            if (at := self._known.get(token)) in there.get(place, []):
                known[token] = at  # type: ignore[assignment]  # it is in the list
                there[place].remove(known[token])
            else:
                fresh.setdefault(place, []).append(token)
        self._known = known
        is_clear = True
        for place, come in fresh.items():
            hosts = {t.host for t in come}
            if len(come) > 1 and (
                any(t.events or t.scope.holder for t in come) or (len(hosts) > 1)
            ):
                is_clear = False
            known.update(zip(come, there[place], strict=True))
        return is_clear


class Walk:
    """One path through one model."""

    def __init__(self, drawn: Drawn, path: int) -> None:
        self.name = f"{drawn.seed}:{path}"
        self.model = drawn.model
        self._drawn = drawn
        self._path = path
        self._random = Random(self.name)  # noqa: S311  # repeatable, not secret
        self.told: list[str] = []
        self.steps = 0
        self._is_beyond = False

    def lint(self) -> None:
        """The linter takes the model, and sees no trouble where there is none."""
        files = [ModelFile("p.bpmn", self._drawn.source.bpmn)]
        found = self._drawn.engine.check(files, topics={}).findings
        wrong = [f"{f.rule} {f.element}" for f in found if f.severity == "error"]
        wrong += [f"{f.rule} {f.element}" for f in found if f.rule in RULES]
        if wrong:
            raise Differs(f"{self.name}: the linter says {wrong}")

    def run(self) -> None:
        """Walk until the case is over or long enough; Differs where the two part."""
        game = Game(self.model, {})
        sides = (
            Side("engine", self._drawn.source, lambda: self._drawn.engine),
            Side("new engine", self._drawn.source, lambda: self._drawn.restarted(self._path)),
        )
        self._compare("start", game, sides)
        while self._may_go_on(game) and self._pair(game, sides):
            token = self._random.choice(_movable(game))
            game.passed.clear()
            self._compare(self._move(game, token, sides), game, sides)
            self.steps += 1

    def _may_go_on(self, game: Game) -> bool:
        return not game.is_over and not self._is_beyond and self.steps < MOST_STEPS

    def _pair(self, game: Game, sides: Sequence[Side]) -> bool:
        tokens = _movable(game)
        are_clear = [side.pair(tokens, self.model) for side in sides]
        return all(are_clear)

    def _move(self, game: Game, token: Token, sides: Sequence[Side]) -> str:
        """Let one thing happen at the token, on all sides; gives what it was, in words."""
        kind, place = token.node.kind, self.model.address(token.node.id)
        if kind in TIMERS | MESSAGES:
            if kind in ("catch", "receive") and token.host is None:
                game.complete(token, {})
            else:
                game.fire(token)
            for side in sides:
                (side.fire if kind in TIMERS else side.tell)(token)
            return f"{'fire' if kind in TIMERS else 'deliver'} {place}"
        code = self._random.choice(["broken", "other"])
        if kind == "job" and self._random.random() < 0.3 and game.fail(token, code):
            for side in sides:
                side.fail(token, code)
            return f"fail {place} {code}"
        node = token.node
        results = {node.chooses: self._random.randrange(node.ways + 1)} if node.chooses else {}
        game.complete(token, results)
        for side in sides:
            side.complete(token, results)
        return f"complete {place} {results}"

    def _compare(self, told: str, game: Game, sides: Sequence[Side]) -> None:
        self.told.append(told)
        expected = _state(
            Counter(self.model.address(token.node.id) for token in _movable(game)),
            game.passed,
            game.top.variables,
            game.is_over,
        )
        for side in sides:
            advance = side.now
            if advance.failure is not None and advance.failure.code == "lost-update":
                # Our own rule, beyond the standard: two tokens wrote one variable and met.
                self._is_beyond = True
                return
            if advance.failure is not None:
                raise Differs(f"{self._trail()}\n{side.name}: {advance.failure}")
            found = _state(
                Counter(wait.element_id for wait in advance.waits),
                Counter((p.element_id, p.outcome) for p in advance.passed),
                {name: int(str(value)) for name, value in advance.variables.items()},
                advance.ended_at is not None,
            )
            different = {
                what: f"expected {expected[what]}, found {found[what]}"
                for what in expected
                if expected[what] != found[what]
            }
            if different:
                raise Differs(f"{self._trail()}\n{side.name}: {different}")

    def _trail(self) -> str:
        return f"replay with random_proof.py {self.name}\n" + "\n".join(self.told)


def _movable(game: Game) -> list[Token]:
    """Tokens that somebody may move; an error comes out of a job, not by itself."""
    waits = [token for token in game.waits() if token.node.kind != "on_error"]
    return sorted(waits, key=lambda token: token.node.id)


def _state(
    waits: Counter[str],
    passed: Counter[tuple[str, str]],
    variables: Mapping[str, int],
    is_over: bool,
) -> dict[str, object]:
    return {
        "waits": sorted(waits.elements()),
        "passed": sorted((+passed).elements()),
        "variables": dict(sorted(variables.items())),
        "over": is_over,
    }


def prove(seed: int, paths: int) -> int:
    """Walk so many paths through the model of the seed; gives the number of steps."""
    steps = 0
    drawn = Drawn(seed)
    for path in range(paths):
        walk = Walk(drawn, path)
        if path == 0:
            walk.lint()
        walk.run()
        steps += walk.steps
    return steps


def main(arguments: list[str]) -> int:
    first, is_range, last = arguments[0].partition("-")
    if is_range:
        return _explore(int(first), int(last))
    seed, _, path = arguments[0].partition(":")
    walk = Walk(Drawn(int(seed)), int(path or 0))
    print(bpmn(walk.model).decode().replace("><", ">\n<"))
    try:
        walk.lint()
        walk.run()
    except Differs as differs:
        print(differs)
        return 1
    print("\n".join(walk.told))
    print("The engine stands where the standard says.")
    return 0


def _explore(first: int, last: int) -> int:
    failed = steps = 0
    for seed in range(first, last + 1):
        try:
            steps += prove(seed, 3)
        except Differs as differs:
            failed += 1
            print(differs, end="\n\n")
    print(f"seeds {first} to {last}: {steps} steps, {failed} seeds differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
