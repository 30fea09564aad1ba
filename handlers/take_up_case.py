"""Topic `take-up-case`: the case that a complaint is about is taken up again at a stage."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import JobId, Topic
from app.ports.complaints import ContestedCases

TOPIC = Topic("take-up-case")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TakeUpCase:
    stage: str
    """As the contested case's model knows it: `verification`, `decision` …"""
    reason: str
    """For the history of the contested case."""


@dataclass(frozen=True, slots=True)
class CaseTakenUp:
    taken_up_at: datetime


def take_up_case(job: JobId, inputs: TakeUpCase, *, contested: ContestedCases) -> CaseTakenUp:
    """Take it up once; its number, papers and history go on, its terms count anew.

    Raises:
        CaseNotTakenUp: its model has no event for it.
    """
    return CaseTakenUp(contested.take_up(job, inputs.stage, inputs.reason))
