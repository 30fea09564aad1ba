"""Applicants in their cabinet: who is signed in, and the one-time passwords they prove it with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NewType
from uuid import UUID

from app.domain.case import Case
from app.domain.refusals import Invalid, TooManyAttempts
from app.domain.texts import Language, Text

PasswordId = NewType("PasswordId", UUID)
Purpose = Literal["sign-in", "consent"]
"""What a one-time password is asked for."""
Part = Literal["applicant", "representative"]
"""What a citizen is in a case: its audit chain and its history name them so."""

PASSWORD_LIFE = timedelta(minutes=5)
MOST_TRIES = 5
"""Wrong passwords after which one is over."""
MOST_ASKED, ASKED_WITHIN = 5, timedelta(minutes=15)
"""As many passwords may be asked for one IIN within that time."""


class PasswordWrong(Invalid):
    """Wrong, used, too old, or never sent: which of them is not told."""

    code = "PasswordWrong"
    title = Text(
        "Пароль қате немесе мерзімі өткен. SMS-тегі алты цифрды тексеріңіз не жаңа пароль сұраңыз",
        "Пароль неверен или устарел. Проверьте шесть цифр из SMS или запросите новый пароль",
        "The password is wrong or too old. Check the six digits of the SMS, or ask for a new one",
    )


class TooManyPasswords(TooManyAttempts):
    code = "TooManyPasswords"
    title = Text(
        "Пароль тым көп сұралды. Он бес минуттан кейін қайталаңыз",
        "Пароль запрашивали слишком часто. Повторите через пятнадцать минут",
        "A password was asked for too often. Please try again in fifteen minutes",
    )


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """One that was asked for. The password itself is kept nowhere: it follows from the id."""

    id: PasswordId
    iin: str
    purpose: Purpose
    language: Language
    asked_at: datetime
    expires_at: datetime
    due_at: datetime | None
    """When a worker is to send it; None: it was sent, or nobody knows a phone of the person."""
    tries_left: int = MOST_TRIES
    sent_at: datetime | None = None
    used_at: datetime | None = None

    def may_be_tried(self, now: datetime) -> bool:
        return (
            self.sent_at is not None
            and self.used_at is None
            and self.tries_left > 0
            and now < self.expires_at
        )


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who is signed in to the cabinet."""

    iin: str
    full_name: str
    """As the registry names them; empty where it did not answer."""

    def part_in(self, case: Case) -> Part | None:
        """What they are in the case; None where it is no concern of theirs."""
        if case.applicant.is_somebody and case.applicant.iin == self.iin:
            return "applicant"
        acting = case.representative
        return "representative" if acting is not None and acting.iin == self.iin else None


@dataclass(frozen=True, slots=True)
class CitizenSession:
    """A sign-in of a citizen; a session of its own kind, which no page of staff knows."""

    id: str
    """Digest of the token that the browser keeps, hex."""
    citizen: Citizen
    since: datetime
    ended_at: datetime | None = None
