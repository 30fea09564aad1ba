"""Topic `open-ordering`: the recipient may now choose a supplier on the services portal."""

from dataclasses import dataclass
from datetime import date

from app.domain.identity import JobId, Topic
from app.ports.state_systems import SocialServicesPortal

TOPIC = Topic("open-ordering")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenOrdering:
    measures: str
    """Its name, number of the case and code joined by a colon, or the portal's id."""
    choose_until: date
    """The last day to choose."""


@dataclass(frozen=True, slots=True)
class OrderingOpened:
    ordering_receipt: str


def open_ordering(
    job: JobId, inputs: OpenOrdering, *, services_portal: SocialServicesPortal
) -> OrderingOpened:
    """Open it once, or again until a later day.

    Raises:
        SystemUnavailable: no usable answer.

    Norm: order 379, p.10 (two months to choose); gaps 458/G-34, G-35.
    """
    receipt = services_portal.open_ordering(
        inputs.measures, choose_until=inputs.choose_until, idempotency_key=str(job)
    )
    return OrderingOpened(receipt.id)
