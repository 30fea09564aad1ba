"""A field of a form between its page and its values: what was typed, and how it is shown again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from app.domain.field_drafting import FieldTyped, OptionTyped
from app.domain.field_properties import properties_of
from app.domain.form_drafting import Place
from app.domain.texts import LANGUAGES, Text
from app.web.designer.shapes import FieldForm
from app.web.schemas import beside_answers

MOST_OPTIONS = 200
LONGEST_PROPERTY = 300_000
"""Characters; a picture comes as text."""


@dataclass(frozen=True, slots=True)
class FieldSent:
    typed: FieldTyped
    revision: int
    place: Place | None
    after: Place | None
    origin: str
    do: str
    """`save`, or what to do to the options before they are shown again."""


def place_of(told: str) -> Place | None:
    return tuple(int(step) for step in told.split(".")) if told else None


def place_text(place: Place | None) -> str:
    return "" if place is None else ".".join(map(str, place))


def field_sent() -> FieldSent:
    """The field of the form that was sent. Raises ValidationError."""
    sent = beside_answers(FieldForm)
    typed = FieldTyped(
        kind=sent["kind"],
        key=sent["key"].strip(),
        label=_words(sent, "label"),
        description=_words(sent, "description"),
        is_required=sent["required"] == "on",
        required_message=_words(sent, "message"),
        hide=sent["hide"].strip(),
        document=sent["document"].strip(),
        check=sent["check"],
        longest=sent["longest"].strip(),
        lowest=sent["lowest"].strip(),
        highest=sent["highest"].strip(),
        options=tuple(_options()),
        more=_more(sent["kind"]),
    )
    return FieldSent(
        typed=typed,
        revision=sent["revision"],
        place=place_of(sent["place"]),
        after=place_of(sent["after"]),
        origin=sent["origin"],
        do=sent["do"],
    )


def with_options(typed: FieldTyped, do: str) -> FieldTyped:
    """The field with its options moved or removed as a button says."""
    deed, _, number = do.partition(" ")
    options, k = list(typed.options), int(number or 0)
    if deed == "remove" and k < len(options):
        del options[k]
    target = k - 1 if deed == "up" else k + 1
    if deed in ("up", "down") and k < len(options) and 0 <= target < len(options):
        options[k], options[target] = options[target], options[k]
    return replace(typed, options=tuple(options))


def shown(typed: FieldTyped) -> dict[str, object]:
    """Texts by the ids of the page's fields."""
    found: dict[str, object] = {
        "key": typed.key,
        "hide": typed.hide,
        "document": typed.document,
        "longest": typed.longest,
        "lowest": typed.lowest,
        "highest": typed.highest,
    }
    found |= {f"more_{name}": text for name, text in typed.more.items()}
    texts = {
        "label": typed.label,
        "description": typed.description,
        "message": typed.required_message,
    }
    for k, option in enumerate(typed.options):
        texts |= {f"option_{k}_label": option.label, f"option_{k}_hint": option.description}
    for name, text in texts.items():
        found |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
    return found


def _more(kind: str) -> dict[str, str]:
    """What the kind has beside what all have; of an unknown one nothing."""
    told = {one.name: _one(f"more_{one.name}") for one in properties_of(kind)}
    return {name: text for name, text in told.items() if text}


def _one(name: str) -> str:
    return request.form.get(name, "").replace("\0", "").strip()[:LONGEST_PROPERTY]


def _options() -> Iterator[OptionTyped]:
    for k in range(MOST_OPTIONS):
        if f"option_{k}_value" not in request.form:
            return
        origin = request.form.get(f"option_{k}_origin", "")
        option = OptionTyped(
            value=request.form[f"option_{k}_value"].strip()[:200],
            label=_words(request.form, f"option_{k}_label"),
            description=_words(request.form, f"option_{k}_hint"),
            origin=int(origin)
            if origin.isascii() and origin.isdigit() and len(origin) < 4
            else None,
        )
        if not option.is_blank:
            yield option


def _words(sent: Mapping[str, Any], name: str) -> Text:
    # Browsers send every line's end as two characters.
    told = (sent.get(f"{name}_{language}", "") for language in LANGUAGES)
    return Text(*(words.replace("\r\n", "\n").replace("\0", "").strip()[:2000] for words in told))
