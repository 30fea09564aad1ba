"""A service that designers are at work on: the files of a version, changed file by file."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import DraftId, PersonId, ProcessKey
from app.domain.refusals import Conflict, NotFound
from app.domain.texts import Text


class DraftNotFound(NotFound):
    code = "DraftNotFound"
    title = Text(
        "Мұндай қаралама жоқ: ол жарияланған немесе өшірілген болуы мүмкін",
        "Такого черновика нет: возможно, он опубликован или удалён",
        "There is no such draft: it may have been published or deleted",
    )


class DraftFileChanged(Conflict):
    """Another person, or another window, has saved the file since it was read."""

    code = "DraftFileChanged"
    title = Text(
        "Бұл файлды осы арада басқа адам сақтады",
        "Этот файл за это время сохранил кто-то другой",
        "Somebody else has saved this file meanwhile",
    )


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """Open to every designer: what two people save is kept apart by the revision of each file."""

    id: DraftId
    key: ProcessKey
    title: str
    """What its designer calls it; may be empty."""
    base_version: int
    """The version it was begun from; 0 where it came from elsewhere."""
    begun_by: PersonId
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class DraftFile:
    path: str
    content: bytes
    revision: int
    """1 when the draft begins, one more with each save."""
    saved_at: datetime
    saved_by: PersonId
