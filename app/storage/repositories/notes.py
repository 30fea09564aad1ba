"""Internal notes: written with the case, read by their own question."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from app.domain.identity import InstanceId, NoteId, PersonId
from app.domain.notes import CaseNote
from app.storage.reading import add, many
from app.storage.rows import CaseNoteRow

_OF_CASE = (
    select(CaseNoteRow)
    .where(CaseNoteRow.instance_id == bindparam("of_instance"))
    .order_by(CaseNoteRow.written_at, CaseNoteRow.id)
)


class NoteRepository:
    """Implements app.ports.note_storage.NoteRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, note: CaseNote) -> None:
        kept = {
            "instance_id": note.instance_id,
            "id": note.id,
            "author": note.author,
            "author_name": note.author_name,
            "written_at": note.written_at,
            "text": note.text,
            "mentions": note.mentions,
            "mention_names": note.mention_names,
        }
        add(self._connection, CaseNoteRow, kept)


def case_notes(connection: Connection, instance_id: InstanceId) -> Sequence[CaseNote]:
    rows = many(connection, CaseNoteRow, _OF_CASE, {"of_instance": instance_id})
    return [_note_of(row) for row in rows]


def _note_of(row: CaseNoteRow) -> CaseNote:
    return CaseNote(
        id=NoteId(row.id),
        instance_id=InstanceId(row.instance_id),
        author=PersonId(row.author),
        author_name=row.author_name,
        written_at=row.written_at,
        text=row.text,
        mentions=tuple(PersonId(one) for one in row.mentions),
        mention_names=row.mention_names,
    )
