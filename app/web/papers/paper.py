"""The words of an official document, as they were stored beside its PDF."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; with `items` a list, with a `label` a fact."""

    words: str
    label: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    language: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    number: str
    """Its own; of a paper drawn up before papers had numbers, the case's."""
    verify_code: str
    """Empty on a paper of that time."""
    dated: date
    office: Text
    signer: str
    edition_notice: Text
    bodies: tuple[Body, ...]


def read_paper(words: bytes) -> Paper:
    """The document as it was written; a broken one is a ValueError, KeyError or TypeError."""
    raw = json.loads(words)
    return Paper(
        number=str(raw["number"]),
        verify_code=str(raw.get("verify_code", "")),
        dated=date.fromisoformat(raw["dated"]),
        office=_text(raw["office"]),
        signer=str(raw["signer"]),
        edition_notice=_text(raw["edition_notice"]),
        bodies=tuple(
            Body(str(body["language"]), str(body["title"]), tuple(map(_block, body["paragraphs"])))
            for body in raw["bodies"]
        ),
    )


def _block(raw: Any) -> Block:
    if isinstance(raw, str):
        return Block(raw)
    if "items" in raw:
        return Block("", items=tuple(map(str, raw["items"])))
    return Block(str(raw["words"]), label=str(raw["label"]))


def _text(raw: Mapping[str, Any]) -> Text:
    return Text(str(raw["kk"]), str(raw.get("ru", "")), str(raw.get("en", "")))
