"""Events that wait for a message and a signal: for both of them, or for the first (10.5.1)."""

from drawn_model import Node
from game_tokens import Scope, Seen, Token
from game_undoing import Undoing


class Parts(Undoing):
    """Each of the two waits by itself, beside the token that waits for them."""

    @staticmethod
    def _parts(token: Token) -> list[Token]:
        node = token.node
        kinds = {"part_message": "", "part_signal": node.code}
        return [
            Token(Node(node.id, kind, node.scope, code=code), token.scope, token.seen, host=token)
            for kind, code in kinds.items()
        ]

    def _part_happens(self, token: Token) -> None:
        host = token.host
        assert host is not None
        host.events.remove(token)
        if host.node.kind != "any" and host.events:
            self._pass(host.node, "fired")
            return
        host.scope.waiting.remove(host)
        if host.node.kind == "any":
            self._count_parts_cancelled(host)
        self._leave(host.scope, host.node, "fired", host.seen)

    def _count_parts_cancelled(self, host: Token) -> None:
        """What still waits ends; of a start event nobody tells that."""
        for event in host.events if host.node.kind != "begin_all" else []:
            self._pass(event.node, "cancelled")

    def _begin_at(self, scope: Scope, node: Node, part: int, seen: Seen) -> None:
        """The case begins at this start event, one of whose parts has happened."""
        if node.kind != "begin_all":
            self._leave(scope, node, "completed" if node.kind == "start" else "fired", seen)
            return
        token = Token(node, scope, seen)
        token.events = self._parts(token)
        scope.waiting.append(token)
        self._part_happens(token.events[part])

    def _value(self, scope: Scope, node: Node) -> int:
        """What a script, or the decision of a business rule task (`as_bpmn.DECISION`), gives."""
        if node.kind == "script":
            return sum(map(int, node.writes[1].split(" + ")))
        return 1 if self._holds(scope, (node.asks, 0)) else 0
