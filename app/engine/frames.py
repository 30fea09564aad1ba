"""The variables that tokens hold by themselves, and which of them an element sees and changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.engine.codec import Json, decode_all, encode_all
from app.feel.values import Value

Variables = dict[str, Value]
UP = "u"
"""Of a turn of a compensation: how many scopes lie between its throw and what it undoes."""


@dataclass(slots=True)
class Frame:
    """Variables that live as long as one token rests at its element."""

    local: Variables = field(default_factory=dict)
    """Input parameters; of a loop, its counters."""
    turn: Variables | None = None
    """Of one instance in a loop: its item and number. It sees them beneath its own inputs."""
    called: Variables | None = None
    """Of a call activity: all variables of the process it has called."""

    def stored(self) -> Json:
        parts = (self.local, self.turn, self.called)
        return [None if part is None else encode_all(part) for part in parts]

    @classmethod
    def restored(cls, stored: Json) -> "Frame":
        local, turn, called = (None if part is None else decode_all(part) for part in stored)
        return cls(local or {}, turn, called)


@dataclass(frozen=True, slots=True)
class Level:
    """One place where a token finds variables."""

    variables: Variables
    owner: Any
    """The task that holds them; for the variables of a process, None or its call activity."""
    is_called: bool = False
    """Whether they are those of a called process."""


def levels(
    task: Any, frames: Mapping[UUID, Frame], process: Variables, *, own: bool = True
) -> Iterator[Level]:
    """Where the token finds variables, the innermost first, its process last.

    Without `own` the input parameters of the element itself are left out.
    """
    while True:
        frame = frames.get(task.id)
        if frame is not None:
            if own and frame.local:
                yield Level(frame.local, task)
            if frame.turn is not None:
                yield Level(frame.turn, task)
        holder, up = task.workflow.holder, task.internal_data.get(UP)
        for _ in range(up or 0):
            holder = holder.workflow.holder
        if holder is None:
            yield Level(process, None)
            return
        called = frames[holder.id].called if holder.id in frames else None
        if called is not None:
            yield Level(called, holder, is_called=True)
            return
        # What a throwing event has for itself is not seen by what it undoes.
        task, own = holder, up is None
