"""One running instance in memory: the library's trees, our variables, the ends reached."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId
from app.domain.models import Beginning
from app.domain.refusals import TokenNotWaiting
from app.engine.codec import encode
from app.engine.definitions import Definition
from app.engine.event_specs import Boundary, Watch
from app.engine.facts import Facts
from app.engine.frames import Frame, Level, Variables, levels
from app.engine.joins import note_write
from app.engine.ledger import Ledger
from app.engine.names import inside
from app.engine.specs import TAKEN
from app.engine.trees import Top
from app.feel.values import Value

ARMED = "w"
"""Marks a wait whose facts were evaluated; holds them."""
GIVEN = "g"
"""Results that were given to a wait and could not yet be mapped."""
CAME = "c"
"""What came with an event that has happened, of several that all have to."""
DONE = "d"
"""Marks an element that did its work, and could not yet choose where to go on."""
ASIDE = "a"
"""Marks a token that came from a non-interrupting boundary event or event subprocess."""


@dataclass(slots=True)
class Instance:
    """A process instance between a command's beginning and end."""

    definition: Definition
    workflow: Top
    variables: Variables = field(default_factory=dict)
    """Of the process; what tokens hold by themselves is in `frames`."""
    frames: dict[UUID, Frame] = field(default_factory=dict)
    """By the id of the token that holds them."""
    told: Variables = field(default_factory=dict)
    """What called processes were given or have set since it was read, by call path and name."""
    ends: list[tuple[ElementId, bool]] = field(default_factory=list)
    """End events of the process in order of arrival, and whether off the main path."""

    ledger: Ledger = field(default_factory=Ledger)
    """What has completed, as far as compensation may still undo it."""

    @classmethod
    def fresh(
        cls, definition: Definition, variables: Variables, at: Beginning | None = None
    ) -> "Instance":
        """A new instance before its first step, to begin where `at` says."""
        workflow = Top(definition)
        if at is not None:
            begin_at(workflow, at.element)
        return cls(definition, workflow, variables)

    def workflows(self) -> Iterator[Any]:
        """The process and its open subprocesses, the innermost first."""
        inner = [sub for sub in self.workflow.subprocesses.values() if not sub.completed]
        yield from sorted(inner, key=lambda sub: -sub.depth)
        yield self.workflow

    def tasks(self, mask: int) -> Iterator[Any]:
        for workflow in self.workflows():
            yield from (task for task in list(workflow.tasks.values()) if task.has_state(mask))

    def live(self) -> set[UUID]:
        """The tokens that are not finished."""
        trees = (self.workflow, *self.workflow.subprocesses.values())
        return {
            token
            for tree in trees
            for token, task in tree.tasks.items()
            if not task.has_state(TaskState.FINISHED_MASK)
        }

    @property
    def size(self) -> int:
        """Tasks in all trees."""
        trees = (self.workflow, *self.workflow.subprocesses.values())
        return sum(len(tree.tasks) for tree in trees)

    def facts_of(self, task: Any) -> Facts | None:
        """The element a task stands for; None for the library's own nodes."""
        definition: Definition = task.workflow.definition
        return definition.facts_of(task)

    def known(self, task: Any) -> Facts:
        """Facts of a task that stands for an element of the drawing."""
        facts = self.facts_of(task)
        if facts is None:
            raise LookupError(task.task_spec.name)
        return facts

    def address(self, task: Any) -> ElementId:
        """The element of the token, with the call activities that lead to it."""
        return ElementId(task.workflow.path + self.known(task).element.id)

    def frame(self, task: Any) -> Frame:
        """What the token holds by itself; made where it held nothing."""
        return self.frames.setdefault(task.id, Frame())

    def visible(self, task: Any, *, own: bool = True) -> Variables:
        """Every variable that the element at the token sees."""
        seen: Variables = {}
        for level in reversed(list(levels(task, self.frames, self.variables, own=own))):
            seen = {**seen, **level.variables} if seen else level.variables
        return seen

    def write(
        self, task: Any, values: Mapping[str, Value], adds: AbstractSet[str] = frozenset()
    ) -> None:
        """Change variables on behalf of the element at the token.

        Each where the innermost scope has it, else at the process; inputs of the element itself
        are no such scope. `adds` are those whose new value was computed from the old one.
        """
        places = list(levels(task, self.frames, self.variables, own=False))
        for name, value in values.items():
            place = next((p for p in places if name in p.variables), places[-1])
            place.variables[name] = value
            if place.is_called:
                self.tell_called(place.owner, {name: value})
            if task.workflow.definition.facts.joins:
                element = self.address(task)
                stored = encode(value)
                note_write(_writers(task, place), element, name, stored, adds=name in adds)

    def tell_called(self, caller: Any, variables: Mapping[str, Value]) -> None:
        """Remember variables of the process that the call activity at the token has called."""
        path = self.address(caller)
        self.told |= {f"{path}/{name}": value for name, value in variables.items()}

    def is_waiting(self, task: Any) -> bool:
        """Whether an active task rests at a wait that was armed and not yet ended."""
        marks = task.internal_data
        return ARMED in marks and GIVEN not in marks and DONE not in marks

    def is_entered(self, task: Any) -> bool:
        """Whether a subprocess, call or loop has opened its tree."""
        return task.id in self.workflow.subprocesses

    def waiting(self, token: UUID) -> Any:
        """The task of a token that rests at an armed wait.

        Raises:
            TokenNotWaiting: it is done, cancelled, or was never there.
        """
        found = self.find_waiting(token)
        if found is None:
            raise TokenNotWaiting(f"Expected a wait at token {token}, but it is done or cancelled")
        return found

    def find_waiting(self, token: UUID) -> Any:
        """As `waiting`; None where that raises."""
        for task in self.tasks(TaskState.READY | TaskState.WAITING):
            if task.id == token and self.is_waiting(task):
                return task
        return None

    @property
    def is_over(self) -> bool:
        return bool(self.workflow.completed)

    @property
    def ended_at(self) -> ElementId | None:
        """The first end event of the main path, once no token is left."""
        if not self.is_over or not self.ends:
            return None
        return next((end for end, aside in self.ends if not aside), self.ends[0][0])


def begin_at(tree: Any, element: ElementId) -> None:
    """Let a tree that has not begun yet begin at the element."""
    root = tree.spec.start
    others = set(root.ways.values()) - {root.ways[inside(element)]}
    tree.task_tree.internal_data[TAKEN] = [
        node.name for node in root.outputs if node.name not in others
    ]


def is_beside(task: Any) -> bool:
    """Whether the token waits beside others for an event that ends none of them."""
    spec = task.task_spec
    if isinstance(spec, Boundary):
        return not spec.cancel_activity
    return isinstance(spec, Watch) and not spec.interrupts


def is_aside_here(task: Any) -> bool:
    """Whether what follows this very task is off the main path."""
    return is_beside(task) or bool(task.internal_data.get(ASIDE))


def is_aside(task: Any) -> bool:
    """Whether the token came from a non-interrupting event of the process."""
    above = task
    while above is not None:
        if is_aside_here(above):
            return True
        above = above.parent
    return False


def _writers(task: Any, place: Level) -> Iterator[Any]:
    """The token, and the subprocesses around it up to where the variable lives."""
    while task is not None and task is not place.owner:
        yield task
        task = task.workflow.holder
