"""Papers of a case that its forms may show, by id; whoever sees the form may see the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from flask import g, url_for

from app.domain.texts import Text
from app.ports.views import CaseView
from app.web import wording

_PICTURES = frozenset({".jpg", ".jpeg", ".png"})


@dataclass(frozen=True, slots=True)
class PaperView:
    name: Text | str
    told: str
    """What and when, in the language of the page."""
    address: str
    picture: str = ""
    """Address of what can be shown in place; empty where it is no picture."""


def case_papers(view: CaseView) -> Mapping[str, PaperView]:
    """Documents that were drawn up, and files that somebody put to the case."""
    found = {
        str(paper.id): PaperView(
            paper.title,
            ", ".join(filter(None, (paper.number, _when(paper.made_at)))),
            url_for("papers.document", document_id=paper.id),
        )
        for paper in view.documents
    }
    for file in view.files:
        address = url_for("papers.upload", upload_id=file.id)
        is_picture = PurePath(file.file_name).suffix.lower() in _PICTURES
        picture = address if is_picture else ""
        found[str(file.id)] = PaperView(file.file_name, _when(file.uploaded_at), address, picture)
    return found


def _when(moment: datetime) -> str:
    return wording.moment_words(moment, g.now, g.language)
