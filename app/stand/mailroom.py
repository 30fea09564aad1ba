"""The stand's mail server: takes letters by SMTP, keeps each once, and lets them be read."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext
from threading import Thread
from typing import Any
from weakref import WeakSet

from app.stand.store import FaultKind, Store

TAKEN = "250 OK"
REFUSED = "550 There is no such mailbox"
LATER = "451 Out of order, try again later"
NOBODY = "nobody@"
"""An address that begins so is refused: there is no such mailbox."""
_PATIENCE = 5.0
"""Seconds."""
SYSTEM = "mail"
"""As faults call it."""


@dataclass(frozen=True, slots=True)
class StoredMail:
    number: int
    message_id: str
    to: str
    subject: str
    text: str
    html: str
    language: str
    came_at: datetime


class Mailroom:
    """Mailboxes of everybody; an address needs no account."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def take(self, content: bytes, recipients: Sequence[str]) -> str:
        """Keep a letter for each recipient; the answer of SMTP. One that came before is dropped."""
        if self._store.strike(SYSTEM, "letter", self._clock()) is not None:
            return LATER
        if any(one.startswith(NOBODY) for one in recipients):
            return REFUSED
        message = message_from_bytes(content, policy=default)
        text, html = (_part(message, kind) for kind in ("plain", "html"))
        told = (str(message["Subject"]), text, html, str(message["Content-Language"] or ""))
        with self._store.changing() as database:
            for to in recipients:
                database.execute(
                    "INSERT INTO mail (message_id, recipient, subject, text, html, language,"
                    " came_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (str(message["Message-ID"]), to, *told, self._clock().isoformat()),
                )
        return TAKEN

    def letters(self, to: str = "") -> list[StoredMail]:
        """Of one mailbox, or all; the newest first."""
        rows = self._store.rows(
            "SELECT number, message_id, recipient, subject, text, html, language, came_at"
            " FROM mail WHERE ? IN ('', recipient) ORDER BY number DESC LIMIT 200",
            to,
        )
        return [
            StoredMail(int(number), key, box, subject, text, html, language, _moment(at))
            for number, key, box, subject, text, html, language, at in rows
        ]

    @property
    def fault(self) -> FaultKind | None:
        found = [one for one in self._store.faults(self._clock()) if one.system == SYSTEM]
        return found[0].kind if found else None


class _Session:
    """What aiosmtpd asks at each letter."""

    def __init__(self, mailroom: Mailroom) -> None:
        self._mailroom = mailroom

    async def handle_RCPT(  # noqa: N802 -- named by aiosmtpd
        self, server: object, session: object, envelope: Any, address: str, options: object
    ) -> str:
        if address.startswith(NOBODY):
            return REFUSED
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(  # noqa: N802 -- named by aiosmtpd
        self, server: object, session: object, envelope: Any
    ) -> str:
        # Off the loop: the store waits for a lock and for the disk.
        return await asyncio.to_thread(
            self._mailroom.take, envelope.original_content, envelope.rcpt_tos
        )


class ServedMailroom:
    """The mailroom on a free port of this machine, in a thread of its own."""

    def __init__(
        self, mailroom: Mailroom, *, tls: SSLContext | None = None, is_private: bool = False
    ) -> None:
        """Begin to serve.

        Args:
            mailroom: where letters go.
            tls: lets clients ask for a private connection (STARTTLS), and takes no letter without.
            is_private: with `tls`, the connection is private before the first word.
        """
        # Loaded here alone: scenarios reach the mailroom without a network.
        from aiosmtpd.smtp import SMTP

        asks: dict[str, Any] = {}
        if tls is not None and not is_private:
            asks = {"tls_context": tls, "require_starttls": True}

        def session() -> Any:
            begun = SMTP(_Session(mailroom), loop=self._loop, hostname="stand", **asks)
            self._sessions.add(begun)
            return begun

        self._sessions: WeakSet[Any] = WeakSet()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="stand-mail", daemon=True)
        self._thread.start()
        private = tls if is_private else None
        opening = self._loop.create_server(session, "127.0.0.1", 0, ssl=private)
        self._server = asyncio.run_coroutine_threadsafe(opening, self._loop).result(_PATIENCE)
        self.port: int = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(_PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()

    async def _end(self) -> None:
        """Hang up on everybody."""
        self._server.close()
        for session in list(self._sessions):
            if session.transport is not None:
                session.transport.abort()
        open_ones = asyncio.all_tasks() - {asyncio.current_task()}
        for task in open_ones:
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)


def _part(message: EmailMessage, kind: str) -> str:
    found = message.get_body(preferencelist=(kind,))
    return "" if found is None else str(found.get_content())


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told)
