"""Compensates: notes what completes, and undoes it in reverse order (BPMN 2.0.2, clause 13.5.5)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId, TokenId
from app.engine.calling import BOUND, Bound, Called
from app.engine.codec import decode_all, encode_all
from app.engine.compensation import Compensation
from app.engine.compensation_specs import BESIDE, Aborting, Reopened, ReopenedCall, Undoing
from app.engine.erring import may_be_left
from app.engine.facts import Facts
from app.engine.failures import Stuck
from app.engine.frames import UP, Frame
from app.engine.instance import Instance
from app.engine.ledger import Completed, Kept, opened
from app.engine.names import inside
from app.engine.specs import Call, Container, Loop
from app.engine.story import Story
from app.ports.engine import Passed

UNDOES = "z"
"""Of a turn of a compensation: the activity that it undoes."""


def is_handler(task: Any) -> bool:
    """Whether the task is one turn of a compensation."""
    return UP in task.internal_data


class Compensating:
    """The compensations of one step."""

    def __init__(self, instance: Instance, called: Called, story: Story) -> None:
        self._instance = instance
        self._called = called
        self._story = story

    def note(self, task: Any, facts: Facts) -> None:
        """The activity at the token has completed: keep what is needed to undo it."""
        ledger = self._instance.ledger
        inner = ledger.close(task.id)
        if is_handler(task):
            return
        scope = _scope(task.workflow)
        if isinstance(task.task_spec, Loop):
            # Its instances are undone one by one, as completed when the loop has.
            for one in opened(inner):
                ledger.add(scope, one)
            return
        handler = _compensation(task).handlers.get(facts.element.id)
        if handler is not None and not handler.is_inside:
            inner = []  # a handler beside the activity sees nothing of what is in it (10.7.1)
        elif handler is None and not inner and not self._called_handler(task):
            return
        if may_be_left(task) or self._is_needed(task, facts):
            ledger.add(scope, self._completed(task, facts, inner))

    def begin_beside(self, task: Any) -> None:
        """Compensate in a token of its own, for one that does not wait for that."""
        beside = task.parent._add_child(task.task_spec, TaskState.READY)  # noqa: SLF001  as below
        beside.internal_data[BESIDE] = 1
        if not self.begin(beside):
            task.workflow._remove_task(beside.id)  # noqa: SLF001  as below

    def begin(self, task: Any) -> bool:
        """Open the compensation at this token, with its first turn; False if nothing is to undo.

        Raises:
            Stuck: a process that was called is there no more.
        """
        spec = task.task_spec
        if isinstance(spec, ReopenedCall):
            self._bind(task)
        own = self._own_handler(task)
        if own is None and not self._take(task):
            return False
        tree = self._instance.workflow.subprocesses[task.id] = spec.tree(task)
        task._set_state(TaskState.STARTED)  # noqa: SLF001  the library has no public name
        tree.task_tree.run()
        if own is None:
            self._next(tree)
        else:
            self._open(tree, own, Frame(), up=0)
        return True

    def end_turn(self, task: Any) -> None:
        """What the turn was to undo is undone: go on with what completed before that."""
        tree = task.workflow
        self._instance.frames.pop(task.id, None)
        self._instance.ledger.close(task.id)
        tree._remove_task(task.id)  # noqa: SLF001  as above
        if undone := task.internal_data.get(UNDOES):
            self._tell(tree, ElementId(undone), task, "compensated")
        self._next(tree)

    def _own_handler(self, task: Any) -> ElementId | None:
        """The event subprocess by which a reopened subprocess or process undoes itself."""
        spec = task.task_spec
        if isinstance(spec, ReopenedCall):
            found = self._instance.workflow.called[task.id].facts.compensation.handlers.get(None)
        elif isinstance(spec, Reopened):
            found = _compensation(task).handlers.get(self._instance.known(task).element.id)
        else:
            return None
        return None if found is None else found.element

    def _called_handler(self, task: Any) -> bool:
        """Whether the process that a call activity has called undoes itself."""
        if not isinstance(task.task_spec, Call):
            return False
        called = self._instance.workflow.called[task.id]
        return None in called.facts.compensation.handlers

    def _is_needed(self, task: Any, facts: Facts) -> bool:
        """Whether compensation may be thrown for the activity, or for one that it is part of."""
        while True:
            compensation = _compensation(task)
            if compensation.is_thrown(facts.element.parent, facts.element.id):
                return True
            holder = task.workflow.holder
            if holder is not None and isinstance(holder.task_spec, Loop):
                holder = holder.workflow.holder
            if holder is None or is_handler(holder):
                return False
            task, facts = holder, self._instance.known(holder)
            around = _compensation(task).handlers.get(facts.element.id)
            if around is not None and not around.is_inside:
                return False

    def _completed(self, task: Any, facts: Facts, inner: Kept) -> Completed:
        frame = self._instance.frames.get(task.id, Frame())
        own = dict(frame.turn or {})
        if isinstance(task.task_spec, Container) and facts.call is None:
            own |= frame.local
        return Completed(
            facts.element.id,
            variables=encode_all(own) if own else None,
            called=None if frame.called is None else encode_all(frame.called),
            bound=task.internal_data.get(BOUND),
            inner=inner,
        )

    def _take(self, task: Any) -> bool:
        """Claim everything that this token is to undo, so that no other does; whether there is."""
        is_all = isinstance(task.task_spec, Aborting | Reopened)
        event = None if is_all else self._instance.known(task).compensation
        named = "" if event is None else event.activity
        found = [
            one
            for _, ledger in self._seen(task)
            for one in ledger
            if self._is_free(one) and named in ("", one.element)
        ]
        for one in found:
            one.taken = task.id.hex
        return bool(found)

    def _is_free(self, one: Completed) -> bool:
        return one.taken is None or UUID(one.taken) not in self._instance.live()

    def _seen(self, task: Any) -> Iterator[tuple[int, list[Completed]]]:
        """What completed where the token sees it, with the scopes that lie between."""
        ledger, tree = self._instance.ledger, task.workflow
        if isinstance(task.task_spec, Reopened):
            yield 0, ledger.of(task.id)
            return
        up = 0
        while True:
            yield up, ledger.of(_scope(tree))
            holder = tree.holder
            if isinstance(task.task_spec, Aborting):
                return  # what is around it is not left by the way
            if holder is None or not self._instance.known(holder).is_event_subprocess:
                return
            if is_undoing(holder):
                return  # what is around it has no part in its being undone
            tree, up = holder.workflow, up + 1

    def _next(self, tree: Any) -> None:
        """Undo the last of what is still to be undone; without any the compensation ends."""
        holder = tree.holder
        claimed = [
            (ledger[place].order, up, place, ledger)
            for up, ledger in self._seen(holder)
            if (place := _last_of(holder, ledger)) is not None
        ]
        if not claimed:
            tree.completed = True
            tree.completed_event(tree)
            return
        _, up, place, ledger = max(claimed, key=lambda found: found[0])
        last = ledger.pop(place)
        handler = tree.definition.facts.compensation.handlers.get(last.element)
        own = None if last.variables is None else decode_all(last.variables)
        frame = Frame(turn=own)
        if handler is not None and not handler.is_inside:
            turn = self._open(tree, handler.element, frame, up, undoes=last.element)
            self._tell(tree, handler.event, turn, "fired")
            return
        frame.called = None if last.called is None else decode_all(last.called)
        turn = self._open(tree, last.element, frame, up, undoes=last.element)
        self._instance.ledger.scopes[turn.id] = last.inner
        if last.bound is not None:
            turn.internal_data[BOUND] = last.bound

    def _open(
        self, tree: Any, element: ElementId, frame: Frame, up: int, undoes: ElementId | None = None
    ) -> Any:
        node = tree.spec.task_specs[inside(element)]
        turn = tree.task_tree._add_child(node, TaskState.FUTURE)  # noqa: SLF001  as above
        turn.internal_data[UP] = up
        if undoes is not None:
            turn.internal_data[UNDOES] = undoes
        self._instance.frames[turn.id] = frame
        turn.task_spec._update(turn)  # noqa: SLF001  as above
        return turn

    def _bind(self, task: Any) -> None:
        key, version = task.internal_data[BOUND]
        found = self._called.definition(task.workflow.definition, Bound(key, version))
        if found is None:
            raise Stuck("no-such-process", f"no process {key!r} is deployed any more")
        self._instance.workflow.called[task.id] = found

    def _tell(self, tree: Any, element: ElementId, turn: Any, outcome: str) -> None:
        address = ElementId(tree.path + element)
        self._story.passed.append(Passed(address, TokenId(turn.id), outcome))


def is_undoing(task: Any) -> bool:
    """Whether the task throws compensation, or undoes what is in it."""
    return isinstance(task.task_spec, Undoing)


def _last_of(holder: Any, ledger: list[Completed]) -> int | None:
    """Place of the last that this token is to undo."""
    places = reversed(range(len(ledger)))
    return next((place for place in places if ledger[place].taken == holder.id.hex), None)


def _scope(tree: Any) -> Any:
    """The token by which the ledger knows the scope of the tree."""
    return None if tree.holder is None else tree.holder.id


def _compensation(task: Any) -> Compensation:
    found: Compensation = task.workflow.definition.facts.compensation
    return found
