"""How tokens of the token game meet, and who hears what is thrown."""

from collections.abc import Mapping

from drawn_model import Flow, Model, Node
from game_tokens import Scope, Seen, Stuck, Token, Writes


class Joins:
    """Gateways that wait for several tokens, and events that look for who catches them."""

    top: Scope
    is_unclear: bool

    def __init__(self, model: Model) -> None:
        self.model = model
        self.writes = Writes()
        self.stuck: list[Stuck] = []
        """Tokens that rest at joins which would lose an update."""

    def settle(self, values: Mapping[str, int]) -> None:
        """Somebody says what these variables are; joins may go on over them."""
        for stuck in list(self.stuck):
            lost = stuck.variables & values.keys()
            for variable in sorted(lost):
                number = self.writes.note(stuck.scope, variable, values[variable])
                stuck.seen = stuck.seen | {number}
            stuck.variables -= lost
            if not stuck.variables:
                self.stuck.remove(stuck)
                if stuck.loop is not None:
                    stuck.scope.waiting.remove(stuck.loop)
                    self._note_loop(stuck.loop)
                # Also of a loop, whose last instance was told before: it has not gone on yet.
                self._leave(stuck.scope, stuck.node, "completed", stuck.seen)
        self._run()

    def _meet(self, scope: Scope, node: Node, branches: list[Seen]) -> None:
        """The branches are one token from here on, unless one has overwritten the other."""
        seen: Seen = frozenset().union(*branches)
        lost = self.writes.lost(branches)
        if lost:
            self.stuck.append(Stuck(scope, node, seen, lost))
        else:
            self._leave(scope, node, "completed", seen)

    def _take(self, scope: Scope, node: Node, flows: list[str]) -> list[Seen]:
        """Take a token from each flow; which of several that know different things, is open."""
        for flow in flows:
            if len({seen for came, seen in scope.arrived[node.id] if came == flow}) > 1:
                self.is_unclear = True
        return scope.take(node.id, flows)

    def _join_parallel(self, scope: Scope, node: Node) -> None:
        """One token from each incoming flow makes one that goes on (13.4.1)."""
        needed = [flow.id for flow in self.model.entering(node.id)]
        came = scope.came(node.id)
        if all(came[flow] for flow in needed):
            self._meet(scope, node, self._take(scope, node, needed))

    def _join_inclusive(self, scope: Scope) -> bool:
        """Let one inclusive gateway go on that no token can come to any more (13.4.3)."""
        for token in scope.waiting:
            for holder in token.family():
                if holder.inner is not None and self._join_inclusive(holder.inner):
                    return True
        for name in scope.arrived:
            node = self.model.nodes[name]
            full = set(scope.came(name))
            if node.kind != "or" or not full or self._is_awaited(scope, node, full):
                continue
            self._meet(scope, node, self._take(scope, node, sorted(full)))
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
        for token in (one for one in scope.waiting if not one.is_beside):
            nodes = [token.node, *(event.node for event in token.events)]
            found.append([flow for node in nodes for flow in self.model.leaving(node.id)])
        for name, came in scope.arrived.items():
            if name != join.id and came:
                found.append(self.model.leaving(name))
        stuck = [s.node for s in self.stuck if s.scope is scope and s.node is not join]
        return found + [self.model.leaving(node.id) for node in stuck]

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

    def _catcher(self, token: Token | None, scope: Scope, kind: str, code: str) -> Token | None:
        """The nearest event that catches what is thrown at the token, or in the scope (10.5.1).

        In each place an exact code goes before any code. An event subprocess does not catch what
        is thrown in itself: it handles events of the scope around it (13.5.4).
        """
        inside: str | None = None
        while True:
            while token is not None and token.is_handler:
                token = token.host
                assert token is not None
                scope = token.scope
            if token is not None and token.is_turn:
                token = token.host
            beside = token.events if token is not None else []
            around = [watch for watch in scope.watches if watch.node.scope != inside]
            for events in (beside, around):
                found = {e.node.code: e for e in reversed(events) if e.node.event == kind}
                if event := found.get(code) or found.get(""):
                    return event
            token = scope.holder
            if token is None:
                return None
            inside, scope = token.node.id, token.scope

    def _broadcast(self, name: str) -> None:
        """Let every event happen that waits for the signal."""
        for token in self._all(self.top):
            if token.node.event == "signal" and token.node.code == name:
                self._happen(token)

    def _conditions_happen(self) -> bool:
        """Let those conditional events happen whose condition has become true (10.5.5)."""
        become = []
        for token in self._all(self.top):
            if token.node.event == "conditional":
                is_true = self._holds(token.scope, token.node.awaits)
                if is_true and not token.is_held:
                    become.append(token)
                token.is_held = is_true
        for token in become:
            self._happen(token)
        return bool(become)

    def _holds(self, scope: Scope, when: tuple[str, int]) -> bool:
        variable, value = when
        return scope.home_of(variable).variables.get(variable) == value

    def _known_in(self, token: Token) -> Seen:
        """What the token knows, and all that is in it."""
        known = token.seen.union(*token.ended)
        for holder in token.family():
            known = known | holder.seen
            if holder.inner is not None:
                known = known | self._known_by(holder.inner)
        return known

    def _known_by(self, scope: Scope) -> Seen:
        known = scope.seen
        for token in scope.waiting:
            known = known | self._known_in(token)
        for came in scope.arrived.values():
            known = known.union(*(seen for _, seen in came))
        return known

    def _note_loop(self, host: Token) -> None:
        raise NotImplementedError

    def _all(self, scope: Scope) -> list[Token]:
        raise NotImplementedError

    def _happen(self, token: Token) -> None:
        raise NotImplementedError

    def _leave(self, scope: Scope, node: Node, outcome: str, seen: Seen) -> None:
        raise NotImplementedError

    def _go_on(self, scope: Scope, node: Node, seen: Seen) -> None:
        raise NotImplementedError

    def _run(self) -> None:
        raise NotImplementedError
