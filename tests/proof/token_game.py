"""A token game written from the standard, BPMN 2.0.2 chapter 13: the judge of the engine.

It shares no code and no idea with the engine: tokens lie on a list, joins count what came by each
flow, a scope is over when nothing in it moves or waits any more. Slow and plain on purpose.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from drawn_model import PARTS, SUBPROCESSES, Flow, Model, Node
from game_parts import Parts
from game_tokens import SCOPES, SEVERAL, Scope, Seen, Stuck, Token
from game_undoing import where_of

WAITS = frozenset({"user", "job", "timer", "catch", "receive", "hear", "hold"})
NOTHING: Seen = frozenset()
BACK = frozenset({"undo_throw", "undo_end"})
ASIDE = SCOPES | SEVERAL | BACK | PARTS | {"eventgw", "undo_watch"}
"""Tokens here are moved by what is in them, or beside them."""


class Game(Parts):
    """One case of a model. `passed` collects (element, outcome) since it was last read."""

    def __init__(self, model: Model, start: Node, part: int = 0) -> None:
        super().__init__(model)
        self.passed: Counter[tuple[str, str]] = Counter()
        self.thrown: Counter[str] = Counter()
        """Names of messages and signals that went out since it was last read."""
        self.is_over = False
        self.is_unclear = False
        """Two things happened at once, and what came of it hangs on which came first."""
        self._moves: list[tuple[Scope, str, str, Seen]] = []
        """Tokens on flows: scope, node they come to, flow, and what they know."""
        self.moment = 0
        self._moved: set[Scope] = set()
        """Scopes in which a token has moved since all of them rested."""
        self._moves_beside = False
        """Whether several tokens have moved since the last of them rested."""
        self.top = Scope(None, None)
        self._begin(self.top, start, part)
        self._run()

    def waits(self) -> list[Token]:
        """Everything that somebody, some clock or some condition may move now."""
        found = self._all(self.top)
        return [
            token
            for token in found
            if (token.node.kind not in ASIDE or (token.is_turn and token.inner is None))
            and not token.is_reopened
        ]

    def _all(self, scope: Scope) -> list[Token]:
        found: list[Token] = list(scope.watches)
        for token in scope.waiting:
            found += [*token.family(), *token.events]
            for holder in token.family():
                if holder.inner is not None:
                    found += self._all(holder.inner)
        return found

    def complete(self, token: Token, results: Mapping[str, int]) -> None:
        """A person, a job or a message lets the token go on (13.3.3)."""
        seen = token.seen
        if token.node.copies:
            results = {**results, token.node.copies: results[token.node.chooses]}
        for variable, value in results.items():
            seen = seen | {self.writes.note(token.scope, variable, value)}
        if token.host is not None:
            token.seen = seen
            self._end_turn(token, token.host)
        else:
            token.scope.waiting.remove(token)
            self._note(token.scope, token.node)
            outcome = "fired" if token.node.kind == "catch" else "completed"
            self._leave(token.scope, token.node, outcome, seen)
        self._run()

    def _end_turn(self, turn: Token, host: Token) -> None:
        """One instance is done; with the last one the activity is (13.3.6)."""
        if turn.is_handler:
            self._end_handler(turn)
            return
        host.turns.remove(turn)
        if (done := self._note(host.scope, turn.node, turn.inner)) is not None:
            done.is_open = True
            host.done.append(done)
        host.ended.append(turn.seen)
        self._pass(turn.node, "completed")
        if turn.node.enough and len(host.ended) >= turn.node.enough:
            self._end_early(host)
        elif host.left:
            self._begin_turn(host)
        elif not host.turns:
            self._end_turns(host)

    def _end_early(self, host: Token) -> None:
        """Enough instances are done: the others end (13.3.7)."""
        host.left, scopes = 0, list(self._scopes_in(host))
        if self._moved.intersection(scopes):
            self.is_unclear = True
        for turn in host.turns:
            self._count_one_cancelled(turn)
        host.seen = self._known_in(host)
        host.turns.clear()
        self._drop(scopes)
        self._end_turns(host)

    def _end_turns(self, host: Token) -> None:
        is_parallel = host.node.kind.startswith("multi")
        lost = self.writes.lost(host.ended) if is_parallel else set()
        seen = host.seen.union(*host.ended)
        if lost:
            self.stuck.append(Stuck(host.scope, host.node, seen, lost, host))
        else:
            host.scope.waiting.remove(host)
            self._note_loop(host)
            self._go_on(host.scope, host.node, seen)

    def _begin_turn(self, host: Token) -> None:
        number = host.node.ways - host.left
        host.left -= 1
        # One after the other knows what those before it did.
        before = NOTHING if host.node.kind.startswith("multi") else NOTHING.union(*host.ended)
        turn = Token(host.node, host.scope, host.seen | before, host=host, number=number)
        host.turns.append(turn)
        if host.node.kind in SUBPROCESSES:
            self._open(turn)

    def fire(self, token: Token) -> None:
        """The event at the token happens."""
        self._happen(token)
        self._run()

    def signal(self, name: str) -> None:
        """A signal from outside reaches all that wait for it (10.5.1)."""
        self._broadcast(name)
        self._run()

    def fail(self, token: Token, code: str) -> bool:
        """An error at the token goes to the nearest event that catches it (13.5.3).

        False if none does; then nothing has changed.
        """
        event = self._catcher(token, token.scope, "error", code)
        if event is None:
            return False
        self._err(where_of(token), event)
        self._run()
        return True

    def _happen(self, token: Token) -> None:
        """An event happens: intermediate (13.5.1), boundary (13.5.3) or start (13.5.4).

        A message may come again and again where it does not interrupt; a duration is over once.
        """
        if token not in self._all(self.top):
            # Another token that the same event reached has taken this one away.
            self.is_unclear = True
            return
        seen = token.seen
        if token.node.kind.endswith("_start"):
            self._start_aside(token)
            return
        if token.host is None:
            token.scope.waiting.remove(token)
        elif token.host.node.kind in PARTS:
            self._part_happens(token)
            return
        elif token.host.node.kind == "eventgw":
            token.host.events.remove(token)
            self._cancel(token.host)
        elif token.node.interrupts:
            seen = seen | self._known_in(token.host)
            self._cancel(token.host)
        elif token.node.kind == "on_timer":
            token.host.events.remove(token)
        self._leave(token.scope, token.node, "fired", seen)

    def _start_aside(self, watch: Token) -> None:
        """An event subprocess begins, instead of its scope or beside it (13.5.4)."""
        scope, seen = watch.scope, watch.seen
        if watch.node.interrupts:
            seen = seen | self._known_by(scope)
            self._clear(scope)
        elif watch.node.kind == "timer_start":
            scope.watches.remove(watch)
        assert watch.node.scope is not None
        holder = Token(self.model.nodes[watch.node.scope], scope, seen)
        holder.inner = Scope(holder, watch.node.scope, seen)
        scope.waiting.append(holder)
        self._leave(holder.inner, watch.node, "fired", seen)

    def _clear(self, scope: Scope) -> None:
        """End all that goes on in the scope, and its readiness for events."""
        for token in scope.waiting:
            self._count_cancelled(token)
        inside = [scope, *(s for token in scope.waiting for s in self._scopes_in(token))]
        scope.waiting.clear()
        self._drop(inside)
        scope.arrived.clear()
        scope.watches.clear()

    def _cancel(self, token: Token) -> None:
        """Take an activity back with everything in it."""
        token.scope.waiting.remove(token)
        self._count_cancelled(token)
        self._drop(list(self._scopes_in(token)))

    def _drop(self, scopes: list[Scope]) -> None:
        """Take away tokens that move, or are stuck, in the scopes; and loops that have gone."""
        left = [move for move in self._moves if move[0] not in scopes]
        if len(left) < len(self._moves) or self._moves_beside:
            self.is_unclear = True
        self._moves = left
        self.stuck = [
            stuck
            for stuck in self.stuck
            if stuck.scope not in scopes
            and (stuck.loop is None or stuck.loop in stuck.scope.waiting)
        ]

    def _count_cancelled(self, token: Token) -> None:
        if token.node.kind in SEVERAL:
            for turn in token.turns:
                self._count_one_cancelled(turn)
        elif token.node.kind == "eventgw":
            for event in token.events:
                self._pass(event.node, "cancelled")
        elif token.node.kind in BACK:
            self._count_undoing_cancelled(token)
        elif token.node.kind in PARTS:
            self._count_parts_cancelled(token)
        else:
            self._count_one_cancelled(token)

    def _count_one_cancelled(self, token: Token) -> None:
        self._pass(token.node, "cancelled")
        for inner in token.inner.waiting if token.inner is not None else []:
            self._count_cancelled(inner)

    def _scopes_in(self, token: Token) -> Iterator[Scope]:
        for holder in token.family():
            if holder.inner is not None:
                yield holder.inner
                for inner in holder.inner.waiting:
                    yield from self._scopes_in(inner)

    def _begin(self, scope: Scope, at: Node | None = None, part: int = 0) -> None:
        inside = self.model.inside(scope.name)
        for node in inside:
            if node.kind == "watch":
                starts = self.model.inside(node.id)
                (start,) = [one for one in starts if one.kind.endswith("_start")]
                scope.watches.append(Token(start, scope, scope.seen))
        starts = [node for node in inside if node.kind == "start"]
        self._begin_at(scope, at or starts[0], part, scope.seen)

    def _run(self) -> None:
        """Move tokens until each waits, then close the scopes in which nothing is left."""
        self.moment += 1
        while not self.is_over:
            self._moves_beside = len(self._moves) > 1 or (self._moves_beside and bool(self._moves))
            if self._moves:
                self._moved.add(self._moves[0][0])
                self._enter(*self._moves.pop(0))
            elif not (
                self._join_inclusive(self.top) or self._close(self.top) or self._conditions_happen()
            ):
                self._moved.clear()
                return

    def _enter(self, scope: Scope, name: str, flow: str, seen: Seen) -> None:
        node = self.model.nodes[name]
        if node.kind in ("and", "or"):
            scope.arrived.setdefault(name, []).append((flow, seen))
            if node.kind == "and":
                self._join_parallel(scope, node)
        elif node.kind in BACK:
            self._throw_back(scope, node, seen)
        elif node.kind in WAITS | ASIDE | SUBPROCESSES:
            self._wait(scope, node, seen)
        elif node.kind == "terminate":
            self._pass(node, "completed")
            scope.seen, watches = self._known_by(scope) | seen, scope.watches
            self._clear(scope)
            scope.watches = watches
        elif node.kind == "send" or node.kind.endswith(("_throw", "_end")):
            self._throw(scope, node, seen)
        else:
            if node.writes[0]:
                value = self._value(scope, node)
                seen = seen | {self.writes.note(scope, node.writes[0], value)}
            outcome = "fired" if node.kind == "link_catch" else "completed"
            self._leave(scope, node, outcome, seen)

    def _throw(self, scope: Scope, node: Node, seen: Seen) -> None:
        """What is thrown happens before the token goes on, and may take it away."""
        self._pass(node, "completed")
        here = Token(node, scope, seen)
        scope.waiting.append(here)
        kind = node.kind.partition("_")[0]
        if kind == "signal":
            self.thrown[node.code] += 1
            self._broadcast(node.code)
        elif kind in ("message", "send"):
            self.thrown["told"] += 1
        elif kind in ("escalation", "error"):
            event = self._catcher(None, scope, kind, node.code)
            assert kind == "escalation" or event is not None
            if event is not None and kind == "error":
                self._err(scope, event)
            elif event is not None:
                self._happen(event)
        if here in self._all(self.top):
            scope.waiting.remove(here)
            self._go_on(scope, node, seen)
        else:
            self.passed[self.model.address(node.id), "cancelled"] -= 1

    def _wait(self, scope: Scope, node: Node, seen: Seen) -> None:
        token = Token(node, scope, seen)
        attached = self.model.attached(node.id)
        token.events = [Token(event, scope, seen, host=token) for event in attached]
        scope.waiting.append(token)
        if node.kind in SEVERAL:
            token.left = node.ways
            for _ in range(node.ways if node.kind.startswith("multi") else min(node.ways, 1)):
                self._begin_turn(token)
            if not node.ways:
                self._pass(node, "completed")
                self._end_turns(token)
        elif node.kind == "eventgw":
            self._pass(node, "completed")
            targets = [self.model.nodes[flow.target] for flow in self.model.leaving(node.id)]
            token.events = [Token(target, scope, seen, host=token) for target in targets]
        elif node.kind in PARTS:
            token.events = self._parts(token)
        elif node.kind in SCOPES:
            self._open(token)

    def _open(self, token: Token) -> None:
        """A subprocess or called process begins in the token."""
        node = token.node
        token.inner = Scope(token, node.id, token.seen)
        if node.keeps:
            token.inner.variables[node.keeps] = None
        if node.kind == "call":
            self._pass(node, "called")
        self._begin(token.inner)

    def _leave(self, scope: Scope, node: Node, outcome: str, seen: Seen) -> None:
        self._pass(node, outcome)
        self._go_on(scope, node, seen)

    def _go_on(self, scope: Scope, node: Node, seen: Seen) -> None:
        taken = self._taken(scope, node)
        if not taken:
            scope.seen = scope.seen | seen
        for flow in taken:
            self._moves.append((scope, flow.target, flow.id, seen))

    def _pass(self, node: Node, outcome: str) -> None:
        self.passed[self.model.address(node.id), outcome] += 1

    def _taken(self, scope: Scope, node: Node) -> list[Flow]:
        leaving = self.model.leaving(node.id)
        if node.kind == "and" or not (node.default or any(flow.when for flow in leaving)):
            return leaving
        true = [f for f in leaving if f.when is not None and self._holds(scope, f.when)]
        always = [f for f in leaving if f.when is None and f.id != node.default]
        if node.kind == "xor":
            true = true[:1]
        if not true and not always:
            return [flow for flow in leaving if flow.id == node.default]
        return [flow for flow in leaving if flow in true or flow in always]

    def _close(self, scope: Scope) -> bool:
        """End one scope, the innermost first, in which no token is left (13.3.4)."""
        for token in scope.waiting:
            for inner in (one.inner for one in token.family()):
                if inner is not None and self._close(inner):
                    return True
        is_stuck = any(stuck.scope is scope for stuck in self.stuck)
        if scope.waiting or is_stuck or any(scope.arrived.values()):
            return False
        holder = scope.holder
        if holder is None:
            self.is_over = True
            scope.watches.clear()
            return True
        holder.seen = holder.seen | scope.seen
        if holder.host is not None:
            self._end_turn(holder, holder.host)
        else:
            holder.scope.waiting.remove(holder)
            self._note(holder.scope, holder.node, scope)
            self._leave(holder.scope, holder.node, "completed", holder.seen)
        return True
