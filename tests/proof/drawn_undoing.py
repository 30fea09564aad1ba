"""Draws what undoes activities, and what throws compensation."""

from drawing_pen import Ends, Pen, Where


class UndoBlocks(Pen):
    """Blocks of compensation.

    Handlers wait for somebody, and what throws stands right behind a user task, so that the order
    in which things happen is told by the walk.
    """

    def _undoable(self, activity: str, where: Where) -> None:
        """Perhaps something beside the activity that undoes it."""
        if self.is_full or not self._may(0.8 if self._undoes_much else 0.45):
            return
        event = self._node("on_undo", where, host=activity)
        kind = self._random.choice(["user", "job", "user", "sub"])
        handler = self._node(kind, where, handles=event)
        if kind == "user" and self._may(0.5):
            self.model.nodes[handler].shares = self._random.choice(where.shared)
        if kind == "sub":
            within = Where(handler, where.depth + 1, looped=True, shared=where.shared)
            self._lonely(within, "start", "end")

    def _own_undoing(self, within: Where) -> None:
        """Perhaps a compensation event subprocess of the subprocess or called process."""
        if self.is_full or not self._may(0.3 if self._undoes_much else 0.15):
            return
        name = self._node("undo_watch", within)
        inside = Where(name, within.depth + 1, looped=True, shared=within.shared)
        self._lonely(inside, "undo_start", "undo_end" if self._may(0.7) else "end")

    def _lonely(self, where: Where, first: str, last: str) -> None:
        """A user task and nothing else."""
        start, ask, end = (self._node(kind, where) for kind in (first, "user", last))
        self._flow(start, ask)
        self._flow(ask, end)

    def _throwing_back(self, where: Where) -> Ends:
        """A user task, and right behind it what throws compensation."""
        ask, throw = self._node("user", where), self._node("undo_throw", where)
        self.model.nodes[throw].waits = self._may(0.75)
        self._flow(ask, throw)
        return ask, throw

    def _perhaps_back(self, where: Where, last: str) -> str:
        """Perhaps undo what the scope has done before it ends; gives its last node."""
        if not self._may(0.7 if self._undoes_much else 0.35):
            return last
        ask, throw = self._throwing_back(where)
        self._flow(last, ask)
        return throw

    def _name_activities(self) -> None:
        """Let some throws name one activity that they see; known when all is drawn."""
        for throw in self.model.nodes.values():
            if throw.kind not in ("undo_throw", "undo_end") or not self._may(0.3):
                continue
            hosts = [
                event.host
                for event in self.model.nodes.values()
                if event.kind == "on_undo" and event.scope == throw.scope and event.host
            ]
            if hosts:
                throw.code = self._random.choice(hosts)
