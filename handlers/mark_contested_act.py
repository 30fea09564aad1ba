"""Topic `mark-contested-act`: a contested act is suspended, stands again, or is annulled."""

from dataclasses import dataclass
from typing import Literal

from app.domain.complaint import ActState
from app.domain.identity import JobId, Topic
from app.ports.complaints import ContestedCases

TOPIC = Topic("mark-contested-act")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MarkContestedAct:
    state: Literal["suspended", "restored", "annulled"]


@dataclass(frozen=True, slots=True)
class ContestedActMarked:
    act_state: str | None
    """The state; null where an action or a failure to act is contested and no paper."""


def mark_contested_act(
    job: JobId, inputs: MarkContestedAct, *, contested: ContestedCases
) -> ContestedActMarked:
    """Mark it on both cases; idempotent by job."""
    state = contested.mark_act(job, ActState(inputs.state))
    return ContestedActMarked(None if state is None else state.value)
