"""Drafts of services."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from app.domain.identity import DraftId, PersonId, ProcessKey
from app.domain.models import ModelFile
from app.domain.service_drafts import DraftFile, ServiceDraft
from app.storage.dialects import insert_new
from app.storage.reading import add, change, first, many
from app.storage.rows import ServiceDraftFileRow, ServiceDraftRow

_DRAFT = select(ServiceDraftRow).where(ServiceDraftRow.id == bindparam("wanted"))
_OF_DRAFT = ServiceDraftFileRow.draft_id == bindparam("of_draft")
_OF_PATH = ServiceDraftFileRow.path == bindparam("of_path")
_FILES = select(ServiceDraftFileRow).where(_OF_DRAFT).order_by(ServiceDraftFileRow.path)
_FILE = select(ServiceDraftFileRow).where(_OF_DRAFT, _OF_PATH)
_SAVE = update(ServiceDraftFileRow).where(
    _OF_DRAFT, _OF_PATH, ServiceDraftFileRow.revision == bindparam("expected")
)
_REMOVE = delete(ServiceDraftFileRow).where(
    _OF_DRAFT, _OF_PATH, ServiceDraftFileRow.revision == bindparam("expected")
)
_DROP = delete(ServiceDraftRow).where(ServiceDraftRow.id == bindparam("wanted"))


class ServiceDraftRepository:
    """Implements app.ports.design_storage.ServiceDraftRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, draft: ServiceDraft, files: Sequence[ModelFile]) -> None:
        values = {
            "id": draft.id,
            "process_key": draft.key,
            "title": draft.title,
            "base_version": draft.base_version,
            "begun_by": draft.begun_by,
            "begun_at": draft.begun_at,
        }
        add(self._connection, ServiceDraftRow, values)
        rows = [
            _values(draft.id, DraftFile(f.path, f.content, 1, draft.begun_at, draft.begun_by))
            for f in files
        ]
        if rows:
            add(self._connection, ServiceDraftFileRow, rows)

    def get(self, draft: DraftId) -> ServiceDraft | None:
        row = first(self._connection, ServiceDraftRow, _DRAFT, {"wanted": draft})
        return None if row is None else draft_of(row)

    def files(self, draft: DraftId) -> tuple[DraftFile, ...]:
        rows = many(self._connection, ServiceDraftFileRow, _FILES, {"of_draft": draft})
        return tuple(_file_of(row) for row in rows)

    def file(self, draft: DraftId, path: str) -> DraftFile | None:
        keys = {"of_draft": draft, "of_path": path}
        row = first(self._connection, ServiceDraftFileRow, _FILE, keys)
        return None if row is None else _file_of(row)

    def save(self, draft: DraftId, file: DraftFile) -> bool:
        values = _values(draft, file)
        if file.revision == 1:
            statement = insert_new(self._connection, ServiceDraftFileRow, key=("draft_id", "path"))
            return self._connection.execute(statement, values).rowcount == 1
        keys = {"of_draft": values.pop("draft_id"), "of_path": values.pop("path")}
        expected = {"expected": file.revision - 1}
        return change(self._connection, _SAVE, {**values, **keys, **expected}) == 1

    def remove(self, draft: DraftId, path: str, revision: int) -> bool:
        keys = {"of_draft": draft, "of_path": path, "expected": revision}
        return change(self._connection, _REMOVE, keys) == 1

    def drop(self, draft: DraftId) -> None:
        change(self._connection, _DROP, {"wanted": draft})


def draft_of(row: ServiceDraftRow) -> ServiceDraft:
    return ServiceDraft(
        id=DraftId(row.id),
        key=ProcessKey(row.process_key),
        title=row.title,
        base_version=row.base_version,
        begun_by=PersonId(row.begun_by),
        begun_at=row.begun_at,
    )


def _values(draft: DraftId, file: DraftFile) -> dict[str, object]:
    return {
        "draft_id": draft,
        "path": file.path,
        "content": file.content,
        "revision": file.revision,
        "saved_at": file.saved_at,
        "saved_by": file.saved_by,
    }


def _file_of(row: ServiceDraftFileRow) -> DraftFile:
    return DraftFile(
        path=row.path,
        content=bytes(row.content),
        revision=row.revision,
        saved_at=row.saved_at,
        saved_by=PersonId(row.saved_by),
    )
