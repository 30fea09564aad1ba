"""An application that a citizen has filled in and not yet signed."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from app.domain.identity import ProcessKey
from app.domain.refusals import NotFound
from app.domain.texts import Text

PendingId = NewType("PendingId", UUID)


class PendingNotFound(NotFound):
    code = "PendingNotFound"
    title = Text(
        "Бұл өтініш жіберілген немесе сақталмаған",
        "Это заявление уже отправлено или не сохранено",
        "This application was sent already, or was not kept",
    )


@dataclass(frozen=True, slots=True)
class PendingApplication:
    id: PendingId
    iin: str
    """Of the citizen who filled it in."""
    process: ProcessKey
    content: bytes
    """What is to be signed, as the contract of portal requests words it."""
    filled_at: datetime
