"""E-mail to the people who work in Qadam."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.texts import Language


@dataclass(frozen=True, slots=True)
class Mail:
    message_id: str
    """Without its angle brackets; the same at every attempt, so that a mailbox keeps it once."""
    to: str
    dated: datetime
    language: Language
    subject: str
    lines: tuple[str, ...]
    link: str
    """An address of Qadam, or empty."""
    settings: str
    """The address where its reader chooses what they are told, or empty."""


class AddressRefused(Exception):
    """The mail server takes nothing for this address: to try again changes nothing."""


class MailServer(Protocol):
    def send(self, mail: Mail) -> None:
        """Hand one letter over, as plain text and the same in HTML.

        Raises:
            AddressRefused: the server refuses the address for good.
            SystemUnavailable: no answer in time, or one that may change.
        """
        ...
