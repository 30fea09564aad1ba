"""Walks random paths through random models, the engine beside the token game, step by step.

One line replays a failure, another looks at models that no test has drawn yet:

    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py SEED:PATH [drawing]
    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py FIRST-LAST
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

from as_bpmn import DECISION, bpmn
from drawn_at_random import draw
from drawn_model import STARTS, Model, Node
from game_tokens import Token
from proof_side import Side
from token_game import Game

from app.domain.identity import ElementId, ProcessKey
from app.domain.models import Beginning, ModelFile, ModelSource
from app.engine import SpiffEngine
from app.engine.support import RUNS

MOST_STEPS = 40
PATHS = 8
"""Through each model of a long run."""
FEATURES = RUNS | {"implicit", "loops"}
BY_THEMSELVES = frozenset({"error", "escalation", "conditional"})
"""Events that nobody makes happen from outside."""
LOST = "lost-update"


class Differs(AssertionError):
    """The engine does not stand where the standard says."""


class Drawn:
    """A model with its file, and engines that run it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.model: Model = draw(seed, FEATURES)
        content = bpmn(self.model)
        digest = hashlib.sha256(content).hexdigest()
        decisions = (ModelFile("decisions/d.dmn", DECISION),)
        self.source = ModelSource(ProcessKey("p"), 1, digest, content, decisions=decisions)
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
        self._random = Random(self.name)  # noqa: S311  # repeatable, not secret
        self.told: list[str] = []
        self.steps = 0

    def lint(self) -> None:
        """The linter takes the model, and sees no trouble where there is none."""
        source = self._drawn.source
        files = [ModelFile("p.bpmn", source.bpmn), *source.decisions]
        found = self._drawn.engine.check(files, topics={}).findings
        wrong = [f"{f.rule} {f.element}" for f in found if f.severity == "error"]
        # Where rounds meet, a deadlock is no false alarm (tests/engine/test_soundness.py).
        met = self.model.met_by_rounds()
        wrong += [f"{f.rule} {f.element}" for f in found if f.rule == "no-way-out"]
        wrong += [
            f"{f.rule} {f.element}"
            for f in found
            if f.rule == "may-deadlock" and f.element not in met
        ]
        if wrong:
            raise Differs(f"{self.name}: the linter says {wrong}")

    def run(self) -> None:
        """Walk until the case is over or long enough; Differs where the two part."""
        start, part = self._start()
        game = Game(self.model, start, part)
        at = Beginning(ElementId(start.id), part, is_joint=start.kind == "begin_all")
        source = self._drawn.source
        sides = (
            Side("engine", source, lambda: self._drawn.engine, at),
            Side("new engine", source, lambda: self._drawn.restarted(self._path), at),
        )
        self._compare(f"start {start.id} {part}", game, sides)
        while self._may_go_on(game) and self._pair(game, sides):
            self.steps += 1
            game.passed.clear()
            game.thrown.clear()
            if game.stuck:
                self._compare(self._settle(game, sides), game, sides)
            elif _movable(game):
                token = self._random.choice(_movable(game))
                self._compare(self._move(game, token, sides), game, sides)
            else:
                return

    def _start(self) -> tuple[Node, int]:
        """Where the case begins, and with which of its events."""
        starts = [n for n in self.model.inside(None) if n.kind in ("start", *STARTS)]
        start = self._random.choice(starts)
        return start, self._random.randrange(2) if start.kind == "begin_all" else 0

    def _may_go_on(self, game: Game) -> bool:
        return not game.is_over and not game.is_unclear and self.steps < MOST_STEPS

    def _pair(self, game: Game, sides: Sequence[Side]) -> bool:
        are_clear = [side.pair(_waiting(game), self.model) for side in sides]
        return all(are_clear)

    def _settle(self, game: Game, sides: Sequence[Side]) -> str:
        """Say what one variable is that branches have changed differently."""
        lost = sides[0].now.failure
        assert lost is not None
        variable = lost.detail.removesuffix(" differently").rpartition(" ")[2]
        values = {variable: self._random.randrange(3)}
        game.settle(values)
        for side in sides:
            side.settle(values)
        return f"settle {values}"

    def _move(self, game: Game, token: Token, sides: Sequence[Side]) -> str:
        """Let one thing happen at the token, on all sides; gives what it was, in words."""
        place, event = self.model.address(token.node.id), token.node.event
        if event == "signal":
            name = token.node.code
            hearing = [t for t in _movable(game) if (t.node.event, t.node.code) == (event, name)]
            game.signal(name)
            for side in sides:
                side.tell(hearing)
            return f"signal {name}"
        if event:
            if token.node.kind in ("catch", "receive") and token.host is None:
                game.complete(token, {})
            else:
                game.fire(token)
            for side in sides:
                if event == "timer":
                    side.fire(token)
                else:
                    side.tell([token])
            return f"{event} {place}"
        code = self._random.choice(["broken", "other"])
        if token.node.kind == "job" and self._random.random() < 0.3 and game.fail(token, code):
            for side in sides:
                side.fail(token, code)
            return f"fail {place} {code}"
        results = self._answers(token)
        game.complete(token, results)
        for side in sides:
            side.complete(token, results)
        return f"complete {place} {results}"

    def _answers(self, token: Token) -> dict[str, int]:
        node = token.node
        results = {node.chooses: self._random.randrange(node.ways + 1)} if node.chooses else {}
        if node.shares:
            results[node.shares] = self._random.randrange(2)
        return results

    def _compare(self, told: str, game: Game, sides: Sequence[Side]) -> None:
        self.told.append(told)
        if game.is_unclear:
            return
        expected = {
            "waits": _sorted(Counter(self._address(token) for token in _waiting(game))),
            "passed": _sorted(game.passed),
            "thrown": _sorted(game.thrown),
            "variables": dict(sorted(game.top.variables.items())),
            "over": game.is_over,
            "failure": self._expected_failure(game),
        }
        for side in sides:
            found = self._found(side, game)
            different = {
                what: f"expected {expected[what]}, found {found[what]}"
                for what in expected
                if expected[what] != found[what]
            }
            if different:
                raise Differs(f"{self._trail()}\n{side.name}: {different}")

    @staticmethod
    def _expected_failure(game: Game) -> str | None:
        if game.stuck:
            return LOST
        # A token that came twice by one flow may be left at a join, where nothing else can come.
        return None if game.is_over or _waiting(game) else "no-token-can-move"

    def _address(self, token: Token) -> str:
        return self.model.address(token.node.id)

    def _found(self, side: Side, game: Game) -> dict[str, object]:
        advance = side.now
        failure = advance.failure
        if failure is not None and failure.code == LOST and game.stuck:
            lost = {v for stuck in game.stuck for v in stuck.variables}
            if not any(f"changed {variable} diff" in failure.detail for variable in lost):
                raise Differs(f"{self._trail()}\n{side.name}: {failure}, expected {lost}")
        return {
            "waits": _sorted(Counter(wait.element_id for wait in advance.waits)),
            "passed": _sorted(Counter((p.element_id, p.outcome) for p in advance.passed)),
            "thrown": _sorted(Counter(thrown.name for thrown in advance.thrown)),
            "variables": {n: int(str(v)) for n, v in sorted(advance.variables.items())},
            "over": advance.ended_at is not None,
            "failure": None if failure is None else failure.code,
        }

    def _trail(self) -> str:
        return f"replay with random_proof.py {self.name}\n" + "\n".join(self.told)


def _waiting(game: Game) -> list[Token]:
    """Tokens that the engine tells of: errors and escalations happen unannounced."""
    waits = [token for token in game.waits() if token.node.event not in ("error", "escalation")]
    return sorted(waits, key=lambda token: token.node.id)


def _movable(game: Game) -> list[Token]:
    """Tokens that somebody may move."""
    return [token for token in _waiting(game) if token.node.event not in BY_THEMSELVES]


def _sorted(counted: Counter[Any]) -> list[Any]:
    return sorted((+counted).elements())


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
    if "drawing" in arguments:
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
            steps += prove(seed, PATHS)
        except Differs as differs:
            failed += 1
            print(differs, end="\n\n", flush=True)
        if seed == last or (seed - first) % 100 == 99:
            pairs = (seed - first + 1) * PATHS
            told = f"{pairs} model/path pairs, {steps} steps, {failed} seeds differ"
            print(f"seeds {first} to {seed}: {told}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
