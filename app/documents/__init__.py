"""Official documents: their words from `documents.yaml`, their pages by typst."""

from app.documents.dates import long_date
from app.documents.renderer import TypstRenderer
from app.documents.text_files import TextsBroken, parse_documents, parse_messages
from app.documents.texts import CASE_VALUES, DocumentText, MessageText

__all__ = [
    "CASE_VALUES",
    "DocumentText",
    "MessageText",
    "TextsBroken",
    "TypstRenderer",
    "long_date",
    "parse_documents",
    "parse_messages",
]
