"""The rules of a decision between their page and their texts: typed, added, moved, taken out."""

from collections.abc import Iterator, Mapping

from flask import request

from app.decisions.column_labels import LABELLED
from app.decisions.rule_list import RuleList, RuleTexts
from app.domain.texts import LANGUAGES

MOST_RULES = 300
"""In one form; what is longer is edited as a table."""
LONGEST = 10_000
"""Letters of a cell."""


def typed_rules(known: RuleList) -> tuple[RuleTexts, ...] | None:
    """The rules of the form that was sent; None where it held none."""
    if "rules" not in request.form:
        return None
    return tuple(_rows(len(known.columns)))


def typed_labels(known: RuleList) -> tuple[Mapping[str, str], ...] | None:
    """Of the inputs and outputs by language, as the form has them; None where it held none."""
    count = sum(column.kind in LABELLED for column in known.columns)
    keys = [{language: f"label_{n}_{language}" for language in LANGUAGES} for n in range(count)]
    sent = all(key in request.form for one in keys for key in one.values())
    if not known.hit_policy or not sent:
        return None
    return tuple(
        {language: " ".join(_told(key).split()) for language, key in one.items()} for one in keys
    )


def with_deed(rules: tuple[RuleTexts, ...], known: RuleList, do: str) -> tuple[RuleTexts, ...]:
    """The rules after one was added, moved or removed as a button says."""
    deed, _, number = do.partition(" ")
    rows, k = list(rules), int(number or 0)
    if deed == "add":
        tests = ("-" if column.kind == "input" else "" for column in known.columns)
        rows.append(RuleTexts(tuple(tests)))
    if deed == "remove" and k < len(rows):
        del rows[k]
    target = k - 1 if deed == "up" else k + 1
    if deed in ("up", "down") and k < len(rows) and 0 <= target < len(rows):
        rows[k], rows[target] = rows[target], rows[k]
    return tuple(rows)


def _rows(columns: int) -> Iterator[RuleTexts]:
    for k in range(MOST_RULES):
        if f"origin_{k}" not in request.form:
            return
        origin = request.form[f"origin_{k}"]
        yield RuleTexts(
            tuple(_told(f"cell_{k}_{c}") for c in range(columns)),
            _told(f"note_{k}"),
            int(origin) if origin.isascii() and origin.isdigit() and len(origin) < 6 else None,
        )


def _told(name: str) -> str:
    # Browsers send every line's end as two characters; others no XML can hold.
    told = request.form.get(name, "").replace("\r\n", "\n")
    return "".join(one for one in told if one in "\n\t" or one.isprintable()).strip()[:LONGEST]
