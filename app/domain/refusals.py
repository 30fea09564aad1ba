"""Refusals: facts that stop a command, each with a stable code and words for people.

A refusal knows no HTTP; `app/web` maps the families below to statuses.
"""

from collections.abc import Mapping
from typing import ClassVar

from app.domain.texts import Text


class DomainError(Exception):
    """A command was refused. `code` is stable; `title` is for people."""

    code: ClassVar[str]
    title: ClassVar[Text]

    def __init__(self, detail: str = "", **facts: object) -> None:
        super().__init__(detail or self.title.en)
        self.facts: Mapping[str, object] = facts
        """What the message page may show beside the title; never personal data."""


class NotFound(DomainError):
    code = "NotFound"
    title = Text("Табылмады", "Не найдено", "Not found")


class Conflict(DomainError):
    code = "Conflict"
    title = Text("Күйі өзгерген", "Состояние изменилось", "The state has changed")


class Forbidden(DomainError):
    code = "Forbidden"
    title = Text("Бұған құқығыңыз жоқ", "У вас нет на это прав", "You may not do this")


class Invalid(DomainError):
    code = "Invalid"
    title = Text("Деректе қате бар", "В данных есть ошибка", "The data has an error")


class Unavailable(DomainError):
    code = "Unavailable"
    title = Text("Қазір қолжетімсіз", "Сейчас недоступно", "Not available now")


class TooManyAttempts(DomainError):
    code = "TooManyAttempts"
    title = Text("Әрекет тым көп", "Слишком много попыток", "Too many attempts")


class TokenNotWaiting(Conflict):
    """The token has moved on: the work was completed before, or an event cancelled it."""

    code = "TokenNotWaiting"
    title = Text("Бұл қадам жабылған", "Этот шаг уже закрыт", "This step is already closed")


class Busy(Unavailable):
    """Another command held the row for longer than the storage waits."""

    code = "Busy"
    title = Text(
        "Бұл іспен қазір басқа әрекет жүріп жатыр, сәлден соң қайталаңыз",
        "С этим делом сейчас идёт другое действие, повторите немного позже",
        "Another action is under way on this case, please try again shortly",
    )


class StorageAway(Unavailable):
    """The database cannot be reached, or went away amid the command: nothing was changed."""

    code = "StorageAway"
    title = Text(
        "Дерекқор қазір жауап бермейді, бір минуттан кейін қайталаңыз",
        "База данных сейчас не отвечает, повторите через минуту",
        "The database does not answer now, please try again in a minute",
    )


class CommandIdReused(Conflict):
    """A command id was sent twice for two different commands."""

    code = "CommandIdReused"
    title = Text(
        "Бұл сұрау басқа әрекетке жіберілген",
        "Этот запрос уже отправлен для другого действия",
        "This request was already sent for another action",
    )


class DatesNotCounted(Conflict):
    """A date of an open task or timer that came out once cannot be counted any more."""

    code = "DatesNotCounted"
    title = Text(
        "Ашық тапсырмалардың мерзімін қайта есептеу мүмкін болмады",
        "Сроки открытых задач не удалось пересчитать",
        "The dates of open tasks could not be counted again",
    )
