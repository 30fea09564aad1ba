"""How logs look: facts with ids; of an error its kind and place, never its words."""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

_ErrorTold: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WithoutWords(logging.Formatter):
    """Leaves the messages of exceptions out: they quote what people typed and what rows hold."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: _ErrorTold) -> str:  # noqa: N802 - the library's name
        return "\n".join(_lines(ei[1])) if ei[1] is not None else ""


def set_up_logs() -> None:
    """Warnings and errors of all rooms and libraries, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(WithoutWords())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _lines(error: BaseException) -> list[str]:
    """Places, the outermost first, then the kind; what caused the error stands before it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_lines(cause), "which led to"] if cause is not None else []
    places = [
        f"  {frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return [*before, *places, f"{type(error).__module__}.{type(error).__qualname__}"]
