"""Reaches the state systems: the real ones, or the stand that answers the same contracts."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from app.integrations.gbdfl import GbdFlClient
from app.integrations.http import http_client, stand_transport
from app.integrations.sms import SmsClient
from app.settings import Settings, SystemAddress
from app.stand.application import Stand, create_stand
from app.stand.people import PEOPLE

IN_PROCESS = "http://stand"
"""Base address where the stand is reached without a network."""


@dataclass(frozen=True, slots=True)
class StateSystems:
    persons: GbdFlClient
    sms: SmsClient
    connections: tuple[httpx.Client, ...]

    def close(self) -> None:
        for connection in self.connections:
            connection.close()


def make_stand(settings: Settings, clock: Callable[[], datetime], store: Path | None) -> Stand:
    """The stand with its invented people; tokens follow from the installation's secret."""
    tokens = {system: stand_token(settings, system) for system in ("gbdfl", "sms")}
    return create_stand(clock=clock, persons=PEOPLE, tokens=tokens, store_path=store)


def stand_token(settings: Settings, system: str) -> str:
    key = settings.secret.encode()
    return hmac.new(key, f"stand:{system}".encode(), hashlib.sha256).hexdigest()


def served_stand(settings: Settings) -> StateSystems:
    """Clients of the stand that this very installation serves below `/stand`, over real HTTP."""
    base = f"http://{settings.host}:{settings.port}/stand"
    return _clients(
        settings,
        SystemAddress(base, stand_token(settings, "gbdfl")),
        SystemAddress(base, stand_token(settings, "sms")),
    )


def stand_in_process(settings: Settings, stand: Stand) -> StateSystems:
    """Clients of a stand in this process: scenarios and the making of demo cases."""
    return _clients(
        settings,
        SystemAddress(IN_PROCESS, stand_token(settings, "gbdfl")),
        SystemAddress(IN_PROCESS, stand_token(settings, "sms")),
        stand_transport(stand),
    )


def real_systems(settings: Settings) -> StateSystems:
    """Clients of the addresses in the settings; the demo may name its own, too."""
    assert settings.gbdfl is not None and settings.sms is not None  # noqa: S101, PT018  # read_settings demands both
    return _clients(settings, settings.gbdfl, settings.sms)


def _clients(
    settings: Settings,
    gbdfl: SystemAddress,
    sms: SystemAddress,
    transport: httpx.BaseTransport | None = None,
) -> StateSystems:
    patience = settings.patience
    to_gbdfl = http_client(gbdfl.url, gbdfl.token, patience, transport)
    to_sms = http_client(sms.url, sms.token, patience, transport)
    return StateSystems(GbdFlClient(to_gbdfl), SmsClient(to_sms), (to_gbdfl, to_sms))
