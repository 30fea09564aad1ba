"""Topic `request-phone`: the one number to write to, from portal, mobile base or application."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.identity import JobId, Topic
from app.domain.state_systems import SystemCode
from app.ports.state_systems import PhoneBook, Portal
from handlers.discrepancies import Discrepancy, discrepancy

TOPIC = Topic("request-phone")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestPhone:
    iin: str
    stated: str | None = None
    """As the application states it: `+7` and ten digits."""


@dataclass(frozen=True, slots=True)
class PhoneAnswer:
    phone: str | None
    """Null: no number is known anywhere, somebody has to find the person (458/G-33)."""
    phone_source: Literal["egov", "mab", "application"] | None
    phone_discrepancies: Sequence[Discrepancy]
    """Numbers of the systems that are not the stated one."""


def request_phone(
    job: JobId, inputs: RequestPhone, *, portal: Portal, phones: PhoneBook
) -> PhoneAnswer:
    """Ask portal and base; asking twice changes nothing.

    Raises:
        SystemUnavailable: one of them gave no usable answer.

    Norm: order 458, R1 p.9 (number registered on egov) and p.34 (number in MAB); the order of the
    sources is gap 458/G-33.
    """
    registered = portal.registered_phone(inputs.iin)
    in_base = phones.phone(inputs.iin)
    told: tuple[tuple[SystemCode, str | None], ...] = (("egov", registered), ("mab", in_base))
    differing = [
        discrepancy("phone", system, number, inputs.stated)
        for system, number in told
        if inputs.stated and number and number != inputs.stated
    ]
    if registered is not None:
        return PhoneAnswer(registered, "egov", differing)
    if in_base is not None:
        return PhoneAnswer(in_base, "mab", differing)
    return PhoneAnswer(inputs.stated, "application" if inputs.stated else None, differing)
