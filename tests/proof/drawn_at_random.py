"""Random models: blocks of every construct that runs, nested, looped, and some that do not nest.

A model is drawn from its seed alone. Choices read variables that a user task right before them
sets, so that whoever walks a path decides where it goes.
"""

from collections.abc import Callable

from drawing_pen import Ends, Where
from drawn_events import EventBlocks
from drawn_model import SHARED, TURNING, Model

Block = Callable[[Where], Ends]


class Drawing(EventBlocks):
    """Draws one model out of blocks."""

    def draw(self) -> Model:
        where = Where(None, fails=self._may(0.3))
        start = self._node("start", where)
        first, last = self._sequence(where, self._random.randint(1, 3))
        self._starts(where, start, first)
        self._flow(self._perhaps_back(where, last), self._node("end", where))
        self._watches(where, must_catch=where.fails)
        self._name_activities()
        return self.model

    def _starts(self, where: Where, start: str, first: str) -> None:
        """Lead the start event to the first block; and perhaps others, that may begin instead."""
        named = self._random.choice([("begin_message", "begin_signal"), ("begin_all",)])
        kinds = ("begin_timer", "begin_conditional", *named, "start")
        others = [kind for kind in kinds if self._may(0.15)]
        if not others:
            self._flow(start, first)
            return
        merge = self._node("xor", where)
        self._flow(start, merge)
        self._flow(merge, first)
        for kind in others:
            self._flow(self._catching(kind, where), merge)

    def _sequence(self, where: Where, length: int) -> Ends:
        first = last = ""
        for _ in range(length):
            one, other = self._block(where)
            if last:
                self._flow(last, one)
            first, last = first or one, other
        return first, last

    def _block(self, where: Where) -> Ends:
        is_full = self.is_full or where.depth > 3
        simple = self._simple(where)
        if self._undoes_much:
            simple = [*[self._user] * 4, self._job, self._several, self._way_out_of(where)]
            simple += [self._throwing_back] * 2
        nested = self._nested(where)
        kinds = simple if is_full else [*simple, *nested, *nested]
        return self._random.choice(kinds)(where)

    def _simple(self, where: Where) -> list[Block]:
        simple: list[Block] = [self._user, self._user, self._job, self._pass, self._script]
        simple += [self._wait, self._throwing, self._throwing if where.scope else self._link]
        simple += [self._throwing_back, self._throwing_back, self._rule, self._way_out_of(where)]
        if "receiveTask" in self._features:
            simple.append(self._message)
        if "loops" in self._features:
            simple.append(self._several)
        return simple

    def _way_out_of(self, where: Where) -> Block:
        return self._way_out if where.fails or not where.parallel else self._user

    def _nested(self, where: Where) -> list[Block]:
        nested: list[Block] = [self._fork, self._subprocess]
        if "callActivity" in self._features:
            nested.append(self._call)
        if "loops" in self._features:
            nested.append(self._several_scopes)
        if self._undoes_much:
            return [*nested, self._subprocess]
        nested += [self._choice, self._loop]
        if "eventBasedGateway" in self._features:
            nested.append(self._deferred)
        if "inclusiveGateway" in self._features:
            nested.append(self._inclusive)
        if "implicit" in self._features:
            nested += [self._implicit_fork, self._guarded_flows]
        if not where.looped and not where.parallel:
            nested.append(self._multi_merge)
        return nested

    def _user(self, where: Where) -> Ends:
        name = self._node("user", where)
        if self._may(0.7):
            self.model.nodes[name].shares = self._random.choice(where.shared)
        self._undoable(name, where)
        return name, self._events(name, where)

    def _job(self, where: Where) -> Ends:
        name = self._node("job", where)
        self._undoable(name, where)
        return name, self._events(name, where, may_fail=True)

    def _pass(self, where: Where) -> Ends:
        name = self._node(self._random.choice(["task", "manual"]), where)
        return name, name

    def _script(self, where: Where) -> Ends:
        name = self._node("script", where)
        self.model.nodes[name].writes = (f"v_{name}", f"{self._random.randint(0, 9)} + 1")
        return name, name

    def _rule(self, where: Where) -> Ends:
        name = self._node("rule", where)
        node = self.model.nodes[name]
        node.asks = self._random.choice(SHARED)
        node.writes = (self._random.choice([f"v_{name}", *where.shared]), "")
        return name, name

    def _several(self, where: Where) -> Ends:
        """A user task for so many at once, or one after the other."""
        kind = self._random.choice(["multi", "multi", "serial", "repeat"])
        name = self._turns(self._node(kind, where))
        if self._may(0.3):
            self.model.nodes[name].shares = self._random.choice(where.shared)
        self._undoable(name, where)
        return name, self._events(name, where)

    def _several_scopes(self, where: Where) -> Ends:
        """A subprocess for so many at once, or one after the other."""
        kind = self._random.choice(["multi_sub", "multi_sub", "serial_sub", "repeat_sub"])
        return self._scope(self._turns(self._node(kind, where)), where, where.shared)

    def _turns(self, name: str) -> str:
        """Say how many instances there are, and perhaps how many are enough."""
        node = self.model.nodes[name]
        is_standard = node.kind.startswith("repeat")
        node.ways = self._random.randint(1 if is_standard else 0, 3)
        if not is_standard and self._may(0.3):
            node.enough = self._random.randint(1, 2)
        return name

    def _deferred(self, where: Where) -> Ends:
        """The event that comes first chooses the way."""
        gateway, merge = self._node("eventgw", where), self._node("xor", where)
        for kind in self._random.sample(["timer", "catch", "hear", "hold"], 2):
            event = self._catching(kind, where)
            self._flow(gateway, event)
            first, last = self._sequence(where.deeper(), 1)
            self._flow(event, first)
            self._flow(last, merge)
        return gateway, merge

    def _branch(self, where: Where, split: str, join: str, when: tuple[str, int] | None) -> str:
        if when is not None and self._may(0.15):
            return self._flow(split, join, when)
        first, last = self._sequence(where, self._random.randint(1, 2))
        flow = self._flow(split, first, when)
        self._flow(last, join)
        return flow

    def _choice(self, where: Where) -> Ends:
        ways = self._random.randint(2, 3)
        ask, variable = self._asked(where, ways)
        split, join = self._node("xor", where), self._node("xor", where)
        self._flow(ask, split)
        for way in range(ways):
            is_default = way == ways - 1
            if not is_default and not where.parallel and self._may(0.15):
                self._flow(split, self._early_end(where), (variable, way))
                continue
            flow = self._branch(
                where.deeper(), split, join, None if is_default else (variable, way)
            )
            if is_default:
                self.model.nodes[split].default = flow
        return ask, join

    def _fork(self, where: Where) -> Ends:
        split, join = self._node("and", where), self._node("and", where)
        for _ in range(self._random.randint(2, 3)):
            self._branch(where.deeper(parallel=True), split, join, None)
        return split, join

    def _multi_merge(self, where: Where) -> Ends:
        """Branches that meet without waiting: what follows runs once for each (pattern 8)."""
        split, merge = self._node("and", where), self._node("xor", where)
        for _ in range(2):
            self._branch(where.deeper(parallel=True, looped=True), split, merge, None)
        after = self._node("user", where)
        self._flow(merge, after)
        # Nothing may join later what has doubled here.
        last, _ = after, self._flow(after, self._node("end", where))
        beside = self._node("and", where)
        enter = self._node("and", where)
        self._flow(enter, split)
        self._flow(enter, beside)
        return enter, beside if last else last

    def _inclusive(self, where: Where) -> Ends:
        split, join = self._node("or", where), self._node("or", where)
        ask, variable = self._asked(where, 3)
        self._flow(ask, split)
        inside = where.deeper(parallel=True)
        for way in range(2):
            self._branch(inside, split, join, (variable, way))
            if self._may(0.4):
                self._branch(inside, split, join, (variable, way))
        self.model.nodes[split].default = self._branch(inside, split, join, None)
        return ask, join

    def _implicit_fork(self, where: Where) -> Ends:
        """Two flows out of a task are both taken."""
        first, join = self._node("task", where), self._node("and", where)
        for _ in range(2):
            self._branch(where.deeper(parallel=True), first, join, None)
        return first, join

    def _guarded_flows(self, where: Where) -> Ends:
        """Conditions on flows out of a task, with a default: an exclusive choice by its values."""
        ask, variable = self._asked(where, 2)
        join = self._node("xor", where)
        self._branch(where.deeper(), ask, join, (variable, 0))
        self.model.nodes[ask].default = self._branch(where.deeper(), ask, join, None)
        return ask, join

    def _loop(self, where: Where) -> Ends:
        merge, split = self._node("xor", where), self._node("xor", where)
        inside = where.deeper(looped=True)
        first, last = self._sequence(inside, self._random.randint(1, 2))
        ask, variable = self._asked(inside, 2)
        self._flow(merge, first)
        self._flow(last, ask)
        self._flow(ask, split)
        self._flow(split, merge, (variable, 0))
        onward = self._node("task", where)
        self.model.nodes[split].default = self._flow(split, onward)
        return merge, onward

    def _subprocess(self, where: Where) -> Ends:
        name = self._node("sub", where)
        shared = where.shared
        if self._may(0.3):
            self.model.nodes[name].keeps = f"d_{name}"
            shared = (f"d_{name}", *shared)
        return self._scope(name, where, shared)

    def _call(self, where: Where) -> Ends:
        """A process of its own, called once: it shares no variable with its caller."""
        return self._scope(self._node("call", where), where, SHARED)

    def _scope(self, name: str, where: Where, shared: tuple[str, ...]) -> Ends:
        """Fill a subprocess or called process."""
        fails = self._may(0.3)
        by_watch = fails and self._may(0.4)
        is_again = where.looped or self.model.nodes[name].kind in TURNING
        within = Where(name, where.depth + 1, looped=is_again, fails=fails, shared=shared)
        start = self._node("start", within)
        first, last = self._sequence(within, self._random.randint(1, 2))
        self._flow(start, first)
        self._flow(self._perhaps_back(within, last), self._node("end", within))
        self._watches(within, must_catch=by_watch)
        if self._may(0.3):
            self._undoable(name, where)
        if not any(node.host == name for node in self.model.nodes.values()):
            self._own_undoing(within)
        return name, self._events(name, where, may_fail=True, must_catch=fails and not by_watch)


def draw(seed: int, features: frozenset[str]) -> Model:
    """The model of a seed; the same seed and features draw the same model."""
    return Drawing(seed, features).draw()
