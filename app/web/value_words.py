"""Values of a case as people read them: numbers with their spaces, days, yes and no."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from app.domain.form_words import value_text
from app.domain.texts import Language, Text
from app.domain.words import NBSP, numeric_date
from app.feel import Value
from app.web import wording
from app.web.catalogue import say


def value_words(value: "Value | Text", language: Language) -> str:
    """The value in words; empty for none."""
    if isinstance(value, Text):
        return wording.text_words(value, language)
    if isinstance(value, bool):
        return say("task.value_yes" if value else "task.value_no", language)
    if isinstance(value, Decimal):
        return number_words(value, language)
    if isinstance(value, datetime):
        at = wording.local(value) if value.tzinfo else value
        return f"{numeric_date(at.date())} {at:%H:%M}"
    if isinstance(value, date):
        return numeric_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list):
        return ", ".join(value_words(one, language) for one in value)
    if isinstance(value, Mapping):
        told = (f"{key}: {value_words(one, language)}" for key, one in value.items())
        return "; ".join(told)
    return value_text(value)


def number_words(number: Decimal, language: Language) -> str:
    """`1 234 567,5`, in English `1,234,567.5`."""
    told = f"{number.normalize():,f}"
    if language == "en":
        return told
    return told.replace(",", NBSP).replace(".", ",")
