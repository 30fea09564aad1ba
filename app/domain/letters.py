"""Letters to the people of Qadam on their way: sent once, tried again, or given up."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from app.domain.identity import PersonId
from app.domain.notices import Channel, NoticeId
from app.domain.texts import Text
from app.domain.work import RetryCycle

RETRIES = RetryCycle(retries=8, pause=timedelta(minutes=1))
"""The last attempt is made some four hours after the first."""
_DIGESTS = UUID("6f0c7a3e-40b1-4c5e-9d3c-0f6f5e2b9a17")


class LetterKind(StrEnum):
    NOTICE = "notice"
    DIGEST = "digest"
    CODE = "code"


class LetterState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    """Retries are spent, or the address is refused: its owner and `doctor` are told."""
    DROPPED = "dropped"
    """Nothing was left to say, or its address is no longer the person's."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says, written before its first attempt, so that each attempt says the same."""

    subject: str
    lines: tuple[str, ...]
    link: str
    """An address of Qadam, or empty."""
    settings: str = ""
    """The address where the person chooses; empty where there is no choice."""


@dataclass(frozen=True, slots=True)
class Letter:
    id: UUID
    person: PersonId
    channel: Channel
    kind: LetterKind
    address: str
    made_at: datetime
    due_at: datetime
    notice_id: NoticeId | None = None
    day: date | None = None
    """Of a digest."""
    state: LetterState = LetterState.WAITING
    words: Words | None = None
    attempts: int = 0
    leased_until: datetime | None = None
    fencing: int = 0
    sent_at: datetime | None = None
    failure: Text | None = None

    def sent(self, at: datetime) -> "Letter":
        return replace(self, state=LetterState.SENT, sent_at=at, leased_until=None, failure=None)

    def dropped(self) -> "Letter":
        return replace(self, state=LetterState.DROPPED, leased_until=None)

    def put_off(self, until: datetime) -> "Letter":
        return replace(self, due_at=until, leased_until=None)

    def failed(self, reason: Text, at: datetime, jitter: float) -> "Letter":
        """Due again after a pause, or given up.

        `jitter`, 0 to 1, stretches the pause by up to a tenth, so that many letters spread.
        """
        attempts = self.attempts + 1
        if attempts > RETRIES.retries:
            return replace(self.given_up(reason), attempts=attempts)
        pause = RETRIES.pause_before(attempts) * (1 + jitter / 10)
        after = replace(self, attempts=attempts, failure=reason, leased_until=None)
        return replace(after, due_at=at + pause)

    def given_up(self, reason: Text) -> "Letter":
        return replace(self, state=LetterState.FAILED, failure=reason, leased_until=None)


def letter_of_notice(notice_id: NoticeId, channel: Channel) -> UUID:
    """The id of the only letter that a channel sends of a notice."""
    return uuid5(notice_id, channel.value)


def letter_of_digest(person: PersonId, day: date, channel: Channel) -> UUID:
    """The id of the only digest that a channel sends to the person that day."""
    return uuid5(_DIGESTS, f"{person} {day} {channel.value}")
