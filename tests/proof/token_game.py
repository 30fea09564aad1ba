"""A token game written from the standard, BPMN 2.0.2 chapter 13: the judge of the engine.

It shares no code and no idea with the engine: tokens lie on a list, joins count what came by each
flow, a scope is over when nothing in it moves or waits any more. Slow and plain on purpose.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from drawn_at_random import Flow, Model, Node

WAITS = frozenset({"user", "job", "timer", "catch", "receive"})
SCOPES = frozenset({"sub", "call", "watch"})
SEVERAL = frozenset({"multi", "serial"})
"""User tasks for several, at once or one after the other."""
STARTS = frozenset({"timer_start", "message_start"})
"""Start events of event subprocesses."""


@dataclass(eq=False)
class Token:
    """One token that waits at an activity or event of a scope."""

    node: Node
    scope: "Scope"
    inner: "Scope | None" = None
    events: list["Token"] = field(default_factory=list)
    """Boundary events that may still fire, as long as this token waits."""
    host: "Token | None" = None
    left: int = 0
    """Instances of an activity for several that have not begun."""
    turns: list["Token"] = field(default_factory=list)
    """Its instances that wait."""


@dataclass(eq=False)
class Scope:
    """One running process or subprocess."""

    holder: Token | None
    name: str | None
    waiting: list[Token] = field(default_factory=list)
    variables: dict[str, int] = field(default_factory=dict)
    """Of its process: a subprocess shares those of what is around it, a called process none."""
    arrived: dict[str, Counter[str]] = field(default_factory=dict)
    """Join to the tokens that came, by flow."""
    watches: list[Token] = field(default_factory=list)
    """Start events of its event subprocesses that may still happen."""


class Game:
    """One case of a model. `passed` collects (element, outcome) since it was last read."""

    def __init__(self, model: Model, variables: Mapping[str, int]) -> None:
        self.model = model
        self.passed: Counter[tuple[str, str]] = Counter()
        self.is_over = False
        self._moves: list[tuple[Scope, str, str]] = []
        """Tokens on flows: scope, node they come to, flow."""
        self.top = Scope(None, None, variables=dict(variables))
        self._begin(self.top)
        self._run()

    def waits(self) -> list[Token]:
        """Everything that somebody or some clock may move now."""
        aside = SCOPES | SEVERAL | {"eventgw"}
        found = self._all(self.top)
        return [token for token in found if token.node.kind not in aside or token.host is not None]

    def _all(self, scope: Scope) -> list[Token]:
        found: list[Token] = list(scope.watches)
        for token in scope.waiting:
            found += [token, *token.events, *token.turns]
            if token.inner is not None:
                found += self._all(token.inner)
        return found

    def complete(self, token: Token, results: Mapping[str, int]) -> None:
        """A person, a job or a message lets the token go on (13.3.3)."""
        token.scope.variables.update(results)
        if token.host is not None:
            self._end_turn(token, token.host)
            return
        token.scope.waiting.remove(token)
        self._leave(token.scope, token.node, "fired" if token.node.kind == "catch" else "completed")
        self._run()

    def _end_turn(self, turn: Token, host: Token) -> None:
        """One instance is done; with the last one the activity is (13.3.6)."""
        host.turns.remove(turn)
        self._pass(turn.node, "completed")
        if host.left:
            self._begin_turn(host)
        elif not host.turns:
            host.scope.waiting.remove(host)
            self._go_on(host.scope, host.node)
        self._run()

    @staticmethod
    def _begin_turn(host: Token) -> None:
        host.left -= 1
        host.turns.append(Token(host.node, host.scope, host=host))

    def fire(self, token: Token) -> None:
        """The event at the token happens: intermediate (13.5.1), boundary (13.5.3) or start.

        A message may come again and again where it does not interrupt; a duration is over once.
        """
        if token.node.kind in STARTS:
            self._start_aside(token)
            return
        if token.host is None:
            token.scope.waiting.remove(token)
        elif token.host.node.kind == "eventgw":
            token.host.events.remove(token)
            self._cancel(token.host)
        elif token.node.interrupts:
            self._cancel(token.host)
        elif token.node.kind == "on_timer":
            token.host.events.remove(token)
        self._leave(token.scope, token.node, "fired")
        self._run()

    def _start_aside(self, watch: Token) -> None:
        """An event subprocess begins, instead of its scope or beside it (13.5.4)."""
        scope = watch.scope
        if watch.node.interrupts:
            for token in scope.waiting:
                self._count_cancelled(token)
            scope.waiting.clear()
            scope.arrived.clear()
            scope.watches.clear()
        elif watch.node.kind == "timer_start":
            scope.watches.remove(watch)
        assert watch.node.scope is not None
        holder = Token(self.model.nodes[watch.node.scope], scope)
        holder.inner = Scope(holder, watch.node.scope, variables=scope.variables)
        scope.waiting.append(holder)
        self._leave(holder.inner, watch.node, "fired")
        self._run()

    def fail(self, token: Token, code: str) -> bool:
        """An error at the token goes to the nearest boundary event that catches it (13.5.3).

        False if none does; then nothing has changed.
        """
        at: Token | None = token
        while at is not None:
            catching = {e.node.code: e for e in at.events if e.node.kind == "on_error"}
            event = catching.get(code) or catching.get("")
            if event is not None:
                self._cancel(at)
                self._leave(event.scope, event.node, "fired")
                self._run()
                return True
            at = at.scope.holder
        return False

    def _cancel(self, token: Token) -> None:
        """Take an activity back with everything in it."""
        token.scope.waiting.remove(token)
        self._count_cancelled(token)

    def _count_cancelled(self, token: Token) -> None:
        if token.node.kind in SEVERAL:
            for turn in token.turns:
                self._pass(turn.node, "cancelled")
            return
        if token.node.kind == "eventgw":
            for event in token.events:
                self._pass(event.node, "cancelled")
            return
        self._pass(token.node, "cancelled")
        for inner in token.inner.waiting if token.inner is not None else []:
            self._count_cancelled(inner)

    def _begin(self, scope: Scope) -> None:
        for node in self.model.inside(scope.name):
            if node.kind == "watch":
                (start,) = [n for n in self.model.inside(node.id) if n.kind in STARTS]
                scope.watches.append(Token(start, scope))
        starts = [n for n in self.model.inside(scope.name) if n.kind == "start"]
        for start in starts:
            self._leave(scope, start, "completed")

    def _run(self) -> None:
        """Move tokens until each waits, then close the scopes in which nothing is left."""
        while not self.is_over:
            if self._moves:
                self._enter(*self._moves.pop(0))
            elif not self._join_inclusive(self.top) and not self._close(self.top):
                return

    def _enter(self, scope: Scope, name: str, flow: str) -> None:
        node = self.model.nodes[name]
        if node.kind in ("and", "or"):
            came = scope.arrived.setdefault(name, Counter())
            came[flow] += 1
            if node.kind == "and":
                self._join_parallel(scope, node, came)
        elif node.kind in WAITS | SCOPES | SEVERAL | {"eventgw"}:
            self._wait(scope, node)
        elif node.kind == "terminate":
            self._terminate(scope, node)
        else:
            if node.kind == "script":
                scope.variables[node.writes[0]] = sum(map(int, node.writes[1].split(" + ")))
            self._leave(scope, node, "completed")

    def _join_parallel(self, scope: Scope, node: Node, came: Counter[str]) -> None:
        """One token from each incoming flow makes one that goes on (13.4.1)."""
        needed = [flow.id for flow in self.model.entering(node.id)]
        if all(came[flow] for flow in needed):
            came.subtract(needed)
            self._leave(scope, node, "completed")

    def _join_inclusive(self, scope: Scope) -> bool:
        """Let one inclusive gateway go on that no token can come to any more (13.4.3)."""
        for token in scope.waiting:
            if token.inner is not None and self._join_inclusive(token.inner):
                return True
        for name, came in scope.arrived.items():
            node = self.model.nodes[name]
            full = {flow for flow in came if came[flow]}
            if node.kind != "or" or not full or self._is_awaited(scope, node, full):
                continue
            came.subtract(full)
            self._leave(scope, node, "completed")
            return True
        return False

    def _is_awaited(self, scope: Scope, join: Node, full: set[str]) -> bool:
        empty = {flow.id for flow in self.model.entering(join.id)} - full
        for start in self._token_flows(scope, join):
            found = self._paths(start, join)
            if found & empty and not found & full:
                return True
        return False

    def _token_flows(self, scope: Scope, join: Node) -> list[list[Flow]]:
        """For each token of the scope elsewhere, the flows it may take next."""
        found = []
        for token in scope.waiting:
            nodes = [token.node, *(event.node for event in token.events)]
            found.append([flow for node in nodes for flow in self.model.leaving(node.id)])
        for name, came in scope.arrived.items():
            if name != join.id and came.total():
                found.append(self.model.leaving(name))
        return found

    def _paths(self, first: list[Flow], join: Node) -> set[str]:
        """Incoming flows of the join that lie at the end of a path which does not pass it."""
        seen: set[str] = set()
        queue = list(first)
        while queue:
            flow = queue.pop()
            if flow.id in seen:
                continue
            seen.add(flow.id)
            if flow.target != join.id:
                queue += self.model.leaving(flow.target)
                for event in self.model.attached(flow.target):
                    queue += self.model.leaving(event.id)
        return seen & {flow.id for flow in self.model.entering(join.id)}

    def _wait(self, scope: Scope, node: Node) -> None:
        token = Token(node, scope)
        token.events = [Token(event, scope, host=token) for event in self.model.attached(node.id)]
        scope.waiting.append(token)
        if node.kind in SEVERAL:
            token.left = node.ways
            for _ in range(node.ways if node.kind == "multi" else 1):
                self._begin_turn(token)
        if node.kind == "eventgw":
            self._pass(node, "completed")
            targets = [self.model.nodes[flow.target] for flow in self.model.leaving(node.id)]
            token.events = [Token(target, scope, host=token) for target in targets]
        if node.kind in SCOPES:
            is_call = node.kind == "call"
            token.inner = Scope(token, node.id, variables={} if is_call else scope.variables)
            if is_call:
                self._pass(node, "called")
            self._begin(token.inner)

    def _terminate(self, scope: Scope, node: Node) -> None:
        """Everything else in the scope ends abnormally (13.5.6)."""
        self._pass(node, "completed")
        for token in scope.waiting:
            self._count_cancelled(token)
        scope.waiting.clear()
        scope.arrived.clear()
        inside = self._scopes_under(scope)
        self._moves = [move for move in self._moves if move[0] not in inside]

    def _scopes_under(self, scope: Scope) -> list[Scope]:
        found = [scope]
        for token in scope.waiting:
            if token.inner is not None:
                found += self._scopes_under(token.inner)
        return found

    def _leave(self, scope: Scope, node: Node, outcome: str) -> None:
        self._pass(node, outcome)
        self._go_on(scope, node)

    def _go_on(self, scope: Scope, node: Node) -> None:
        for flow in self._taken(scope, node):
            self._moves.append((scope, flow.target, flow.id))

    def _pass(self, node: Node, outcome: str) -> None:
        self.passed[self.model.address(node.id), outcome] += 1

    def _taken(self, scope: Scope, node: Node) -> list[Flow]:
        leaving = self.model.leaving(node.id)
        if node.kind == "and" or not (node.default or any(flow.when for flow in leaving)):
            return leaving
        true = [f for f in leaving if f.when is not None and self._holds(scope, f)]
        always = [f for f in leaving if f.when is None and f.id != node.default]
        if node.kind == "xor":
            true = true[:1]
        if not true and not always:
            return [flow for flow in leaving if flow.id == node.default]
        return [flow for flow in leaving if flow in true or flow in always]

    def _holds(self, scope: Scope, flow: Flow) -> bool:
        assert flow.when is not None
        variable, value = flow.when
        return scope.variables.get(variable) == value

    def _close(self, scope: Scope) -> bool:
        """End one scope, the innermost first, in which no token is left (13.3.4)."""
        for token in scope.waiting:
            if token.inner is not None and self._close(token.inner):
                return True
        if scope.waiting or any(came.total() for came in scope.arrived.values()):
            return False
        if scope.holder is None:
            self.is_over = True
            scope.watches.clear()
        else:
            holder = scope.holder
            holder.scope.waiting.remove(holder)
            self._leave(holder.scope, holder.node, "completed")
        return True
