"""Random models: blocks of every construct that runs, nested, looped, and some that do not nest.

A model is drawn from its seed alone. Choices read variables that a user task right before them
sets, so that whoever walks a path decides where it goes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

MOST_NODES = 45
"""Small enough for thousands of models in a minute, large enough for four levels of blocks."""


@dataclass
class Node:
    """A node as the standard sees it. `scope` is the subprocess around it."""

    id: str
    kind: str
    scope: str | None
    host: str | None = None
    interrupts: bool = True
    chooses: str = ""
    """The variable a user task is asked for, and how many values make a difference."""
    ways: int = 0
    writes: tuple[str, str] = ("", "")
    """Variable and FEEL text of a script."""
    default: str = ""
    code: str = ""


@dataclass
class Flow:
    id: str
    source: str
    target: str
    when: tuple[str, int] | None = None
    """The flow is taken where the variable has this value; None: no condition."""


@dataclass
class Model:
    seed: int
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def leaving(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node]

    def entering(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node]

    def inside(self, scope: str | None) -> list[Node]:
        return [node for node in self.nodes.values() if node.scope == scope]

    def address(self, node: str) -> str:
        """The id with the calls before it that lead to the node."""
        scope = self.nodes[node].scope
        if scope is None:
            return node
        above = self.address(scope)
        if self.nodes[scope].kind == "call":
            return f"{above}/{node}"
        return f"{above.rpartition('/')[0]}/{node}" if "/" in above else node

    def attached(self, host: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.host == host]


@dataclass(frozen=True)
class Where:
    """What a block may do at its place."""

    scope: str | None
    depth: int = 0
    parallel: bool = False
    """Another branch runs beside: an early end here would starve the join."""
    looped: bool = False
    """The block may come again: tokens that double would double for ever."""

    def deeper(self, *, parallel: bool = False, looped: bool = False) -> "Where":
        return Where(self.scope, self.depth + 1, self.parallel or parallel, self.looped or looped)


Ends = tuple[str, str]
"""First and last node of a block; nothing leaves the last one yet."""


class Drawing:
    """Draws one model. `features` names the constructs that may be used."""

    def __init__(self, seed: int, features: frozenset[str]) -> None:
        self.model = Model(seed)
        self._random = Random(seed)  # noqa: S311  # repeatable, not secret
        self._features = features
        self._counts: dict[str, int] = {}

    def draw(self) -> Model:
        where = Where(None)
        start = self._node("start", where)
        first, last = self._sequence(where, self._random.randint(1, 3))
        self._flow(start, first)
        self._flow(last, self._node("end", where))
        self._watches(where)
        return self.model

    def _node(self, kind: str, where: Where, **facts: object) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        name = f"{kind}_{self._counts[kind]}"
        self.model.nodes[name] = Node(name, kind, where.scope, **facts)  # type: ignore[arg-type]
        return name

    def _flow(self, source: str, target: str, when: tuple[str, int] | None = None) -> str:
        name = f"f{len(self.model.flows) + 1}"
        self.model.flows.append(Flow(name, source, target, when))
        return name

    def _sequence(self, where: Where, length: int) -> Ends:
        first = last = ""
        for _ in range(length):
            one, other = self._block(where)
            if last:
                self._flow(last, one)
            first, last = first or one, other
        return first, last

    def _block(self, where: Where) -> Ends:
        simple = [self._user, self._job, self._pass, self._script, self._wait]
        nested = [self._choice, self._fork, self._loop, self._subprocess]
        if "receiveTask" in self._features:
            simple += [self._message]
        if "loops" in self._features:
            simple.append(self._several)
        if "eventBasedGateway" in self._features:
            nested.append(self._deferred)
        if "callActivity" in self._features:
            nested.append(self._call)
        if "inclusiveGateway" in self._features:
            nested.append(self._inclusive)
        if "implicit" in self._features:
            nested += [self._implicit_fork, self._guarded_flows]
        if not where.looped and not where.parallel:
            nested.append(self._multi_merge)
        is_full = len(self.model.nodes) > MOST_NODES or where.depth > 3
        kinds: Sequence[Callable[[Where], Ends]] = (
            simple if is_full else [*simple, *nested, *nested]
        )
        return self._random.choice(kinds)(where)

    def _user(self, where: Where) -> Ends:
        name = self._node("user", where)
        return name, self._events(name, where)

    def _job(self, where: Where) -> Ends:
        name = self._node("job", where)
        return name, self._events(name, where, may_fail=True)

    def _pass(self, where: Where) -> Ends:
        name = self._node(self._random.choice(["task", "manual"]), where)
        return name, name

    def _script(self, where: Where) -> Ends:
        name = self._node("script", where)
        self.model.nodes[name].writes = (f"v_{name}", f"{self._random.randint(0, 9)} + 1")
        return name, name

    def _wait(self, where: Where) -> Ends:
        name = self._node("timer", where)
        return name, name

    def _several(self, where: Where) -> Ends:
        """A user task for so many at once, or one after the other."""
        kind = self._random.choice(["multi", "serial"])
        name = self._node(kind, where, ways=self._random.randint(1, 3))
        return name, self._events(name, where)

    def _deferred(self, where: Where) -> Ends:
        """The event that comes first chooses the way."""
        gateway, merge = self._node("eventgw", where), self._node("xor", where)
        for kind in ("timer", "catch"):
            event = self._node(kind, where)
            self._flow(gateway, event)
            first, last = self._sequence(where.deeper(), 1)
            self._flow(event, first)
            self._flow(last, merge)
        return gateway, merge

    def _message(self, where: Where) -> Ends:
        if self._random.random() < 0.5:
            name = self._node("catch", where)
            return name, name
        name = self._node("receive", where)
        return name, self._events(name, where)

    def _events(self, host: str, where: Where, *, may_fail: bool = False) -> str:
        """Perhaps boundary events; gives the node where their ways and the host's meet."""
        kinds: list[tuple[str, bool]] = [("timer", True), ("timer", False)]
        if "receiveTask" in self._features:
            kinds += [("message", True), ("message", False)]
        if may_fail:
            kinds += [("error", True), ("error", True)]
        chosen = [kind for kind in kinds if self._random.random() < 0.12]
        if not chosen or len(self.model.nodes) > MOST_NODES:
            return host
        merge = ""
        codes = ["broken", ""]
        for kind, interrupts in chosen:
            code = codes.pop(0) if kind == "error" else ""
            event = self._node(f"on_{kind}", where, host=host, interrupts=interrupts, code=code)
            # What runs beside the host must not come again to the main path: it ends by itself.
            beside = where.deeper(parallel=not interrupts)
            first, last = self._sequence(beside, self._random.randint(1, 2))
            self._flow(event, first)
            if interrupts and (where.parallel or self._random.random() < 0.7):
                merge = merge or self._node("xor", where)
                self._flow(last, merge)
            else:
                self._flow(last, self._node("end", where))
        if merge:
            self._flow(host, merge)
        return merge or host

    def _asked(self, where: Where, ways: int) -> tuple[str, str]:
        """A user task that sets a variable of its own."""
        name = self._node("user", where)
        variable = f"c_{name}"
        self.model.nodes[name].chooses, self.model.nodes[name].ways = variable, ways
        return name, variable

    def _branch(self, where: Where, split: str, join: str, when: tuple[str, int] | None) -> str:
        if self._random.random() < 0.15 and when is not None:
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
            if not is_default and not where.parallel and self._random.random() < 0.15:
                self._flow(split, self._early_end(where), (variable, way))
                continue
            flow = self._branch(
                where.deeper(), split, join, None if is_default else (variable, way)
            )
            if is_default:
                self.model.nodes[split].default = flow
        return ask, join

    def _early_end(self, where: Where) -> str:
        kind = "terminate" if self._random.random() < 0.4 else "end"
        return self._node(kind, where)

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
            if self._random.random() < 0.4:
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
        within = Where(name, where.depth + 1, parallel=False, looped=where.looped)
        start = self._node("start", within)
        first, last = self._sequence(within, self._random.randint(1, 2))
        self._flow(start, first)
        self._flow(last, self._node("end", within))
        self._watches(within)
        return name, self._events(name, where, may_fail=True)

    def _call(self, where: Where) -> Ends:
        """A process of its own, called once: it shares no variable with its caller."""
        name = self._node("call", where)
        within = Where(name, where.depth + 1, looped=where.looped)
        start = self._node("start", within)
        first, last = self._sequence(within, self._random.randint(1, 2))
        self._flow(start, first)
        self._flow(last, self._node("end", within))
        self._watches(within)
        return name, self._events(name, where, may_fail=True)

    def _watches(self, scope: Where) -> None:
        """Perhaps event subprocesses of the scope."""
        for kind in ("timer", "message"):
            is_free = len(self.model.nodes) < MOST_NODES and "receiveTask" in self._features
            if not is_free or self._random.random() > 0.12:
                continue
            name = self._node("watch", scope)
            within = Where(name, scope.depth + 1, looped=True)
            interrupts = self._random.random() < 0.5
            start = self._node(f"{kind}_start", within, interrupts=interrupts)
            first, last = self._sequence(within, 1)
            self._flow(start, first)
            self._flow(last, self._node("end", within))


def draw(seed: int, features: frozenset[str]) -> Model:
    """The model of a seed; the same seed and features draw the same model."""
    return Drawing(seed, features).draw()
