"""A norm as the models write it, said for people: `458/std-1 r.9` is row 9 of the standard."""

import re

from app.domain.texts import LANGUAGES, Text

_PRACTICE = Text("Қалыптасқан тәжірибе", "Сложившаяся практика", "Established practice")
_PATTERNS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (
        re.compile(r"(?P<order>\d+)/std-(?P<number>\d+) r\.(?P<row>\d+)(?:\((?P<sub>[\d-]+)\))?"),
        Text(
            "№ {order} бұйрық, стандарттың {row}-жолы",
            "Приказ № {order}, стандарт, строка {row}",
            "Order No. {order}, standard, row {row}",
        ),
    ),
    (
        re.compile(r"(?P<order>\d+)/R(?P<number>\d+) p\.(?P<row>[\d-]+)(?:\((?P<sub>[\d-]+)\))?"),
        Text(
            "№ {order} бұйрық, қағидалардың {row}-тармағы",
            "Приказ № {order}, правила, пункт {row}",
            "Order No. {order}, rules, item {row}",
        ),
    ),
)
_SUB = Text(", {sub}) тармақша", ", подпункт {sub})", ", sub-item {sub})")


def norm_words(norm: str) -> Text:
    """The norms, parted by `;`, in three languages; one of another shape stays as written."""
    said = [_one_norm(one) for part in norm.split(";") for one in _each(part.strip())]
    return Text(*("; ".join(part.in_language(tongue) for part in said) for tongue in LANGUAGES))


def _each(part: str) -> list[str]:
    """`458/std-1 r.3(2), r.3(3)` names its act once for both rows."""
    first, *others = re.split(r",\s*(?=[rp]\.)", part)
    act = first.rpartition(" ")[0]
    return [first, *(f"{act} {other}" for other in others)]


def _one_norm(norm: str) -> Text:
    if norm == "practice":
        return _PRACTICE
    for pattern, words in _PATTERNS:
        found = pattern.fullmatch(norm)
        if found:
            parts = {key: value or "" for key, value in found.groupdict().items()}
            tail = _SUB if parts["sub"] else Text("")
            return Text(
                words.kk.format(**parts) + tail.kk.format(**parts),
                words.ru.format(**parts) + tail.in_language("ru").format(**parts),
                words.en.format(**parts) + tail.in_language("en").format(**parts),
            )
    return Text(norm, norm, norm)
