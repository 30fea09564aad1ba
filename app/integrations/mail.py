"""E-mail by SMTP: how a letter is written, and the client that hands it to a mail server."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import Literal

from app.domain.texts import Text
from app.integrations.answers import FAILED, NO_ANSWER_IN_TIME, NO_CONNECTION
from app.ports.mail import AddressRefused, Mail
from app.ports.outside import SystemUnavailable

Security = Literal["starttls", "tls", "none"]
MAIL_SERVER = Text("Пошта сервері", "Почтовый сервер", "Mail server")
NO_SIGN_IN = Text(
    "Логин мен құпиясөзді қабылдамады", "Не принял логин и пароль", "Refused login and password"
)
NOT_PRIVATE = Text(
    "Қорғалған байланыс орнатылмады",
    "Не установлено защищённое соединение",
    "Gave no private connection",
)
SETTINGS = Text(
    "Қандай хабарландыру қалай келетінін мына жерде таңдаңыз",
    "Какие уведомления и как приходят, можно выбрать здесь",
    "Choose here what you are told of and how",
)
_OPEN = Text("Qadam жүйесінде ашу", "Открыть в Qadam", "Open in Qadam")
_UNKNOWN_MAILBOX = (550, 551, 553)
"""RFC 5321: there is no such mailbox here, and there will be none."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    host: str
    port: int
    security: Security
    sender: str
    """The address that letters come from."""
    user: str = ""
    """Empty: no sign-in."""
    password: str = ""


class SmtpMail:
    """A `MailServer`; each letter goes over a connection of its own."""

    def __init__(
        self,
        server: Callable[[], SmtpServer],
        patience: timedelta,
        trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._server = server
        self._patience = patience.total_seconds()
        self._trusted = trusted

    def send(self, mail: Mail) -> None:
        """As the port says."""
        with_reasons(lambda: self._send(mail))

    def greet(self) -> None:
        """Connect and sign in, and send nothing. Raises SystemUnavailable."""

        def look() -> None:
            with self._connected(self._server()) as client:
                client.noop()

        with_reasons(look)

    def _send(self, mail: Mail) -> None:
        server = self._server()
        with self._connected(server) as client:
            client.send_message(message_of(mail, server.sender))

    def _connected(self, server: SmtpServer) -> smtplib.SMTP:
        if server.security == "tls":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._patience, context=self._trusted()
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=self._patience)
        try:
            if server.security == "starttls":
                client.starttls(context=self._trusted())
            if server.user:
                _sign_in(client, server)
        except BaseException:
            client.close()
            raise
        return client


def _sign_in(client: smtplib.SMTP, server: SmtpServer) -> None:
    try:
        client.login(server.user, server.password)
    except smtplib.SMTPNotSupportedError:
        # It asks nobody in: a login and a password for it are a mistake of the settings.
        raise smtplib.SMTPAuthenticationError(503, b"") from None


def with_reasons(deed: Callable[[], None]) -> None:
    """Do it; what SMTP and the network raise becomes a reason in words.

    No detail holds an address or a text: they are personal data.

    Raises:
        AddressRefused, SystemUnavailable: as the port says.
    """
    try:
        deed()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = sorted(code for code, _ in refused.recipients.values())
        if all(code in _UNKNOWN_MAILBOX for code in codes):
            raise AddressRefused from None
        raise SystemUnavailable(MAIL_SERVER, FAILED, f"SMTP {codes}") from None
    except smtplib.SMTPAuthenticationError as refused:
        raise SystemUnavailable(MAIL_SERVER, NO_SIGN_IN, f"SMTP {refused.smtp_code}") from None
    except smtplib.SMTPNotSupportedError as error:
        raise SystemUnavailable(MAIL_SERVER, NOT_PRIVATE, type(error).__name__) from None
    except smtplib.SMTPResponseException as answer:
        raise SystemUnavailable(MAIL_SERVER, FAILED, f"SMTP {answer.smtp_code}") from None
    except ssl.SSLError as error:
        raise SystemUnavailable(MAIL_SERVER, NOT_PRIVATE, type(error).__name__) from None
    except TimeoutError as error:
        raise SystemUnavailable(MAIL_SERVER, NO_ANSWER_IN_TIME, type(error).__name__) from None
    except (smtplib.SMTPException, OSError) as error:
        raise SystemUnavailable(MAIL_SERVER, NO_CONNECTION, type(error).__name__) from None


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The letter as plain text and the same in HTML, in its reader's language."""
    message = EmailMessage()
    message["From"] = f"Qadam <{sender}>"
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.message_id}>"
    message["Date"] = format_datetime(mail.dated)
    # Nobody's holiday message is to be sent back (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_plain(mail))
    message.add_alternative(_html(mail), subtype="html")
    message["Content-Language"] = mail.language
    return message


def _plain(mail: Mail) -> str:
    parts = ["\n".join((mail.subject, *mail.lines))]
    if mail.link:
        parts.append(mail.link)
    if mail.settings:
        parts.append(f"-- \n{SETTINGS.in_language(mail.language)}:\n{mail.settings}")
    return "\n\n".join(parts) + "\n"


def _html(mail: Mail) -> str:
    body = [f"<h1>{escape(mail.subject)}</h1>", *(f"<p>{escape(line)}</p>" for line in mail.lines)]
    if mail.link:
        words = _OPEN.in_language(mail.language)
        body.append(f'<p><a href="{escape(mail.link)}">{words}</a></p>')
    if mail.settings:
        words = SETTINGS.in_language(mail.language)
        body.append(f'<hr><p><small><a href="{escape(mail.settings)}">{words}</a></small></p>')
    head = f'<meta charset="utf-8"><title>{escape(mail.subject)}</title>'
    return (
        f'<!doctype html><html lang="{mail.language}"><head>{head}</head>'
        f"<body>{''.join(body)}</body></html>"
    )
