"""Official documents as PDF/A-2a and PDF/UA-1, laid out by typst from data alone."""

import json
import re
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import segno

from app.documents import layout_words as say
from app.documents.dates import long_date
from app.documents.press import PDF, read_frame, write_frame
from app.domain.mistakes import filled
from app.domain.texts import Text
from app.ports.outside import Block, DocumentNotRendered, Fact, Items, OfficialDocument

_PACKAGE = re.compile(rb"@(preview|local)\s*/")
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space that the compiling process may have."""
SECONDS = 20
"""Of computing for one document; and how long it is waited for is three times that."""
PICTURES = 64
"""QR codes that stay drawn: the worlds of scenarios give their papers the same codes."""
ORDERS = 500
"""Documents after which a new process takes over: the compiler remembers what it has laid out."""


class TypstRenderer:
    """A `DocumentRenderer`: one warm compiler in a process of its own, one document at a time.

    A layout reads `sys.inputs.document`: a JSON text, so that no word of it is markup. It can open
    no file and load no package; one that takes too long or too much is refused, and the next
    document meets a fresh process.
    """

    def __init__(
        self, fonts: Path, *, memory: int = MEMORY, seconds: int = SECONDS, orders: int = ORDERS
    ) -> None:
        """Take the TTF fonts of the folder `fonts` and no others. ValueError if it has none."""
        if not any(fonts.glob("*.ttf")):
            raise ValueError(f"no TTF font in {fonts}")
        self._lock = threading.Lock()
        self._command = [
            *(sys.executable, "-I", str(Path(__file__).with_name("press.py"))),
            *(str(fonts), str(memory), str(seconds)),
        ]
        self._patience = 3 * seconds
        self._orders = orders
        self._presses: list[_Press] = []
        # Not __del__: the interpreter may have dropped what that needs by then.
        self._end = weakref.finalize(self, _end_all, self._presses)

    def render(self, document: OfficialDocument, layout: bytes) -> bytes:
        """As the port says; the same document gives the same bytes."""
        return self.lay_out(_data_of(document), document.dated, layout)

    def lay_out(self, data: Mapping[str, object], dated: date, layout: bytes) -> bytes:
        """The PDF of any data. Raises DocumentNotRendered as `render`."""
        if _PACKAGE.search(layout):
            raise DocumentNotRendered(filled(say.NO_PACKAGES))
        order = {
            "layout": layout.decode(),
            "document": json.dumps(data, ensure_ascii=False),
            "timestamp": datetime.combine(dated, time(), UTC).isoformat(),
        }
        with self._lock:
            answer = self._press().pressed(json.dumps(order).encode(), self._patience)
        if answer is None:
            self.close()
            raise DocumentNotRendered(filled(say.TOO_GREEDY))
        if not answer.startswith(PDF):
            raise DocumentNotRendered(_why(json.loads(answer[1:])))
        return answer[1:]

    def close(self) -> None:
        """End the process; the next document starts another one."""
        with self._lock:
            _end_all(self._presses)

    def _press(self) -> "_Press":
        if self._presses and self._presses[0].orders >= self._orders:
            _end_all(self._presses)
        if not self._presses:
            self._presses.append(_Press(self._command))
        return self._presses[0]


def _why(reason: Mapping[str, Any]) -> Text:
    """What the press answers where it gives no pages."""
    if reason["kind"] == "empty":
        return filled(say.NO_PDF)
    line, told = int(reason["line"]), str(reason["told"])
    if reason["kind"] == "broken":
        return filled(say.BROKEN_AT if line else say.BROKEN, line=line, told=told)
    return filled(say.WARNED_AT if line else say.WARNED, line=line, told=told)


class _Press:
    """A running `press.py`."""

    def __init__(self, command: list[str]) -> None:
        self.orders = 0
        # Its own session: Ctrl+C is for the server, which lets the document at hand finish.
        self._process = subprocess.Popen(  # noqa: S603  # our interpreter, our program, our folder
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._orders, self._answers = _pipe(self._process.stdin), _pipe(self._process.stdout)

    def pressed(self, order: bytes, patience: float) -> bytes | None:
        """The answer, or None where the process broke a limit and is gone."""
        self.orders += 1
        # Computing is limited within; this ends one that waits without computing.
        alarm = threading.Timer(patience, self._process.kill)
        alarm.start()
        try:
            write_frame(self._orders, order)
            return read_frame(self._answers)
        except BrokenPipeError:
            return None
        finally:
            alarm.cancel()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._orders, self._answers):
            # What may be left is the rest of an order that nobody reads any more.
            with suppress(BrokenPipeError):
                pipe.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("Expected the process to be started with pipes")
    return pipe


def _end_all(presses: "list[_Press]") -> None:
    while presses:
        presses.pop().end()


def _data_of(document: OfficialDocument) -> dict[str, object]:
    return {
        "template": document.template,
        "number": document.number,
        "case_number": document.case_number,
        "dated": in_languages(long_date(document.dated)),
        "office": in_languages(document.office),
        "signer": document.signer,
        "notice": in_languages(document.edition_notice),
        "verify": {
            "code": document.verify_code,
            "url": document.verify_url,
            "qr": qr_picture(document.verify_url),
        },
        "bodies": [
            {
                "language": body.language,
                "title": body.title,
                "blocks": [_block(block) for block in body.paragraphs],
                "hands": list(body.hands),
            }
            for body in document.bodies
        ],
    }


def _block(block: Block) -> dict[str, object]:
    match block:
        case Items():
            return {"kind": "items", "items": list(block.items)}
        case Fact():
            return {"kind": "fact", "label": block.label, "words": block.words}
        case _:
            return {"kind": "words", "words": block}


@lru_cache(maxsize=PICTURES)
def qr_picture(address: str) -> str:
    """An SVG of one path, readable with a quarter of it spoilt."""
    picture: str = segno.make(address, error="q", micro=False).svg_inline(border=0, omitsize=True)
    return picture


def in_languages(text: Text) -> dict[str, str]:
    return {"kk": text.kk, "ru": text.in_language("ru"), "en": text.in_language("en")}
