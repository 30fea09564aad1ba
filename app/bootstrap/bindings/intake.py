"""How a case begins: at a counter, by the portal, as a complaint, or by a found measure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.bootstrap.bindings.grounds import OnInstance
from app.integrations.cms import CmsVerifier
from app.ports.outside import PersonRecord, PersonRegistry
from app.usecases.file_complaint import ComplaintFiled, FileComplaint, file_complaint
from app.usecases.look_person_up import LookPersonUp, look_person_up
from app.usecases.offer_service import OfferService, ServiceOffered, offer_service
from app.usecases.read_signed_request import SignedRequest, read_signed_request
from app.usecases.register_application import (
    ApplicationRegistered,
    RegisterApplication,
    register_application,
)
from app.usecases.register_portal_request import (
    PortalRequestRegistered,
    RegisterPortalRequest,
    register_portal_request,
)


@dataclass(frozen=True, kw_only=True)
class Intake:
    look_person_up: Callable[[LookPersonUp], PersonRecord]
    register_application: Callable[[RegisterApplication], ApplicationRegistered]
    register_portal_request: Callable[[RegisterPortalRequest], PortalRequestRegistered]
    file_complaint: Callable[[FileComplaint], ComplaintFiled]
    offer_service: Callable[[OfferService], ServiceOffered]
    read_signed_request: Callable[[bytes], SignedRequest]


def intake(on: OnInstance, registry: PersonRegistry, verifier: CmsVerifier) -> Intake:
    read_signed = partial(read_signed_request, verifier=verifier)
    return Intake(
        look_person_up=partial(
            look_person_up,
            begin=on["begin"],
            registry=registry,
            rules=on["rules"],
            clock=on["clock"],
        ),
        register_application=partial(register_application, **on),
        register_portal_request=partial(register_portal_request, **on, read_signed=read_signed),
        file_complaint=partial(file_complaint, **on),
        offer_service=partial(offer_service, **on),
        read_signed_request=read_signed,
    )
