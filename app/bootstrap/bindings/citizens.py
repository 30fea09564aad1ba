"""How citizens come into their cabinet."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import cast

from app.bootstrap.bindings.grounds import OnRecords
from app.domain.citizens import Citizen, OneTimePassword, PasswordId
from app.integrations.one_time import passwords_from
from app.ports.outside import PersonRegistry, SmsGateway
from app.ports.state_systems import PhoneBook, Portal
from app.ports.views import Queries
from app.settings import Settings, derived
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

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Citizens:
    ask_password: Callable[[AskPassword], PasswordAsked]
    send_next_password: Callable[[], OneTimePassword | None]
    enter_cabinet: Callable[[EnterCabinet], CabinetEntered]
    leave_cabinet: Callable[[str], None]
    present_citizen: Callable[[str, timedelta], Citizen | None]


def citizens(
    on: OnRecords, queries: Queries, systems: Mapping[str, object], settings: Settings
) -> Citizens:
    password_of = passwords_from(derived(settings, "one-time passwords"))
    clock = on["clock"]
    return Citizens(
        ask_password=partial(ask_password, **on),
        send_next_password=partial(
            send_next_password,
            **on,
            portal=cast("Portal", systems["portal"]),
            phones=cast("PhoneBook", systems["phones"]),
            sms=cast("SmsGateway", systems["sms"]),
            password_of=password_of,
            report=_report_unsent,
        ),
        enter_cabinet=partial(
            enter_cabinet,
            **on,
            registry=cast("PersonRegistry", systems["registry"]),
            password_of=password_of,
        ),
        leave_cabinet=partial(leave_cabinet, **on),
        present_citizen=lambda token, lifetime: present_citizen(
            token, queries=queries, clock=clock, lifetime=lifetime
        ),
    )


def _report_unsent(password_id: PasswordId, error: Exception) -> None:
    log.warning("password %s was not sent: %s", password_id, error)
