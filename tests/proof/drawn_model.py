"""What a random model is made of, as the standard sees it."""

from dataclasses import dataclass, field

KINDS = ("timer", "message", "signal", "error", "escalation", "conditional")
EVENT_OF = {
    "timer": "timer",
    "catch": "message",
    "receive": "message",
    "hear": "signal",
    "hold": "conditional",
    "part_message": "message",
    "part_signal": "signal",
    **{f"on_{kind}": kind for kind in KINDS},
    **{f"{kind}_start": kind for kind in KINDS},
}
"""Kinds of nodes that wait for an event; which one."""
TURNING = frozenset({"multi_sub", "serial_sub", "repeat_sub"})
"""Subprocesses for several, at once or one after the other; the last by a standard loop."""
SUBPROCESSES = TURNING | {"sub"}
PARTS = frozenset({"all", "any", "begin_all"})
"""Wait for a message and a signal: for both of them, or for the first."""
STARTS = ("begin_timer", "begin_message", "begin_signal", "begin_conditional", "begin_all")
"""Kinds of start events of the process, beside those that wait for nothing."""
SHARED = ("s1", "s2")
"""Data objects of every process, which its user tasks write."""
SIGNALS, ESCALATIONS = ("hot", "cold"), ("up", "over")


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
    enough: int = 0
    """After so many instances an activity for several has completed; 0: after all."""
    writes: tuple[str, str] = ("", "")
    """Variable and FEEL text of a script."""
    asks: str = ""
    """The shared variable that a business rule task decides by."""
    default: str = ""
    code: str = ""
    """Of an error, signal or escalation; empty: any."""
    awaits: tuple[str, int] = ("", 0)
    """Of a conditional event: it happens once the variable has this value."""
    shares: str = ""
    """A variable that others write, too, and that a user task is asked for."""
    copies: str = ""
    """The data object that takes what a user task is asked for."""
    waits: bool = True
    """What throws a compensation goes on when that is done."""
    handles: str = ""
    """The boundary event whose compensation it does, outside the flows."""
    keeps: str = ""
    """The data object of a subprocess, which lives as long as that."""

    @property
    def event(self) -> str:
        """The kind of its event, where it waits for one."""
        return EVENT_OF.get(self.kind, "")


@dataclass
class Flow:
    id: str
    source: str
    target: str
    when: tuple[str, int] | None = None
    """The flow is taken where the variable has this value; None: no condition."""
    is_link: bool = False
    """It stands for a throwing and a catching link event of one name."""


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

    def met_by_rounds(self) -> frozenset[str]:
        """Where rounds of a loop may meet: behind an event beside an activity of the loop.

        What it began in one round may still go on in the next, so that joins there take tokens
        of both together, and some are left over.
        """
        beside = [node for node in self.nodes.values() if node.host and not node.interrupts]
        looped = [n.id for n in beside if n.host in self._behind(n.host or "")]
        return frozenset(found for id in looped for found in self._behind(id))

    def _behind(self, node: str) -> set[str]:
        """All nodes that a token from the node may come to by flows."""
        seen, queue = set[str](), [node]
        while queue:
            for flow in self.leaving(queue.pop()):
                if flow.target not in seen:
                    seen.add(flow.target)
                    queue.append(flow.target)
        return seen

    def process_of(self, node: Node) -> str:
        """The call whose process the node is in; empty: that of the case."""
        while node.scope is not None:
            node = self.nodes[node.scope]
            if node.kind == "call":
                return node.id
        return ""

    def attached(self, host: str) -> list[Node]:
        """The events beside an activity that may happen while it goes on."""
        nodes = self.nodes.values()
        return [node for node in nodes if node.host == host and node.kind != "on_undo"]
