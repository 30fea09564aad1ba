"""Draws blocks of events: what waits for them, what throws them, and who catches them."""

from drawing_pen import Ends, Where
from drawn_model import ESCALATIONS, SIGNALS, SUBPROCESSES
from drawn_undoing import UndoBlocks

THROWN_INSIDE = ("signal", "escalation", "message")


class EventBlocks(UndoBlocks):
    """Blocks of events.

    Whatever throws stands right behind a user task: then no other token moves, and what is thrown
    meets tokens that rest. The standard leaves open which of two that move comes first.
    """

    def _wait(self, where: Where) -> Ends:
        kinds = ["timer", "hear", "hold", "all", "any"]
        name = self._catching(self._random.choice(kinds), where)
        return name, name

    def _message(self, where: Where) -> Ends:
        if self._may(0.5):
            name = self._node("catch", where)
            return name, name
        name = self._node("receive", where)
        return name, self._events(name, where)

    def _throwing(self, where: Where) -> Ends:
        """A user task, and right behind it what throws."""
        kinds = ["signal_throw", "message_throw", "send"]
        kinds += ["escalation_throw"] * (3 if where.scope else 1)
        ask, throw = self._node("user", where), self._named(self._random.choice(kinds), where)
        self._flow(ask, throw)
        return ask, throw

    def _link(self, where: Where) -> Ends:
        throw, caught = self._node("link_throw", where), self._node("link_catch", where)
        self.model.nodes[throw].code = self.model.nodes[caught].code = throw
        self._flow(throw, caught)
        self.model.flows[-1].is_link = True
        return throw, caught

    def _named(self, kind: str, where: Where, **facts: object) -> str:
        """A node that throws or catches under a name."""
        names = {"signal": SIGNALS, "hear": SIGNALS, "escalation": ESCALATIONS}
        names |= {"all": SIGNALS, "any": SIGNALS}
        known = [names[part] for part in kind.split("_") if part in names]
        code = self._random.choice(known[0]) if known else ""
        return self._node(kind, where, **{"code": code, **facts})

    def _catching(self, kind: str, where: Where, **facts: object) -> str:
        """A node that waits for an event."""
        name = self._named(kind, where, **facts)
        node = self.model.nodes[name]
        if node.event == "conditional" or kind == "begin_conditional":
            node.awaits = (self._random.choice(where.shared), self._random.randint(0, 1))
        if node.event == "escalation" and self._may(0.3):
            node.code = ""
        return name

    def _way_out(self, where: Where) -> Ends:
        """Somebody decides whether it ends here, in one way or another."""
        ask, variable = self._asked(where, 2)
        split, onward = self._node("xor", where), self._node("task", where)
        self._flow(ask, split)
        self._flow(split, self._early_end(where), (variable, 0))
        self.model.nodes[split].default = self._flow(split, onward)
        return ask, onward

    def _early_end(self, where: Where) -> str:
        kinds = ["end", "terminate", "terminate", *(f"{kind}_end" for kind in THROWN_INSIDE)]
        kinds.append("undo_end")
        if where.fails:
            kinds = ["error_end"] if where.parallel else [*kinds, *["error_end"] * 5]
        kind = self._random.choice(kinds)
        if kind == "error_end":
            return self._node(kind, where, code=self._random.choice(["broken", "other"]))
        return self._named(kind, where)

    def _events(
        self, host: str, where: Where, *, may_fail: bool = False, must_catch: bool = False
    ) -> str:
        """Perhaps boundary events; gives the node where their ways and the host's meet."""
        is_scope = self.model.nodes[host].kind in SUBPROCESSES | {"call"}
        kinds = ["timer", "signal", "conditional"]
        if "receiveTask" in self._features:
            kinds.append("message")
        if is_scope:
            kinds += ["escalation"] * 4
        chosen = [(kind, still) for kind in kinds for still in (True, False) if self._may(0.07)]
        codes = ["broken", ""]
        if may_fail and not must_catch:
            chosen += [("error", True) for _ in codes if self._may(0.12)]
        if self.is_full:
            chosen = []
        if must_catch:
            codes = ["", "broken"]
            chosen.append(("error", True))
        merge = ""
        for kind, interrupts in chosen:
            more = {"code": codes.pop(0)} if kind == "error" else {}
            event = self._catching(f"on_{kind}", where, host=host, interrupts=interrupts, **more)
            # What runs beside the host must not come again to the main path: it ends by itself.
            beside = where.deeper(parallel=not interrupts)
            first, last = self._sequence(beside, self._random.randint(1, 2))
            self._flow(event, first)
            if interrupts and (where.parallel or self._may(0.7)):
                merge = merge or self._node("xor", where)
                self._flow(last, merge)
            else:
                self._flow(last, self._node("end", where))
        if merge:
            self._flow(host, merge)
        return merge or host

    def _watches(self, scope: Where, *, must_catch: bool = False) -> None:
        """Perhaps event subprocesses of the scope; with `must_catch` one for every error."""
        kinds = ["timer", "message", "signal", "conditional", "escalation"]
        is_free = not self.is_full and "receiveTask" in self._features
        chance = 0.15 if self._undoes_much else 0.08
        chosen = [kind for kind in kinds if is_free and self._may(chance)]
        for kind in [*chosen, *(["error"] if must_catch else [])]:
            name = self._node("watch", scope)
            within = Where(name, scope.depth + 1, looped=True, shared=scope.shared)
            interrupts = kind == "error" or self._may(0.5)
            more = {"code": ""} if kind == "error" else {}
            start = self._catching(f"{kind}_start", within, interrupts=interrupts, **more)
            again = kind in ("escalation", "signal") and self._may(0.5)
            first, last = self._sequence(within, 2 if self._undoes_much else 1)
            self._flow(start, first)
            if again:
                # Thrown by its own handler.
                ask, throw = self._node("user", within), self._node(f"{kind}_throw", within)
                self.model.nodes[throw].code = self.model.nodes[start].code or ESCALATIONS[0]
                self._flow(last, ask)
                self._flow(ask, throw)
                last = throw
            self._flow(self._perhaps_back(within, last), self._node("end", within))
