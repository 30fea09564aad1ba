"""How citizens come into their cabinet."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import cast

from app.bootstrap.bindings.grounds import OnInstance, OnRecords
from app.domain.citizens import Citizen, OneTimePassword, PasswordId
from app.domain.identity import CaseNumber
from app.domain.pending import PendingApplication
from app.integrations.cms import CmsVerifier
from app.integrations.one_time import passwords_from
from app.ports.outside import PersonRegistry, SmsGateway
from app.ports.signing import DemoKeys
from app.ports.state_systems import OfferedSupplier, PhoneBook, Portal, SocialServicesPortal
from app.ports.views import Queries
from app.settings import Settings, derived
from app.usecases.apply_in_cabinet import (
    FillApplication,
    Known,
    SignApplication,
    fill_application,
    known_of,
    sign_application,
)
from app.usecases.choose_supplier import ChooseSupplier, choose_supplier, suppliers_for
from app.usecases.enter_by_signature import (
    EnterBySignature,
    SignDemo,
    enter_by_signature,
    sign_with_demo_key,
)
from app.usecases.enter_cabinet import (
    CabinetEntered,
    EnterCabinet,
    enter_cabinet,
    leave_cabinet,
    present_citizen,
)
from app.usecases.one_time_passwords import (
    AskPassword,
    PasswordAsked,
    ask_password,
    send_next_password,
)
from app.usecases.register_portal_request import register_portal_request

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Citizens:
    ask_password: Callable[[AskPassword], PasswordAsked]
    send_next_password: Callable[[], OneTimePassword | None]
    enter_cabinet: Callable[[EnterCabinet], CabinetEntered]
    leave_cabinet: Callable[[str], None]
    present_citizen: Callable[[str, timedelta], Citizen | None]
    enter_by_signature: Callable[[EnterBySignature], CabinetEntered]
    sign_with_demo_key: SignDemo | None
    """None outside the demo."""
    known_of_citizen: Callable[[Citizen], Known]
    fill_application: Callable[[FillApplication], PendingApplication]
    sign_application: Callable[[SignApplication], CaseNumber]
    suppliers_for: Callable[[Citizen, CaseNumber], Sequence[OfferedSupplier]]
    choose_supplier: Callable[[ChooseSupplier], None]


def citizens(
    on: OnInstance,
    queries: Queries,
    systems: Mapping[str, object],
    settings: Settings,
    verifier: CmsVerifier,
    demo_keys: DemoKeys | None,
) -> Citizens:
    password_of = passwords_from(derived(settings, "one-time passwords"))
    records = OnRecords(begin=on["begin"], clock=on["clock"])
    clock = on["clock"]
    registry = cast("PersonRegistry", systems["registry"])
    portal = cast("Portal", systems["portal"])
    services = cast("SocialServicesPortal", systems["services_portal"])
    return Citizens(
        ask_password=partial(ask_password, **records),
        send_next_password=partial(
            send_next_password,
            **records,
            portal=portal,
            phones=cast("PhoneBook", systems["phones"]),
            sms=cast("SmsGateway", systems["sms"]),
            password_of=password_of,
            report=_report_unsent,
        ),
        enter_cabinet=partial(
            enter_cabinet,
            **records,
            registry=registry,
            password_of=password_of,
        ),
        leave_cabinet=partial(leave_cabinet, **records),
        enter_by_signature=partial(enter_by_signature, **records, verifier=verifier),
        sign_with_demo_key=None
        if demo_keys is None
        else partial(sign_with_demo_key, registry=registry, keys=demo_keys),
        suppliers_for=partial(suppliers_for, queries=queries, portal=services),
        choose_supplier=partial(choose_supplier, queries=queries, portal=services),
        known_of_citizen=partial(known_of, registry=registry, portal=portal),
        fill_application=partial(fill_application, **records, rules=on["rules"], registry=registry),
        sign_application=partial(
            sign_application,
            **records,
            verifier=verifier,
            password_of=password_of,
            register=lambda command, read: register_portal_request(command, **on, read_signed=read),
        ),
        present_citizen=lambda token, lifetime: present_citizen(
            token, queries=queries, clock=clock, lifetime=lifetime
        ),
    )


def _report_unsent(password_id: PasswordId, error: Exception) -> None:
    log.warning("password %s was not sent: %s", password_id, error)
