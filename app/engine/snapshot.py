"""Writes an instance as bytes and reads it back: live tokens, open scopes and data only."""

from typing import Any
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId, ProcessKey
from app.engine.calling import BOUND, Bound, Called
from app.engine.codec import decode_all, encode_all
from app.engine.definitions import Definition
from app.engine.frames import Frame
from app.engine.instance import ARMED, Instance
from app.engine.ledger import Ledger
from app.engine.trees import Top
from app.feel.errors import Unfit

VERSION = 3
READABLE = frozenset({1, 2, 3})
DROPPED = ".BoundaryEventJoin"
"""Ending of a node that older snapshots hold and nothing needs; always a leaf."""
MAX_SIZE = 64_000_000
"""Bytes a snapshot may unfold to; a guard against a damaged or hostile one."""
_DAMAGE = (
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    Unfit,
    WorkflowException,
)
_STORED = TaskState.FINISHED_MASK | TaskState.WAITING | TaskState.READY | TaskState.STARTED


class SnapshotUnreadable(Exception):
    """The bytes are no snapshot of ours, or of a model other than the one given."""


def write(instance: Instance) -> bytes:
    """The instance as bytes; it should be pruned first."""
    top = instance.workflow
    scopes = [[_uuid(key), *_tree(scope)] for key, scope in top.subprocesses.items()]
    state = {
        "v": VERSION,
        "process": instance.definition.facts.model.key,
        "variables": encode_all(instance.variables),
        "frames": {_uuid(key): frame.stored() for key, frame in instance.frames.items()},
        "ledger": instance.ledger.stored(),
        "ends": instance.ends,
        "tree": _tree(top),
        "scopes": scopes,
    }
    return zstandard.ZstdCompressor(level=3).compress(orjson.dumps(state))


def read(definition: Definition, snapshot: bytes, called: Called) -> Instance:
    """The instance that was written.

    Raises:
        SnapshotUnreadable: damaged, of an unknown version, or of another model.
    """
    state = _unpack(snapshot)
    try:
        return _restored(definition, state, called)
    except _DAMAGE as error:
        raise SnapshotUnreadable(f"damaged: {type(error).__name__}") from error


def _restored(definition: Definition, state: dict[str, Any], called: Called) -> Instance:
    _demand_model(definition, state)
    state = _upgraded(state)
    workflow = Top(definition, deserializing=True)
    tasks = _restore(workflow, state["tree"])
    for key, *rows in state["scopes"]:
        holder = tasks.get(UUID(key))
        if holder is None:
            raise SnapshotUnreadable(f"no token {key}")
        if BOUND in holder.internal_data:
            workflow.called[holder.id] = _called(holder, called)
        tree = holder.task_spec.tree(holder, deserializing=True)
        workflow.subprocesses[holder.id] = tree
        tasks |= _restore(tree, rows)
    instance = Instance(definition, workflow, decode_all(state["variables"]))
    instance.ends = [(ElementId(end), aside) for end, aside in state["ends"]]
    instance.frames = {UUID(key): Frame.restored(frame) for key, frame in state["frames"].items()}
    instance.ledger = Ledger.restored(state["ledger"])
    return instance


def _called(holder: Any, called: Called) -> Definition:
    key, version = holder.internal_data[BOUND]
    found = called.definition(holder.workflow.definition, Bound(ProcessKey(key), version))
    if found is None:
        raise SnapshotUnreadable(f"no version {version} of the called process {key}")
    return found


def _demand_model(definition: Definition, state: dict[str, Any]) -> None:
    if state.get("process") != definition.facts.model.key:
        raise SnapshotUnreadable(f"a snapshot of {state.get('process')}")


def _unpack(snapshot: bytes) -> dict[str, Any]:
    try:
        if zstandard.get_frame_parameters(snapshot).content_size > MAX_SIZE:
            raise SnapshotUnreadable(f"more than {MAX_SIZE} bytes")
        plain = zstandard.ZstdDecompressor().decompress(snapshot, max_output_size=MAX_SIZE)
        state = orjson.loads(plain)
    except (zstandard.ZstdError, orjson.JSONDecodeError) as error:
        raise SnapshotUnreadable(str(error)) from error
    if not isinstance(state, dict) or state.get("v") not in READABLE:
        raise SnapshotUnreadable(f"Expected version {VERSION}")
    return state


def _upgraded(state: dict[str, Any]) -> dict[str, Any]:
    """Version 1 kept the inputs of an armed task among what was evaluated for it.

    Before version 3 nothing was kept of what had completed.
    """
    state.setdefault("ledger", Ledger().stored())
    if state["v"] == 1:
        state["frames"] = {}
        for _, rows in (state["tree"], *(tree[1:] for tree in state["scopes"])):
            for key, _, _, _, marks in rows:
                local = decode_all(marks[ARMED]).get("local") if ARMED in marks else None
                if isinstance(local, dict):
                    state["frames"][key] = Frame(local).stored()
    return state


def _tree(workflow: Any) -> list[Any]:
    """Completed or not, and each task as [id, parent's place, state, name, our marks].

    Tasks of the future are left out: the model gives them again.
    """
    places: dict[UUID, int] = {}
    rows = []
    stack = [workflow.task_tree]
    while stack:
        task = stack.pop()
        if not task.has_state(_STORED):
            continue
        above = -1 if task.parent is None else places[task.parent.id]
        places[task.id] = len(places)
        rows.append([_uuid(task.id), above, task.state, task.task_spec.name, task.internal_data])
        stack.extend(reversed(task.children))
    return [workflow.completed, rows]


def _restore(workflow: Any, tree: list[Any]) -> dict[UUID, Any]:
    completed, rows = tree
    tasks: list[Any] = []
    for key, above, state, name, marks in rows:
        spec = workflow.spec.task_specs.get(name)
        if spec is None and name.endswith(DROPPED):
            tasks.append(None)
            continue
        if spec is None:
            raise SnapshotUnreadable(f"the model has no {name}")
        parent = tasks[above] if above >= 0 else None
        task = Task(workflow, spec, parent, state=state, id=UUID(key))
        task.internal_data = marks
        tasks.append(task)
    workflow.task_tree = tasks[0]
    workflow.completed = completed
    return dict(workflow.tasks)


def _uuid(key: UUID) -> str:
    return key.hex
