"""Reaches the state systems: the real ones, or the stand that answers the same contracts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused

import httpx

from app.bootstrap.trust import Trust, authority_seed, trust
from app.domain.state_systems import SystemCode
from app.integrations import (
    AleumetClient,
    CbdiClient,
    DdsClient,
    EgovClient,
    ESobesClient,
    GbdFlClient,
    MabClient,
    MonitoringClient,
    SmsClient,
    http_client,
    stand_transport,
)
from app.integrations.mail import SmtpMail, SmtpServer, message_of, with_reasons
from app.integrations.reachability import demand_reachable
from app.ports.mail import Mail, MailServer
from app.ports.outside import SystemUnavailable
from app.settings import SYSTEMS, Settings, SystemAddress, address_of, derived
from app.stand.application import Stand, create_stand
from app.stand.carrier import HttpCarrier
from app.stand.mailroom import Mailroom
from app.stand.people import PEOPLE

IN_PROCESS = "http://stand"
"""Base address where the stand is reached without a network."""


@dataclass(frozen=True, slots=True)
class StateSystems:
    """A client of each system."""

    persons: GbdFlClient
    disabilities: CbdiClient
    programmes: ESobesClient
    phones: MabClient
    portal: EgovClient
    digital: DdsClient
    sms: SmsClient
    monitoring: MonitoringClient
    services_portal: AleumetClient
    mail: MailServer | None
    trust: Trust
    connections: tuple[httpx.Client, ...]

    def ports(self) -> Mapping[str, object]:
        """By the names that handlers give their parameters."""
        return {
            "registry": self.persons,
            "disabilities": self.disabilities,
            "programmes": self.programmes,
            "phones": self.phones,
            "portal": self.portal,
            "digital": self.digital,
            "sms": self.sms,
            "monitoring": self.monitoring,
            "services_portal": self.services_portal,
            "mail": self.mail,
        }

    def close(self) -> None:
        for connection in self.connections:
            connection.close()


def make_stand(settings: Settings, clock: Callable[[], datetime], store: Path | None) -> Stand:
    """The stand with its invented people; tokens follow from the installation's secret."""
    tokens: dict[str, str] = {system: stand_token(settings, system) for system in SYSTEMS}
    return create_stand(
        clock=clock,
        persons=PEOPLE,
        tokens=tokens,
        store_path=store,
        authority_seed=authority_seed(settings),
    )


RECEIPT_AFTER = timedelta(seconds=3)
"""How long after an SMS the served stand tells that it is delivered."""


def serve_letters(stand: Stand, settings: Settings, base_url: str) -> HttpCarrier:
    """Let the stand send to the Qadam at `base_url`; close the carrier with the stand."""
    carrier = HttpCarrier(base_url, {str(code): key for code, key in settings.inbound.items()})
    stand.control.post.carrier = carrier
    stand.control.delivers_after = RECEIPT_AFTER
    return carrier


def send_letters(stand: Stand) -> Callable[[], object | None]:
    """For a worker: sends the next letter that is due; None where none is."""
    return lambda: stand.control.post.send_due() or None


def stand_token(settings: Settings, system: str) -> str:
    return derived(settings, f"stand:{system}")


def served_stand(settings: Settings) -> StateSystems:
    """Clients of the stand that this very installation serves below `/stand`, over real HTTP."""
    base = _served_at(settings)
    mail = SmtpMail(lambda: _stand_mail(settings), settings.patience)
    return _clients(settings, _stand_addresses(settings, base), mail=mail)


def _stand_mail(settings: Settings) -> SmtpServer:
    """Where the served stand takes mail now; it says so in a file. Raises OSError before that."""
    port = int(mail_port_file(settings).read_text(encoding="ascii"))
    return SmtpServer("127.0.0.1", port, "none", "qadam@stand.example")


def mail_port_file(settings: Settings) -> Path:
    return settings.var / "stand-mail-port"


class _MailInProcess:
    """A `MailServer`: the stand's mailroom without a network."""

    def __init__(self, mailroom: Mailroom) -> None:
        self._mailroom = mailroom

    def send(self, mail: Mail) -> None:
        content = message_of(mail, "qadam@stand.example").as_bytes()
        code, _, words = self._mailroom.take(content, [mail.to]).partition(" ")

        def answer() -> None:
            if code == "550":
                raise SMTPRecipientsRefused({mail.to: (int(code), words.encode())})
            if code != "250":
                raise SMTPDataError(int(code), words)

        with_reasons(answer)


def stand_in_process(settings: Settings, stand: Stand) -> StateSystems:
    """Clients of a stand in this process: scenarios and the making of demo cases."""
    return _clients(
        settings,
        _stand_addresses(settings, IN_PROCESS),
        stand_transport(stand),
        _MailInProcess(stand.control.mailroom),
    )


def state_systems(settings: Settings) -> StateSystems:
    """Clients of the addresses in the settings, or of the stand that is served with Qadam."""
    if settings.systems is None:
        return served_stand(settings)
    return _clients(settings, settings.systems, mail=office_mail(settings))


def office_mail(settings: Settings) -> SmtpMail | None:
    """The mail server of the settings; None where they name none."""
    told = settings.mail
    if told is None:
        return None
    server = SmtpServer(told.host, told.port, told.security, told.sender, told.user, told.password)
    return SmtpMail(lambda: server, settings.patience)


def _served_at(settings: Settings) -> str:
    return f"{address_of(settings.host, settings.port)}/stand"


def unreachable(settings: Settings) -> Mapping[SystemCode, str]:
    """The systems of the settings that do not answer as they should, and why, in English."""
    found: dict[SystemCode, str] = {}
    for system, address in (settings.systems or {}).items():
        with http_client(address.url, address.token, settings.patience) as client:
            try:
                demand_reachable(system, client)
            except SystemUnavailable as error:
                found[system] = error.reason.en
    return found


def _stand_addresses(settings: Settings, base: str) -> Mapping[SystemCode, SystemAddress]:
    return {system: SystemAddress(base, stand_token(settings, system)) for system in SYSTEMS}


def _clients(
    settings: Settings,
    addresses: Mapping[SystemCode, SystemAddress],
    transport: httpx.BaseTransport | None = None,
    mail: MailServer | None = None,
) -> StateSystems:
    to = {
        system: http_client(address.url, address.token, settings.patience, transport)
        for system, address in addresses.items()
    }
    in_process = transport is not None
    trusted = trust(settings, IN_PROCESS if in_process else _served_at(settings), transport)
    return StateSystems(
        persons=GbdFlClient(to["gbdfl"]),
        disabilities=CbdiClient(to["cbdi"]),
        programmes=ESobesClient(to["esobes"]),
        phones=MabClient(to["mab"]),
        portal=EgovClient(to["egov"]),
        digital=DdsClient(to["dds"]),
        sms=SmsClient(to["sms"]),
        monitoring=MonitoringClient(to["monitoring"]),
        services_portal=AleumetClient(to["aleumet"]),
        mail=mail,
        trust=trusted,
        connections=(*to.values(), trusted.connection),
    )
