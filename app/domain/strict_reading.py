"""Strict reading of a mapping written by a person: every problem is noted with its path.

A reading goes on after a problem with a harmless value in its place, so that all problems of a file
come out at once; whoever reads must look at `problems` before using anything.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from app.domain import reading_words as say
from app.domain.mistakes import Mistake, filled
from app.domain.texts import LANGUAGES, NO_TEXT, Text

Raw = Mapping[str, object]
Moment = TypeVar("Moment", date, time)


class Reading:
    """One file being read."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    @property
    def problems(self) -> Sequence[str]:
        """In English, each as `path: what`."""
        return tuple(map(str, self.mistakes))

    def problem(self, path: str, what: Text | str) -> None:
        """A plain text is English, for those who connect systems."""
        told = Text(what, what, what) if isinstance(what, str) else what
        self.mistakes.append(Mistake(path, told))

    def mapping(
        self,
        value: object,
        path: str,
        *,
        required: Sequence[str] = (),
        optional: Sequence[str] = (),
    ) -> Raw:
        """A mapping with these keys and no others."""
        found = self.any_mapping(value, path)
        known = {*required, *optional}
        for key in found:
            if key not in known:
                self.problem(_join(path, key), filled(say.UNKNOWN_KEY))
        if isinstance(value, Mapping):
            for key in required:
                if found.get(key) is None:
                    self.problem(_join(path, key), filled(say.MISSING))
        return found

    def any_mapping(self, value: object, path: str) -> Raw:
        """A mapping whose keys are names chosen by its author."""
        if not isinstance(value, Mapping):
            self.problem(path or "file", filled(say.NO_MAPPING, found=say.kind_of(value)))
            return {}
        return {str(key): item for key, item in value.items()}

    def items(self, value: object, path: str) -> Sequence[object]:
        if value is None:
            return ()
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.problem(path, filled(say.NO_LIST, found=say.kind_of(value)))
            return ()
        return value

    def text(self, raw: Raw, key: str, path: str) -> Text:
        """Words in all three languages; a missing key is reported by `mapping`."""
        path = _join(path, key)
        if raw.get(key) is None:
            return NO_TEXT
        words = self.mapping(raw[key], path, required=LANGUAGES)
        return Text(*(self.string(words, language, path) for language in LANGUAGES))

    def string(self, raw: Raw, key: str, path: str, default: str = "") -> str:
        value = raw.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip():
            self.problem(_join(path, key), filled(say.NO_WORDS, found=say.kind_of(value)))
            return default
        return value.strip()

    def strings(self, raw: Raw, key: str, path: str, known: Sequence[str]) -> tuple[str, ...]:
        """A list of names, each one of the known."""
        found = []
        for k, item in enumerate(self.items(raw.get(key), _join(path, key))):
            if item in known:
                found.append(str(item))
            else:
                self.problem(f"{_join(path, key)}[{k}]", _not_one_of(item, known))
        return tuple(found)

    def choice(self, raw: Raw, key: str, path: str, known: Sequence[str]) -> str:
        value = raw.get(key)
        if value is not None and value not in known:
            self.problem(_join(path, key), _not_one_of(value, known))
        return str(value) if value in known else known[0]

    def count(self, raw: Raw, key: str, path: str) -> int:
        """A whole number from 1."""
        value = raw.get(key)
        if value is None:
            return 1
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.problem(_join(path, key), filled(say.NO_COUNT, found=say.shown(value)))
            return 1
        return value

    def flag(self, raw: Raw, key: str, path: str) -> bool:
        value = raw.get(key, False)
        if not isinstance(value, bool):
            self.problem(_join(path, key), filled(say.NO_FLAG, found=say.shown(value)))
            return False
        return value

    def day(self, raw: Raw, key: str, path: str) -> date | None:
        """A date, as YAML reads it or as ISO text."""
        value = raw.get(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        told = _iso(date.fromisoformat, value)
        if told is None:
            self.problem(_join(path, key), filled(say.NO_DATE, found=say.shown(value)))
        return told

    def hour(self, raw: Raw, key: str, path: str) -> time | None:
        """A time of day as quoted text: YAML reads an unquoted 18:00 as the number 1080."""
        value = raw.get(key)
        if value is None:
            return None
        told = _iso(time.fromisoformat, value)
        if told is None:
            self.problem(_join(path, key), filled(say.NO_TIME, found=say.shown(value)))
        return told


def _iso(read: Callable[[str], Moment], value: object) -> Moment | None:
    """The moment in ISO text, or None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        return read(value)
    except ValueError:
        return None


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _not_one_of(value: object, known: Sequence[str]) -> Text:
    return filled(say.NOT_ONE_OF, known=", ".join(known), found=say.shown(value))
