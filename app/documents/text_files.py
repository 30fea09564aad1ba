"""The files of texts, `documents.yaml` and `messages.yaml`, read strictly.

Each maps an id to `trigger`, `channel`, `norm`, maybe `gap`, `values` (placeholders that the model
fills) and the words: `title` with `paragraphs`, or `text`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from app.documents.strict_yaml import load_mapping
from app.documents.texts import (
    CASE_VALUES,
    CHANNELS,
    OFFICIAL,
    PLACEHOLDER,
    DocumentText,
    MessageText,
    Occasion,
)
from app.domain.texts import LANGUAGES, Language, Text

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEYS = {"trigger", "channel", "norm", "gap", "values"}


class TextsBroken(Exception):
    """A file of texts cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def parse_documents(content: bytes) -> Mapping[str, DocumentText]:
    """Every document of a `documents.yaml`, by id.

    Raises:
        TextsBroken: with all that is wrong.
    """
    reader = _Reader()
    found = {
        entry.id: entry.document() for entry in reader.entries(content, {"title", "paragraphs"})
    }
    reader.finish()
    return found


def parse_messages(content: bytes) -> Mapping[str, MessageText]:
    """Every message of a `messages.yaml`, by id. Raises TextsBroken as above."""
    reader = _Reader()
    found = {entry.id: entry.message() for entry in reader.entries(content, {"text"})}
    reader.finish()
    return found


@dataclass(slots=True)
class _Reader:
    problems: list[str] = field(default_factory=list)

    def entries(self, content: bytes, words: set[str]) -> Iterator["_Entry"]:
        try:
            loaded = load_mapping(content)
        except (yaml.YAMLError, UnicodeDecodeError, TypeError) as error:
            self.problems.append(" ".join(str(error).split()))
            return
        for name, node in loaded.items():
            if not isinstance(name, str) or not _ID.fullmatch(name):
                self.problems.append(f"{name}: an id is lower-case latin words joined by hyphens")
            elif not isinstance(node, dict):
                self.problems.append(f"{name}: not a mapping")
            else:
                entry = _Entry(name, node, self.problems)
                entry.check_keys(_KEYS | words)
                yield entry

    def finish(self) -> None:
        if self.problems:
            raise TextsBroken(self.problems)


@dataclass(slots=True)
class _Entry:
    id: str
    node: Mapping[object, object]
    problems: list[str]

    def wrong(self, where: str, what: str) -> None:
        self.problems.append(f"{self.id}.{where}: {what}")

    def check_keys(self, known: set[str]) -> None:
        for key in self.node:
            if key not in known:
                self.wrong(str(key), "unknown key")

    def string(self, where: str, value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(where, "has to be a text")
        return ""

    def occasion(self) -> Occasion:
        trigger = self.by_language("trigger", LANGUAGES)
        channel = next((known for known in CHANNELS if known == self.node.get("channel")), None)
        if channel is None:
            self.wrong("channel", f"one of {', '.join(CHANNELS)}")
        values = self.node.get("values", [])
        if not isinstance(values, list) or not all(isinstance(name, str) for name in values):
            self.wrong("values", "has to be a list of names")
            values = []
        for name in CASE_VALUES.intersection(values):
            self.wrong("values", f"{name} is the case's own value")
        return Occasion(
            id=self.id,
            trigger=Text(*(trigger.get(language, "") for language in LANGUAGES)),
            channel=channel or CHANNELS[0],
            norm=self.string("norm", self.node.get("norm")),
            gap=self.string("gap", self.node["gap"]) if "gap" in self.node else "",
            values=frozenset(values),
        )

    def by_language(self, key: str, required: Sequence[Language]) -> dict[Language, str]:
        node = self.languages(key, required)
        return {
            language: self.string(f"{key}.{language}", node[language])
            for language in LANGUAGES
            if language in node
        }

    def languages(self, key: str, required: Sequence[Language]) -> Mapping[object, object]:
        node = self.node.get(key)
        if not isinstance(node, dict):
            self.wrong(key, "has to hold the languages")
            return {}
        for language in required:
            if language not in node:
                self.wrong(f"{key}.{language}", "missing")
        for language in node:
            if language not in LANGUAGES:
                self.wrong(f"{key}.{language}", "no language of the product")
        return node

    def document(self) -> DocumentText:
        occasion = self.occasion()
        titles = self.by_language("title", OFFICIAL)
        node = self.languages("paragraphs", tuple(titles) or OFFICIAL)
        paragraphs: dict[Language, Sequence[str]] = {}
        for language in LANGUAGES:
            lines = node.get(language, [])
            where = f"paragraphs.{language}"
            if language in node and (not isinstance(lines, list) or not lines):
                self.wrong(where, "has to be a list of paragraphs")
            elif isinstance(lines, list):
                paragraphs[language] = tuple(
                    self.string(f"{where}[{at}]", line) for at, line in enumerate(lines, 1)
                )
            if language in node and language not in titles:
                self.wrong(f"title.{language}", "missing")
        for language, title in titles.items():
            self.check_placeholders(occasion, language, (title, *paragraphs.get(language, ())))
        return DocumentText(occasion, titles, paragraphs)

    def message(self) -> MessageText:
        occasion = self.occasion()
        texts = self.by_language("text", LANGUAGES)
        for language, words in texts.items():
            self.check_placeholders(occasion, language, (words,))
        return MessageText(occasion, Text(*(texts.get(language, "") for language in LANGUAGES)))

    def check_placeholders(
        self, occasion: Occasion, language: Language, words: Sequence[str]
    ) -> None:
        together = "\n".join(words)
        used = set(PLACEHOLDER.findall(together))
        for name in sorted(used - occasion.values - CASE_VALUES):
            self.wrong(language, f"nobody fills {{{name}}}")
        for name in sorted(occasion.values - used):
            self.wrong(language, f"{{{name}}} is promised but not used")
        if re.search(r"[{}]", PLACEHOLDER.sub("", together)):
            self.wrong(language, "a brace without its pair")
