"""Keeps who changed what in which branch, and finds the update that a join would lose."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Any

import orjson

from app.engine.codec import Json

WRITES = "x"
"""What was changed at a token: variable to [element, digest], and 1 where it was added to."""
CONFLICTS = "l"
"""Updates a join would lose: [variable, one element, the other element]."""


def note_write(
    tasks: Iterable[Any], element: str, variable: str, stored: Json, *, adds: bool
) -> None:
    """Remember a change at each of the tasks: the writer, and the subprocesses around it.

    Args:
        tasks: where to note it.
        element: that made the change.
        variable: its name.
        stored: the new value.
        adds: it was computed from the value that was there (`votes + 1`), so keeps that.
    """
    digest = blake2b(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()
    for task in tasks:
        task.internal_data.setdefault(WRITES, {})[variable] = [
            element,
            digest,
            *([1] if adds else []),
        ]


def join(task: Any, arrivals: Sequence[Any]) -> None:
    """Note on the joining task what its branches wrote, and where they disagree."""
    merged: dict[str, list[Any]] = {}
    conflicts: list[list[str]] = []
    for one, other in combinations(arrivals, 2):
        split = _meeting(one, other)
        first, second = _written(one, split), _written(other, split)
        for variable in first.keys() & second.keys():
            mine, theirs = first[variable], second[variable]
            if loses_update(mine, theirs):
                conflicts.append([variable, *sorted((mine[0], theirs[0]))])
        merged = {**first, **second, **merged}
    if merged:
        task.internal_data[WRITES] = merged
    if conflicts:
        task.internal_data[CONFLICTS] = sorted(conflicts)


def follow(task: Any, ended: Iterable[Any]) -> None:
    """Let the token go on with what was written inside these activities that it has ended."""
    for one in ended:
        if written := one.internal_data.get(WRITES):
            task.internal_data[WRITES] = {**task.internal_data.get(WRITES, {}), **written}


def loses_update(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether of two changes, noted in different branches, one has overwritten the other."""
    _, mine, *adds = one
    _, theirs, *adds_too = other
    return bool(mine != theirs and not (adds and adds_too))


def settle(tasks: Iterable[Any], variables: Iterable[str]) -> None:
    """A person gave these variables their value: joins may go on over them."""
    settled = set(variables)
    for task in tasks:
        conflicts = task.internal_data.pop(CONFLICTS, [])
        if left := [conflict for conflict in conflicts if conflict[0] not in settled]:
            task.internal_data[CONFLICTS] = left


def _meeting(one: Any, other: Any) -> Any:
    """The lowest task that both stand under."""
    above = set()
    task = one
    while task is not None:
        above.add(task.id)
        task = task.parent
    task = other
    while task is not None and task.id not in above:
        task = task.parent
    return task


def _written(task: Any, split: Any) -> dict[str, list[Any]]:
    """The last write of each variable between the split and the task."""
    found: dict[str, list[Any]] = {}
    while task is not None and task is not split:
        for variable, write in task.internal_data.get(WRITES, {}).items():
            found.setdefault(variable, write)
        task = task.parent
    return found
