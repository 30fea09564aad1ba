"""Compensation in the token game: what has completed is undone, the last first (13.5.5)."""

from collections.abc import Iterator
from itertools import combinations

from drawn_model import Node
from game_joins import Joins
from game_tokens import Done, Scope, Seen, Token

HANDLERS = frozenset({"watch", "undo_watch"})
"""Event subprocesses: what throws in them sees what has completed around them, too."""


class Undoing(Joins):
    """Notes what completes, and undoes it."""

    moment: int
    """Number of the thing that happens now; what completes in one may do so in any order."""

    def _note(self, scope: Scope, node: Node, inner: Scope | None = None) -> Done | None:
        """An activity has completed; gives it if something can undo it."""
        closed = [] if inner is None else self._completed_in(inner)
        if not closed and self._handler(node) is None and self._own(node) is None:
            return None
        done = Done(node, scope, inner, self.moment, (self.moment, 0))
        scope.done.append(done)
        return done

    @staticmethod
    def _completed_in(scope: Scope) -> list[Done]:
        """What can be undone there: of a loop that was interrupted, no instance."""
        return [done for done in scope.done if not done.is_open]

    def _note_loop(self, host: Token) -> None:
        """A loop has completed, and with it each of its instances."""
        for done in host.done:
            done.is_open = False
            done.order = (self.moment, done.order[0])

    def _handler(self, node: Node) -> Node | None:
        """What undoes the activity as a whole."""
        events = [
            e.id for e in self.model.nodes.values() if (e.host, e.kind) == (node.id, "on_undo")
        ]
        found = [one for one in self.model.nodes.values() if events and one.handles == events[0]]
        return found[0] if found else None

    def _own(self, node: Node) -> Node | None:
        """The compensation event subprocess in it."""
        inside = self.model.inside(node.id)
        return next((one for one in inside if one.kind == "undo_watch"), None)

    def _seen_from(self, scope: Scope) -> Iterator[Done]:
        yield from scope.done
        if scope.holder is not None and scope.holder.node.kind in HANDLERS:
            around = scope.holder.scope
            is_undone = scope.holder.is_handler
            yield from around.done if is_undone else self._seen_from(around)

    def _throw_back(self, scope: Scope, node: Node, seen: Seen) -> None:
        """Compensation is thrown; the token waits until it is done, unless told otherwise."""
        token = Token(node, scope, seen, is_beside=not node.waits)
        token.queue = [
            done
            for done in self._seen_from(scope)
            if not done.is_open and done.taker is None and node.code in ("", done.node.id)
        ]
        self._order(token)
        for done in token.queue:
            done.taker = token
        is_idle = not token.queue
        if not is_idle:
            scope.waiting.append(token)
            self._undo_next(token)
        if is_idle or token.is_beside:
            self._leave(scope, node, "completed", seen)

    def _err(self, scope: Scope, event: Token) -> None:
        """An error goes from the scope to the event; what it leaves is undone first (10.7.3)."""
        left = list(self._left(scope, event))
        for place, one in enumerate(left):
            holder = left[place - 1].holder if place else None
            had_its_say = holder is not None and self._begun_by_error(holder.node)
            done = [] if had_its_say else self._completed_in(one)
            if done:
                self._abort(left[place:], event, done)
                return
        self._happen(event)

    def _left(self, scope: Scope, event: Token) -> Iterator[Scope]:
        """The scopes between, the innermost first; not those that throw compensation."""
        while scope is not event.scope:
            holder = scope.holder
            assert holder is not None
            yield scope
            while holder.is_handler:
                assert holder.host is not None
                holder = holder.host
            scope = holder.scope

    def _begun_by_error(self, node: Node) -> bool:
        return any(one.kind == "error_start" for one in self.model.inside(node.id))

    def _abort(self, left: list[Scope], event: Token, done: list[Done]) -> None:
        """Nothing else in these scopes goes on; in the first, what is done is undone."""
        first = left[0]
        token = Token(Node("abort", "undo_throw", first.name), first, self._known_by(first))
        token.leaves = event
        self._clear(first)
        for scope in left:
            holder = scope.holder
            assert holder is not None
            self._alone(holder, event, is_last=scope is left[-1])
        token.queue = done
        self._order(token)
        for one in done:
            one.taker = token
        first.waiting.append(token)
        self._undo_next(token)

    def _alone(self, holder: Token, event: Token, *, is_last: bool) -> None:
        """End what goes on beside the token in its scope, and events that it waits for."""
        while True:
            host = holder.host
            if host is None:
                break
            for turn in [one for one in host.turns if one is not holder]:
                self._count_one_cancelled(turn)
                self._drop(list(self._scopes_in(turn)))
                host.turns.remove(turn)
            host.left = 0
            holder = host
        holder.events = [one for one in holder.events if one is event]
        if is_last:
            return
        scope = holder.scope
        for token in [one for one in scope.waiting if one is not holder]:
            self._cancel(token)
        scope.arrived.clear()
        scope.watches.clear()

    def _order(self, token: Token) -> None:
        for one, other in combinations(token.queue, 2):
            is_at_once = one.order[0] == other.order[0] and one.node is not other.node
            if is_at_once or one.moment == other.moment:
                self.is_unclear = True
        token.queue.sort(key=lambda done: done.order)

    def _undo_next(self, token: Token) -> None:
        """Undo the last of what is left; without any the compensation is done."""
        if not token.queue:
            self._undone(token)
            return
        done = token.queue.pop()
        if done in done.scope.done:
            done.scope.done.remove(done)
        handler = self._handler(done.node)
        turn = Token(handler or done.node, done.scope, token.seen, host=token, undoes=done)
        turn.is_handler = True
        token.turns.append(turn)
        if handler is not None:
            self._pass(self.model.nodes[handler.handles], "fired")
            if handler.kind == "sub":
                self._open(turn)
            return
        self._reopen(turn, done)

    def _reopen(self, turn: Token, done: Done) -> None:
        own = self._own(done.node)
        assert done.inner is not None
        if own is None:
            turn.is_reopened = True
            turn.queue = self._completed_in(done.inner)
            self._order(turn)
            self._undo_next(turn)
            return
        turn.is_reopened = True
        inside = Token(own, done.inner, turn.seen, host=turn)
        inside.is_handler = True
        inside.inner = Scope(inside, own.id, turn.seen)
        turn.turns.append(inside)
        (start,) = [one for one in self.model.inside(own.id) if one.kind == "undo_start"]
        self._leave(inside.inner, start, "fired", turn.seen)

    def _end_handler(self, turn: Token) -> None:
        """A handler has ended, and with it what it undoes."""
        host = turn.host
        assert host is not None
        host.turns.remove(turn)
        host.seen = host.seen | turn.seen
        self._pass(turn.node, "completed")
        if turn.undoes is not None:
            self._pass(turn.undoes.node, "compensated")
        self._undo_next(host)

    def _undone(self, token: Token) -> None:
        host = token.host
        if token.leaves is not None:
            token.scope.waiting.remove(token)
            self._err(token.scope, token.leaves)
            return
        if token.is_reopened:
            assert host is not None
            host.turns.remove(token)
            host.seen = host.seen | token.seen
            self._pass(token.node, "compensated")
            self._undo_next(host)
            return
        token.scope.waiting.remove(token)
        if token.is_beside:
            token.scope.seen = token.scope.seen | token.seen
        else:
            self._leave(token.scope, token.node, "completed", token.seen)

    def _count_undoing_cancelled(self, token: Token) -> None:
        """The compensation ends; what it has not begun to undo may be undone by another."""
        if not token.is_beside and not token.is_reopened and token.leaves is None:
            self._pass(token.node, "cancelled")
        for done in token.queue:
            done.taker = None
        for turn in token.turns:
            if turn.is_reopened:
                self._count_undoing_cancelled(turn)
            else:
                self._count_one_cancelled(turn)

    def _pass(self, node: Node, outcome: str) -> None:
        raise NotImplementedError

    def _open(self, token: Token) -> None:
        raise NotImplementedError

    def _count_one_cancelled(self, token: Token) -> None:
        raise NotImplementedError

    def _clear(self, scope: Scope) -> None:
        raise NotImplementedError

    def _cancel(self, token: Token) -> None:
        raise NotImplementedError

    def _drop(self, scopes: list[Scope]) -> None:
        raise NotImplementedError

    def _scopes_in(self, token: Token) -> Iterator[Scope]:
        raise NotImplementedError


def where_of(token: Token) -> Scope:
    """The scope that an error of the token would leave first."""
    while token.is_handler:
        assert token.host is not None
        token = token.host
    return token.scope
