"""Topic `request-supplier-choice`: whether the recipient has chosen a supplier."""

from dataclasses import dataclass
from datetime import date

from app.domain.identity import JobId, Topic
from app.ports.state_systems import SocialServicesPortal

TOPIC = Topic("request-supplier-choice")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestSupplierChoice:
    measures: str
    """Its name, number of the case and code joined by a colon, or the portal's id."""


@dataclass(frozen=True, slots=True)
class Supplier:
    bin: str
    name: str
    chosen_on: date
    order_number: str


@dataclass(frozen=True, slots=True)
class SupplierChoice:
    supplier: Supplier | None
    """Null: nobody is chosen so far."""


def request_supplier_choice(
    job: JobId, inputs: RequestSupplierChoice, *, services_portal: SocialServicesPortal
) -> SupplierChoice:
    """Ask the portal; asking twice changes nothing.

    Raises:
        SystemUnavailable: no usable answer.

    Norm: order 458, R1 p.34; order 379, p.10.
    """
    chosen = services_portal.chosen_supplier(inputs.measures)
    if chosen is None:
        return SupplierChoice(None)
    return SupplierChoice(Supplier(chosen.bin, chosen.name, chosen.chosen_on, chosen.order_number))
