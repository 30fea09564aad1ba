"""The program that compiles layouts, in a process of its own: a layout may come from a designer.

It imports nothing of Qadam. It reads a frame with a JSON order from its standard input, answers
with a frame and waits for the next; at the end of the input it ends.
"""

import json
import re
import struct
import sys
import tempfile
from datetime import datetime
from typing import IO, Any

import typst

LENGTH = struct.Struct(">I")
"""Bytes of a frame, before it."""
STANDARDS: "list[typst.PDFStandard]" = ["1.7", "a-2a", "ua-1"]
PDF, REFUSED = b"P", b"R"
"""How an answer begins: the pages follow, or as JSON the reason why there are none."""
_PLACE = re.compile(r"__typst_py_bytes__\.typ:(\d+):")
"""Of a line in the layout, as the compiler shows it."""


def main(fonts: str, memory: int, seconds: int) -> None:
    """Serve orders until the input ends.

    Args:
        fonts: folder of the TTF fonts, and no others are used.
        memory: bytes this process may have; more ends it.
        seconds: of computing that one order may take; more ends it.
    """
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    # Gone before the first order: this process is often killed, and then it could not clear up.
    with tempfile.TemporaryDirectory(prefix="qadam-typst-") as nowhere:
        compiler = typst.Compiler(
            root=nowhere,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
            ),
            ignore_system_fonts=True,
            package_path=nowhere,
            package_cache_path=nowhere,
        )
    _limit_memory(memory)
    while (frame := read_frame(source)) is not None:
        _limit_computing(seconds)
        write_frame(sink, _answer(compiler, json.loads(frame)))


def read_frame(source: IO[bytes]) -> bytes | None:
    """The next frame, or None where the other side has ended."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    frame = source.read(length)
    return frame if len(frame) == length else None


def write_frame(sink: IO[bytes], frame: bytes) -> None:
    sink.write(LENGTH.pack(len(frame)) + frame)
    sink.flush()


def _answer(compiler: typst.Compiler, order: Any) -> bytes:
    try:
        pdf, warnings = compiler.compile_with_warnings(
            input=order["layout"].encode(),
            format="pdf",
            sys_inputs={"document": order["document"]},
            pdf_standards=STANDARDS,
            timestamp=datetime.fromisoformat(order["timestamp"]),
        )
    except typst.TypstError as error:
        return _refused("broken", error.message, error.diagnostic)
    if warnings:
        told = "; ".join(warning.message for warning in warnings)
        return _refused("warned", told, warnings[0].diagnostic)
    return PDF + pdf if isinstance(pdf, bytes) else _refused("empty", "", "")


def _refused(kind: str, told: str, diagnostic: str) -> bytes:
    """`line` is from 1; 0 where the compiler names none of the layout."""
    found = _PLACE.search(diagnostic)
    reason = {"kind": kind, "told": told, "line": int(found[1]) if found else 0}
    return REFUSED + json.dumps(reason, ensure_ascii=False).encode()


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _limit_computing(seconds: int) -> None:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
