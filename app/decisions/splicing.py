"""Where the parts of a decision file stand in its bytes, so that all others stay as they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from xml.parsers import expat  # of what `read_xml` has accepted: no DOCTYPE
from xml.sax.saxutils import escape

from app.safe_xml import UnreadableModel, read_xml

_TAG = re.compile(rb"""<[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*>""")


@dataclass(slots=True)
class Spot:
    """An element: its name as it is written, its attributes, and the bytes it covers."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    """Behind its first tag."""
    inner_end: int = 0
    end: int = 0
    children: list["Spot"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        return self.tag[: -len(self.kind)]

    def parts(self, kind: str) -> list["Spot"]:
        return [child for child in self.children if child.kind == kind]

    def part(self, kind: str) -> "Spot | None":
        return next(iter(self.parts(kind)), None)

    def walk(self) -> Iterator["Spot"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes from `start` to `end` become `told`."""

    start: int
    end: int
    told: str


@lru_cache(maxsize=4)
def spots_of(content: bytes) -> Spot:
    """The root element with all that it holds, to be read alone: a page asks for it repeatedly.

    Raises:
        UnreadableModel: not XML that we accept, or not in UTF-8.
    """
    read_xml(content)
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableModel("broken-xml", 0, "UTF-8") from error
    parser = expat.ParserCreate("UTF-8")
    open_ones: list[Spot] = []
    roots: list[Spot] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        found = _TAG.match(content, start)
        spot = Spot(tag, attributes, start, found.end() if found else start)
        (open_ones[-1].children if open_ones else roots).append(spot)
        open_ones.append(spot)

    def finish(_: str) -> None:
        spot = open_ones.pop()
        is_empty = content.endswith(b"/>", 0, spot.inner)
        spot.inner_end = spot.inner if is_empty else parser.CurrentByteIndex
        spot.end = spot.inner if is_empty else content.index(b">", spot.inner_end) + 1

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.Parse(content, True)
    return roots[0]


def spliced(content: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes with the edits, which do not overlap."""
    made, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        made += [content[at : edit.start], edit.told.encode()]
        at = edit.end
    return b"".join([*made, content[at:]])


def text_in(content: bytes, spot: Spot | None) -> str:
    """What an element says, without the space around it."""
    if spot is None:
        return ""
    told = content[spot.inner : spot.inner_end].decode()
    plain = re.sub(r"<!\[CDATA\[(.*?)\]\]>", lambda part: escape(part[1]), told, flags=re.DOTALL)
    bare = re.sub(r"<!--.*?-->", "", plain, flags=re.DOTALL)
    return unescape(bare).replace("\r\n", "\n").strip()


def say(content: bytes, spot: Spot, told: str) -> Edit:
    """Let an element say something else."""
    if spot.inner_end > spot.inner or not content.endswith(b"/>", 0, spot.inner):
        return Edit(spot.inner, spot.inner_end, escape(told))
    bare = content[spot.start : spot.inner - 2].decode().rstrip()
    return Edit(spot.start, spot.end, f"{bare}>{escape(told)}</{spot.tag}>")
