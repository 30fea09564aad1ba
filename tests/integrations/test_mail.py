"""E-mail over real SMTP to the stand's mail server: in the clear, by STARTTLS, by TLS, refused."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.integrations.mail import Security, SmtpMail, SmtpServer
from app.ports.mail import AddressRefused, Mail
from app.ports.outside import SystemUnavailable
from app.settings import SettingsMissing, read_settings
from app.stand import Stand
from app.stand.mailroom import ServedMailroom

MADE = datetime(2026, 11, 20, 5, tzinfo=UTC)
WORD = "a word of ours"
PATIENCE = timedelta(seconds=5)
LETTER = Mail(
    message_id="0b0e7a2e@qadam.example.kz",
    to="aigul@example.kz",
    dated=MADE,
    language="kk",
    subject="Сізге тапсырма берілді: ЖК-2026-000041",
    lines=("Тапсырма: Құжаттар <толық> & дұрыс", "Соңғы күні: 23 қараша 2026 ж."),
    link="https://qadam.example.kz/tasks/1?list=mine&x=1",
    settings="https://qadam.example.kz/notices/settings",
)
Serve = Callable[..., ServedMailroom]


@pytest.fixture
def serve(stand: Stand) -> Iterator[Serve]:
    opened: list[ServedMailroom] = []

    def begin(tls: ssl.SSLContext | None = None, *, is_private: bool = False) -> ServedMailroom:
        served = ServedMailroom(stand.control.mailroom, tls=tls, is_private=is_private)
        opened.append(served)
        return served

    yield begin
    for one in opened:
        one.stop()


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server shows, and what a client trusts that knows its certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.fromtimestamp(time.time(), UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=1)).add_extension(here, critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    shown = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "server.pem"
    file.write_bytes(private + shown)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=shown.decode())


def client(
    port: int,
    security: Security = "none",
    trusted: ssl.SSLContext | None = None,
    **changed: str,
) -> SmtpMail:
    server = SmtpServer("127.0.0.1", port, security, "qadam@office.kz", **changed)
    if trusted is None:
        return SmtpMail(lambda: server, PATIENCE)
    return SmtpMail(lambda: server, PATIENCE, lambda: trusted)


def test_a_letter_arrives_once_as_text_and_html_however_often_it_is_sent(
    stand: Stand, serve: Serve
) -> None:
    mail = client(serve().port)
    for _ in range(2):
        mail.send(LETTER)
    (letter,) = stand.control.mailroom.letters("aigul@example.kz")
    assert (letter.subject, letter.language) == (LETTER.subject, "kk")
    assert letter.message_id == "<0b0e7a2e@qadam.example.kz>"
    assert "Тапсырма: Құжаттар <толық> & дұрыс" in letter.text
    assert LETTER.link in letter.text.splitlines()
    assert "Құжаттар &lt;толық&gt; &amp; дұрыс" in letter.html
    assert 'href="https://qadam.example.kz/tasks/1?list=mine&amp;x=1"' in letter.html
    assert '<html lang="kk">' in letter.html


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_private_connection_is_made_to_a_certificate_that_is_trusted_and_no_other(
    stand: Stand, serve: Serve, tmp_path: Path, security: Security
) -> None:
    shown, trusted = certified(tmp_path)
    port = serve(shown, is_private=security == "tls").port
    client(port, security, trusted).send(LETTER)
    assert len(stand.control.mailroom.letters()) == 1
    with pytest.raises(SystemUnavailable, match="SSL") as refused:
        client(port, security).send(LETTER)
    assert refused.value.reason.en == "Gave no private connection"


def test_no_letter_goes_in_the_clear_where_a_private_connection_was_asked_for(
    stand: Stand, serve: Serve
) -> None:
    with pytest.raises(SystemUnavailable) as refused:
        client(serve().port, "starttls").send(LETTER)
    assert refused.value.reason.en == "Gave no private connection"
    assert stand.control.mailroom.letters() == []


def test_each_failure_has_its_reason_and_names_nobody(stand: Stand, serve: Serve) -> None:
    mail = client(serve().port)
    stand.control.set_fault("mail", "*", "down-until", times=1)
    with pytest.raises(SystemUnavailable) as down:
        mail.send(LETTER)
    nobody = Mail(**{**_fields(LETTER), "to": "nobody@example.kz"})  # type: ignore[arg-type]  # its own fields
    with pytest.raises(AddressRefused):
        mail.send(nobody)
    with pytest.raises(SystemUnavailable) as no_sign_in:
        client(serve().port, user="qadam", password=WORD).greet()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(SystemUnavailable) as away:
        client(port).send(LETTER)
    reasons = [one.value.reason.en for one in (down, no_sign_in, away)]
    assert reasons == ["Answered with an error", "Refused login and password", "No connection"]
    for one in (down, no_sign_in, away):
        assert "aigul" not in str(one.value)
        assert WORD not in str(one.value)
    mail.greet()


def _fields(mail: Mail) -> Mapping[str, object]:
    return {name: getattr(mail, name) for name in Mail.__dataclass_fields__}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"SECURITY": "ssl"}, "QADAM_SMTP_SECURITY is starttls, tls or none, not 'ssl'."),
        ({"USER": "qadam"}, "QADAM_SMTP_USER and QADAM_SMTP_PASSWORD go together."),
        (
            {"USER": "qadam", "PASSWORD": "word of ours", "SECURITY": "none"},
            "would send the password in the clear",
        ),
        ({"FROM": "office"}, "QADAM_SMTP_FROM has to be the address"),
        ({"PORT": "smtp"}, "QADAM_SMTP_PORT has to be a number"),
    ],
)
def test_an_unfit_mail_server_is_told_at_the_start(
    tmp_path: Path, given: Mapping[str, str], words: str
) -> None:
    told = {"HOST": "mail.office.kz", "FROM": "qadam@office.kz", **given}
    env = {f"QADAM_SMTP_{name}": value for name, value in told.items()}
    with pytest.raises(SettingsMissing, match=words.replace(".", r"\.")) as refused:
        read_settings({"QADAM_VAR": str(tmp_path), **env})
    assert "word of ours" not in str(refused.value)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(tmp_path: Path, security: str, port: int) -> None:
    env = {"HOST": "mail.office.kz", "FROM": "qadam@office.kz", "SECURITY": security}
    told = {f"QADAM_SMTP_{name}": value for name, value in env.items()}
    mail = read_settings({"QADAM_VAR": str(tmp_path), **told}).mail
    assert mail is not None
    assert mail.port == port
