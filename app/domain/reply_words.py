"""What a person means who answers an SMS with a word, in Kazakh, Russian or English."""

import re
from typing import Literal

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


HearingReply = Literal["attends", "attends_remotely", "agrees", "declines", "objects"]
_TO_A_HEARING: dict[str, HearingReply] = {
    **dict.fromkeys(("қатысамын", "приду", "attend", "иә", "да", "yes"), "attends"),
    **dict.fromkeys(("қашықтан", "дистанционно", "remote"), "attends_remotely"),
    **dict.fromkeys(("келісемін", "согласен", "согласна", "agree"), "agrees"),
    **dict.fromkeys(("қатыспаймын", "жоқ", "нет", "no"), "declines"),
}


def hearing_reply(text: str) -> HearingReply:
    """What the person answers to the notice of a hearing: the words it names, in three languages.

    Whatever begins otherwise is a position, and so an objection that has to be heard.
    """
    words = _WORD.findall(text.casefold())
    if words[:2] == ["не", "приду"]:
        return "declines"
    return _TO_A_HEARING.get(words[0], "objects") if words else "objects"
