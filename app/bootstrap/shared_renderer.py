"""One renderer for all worlds of a run: a paper that many scenarios have is laid out once."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock

import orjson

from app.documents.renderer import TypstRenderer

REMEMBERED = 200
"""Papers that stay laid out, some 50 KB each; the one not asked for longest leaves first."""


class LaidOutOnce(TypstRenderer):
    """Gives the pages of equal data and layout again: equal orders give equal bytes."""

    def __init__(self, fonts: Path) -> None:
        super().__init__(fonts)
        self._known_lock = Lock()
        self._known: OrderedDict[tuple[bytes, date, bytes], bytes] = OrderedDict()

    def lay_out(self, data: Mapping[str, object], dated: date, layout: bytes) -> bytes:
        key = (orjson.dumps(data), dated, layout)
        with self._known_lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        pages = super().lay_out(data, dated, layout)
        with self._known_lock:
            self._known[key] = pages
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return pages


@cache
def shared_renderer(fonts: Path) -> LaidOutOnce:
    """The renderer of the worlds of this process."""
    return LaidOutOnce(fonts)
