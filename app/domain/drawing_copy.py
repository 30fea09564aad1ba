"""A drawing under another process key: only what names the process changes, byte by byte."""

import re
from collections.abc import Mapping
from html import escape

from app.domain.refusals import Invalid
from app.domain.texts import Text

_TOKEN = re.compile(
    r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</(?P<end>[^\s>]+)\s*>"""
    r"""|<(?P<name>[^\s/>!?]+)(?P<attributes>(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/?>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(\s)([^\s=]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_ENCODING = re.compile(rb"""^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']""")
_REFERENCES = frozenset({"processRef", "bpmnElement", "calledElement"})
_INSIDE = ("extensionElements", "properties", "property")


class DrawingNotCopied(Invalid):
    code = "DrawingNotCopied"
    title = Text(
        "Сызбаның кодталуы белгісіз, сондықтан ол көшірілмеді",
        "Кодировка схемы неизвестна, поэтому она не скопирована",
        "The encoding of the drawing is not known, so it was not copied",
    )


def renamed_drawing(content: bytes, old: str, new: str, name: Text) -> bytes:
    """The drawing with the process `old` and all references to it called `new`.

    The process and its pool get the name, in three languages where they have three. Raises
    DrawingNotCopied.
    """
    declared = _ENCODING.match(content[:200])
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    encoding = declared[1].decode() if declared and encoding == "utf-8" else encoding
    try:
        return _Copying(old, new, name).all_of(content.decode(encoding)).encode(encoding)
    except (LookupError, UnicodeError) as error:
        raise DrawingNotCopied(f"Expected to read {encoding}") from error


class _Copying:
    def __init__(self, old: str, new: str, name: Text) -> None:
        self.old, self.new, self.name = old, new, name
        self.above: list[str] = []
        self.named_at = 0
        """How deep the process or its pool stands, while one of them is open; else 0."""

    def all_of(self, text: str) -> str:
        return _TOKEN.sub(self._token, text)

    def _token(self, found: re.Match[str]) -> str:
        token = found[0]
        if found["end"] is not None and self.above:
            self.above.pop()
            if len(self.above) < self.named_at:
                self.named_at = 0
        if found["name"] is None:
            return token
        kind = found["name"].rpartition(":")[2]
        told = {key: value[1:-1] for _, key, _, value in _ATTRIBUTE.findall(found["attributes"])}
        changes = self._changes(kind, told)
        if not token.endswith("/>"):
            self.above.append(kind)
            if changes.keys() & {"id", "processRef"}:
                self.named_at = len(self.above)
        begin, end = found.start("attributes") - found.start(), found.end("attributes")
        end -= found.start()
        return token[:begin] + _changed(found["attributes"], changes) + token[end:]

    def _changes(self, kind: str, told: Mapping[str, str]) -> dict[str, str]:
        changes = {key: self.new for key in _REFERENCES if told.get(key) == self.old}
        is_process = kind == "process" and told.get("id") == self.old
        if is_process:
            changes["id"] = self.new
        if is_process or (kind == "participant" and "processRef" in changes):
            changes["name"] = self.name.kk
        if kind == "property" and self._is_inside():
            language = told.get("name", "").removeprefix("name.")
            if language in ("kk", "ru", "en") and told["name"] != language:
                changes["value"] = str(getattr(self.name, language))
        return changes

    def _is_inside(self) -> bool:
        """Whether a property here is one of the process itself."""
        return bool(self.named_at) and tuple(self.above[self.named_at :]) == _INSIDE[:-1]


def _changed(attributes: str, changes: Mapping[str, str]) -> str:
    def one(found: re.Match[str]) -> str:
        space, key, equals, value = found.groups()
        if key not in changes:
            return found[0]
        quote = value[0]
        words = escape(changes[key], quote=False).replace(
            quote, "&quot;" if quote == '"' else "&apos;"
        )
        return f"{space}{key}{equals}{quote}{words}{quote}"

    return _ATTRIBUTE.sub(one, attributes)
