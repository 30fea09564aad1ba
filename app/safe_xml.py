"""Reads model bytes as XML that cannot reach outside itself."""

from typing import Any

from lxml import etree

MAX_BYTES = 8_000_000
MAX_NESTING = 120


class UnreadableModel(Exception):
    """The bytes are not XML that we accept. `line` is 0 where none is known."""

    def __init__(self, rule: str, line: int, detail: str) -> None:
        super().__init__(detail)
        self.rule = rule
        self.line = line


def read_xml(content: bytes) -> etree._Element:
    """The root element.

    Raises:
        UnreadableModel: broken XML, a DOCTYPE, or a file beyond the limits above.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableModel("file-too-large", 0, f"{len(content)} bytes, at most {MAX_BYTES}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableModel("broken-xml", error.lineno or 0, error.msg or "") from error
    except ValueError as error:  # an encoding that the file claims and does not have
        raise UnreadableModel("broken-xml", 0, str(error)) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise UnreadableModel("doctype-refused", 1, "DOCTYPE")
    if _nesting(root) > MAX_NESTING:
        raise UnreadableModel("nested-too-deeply", 0, f"more than {MAX_NESTING} levels")
    return root


def line_of(xml: etree._Element) -> int:
    """The line of an element, from 1; 0 where none is known."""
    line: Any = xml.sourceline
    return line or 0


def _nesting(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
