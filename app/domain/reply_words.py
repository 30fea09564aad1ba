"""What a person means who answers an SMS with a word, in Kazakh, Russian or English."""

import re

_YES = frozenset(
    {"иә", "иа", "ия", "ие", "да", "yes", "1", "келісемін", "согласен", "согласна", "ok"}
)
_NO = frozenset(
    {"жоқ", "жок", "нет", "no", "2", "0", "келіспеймін", "отказываюсь", "отказ", "қажет емес"}
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def agrees(text: str) -> bool | None:
    """Whether it is a yes or a no; None where nobody can tell without reading it.

    The first word counts, so that `Иә, келісемін` is a yes; a text that begins with neither is
    left to a person.
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return None
    if " ".join(words) in _NO or words[0] in _NO:
        return False
    return True if words[0] in _YES else None
