"""A message of a draft filled with sample values: what people would get."""

from collections.abc import Mapping
from datetime import date, datetime

from app.documents.placeholders import PLACEHOLDER
from app.documents.text_files import TextsBroken, parse_messages
from app.documents.texts import CASE_VALUES, MessageText
from app.domain.texts import LANGUAGES, Text
from app.ports.outside import DocumentNotRendered
from app.usecases.change_message import MessageTried

SAMPLE: Mapping[str, Text | str | date] = {
    "number": "ҮЛ-2026-000041",
    "registered_on": date(2026, 12, 22),
    "dated": date(2026, 12, 28),
    "applicant": "Қалиева Айгүл",
    "service": Text("қызметтің толық атауы", "полное название услуги", "the service's full name"),
    "short_service": Text("қызмет атауы", "название услуги", "the service's name"),
    "office": Text(
        "Бостандық ауданының бөлімі", "отдел Бостандыкского района", "Bostandyk district office"
    ),
}
"""What a case would tell; the kinds of values are those of real cases."""
_DAYS = ("_on", "_until", "_date", "_day", "until")
_DAY = date(2027, 1, 5)
_MOMENT = datetime.fromisoformat("2027-01-05T11:00:00+05:00")


def names_in(text: Text) -> tuple[str, ...]:
    """Placeholders that the model has to fill, in their order."""
    words = "\n".join(text.in_language(language) for language in LANGUAGES)
    found = dict.fromkeys(match[1] for match in PLACEHOLDER.finditer(words))
    return tuple(name for name in found if name not in CASE_VALUES)


def try_message(content: bytes, name: str) -> MessageTried:
    """The message filled, or what keeps the file from being used."""
    try:
        message = parse_messages(content)[name]
    except TextsBroken as broken:
        return MessageTried(None, tuple(one.said() for one in broken.of(name)))
    except KeyError:
        return MessageTried(None, ())
    try:
        return MessageTried(Text(*(_filled(message, a) for a in range(len(LANGUAGES)))), ())
    except DocumentNotRendered as error:
        return MessageTried(None, (error.told,))


def _filled(message: MessageText, language: int) -> str:
    occasion = message.occasion
    given: dict[str, str | date | Text] = {}
    for name in sorted(occasion.values | occasion.optional):
        if name in occasion.choices:
            given[name] = next(iter(occasion.choices[name]))
        elif name.endswith("_at"):
            given[name] = _MOMENT
        else:
            given[name] = _DAY if name.endswith(_DAYS) else f"‹{name}›"
    return message.filled(LANGUAGES[language], dict(SAMPLE), given)
