"""Walks random paths through random models, the engine beside the token game, step by step.

One line replays a failure, another looks at models that no test has drawn yet:

    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py SEED:PATH
    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py FIRST-LAST
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
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
AROUND = Surroundings(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), {}, {})
FEATURES = RUNS | {"implicit"}
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


class Walk:
    """One path through one model."""

    def __init__(self, drawn: Drawn, path: int) -> None:
        self.name = f"{drawn.seed}:{path}"
        self.model = drawn.model
        self._drawn = drawn
        self._path = path
        self._source = drawn.source
        self._random = Random(self.name)  # noqa: S311  # repeatable, not secret
        self._engine = drawn.engine
        self.told: list[str] = []
        self.steps = 0

    def lint(self) -> None:
        """The linter takes the model, and sees no trouble where there is none."""
        found = self._engine.check([ModelFile("p.bpmn", self._source.bpmn)], topics={})
        wrong = [f"{f.rule} {f.element}" for f in found.findings if f.severity == "error"]
        wrong += [f"{f.rule} {f.element}" for f in found.findings if f.rule in RULES]
        if wrong:
            raise Differs(f"{self.name}: the linter says {wrong}")

    def run(self) -> None:
        """Walk until the case is over or long enough; Differs where the two part."""
        game = Game(self.model, {})
        advance = self._engine.start(self._source, {}, AROUND)
        again = self._drawn.restarted(self._path).start(self._source, {}, AROUND)
        self._compare("start", game, advance, again)
        while not game.is_over and self.steps < MOST_STEPS:
            self.steps += 1
            advance, again = self._step(game, advance, again)

    def _step(self, game: Game, advance: Advance, again: Advance) -> tuple[Advance, Advance]:
        token = self._random.choice(sorted(game.waits(), key=lambda t: t.node.id))
        node = token.node
        if node.kind == "on_error":
            # Errors come out of jobs: let one fail where somebody waits to catch it.
            return advance, again
        game.passed.clear()
        if node.kind in ("timer", "on_timer"):
            told = f"fire {node.id}"
            game.fire(token)
            after = [self._fire(engine, now, node.id) for engine, now in self._both(advance, again)]
        elif node.kind == "job" and self._random.random() < 0.3 and self._catches(token):
            code = self._random.choice(["broken", "other"])
            if not self._would_catch(token, code):
                return advance, again
            told = f"fail {node.id} {code}"
            game.fail(token, code)
            after = [
                self._fail(engine, now, node.id, code) for engine, now in self._both(advance, again)
            ]
        else:
            results = {node.chooses: self._random.randrange(node.ways + 1)} if node.chooses else {}
            told = f"complete {node.id} {results}"
            game.complete(token, results)
            after = [
                self._complete(engine, now, node.id, results)
                for engine, now in self._both(advance, again)
            ]
        self._compare(told, game, *after)
        return after[0], after[1]

    def _both(self, advance: Advance, again: Advance) -> Iterator[tuple[SpiffEngine, Advance]]:
        """The engine that has run all along, and one that has just been started."""
        yield self._engine, advance
        yield self._drawn.restarted(self._path), again

    def _catches(self, token: Token) -> bool:
        return self._would_catch(token, "broken") or self._would_catch(token, "other")

    @staticmethod
    def _would_catch(token: Token, code: str) -> bool:
        at: Token | None = token
        while at is not None:
            if any(e.node.kind == "on_error" and e.node.code in ("", code) for e in at.events):
                return True
            at = at.scope.holder
        return False

    def _fire(self, engine: SpiffEngine, now: Advance, element: str) -> Advance:
        return engine.fire(self._source, now.snapshot, _token(now, element), AROUND)

    def _fail(self, engine: SpiffEngine, now: Advance, element: str, code: str) -> Advance:
        token = _token(now, element)
        return engine.raise_error(self._source, now.snapshot, token, code, {}, AROUND)

    def _complete(
        self, engine: SpiffEngine, now: Advance, element: str, results: Mapping[str, int]
    ) -> Advance:
        values: dict[str, Value] = {name: to_value(value) for name, value in results.items()}
        return engine.complete(self._source, now.snapshot, _token(now, element), values, AROUND)

    def _compare(self, told: str, game: Game, *advances: Advance) -> None:
        self.told.append(told)
        expected = _state(
            Counter(t.node.id for t in game.waits() if t.node.kind != "on_error"),
            game.passed,
            game.variables,
            game.is_over,
        )
        for which, advance in zip(("engine", "restarted engine"), advances, strict=True):
            if advance.failure is not None:
                raise Differs(f"{self._trail()}\n{which}: {advance.failure}")
            found = _state(
                Counter(wait.element_id for wait in advance.waits),
                Counter((p.element_id, p.outcome) for p in advance.passed),
                {name: int(str(value)) for name, value in advance.variables.items()},
                advance.ended_at is not None,
            )
            if found != expected:
                different = {
                    what: f"expected {expected[what]}, found {found[what]}"
                    for what in expected
                    if expected[what] != found[what]
                }
                raise Differs(f"{self._trail()}\n{which}: {different}")

    def _trail(self) -> str:
        return f"replay with random_proof.py {self.name}\n" + "\n".join(self.told)


def _token(now: Advance, element: str) -> TokenId:
    """One of the tokens there; the oldest in the order that the engine tells them."""
    return next(wait.token_id for wait in now.waits if wait.element_id == element)


def _state(
    waits: Counter[str],
    passed: Counter[tuple[str, str]],
    variables: Mapping[str, int],
    is_over: bool,
) -> dict[str, object]:
    return {
        "waits": sorted(waits.elements()),
        "passed": sorted(+passed),
        "times": sorted((+passed).elements()),
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
