"""The files of texts, `documents.yaml` and `messages.yaml`, read strictly.

Each maps an id to `trigger`, `channel`, `norm`, maybe `gap`, `values` (placeholders that the model
fills), `optional` ones, `choices` (placeholder to the ids it takes, each with its words) and the
words: `title` with `paragraphs`, maybe `register` and `hands`, or `text`. A paragraph is a text or
`label: text`; one that is nothing but the placeholder of a list becomes a list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from app.documents import text_words as say
from app.documents.dates import DAY, ENDINGS
from app.documents.placeholders import PLACEHOLDER
from app.documents.strict_yaml import load_mapping
from app.documents.texts import (
    CASE_VALUES,
    CHANNELS,
    OFFICIAL,
    DocumentText,
    FactLine,
    Line,
    MessageText,
    Occasion,
)
from app.domain.mistakes import FileUnreadable, Mistake, Words, filled
from app.domain.registers import Register
from app.domain.texts import LANGUAGES, Language, Text

KEPT = 32
"""Files of texts that stay read: those of the versions that open cases run by."""
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEYS = {"trigger", "channel", "norm", "gap", "values", "optional", "choices"}
_OF_DOCUMENTS = {"title", "paragraphs", "register", "hands"}
_OF_PAPERS = (Register.NOTICES, Register.ACTS)


class TextsBroken(Exception):
    """A file of texts cannot be used; `mistakes` lists everything that is wrong with it."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.problems = tuple(map(str, mistakes))
        """In English, for those who look at logs."""
        super().__init__("\n".join(self.problems))
        self.mistakes = tuple(mistakes)

    def of(self, name: str) -> Sequence[Mistake]:
        """Those of one text."""
        return [one for one in self.mistakes if one.path.startswith(f"{name}.")]


@lru_cache(maxsize=KEPT)
def parse_documents(content: bytes) -> Mapping[str, DocumentText]:
    """Every document of a `documents.yaml`, by id.

    Raises:
        TextsBroken: with all that is wrong.
    """
    reader = _Reader()
    found = {entry.id: entry.document() for entry in reader.entries(content, _OF_DOCUMENTS)}
    reader.finish()
    return found


@lru_cache(maxsize=KEPT)
def parse_messages(content: bytes) -> Mapping[str, MessageText]:
    """Every message of a `messages.yaml`, by id. Raises TextsBroken as above."""
    reader = _Reader()
    found = {entry.id: entry.message() for entry in reader.entries(content, {"text"})}
    reader.finish()
    return found


@dataclass(slots=True)
class _Reader:
    mistakes: list[Mistake] = field(default_factory=list)

    def entries(self, content: bytes, words: set[str]) -> Iterator["_Entry"]:
        try:
            loaded = load_mapping(content)
        except FileUnreadable as unreadable:
            self.mistakes.append(unreadable.mistake)
            return
        for name, node in loaded.items():
            if not isinstance(name, str) or not _ID.fullmatch(name):
                self.mistakes.append(Mistake(str(name), filled(say.BAD_ID)))
            elif not isinstance(node, dict):
                self.mistakes.append(Mistake(name, filled(say.NO_ENTRY)))
            else:
                entry = _Entry(name, node, self.mistakes)
                entry.check_keys(_KEYS | words)
                yield entry

    def finish(self) -> None:
        if self.mistakes:
            raise TextsBroken(self.mistakes)


@dataclass(slots=True)
class _Entry:
    id: str
    node: Mapping[object, object]
    mistakes: list[Mistake]

    def wrong(self, where: str, words: Words, **values: str) -> None:
        self.mistakes.append(Mistake(f"{self.id}.{where}", filled(words, **values)))

    def check_keys(self, known: set[str]) -> None:
        for key in self.node:
            if key not in known:
                self.wrong(str(key), say.UNKNOWN_KEY)

    def string(self, where: str, value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(where, say.NO_WORDS)
        return ""

    def occasion(self) -> Occasion:
        trigger = self.by_language("trigger", LANGUAGES)
        channel = next((known for known in CHANNELS if known == self.node.get("channel")), None)
        if channel is None:
            self.wrong("channel", say.NOT_ONE_OF, known=", ".join(CHANNELS))
        values, optional = self.names("values"), self.names("optional")
        for name in sorted(values & optional):
            self.wrong("optional", say.NEEDED_ALREADY, name=name)
        return Occasion(
            id=self.id,
            trigger=Text(*(trigger.get(language, "") for language in LANGUAGES)),
            channel=channel or CHANNELS[0],
            norm=self.string("norm", self.node.get("norm")),
            gap=self.string("gap", self.node["gap"]) if "gap" in self.node else "",
            values=values,
            optional=optional,
            choices=self.choices(values | optional),
        )

    def names(self, key: str) -> frozenset[str]:
        names = self.node.get(key, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self.wrong(key, say.NO_NAMES)
            return frozenset()
        for name in sorted(CASE_VALUES.intersection(names)):
            self.wrong(key, say.OWN_VALUE, name=name)
        return frozenset(names)

    def choices(self, values: frozenset[str]) -> Mapping[str, Mapping[str, Text]]:
        node = self.node.get("choices", {})
        found: dict[str, dict[str, Text]] = {}
        for name, ids in self.mapping("choices", node).items():
            if name not in values:
                self.wrong(f"choices.{name}", say.NO_VALUE)
            for one, _ in self.mapping(f"choices.{name}", ids).items():
                words = self.by_language_of(f"choices.{name}.{one}", ids, one, LANGUAGES)
                found.setdefault(name, {})[one] = Text(
                    *(words.get(language, "") for language in LANGUAGES)
                )
        return found

    def mapping(self, where: str, node: object) -> Mapping[str, object]:
        if isinstance(node, dict):
            return node
        self.wrong(where, say.NO_MAPPING)
        return {}

    def by_language_of(
        self, where: str, owner: object, key: str, required: Sequence[Language]
    ) -> dict[Language, str]:
        node = self.languages(where, owner.get(key) if isinstance(owner, dict) else None, required)
        return {
            language: self.string(f"{where}.{language}", node[language])
            for language in LANGUAGES
            if language in node
        }

    def by_language(self, key: str, required: Sequence[Language]) -> dict[Language, str]:
        return self.by_language_of(key, self.node, key, required)

    def languages(
        self, where: str, node: object, required: Sequence[Language]
    ) -> Mapping[object, object]:
        if not isinstance(node, dict):
            self.wrong(where, say.NO_LANGUAGES)
            return {}
        for language in required:
            if language not in node:
                self.wrong(f"{where}.{language}", say.MISSING)
        for language in node:
            if language not in LANGUAGES:
                self.wrong(f"{where}.{language}", say.NO_LANGUAGE)
        return node

    def document(self) -> DocumentText:
        occasion = self.occasion()
        titles = self.by_language("title", OFFICIAL)
        node = self.languages("paragraphs", self.node.get("paragraphs"), tuple(titles) or OFFICIAL)
        paragraphs: dict[Language, Sequence[Line]] = {}
        for language in LANGUAGES:
            lines = node.get(language, [])
            where = f"paragraphs.{language}"
            if language in node and (not isinstance(lines, list) or not lines):
                self.wrong(where, say.NO_PARAGRAPHS)
            elif isinstance(lines, list):
                paragraphs[language] = tuple(
                    self.line(f"{where}[{at}]", line) for at, line in enumerate(lines, 1)
                )
            if language in node and language not in titles:
                self.wrong(f"title.{language}", say.MISSING)
        for language, title in titles.items():
            words = [
                line if isinstance(line, str) else line.words
                for line in paragraphs.get(language, ())
            ]
            self.check_placeholders(occasion, "paragraphs", language, (title, *words))
        return DocumentText(occasion, titles, paragraphs, self.register(), self.hands(titles))

    def line(self, where: str, node: object) -> Line:
        if isinstance(node, dict) and len(node) == 1:
            ((label, words),) = node.items()
            return FactLine(self.string(where, label), self.string(where, words))
        return self.string(where, node)

    def register(self) -> Register:
        name = self.node.get("register", Register.NOTICES)
        found = next((register for register in _OF_PAPERS if register == name), None)
        if found is None:
            self.wrong("register", say.NOT_ONE_OF, known=", ".join(_OF_PAPERS))
        return found or Register.NOTICES

    def hands(self, titles: Mapping[Language, str]) -> Mapping[Language, Sequence[str]]:
        if "hands" not in self.node:
            return {}
        node = self.languages("hands", self.node["hands"], tuple(titles))
        found: dict[Language, Sequence[str]] = {}
        for language in titles:
            lines = node.get(language, [])
            if not isinstance(lines, list):
                self.wrong(f"hands.{language}", say.NO_LINES)
                continue
            found[language] = tuple(
                self.string(f"hands.{language}[{at}]", line) for at, line in enumerate(lines, 1)
            )
        return found

    def message(self) -> MessageText:
        occasion = self.occasion()
        texts = self.by_language("text", LANGUAGES)
        for language, words in texts.items():
            self.check_placeholders(occasion, "text", language, (words,))
        return MessageText(occasion, Text(*(texts.get(language, "") for language in LANGUAGES)))

    def check_placeholders(
        self, occasion: Occasion, part: str, language: Language, words: Sequence[str]
    ) -> None:
        where = f"{part}.{language}"
        together = "\n".join(words)
        used = {match[1] for match in PLACEHOLDER.finditer(together)}
        for name in sorted(used - occasion.values - occasion.optional - CASE_VALUES):
            self.wrong(where, say.NOBODY_FILLS, name=name)
        for name in sorted((occasion.values | occasion.optional) - used):
            self.wrong(where, say.NOT_USED, name=name)
        for match in PLACEHOLDER.finditer(together):
            if match[2] in (None, DAY):
                continue
            if language != "kk" or match[2] not in ENDINGS:
                known = ", ".join(ENDINGS)
                self.wrong(where, say.NO_ENDING, place=match[0], known=known)
        if re.search(r"[{}]", PLACEHOLDER.sub("", together)):
            self.wrong(where, say.ODD_BRACE)
