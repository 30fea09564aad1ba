"""Writes the page of all rules, from the messages and weights that the linter itself uses."""

import re
from collections.abc import Iterator

from app.domain.models import Severity
from app.engine.lint.messages import MESSAGES
from app.engine.lint.severities import severity_of

_PLACE = re.compile(r"\{(\w+)\}")
_HEAD = (
    "# What the linter finds",
    "",
    "Written by `rules_page()` of `app/engine/lint/rules_page.py`; a test holds the two together.",
    "The rules are the same at deployment, in `python3 run.py lint` and at `POST /lint`. Each",
    "finding names file, line and element; ‹…› stands for what is found there. Documents, messages",
    "and the service standard have findings of their own, told by the files they stand in; one is",
    "`term-met-by-nothing`: a term's `met_by` names an element that is in no diagram of the",
    "service or of the shared stages it takes along; others are `index-of-unknown-variable`: an",
    "indexed variable that nothing writes, and `index-of-sensitive-variable`: one whose name says",
    "that it holds data of people or of their health; `words-missing`: a task names a message or a",
    "document that is in no file of the service. Deployment alone tells `start-not-ready`: an",
    "office that is not there, or a timer of a start event whose expression gives no moment.",
)
_SECTIONS = (
    (
        Severity.ERROR,
        "Refused everywhere",
        "The model cannot run as drawn. No deployment takes it.",
    ),
    (
        Severity.SERVICE,
        "Refused in a service",
        "A service is not deployed so. A trial (`simulate --deploy`) of a stray model runs it.",
    ),
    (
        Severity.WARNING,
        "Warnings",
        "Told, and refuses nothing. The services that come with the product have none.",
    ),
)


def rules_page() -> str:
    """The page `docs/lint-rules.md`."""
    lines = list(_HEAD)
    for severity, title, meaning in _SECTIONS:
        lines += ["", f"## {title}", "", meaning, *_rules(severity)]
    return "\n".join(lines) + "\n"


def _rules(severity: Severity) -> Iterator[str]:
    for rule in sorted(MESSAGES):
        if severity_of(rule) is severity:
            text = MESSAGES[rule]
            yield ""
            yield f"### `{rule}`"
            yield ""
            for language, words in (("kk", text.kk), ("ru", text.ru), ("en", text.en)):
                yield f"- {language}: {_shown(words)}"


def _shown(words: str) -> str:
    return _PLACE.sub(r"‹\1›", words.replace("{{", "{").replace("}}", "}")).replace("|", "\\|")
