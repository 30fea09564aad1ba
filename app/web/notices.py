"""Whose work Qadam stands on: the libraries it runs with and serves, and their licences."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_REQUIREMENTS = Path(__file__).parents[2] / "requirements.txt"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==", re.MULTILINE)
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_LICENCE_CLASS = "License :: "
_LONGEST_NAME = 60
"""Signs: a longer `License` field holds the whole licence, not its name."""


@dataclass(frozen=True, slots=True)
class Notice:
    name: str
    version: str
    licence: str
    """As its makers name it; empty where they name none."""
    words: str
    """Of the licence; empty where none came with it."""


@dataclass(frozen=True, slots=True)
class Notices:
    running: tuple[Notice, ...]
    """What the server runs with."""
    served: tuple[Notice, ...]
    """What browsers get: scripts, styles, fonts, icons."""

    def find(self, name: str) -> Notice | None:
        return next((one for one in (*self.running, *self.served) if one.name == name), None)


@cache
def read_notices(static: Path) -> Notices:
    """The libraries as they are installed here, and as the front end was built with them."""
    # Pinned once more where another Python needs another version.
    pinned = dict.fromkeys(_PINNED.findall(_REQUIREMENTS.read_text(encoding="utf-8")))
    told = json.loads((static / "notices.json").read_text(encoding="utf-8"))
    return Notices(
        tuple(notice for name in pinned for notice in _installed(name)),
        tuple(Notice(**one) for one in told),
    )


def _installed(name: str) -> Iterator[Notice]:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return  # Pinned for another system or another Python.
    yield Notice(found.metadata["Name"], found.version, _licence(found), _words(found))


def _licence(found: Distribution) -> str:
    if "License-Expression" in found.metadata:
        return found.metadata["License-Expression"]
    classes = found.metadata.get_all("Classifier") or ()
    named = [one.rpartition(" :: ")[2] for one in classes if one.startswith(_LICENCE_CLASS)]
    if named:
        return ", ".join(named)
    if "License" in found.metadata and len(found.metadata["License"]) <= _LONGEST_NAME:
        return found.metadata["License"]
    return ""


def _words(found: Distribution) -> str:
    files = sorted((file for file in found.files or () if _LICENCE_FILE.match(file.name)), key=str)
    texts = [file.read_text(encoding="utf-8") for file in files if file.suffix != ".py"]
    return "\n\n".join(texts)
