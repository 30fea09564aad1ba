"""Topic `withdraw-measures`: a passed measure is taken back from the services portal."""

from dataclasses import dataclass

from app.domain.identity import JobId, Topic
from app.ports.state_systems import SocialServicesPortal

TOPIC = Topic("withdraw-measures")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WithdrawMeasures:
    measures: str
    """Its name, number of the case and code joined by a colon, or the portal's id."""
    reason: str
    """For the portal's records; no ground of refusal, no diagnosis."""


@dataclass(frozen=True, slots=True)
class MeasuresWithdrawn:
    withdrawal_receipt: str


def withdraw_measures(
    job: JobId, inputs: WithdrawMeasures, *, services_portal: SocialServicesPortal
) -> MeasuresWithdrawn:
    """Take it back once: no positive result follows, so nothing may be ordered (458/G-34).

    It may be told before `pass-measures` has reached the portal.

    Raises:
        SystemUnavailable: no usable answer.
    """
    receipt = services_portal.withdraw(
        inputs.measures, reason=inputs.reason, idempotency_key=str(job)
    )
    return MeasuresWithdrawn(receipt.id)
