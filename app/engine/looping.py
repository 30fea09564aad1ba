"""Runs the instances of a loop: opens them, counts them, collects what they give, ends them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.engine import specs
from app.engine.codec import decode, encode
from app.engine.expressions import Scope
from app.engine.facts import Facts
from app.engine.failures import Stuck
from app.engine.frames import Frame
from app.engine.instance import Instance
from app.engine.joins import CONFLICTS, WRITES, loses_update
from app.engine.loops import MAX_TURNS, Loop
from app.feel.values import Value, type_name
from app.ports.engine import Surroundings

AHEAD = "i"
"""Of a loop's token: the elements of the collection, for instances that are still to begin."""
GAVE = "o"
"""Of a loop's token: number of an instance to what it gave."""
WROTE = "y"
"""Of a loop's token: what finished instances wrote, as `joins.WRITES`."""
TOTAL, DONE_COUNT, ACTIVE = "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances"
COUNTER = "loopCounter"
"""Of an instance: its number, from 0, as in Camunda 7."""


def is_turn(task: Any) -> bool:
    """Whether the task is one instance of a loop."""
    holder = task.workflow.holder
    return holder is not None and isinstance(holder.task_spec, specs.Loop)


class Looping:
    """The loops of one step."""

    def __init__(self, instance: Instance, around: Surroundings) -> None:
        self._instance = instance
        self._around = around
        self._ahead: dict[UUID, list[Value]] = {}
        """Collections of this step's sequential loops, read once."""

    def begin(self, task: Any, facts: Facts) -> None:
        """Open the loop at this token, with its first instances. Raises Stuck."""
        loop = _loop(facts)
        items: list[Value] = []
        if loop.is_standard:
            enough = loop.tests_before and not self._goes_on(task, loop, 0)
        else:
            items = self._items(task, loop)
            enough = not items
        frame = self._instance.frame(task)
        if not loop.is_standard:
            active = min(len(items), 1) if loop.is_sequential else len(items)
            counts = {TOTAL: len(items), DONE_COUNT: 0, ACTIVE: active}
            frame.local = {name: Decimal(count) for name, count in counts.items()}
        task.run()
        tree = self._instance.workflow.subprocesses[task.id]
        tree.task_tree.run()
        if enough:
            _end(tree)
        elif loop.is_sequential:
            task.internal_data[AHEAD] = encode(items)
            self._open(tree, loop, 0, items)
        else:
            for number in range(len(items)):
                self._open(tree, loop, number, items)

    def is_enough(self, task: Any) -> bool:
        """Whether the loop ends with this instance, which has done its work. Raises Stuck."""
        body = task.workflow.holder
        loop = _loop(self._instance.known(body))
        counts = self._instance.frame(body).local
        if loop.is_standard:
            number = self._number(task) + 1
            return not self._goes_on(body, loop, number)
        done = _count(counts, DONE_COUNT) + 1
        if loop.until:
            after = {DONE_COUNT: Decimal(done), ACTIVE: Decimal(_count(counts, ACTIVE) - 1)}
            scope = self._scope(task).with_local(after)
            if scope.condition(loop.until, "completionCondition"):
                return True
        return done >= _count(counts, TOTAL)

    def end_turn(self, task: Any, *, enough: bool) -> None:
        """The instance has ended: count it, keep what it gave, go on or end the loop."""
        tree = task.workflow
        body = tree.holder
        loop = _loop(self._instance.known(body))
        number = self._number(task)
        self._keep(body, task, loop, number)
        self._instance.frames.pop(task.id, None)
        tree._remove_task(task.id)  # noqa: SLF001  the library has no public name
        if not loop.is_standard:
            counts = self._instance.frame(body).local
            counts[DONE_COUNT] = Decimal(_count(counts, DONE_COUNT) + 1)
            more = loop.is_sequential and not enough
            counts[ACTIVE] = Decimal(_count(counts, ACTIVE) - (0 if more else 1))
        if enough:
            specs.cancel(list(tree.task_tree.children))
            _end(tree)
        elif loop.is_sequential:
            self._open(tree, loop, number + 1, self._items_of(body))

    def results(self, task: Any, facts: Facts) -> dict[str, Value]:
        """What the loop gives as a whole."""
        loop = _loop(facts)
        gave = task.internal_data.get(GAVE, {})
        if not loop.output:
            return {}
        return {loop.output: [decode(gave[number]) for number in sorted(gave, key=int)]}

    def _items_of(self, body: Any) -> list[Value]:
        found = self._ahead.get(body.id)
        if found is None:
            items = decode(body.internal_data.get(AHEAD, []))
            found = self._ahead[body.id] = items if isinstance(items, list) else []
        return found

    def _open(self, tree: Any, loop: Loop, number: int, items: list[Value]) -> None:
        activity = tree.holder.task_spec.activity
        child = tree.task_tree._add_child(activity, TaskState.FUTURE)  # noqa: SLF001  as above
        turn: dict[str, Value] = {COUNTER: Decimal(number)}
        if loop.item:
            turn[loop.item] = items[number]
        if loop.output_item:
            turn.setdefault(loop.output_item, None)
        self._instance.frames[child.id] = Frame(turn=turn)
        child.task_spec._update(child)  # noqa: SLF001  as above

    def _keep(self, body: Any, task: Any, loop: Loop, number: int) -> None:
        marks = body.internal_data
        turn = self._instance.frame(task).turn or {}
        if loop.output_item:
            marks.setdefault(GAVE, {})[str(number)] = encode(turn.get(loop.output_item))
        if loop.is_sequential:
            return
        wrote = marks.setdefault(WROTE, {})
        for variable, write in task.internal_data.get(WRITES, {}).items():
            known = wrote.setdefault(variable, write)
            if loses_update(known, write):
                marks.setdefault(CONFLICTS, []).append([variable, known[0], write[0]])

    def _items(self, task: Any, loop: Loop) -> list[Value]:
        scope = Scope(self._instance.visible(task), self._around)
        if loop.collection:
            found = scope.evaluate(loop.collection, "collection")
            if not isinstance(found, list):
                raise Stuck("expression-failed", f"collection: {type_name(found)}, no list")
            items = found
        else:
            items = [None] * _whole(scope.value(loop.cardinality, "loopCardinality"))
        if len(items) > MAX_TURNS:
            raise Stuck("budget-exceeded", f"more than {MAX_TURNS} instances")
        return items

    def _goes_on(self, body: Any, loop: Loop, number: int) -> bool:
        """Whether a standard loop has another turn, of this number."""
        scope = Scope(self._instance.visible(body), self._around)
        scope = scope.with_local({COUNTER: Decimal(number)})
        if loop.maximum and number >= _whole(scope.value(loop.maximum, "loopMaximum")):
            return False
        return not loop.condition or scope.condition(loop.condition, "loopCondition")

    def _number(self, task: Any) -> int:
        return _count(self._instance.frame(task).turn or {}, COUNTER)

    def _scope(self, task: Any) -> Scope:
        return Scope(self._instance.visible(task, own=False), self._around)


def _loop(facts: Facts) -> Loop:
    if facts.loop is None:
        raise ValueError(f"Expected {facts.element.id} to be repeated")
    return facts.loop


def _end(tree: Any) -> None:
    tree.completed = True
    tree.completed_event(tree)


def _count(counts: Mapping[str, Value], name: str) -> int:
    found = counts.get(name)
    return int(found) if isinstance(found, Decimal) else 0


def _whole(found: Value) -> int:
    if isinstance(found, str) and found.strip().isdecimal():
        found = Decimal(found.strip())
    if not isinstance(found, Decimal) or found != found.to_integral_value() or found < 0:
        raise Stuck("expression-failed", "loopCardinality: no whole number from 0 on")
    return int(found)
