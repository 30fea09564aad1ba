"""Reads YAML so that every value still knows its line, and nothing is guessed or repeated."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import yaml

from app.documents.yaml_words import yaml_mistake
from app.domain.mistakes import Mistake, Words, filled
from app.domain.texts import Text
from app.safe_yaml import Loader, demand_harmless
from app.simulation import unusable_words as say


class ScenarioUnusable(Exception):
    """The file is no scenario; the message is one English line that names file and line."""

    def __init__(self, file: Path, line: int, told: Text) -> None:
        super().__init__(f"{file}:{line}: {' '.join(told.en.split())}")
        self.mistake = Mistake("", told, line)


class _Loader(Loader):  # type: ignore[valid-type, misc]  # one of two classes of one library
    """YAML 1.2's plain scalars: `no` is a word, and an IIN that begins with 0 keeps it."""

    yaml_implicit_resolvers = {
        first: [entry for entry in resolvers if entry[0] == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"),
    list("-0123456789"),
)

_SCALARS = {"bool": "bool", "float": "number", "null": "null", "str": "text"}


class Here:
    """A value of the file, at its line; its readers refuse what does not fit."""

    def __init__(self, node: yaml.Node, file: Path, name: Text = say.THE_FILE) -> None:
        self._node = node
        self._file = file
        self.name = name

    @property
    def line(self) -> int:
        return int(self._node.start_mark.line) + 1

    def refuse(self, words: Words, **values: Text | str) -> ScenarioUnusable:
        """A refusal at this line; `{name}` in the words is this value's."""
        told = filled(words, **{"name": self.name, **values})
        return ScenarioUnusable(self._file, self.line, told)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_null(self) -> bool:
        return self._scalar()[0] == "null"

    def mapping(self, known: Iterable[str], required: Iterable[str] = ()) -> dict[str, "Here"]:
        """The values by key; a key that is not `known` is refused with its line."""
        known = tuple(known)
        found = self.entries()
        for key, value in found.items():
            if key not in known:
                raise value.refuse(say.UNKNOWN_KEY, name=self.name, key=key, known=", ".join(known))
        for key in required:
            if key not in found:
                raise self.refuse(say.LACKS, key=key)
        return found

    def entries(self) -> dict[str, "Here"]:
        """The values by key, whatever the keys; a key given twice is refused."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.refuse(say.NO_MAPPING)
        found: dict[str, Here] = {}
        for key, value in self._node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Here(key, self._file, self.name).refuse(say.KEY_NO_WORD)
            if key.value in found:
                raise Here(key, self._file, self.name).refuse(say.KEY_TWICE, key=key.value)
            found[key.value] = Here(value, self._file, _quoted(str(key.value)))
        return found

    def items(self) -> list["Here"]:
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.refuse(say.NO_LIST)
        name = filled(say.AN_ENTRY, name=self.name)
        return [Here(item, self._file, name) for item in self._node.value]

    def text(self) -> str:
        if not isinstance(self._node, yaml.ScalarNode) or self.is_null:
            raise self.refuse(say.NO_TEXT)
        return str(self._node.value)

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def flag(self) -> bool:
        kind, value = self._scalar()
        if kind != "bool":
            raise self.refuse(say.NO_FLAG)
        return value == "true"

    def whole(self) -> int:
        kind, value = self._scalar()
        if kind != "number" or "." in value or value.startswith("-"):
            raise self.refuse(say.NO_WHOLE)
        return int(value)

    def moment(self) -> datetime:
        try:
            found = datetime.fromisoformat(self.text())
        except ValueError:
            raise self.refuse(say.NO_MOMENT) from None
        if found.tzinfo is None:
            raise self.refuse(say.NO_ZONE)
        return found

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.refuse(say.NO_DAY) from None

    def plain(self) -> object:
        """Text, bool, Decimal, None, lists and dicts."""
        if self.is_mapping:
            return {key: value.plain() for key, value in self.entries().items()}
        if isinstance(self._node, yaml.SequenceNode):
            return [item.plain() for item in self.items()]
        kind, value = self._scalar()
        if kind == "number":
            return Decimal(value)
        return {"null": None, "bool": value == "true"}.get(kind, value)

    def variables(self) -> Mapping[str, object]:
        return {key: value.plain() for key, value in self.entries().items()}

    def _scalar(self) -> tuple[str, str]:
        """Kind and text of a scalar; ("", "") for anything else."""
        if not isinstance(self._node, yaml.ScalarNode):
            return "", ""
        kind = _SCALARS.get(str(self._node.tag).rpartition(":")[2])
        if kind is None:
            raise self.refuse(say.ODD_TAG, tag=str(self._node.tag))
        return kind, str(self._node.value)


def read_yaml(file: Path, content: bytes | None = None) -> Here:
    """The file's one document.

    Args:
        file: read, where there is no content; named by what is refused.
        content: of a file that is in no folder.

    Raises:
        ScenarioUnusable: it cannot be read, is empty, or is no YAML.
    """
    try:
        read = file.read_bytes() if content is None else content
        text = read.decode("utf-8")
        demand_harmless(text, with_aliases=False)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mistake = yaml_mistake(error)
        told = filled(say.NO_YAML, told=mistake.told)
        raise ScenarioUnusable(file, mistake.line or 1, told) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = _same(str(error.strerror)) if isinstance(error, OSError) else say.NO_UTF8
        raise ScenarioUnusable(file, 1, filled(say.NOT_READ, reason=reason)) from error
    except RecursionError as error:
        raise ScenarioUnusable(file, 1, filled(say.TOO_DEEP)) from error
    if node is None:
        raise ScenarioUnusable(file, 1, filled(say.EMPTY))
    return Here(node, file)


def _quoted(key: str) -> Text:
    return _same(f"`{key}`")


def _same(told: str) -> Text:
    return Text(told, told, told)
