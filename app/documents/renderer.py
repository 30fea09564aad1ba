"""Official documents as PDF/A-2a and PDF/UA-1, laid out by typst from data alone."""

import json
import re
import shutil
import tempfile
import threading
import weakref
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from app.documents.dates import long_date
from app.domain.texts import Text
from app.ports.outside import DocumentNotRendered, OfficialDocument

_STANDARDS: "list[typst.PDFStandard]" = ["1.7", "a-2a", "ua-1"]
_PACKAGE = re.compile(rb"@(preview|local)\s*/")


class TypstRenderer:
    """A `DocumentRenderer`; one warm compiler, used by one thread at a time.

    A layout reads `sys.inputs.document`: a JSON text, so that no word of it is markup. It can open
    no file and load no package.
    """

    def __init__(self, fonts: Path) -> None:
        """Take the TTF fonts of the folder `fonts` and no others. ValueError if it has none."""
        if not any(fonts.glob("*.ttf")):
            raise ValueError(f"no TTF font in {fonts}")
        self._lock = threading.Lock()
        nowhere = tempfile.mkdtemp(prefix="qadam-typst-")
        # Not a TemporaryDirectory: that one warns where its owner is dropped without a close.
        self._remove = weakref.finalize(self, shutil.rmtree, nowhere, ignore_errors=True)
        self._compiler = typst.Compiler(
            root=nowhere,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
            ),
            ignore_system_fonts=True,
            package_path=nowhere,
            package_cache_path=nowhere,
        )

    def render(self, document: OfficialDocument, layout: bytes) -> bytes:
        """As the port says; the same document gives the same bytes."""
        if _PACKAGE.search(layout):
            raise DocumentNotRendered("a layout cannot load packages")
        data = json.dumps(_data_of(document), ensure_ascii=False)
        try:
            with self._lock:
                pdf, warnings = self._compiler.compile_with_warnings(
                    input=layout,
                    format="pdf",
                    sys_inputs={"document": data},
                    pdf_standards=_STANDARDS,
                    timestamp=datetime.combine(document.dated, time(), UTC),
                )
        except typst.TypstError as error:
            raise DocumentNotRendered(f"the layout does not compile: {error.message}") from error
        if warnings:
            raise DocumentNotRendered(
                "the layout compiles with warnings: " + "; ".join(w.message for w in warnings)
            )
        if not isinstance(pdf, bytes):
            raise DocumentNotRendered("the layout gives no PDF")
        return pdf

    def close(self) -> None:
        self._remove()


def _data_of(document: OfficialDocument) -> dict[str, object]:
    return {
        "template": document.template,
        "number": document.number,
        "dated": _languages(long_date(document.dated)),
        "office": _languages(document.office),
        "signer": document.signer,
        "notice": _languages(document.edition_notice),
        "bodies": [
            {
                "language": body.language,
                "title": body.title,
                "paragraphs": list(body.paragraphs),
            }
            for body in document.bodies
        ],
    }


def _languages(text: Text) -> dict[str, str]:
    return {"kk": text.kk, "ru": text.in_language("ru"), "en": text.in_language("en")}
