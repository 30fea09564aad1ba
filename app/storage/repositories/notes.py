"""Internal notes and mentions: written with the case, read by their own questions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from app.domain.identity import CaseNumber, InstanceId, NoteId, PersonId
from app.domain.notes import CaseNote, Mention
from app.storage.reading import add, change, many
from app.storage.rows import CaseNoteRow, NoteMentionRow, ServiceCaseRow

_OF_CASE = (
    select(CaseNoteRow)
    .where(CaseNoteRow.instance_id == bindparam("of_instance"))
    .order_by(CaseNoteRow.written_at, CaseNoteRow.id)
)
_MENTIONS = (
    select(
        NoteMentionRow.note_id,
        NoteMentionRow.at,
        NoteMentionRow.seen_at,
        CaseNoteRow.author_name,
        ServiceCaseRow.number,
    )
    .join(
        CaseNoteRow,
        (CaseNoteRow.instance_id == NoteMentionRow.instance_id)
        & (CaseNoteRow.id == NoteMentionRow.note_id),
    )
    .join(ServiceCaseRow, ServiceCaseRow.instance_id == NoteMentionRow.instance_id)
    .where(NoteMentionRow.person == bindparam("of_person"))
    .order_by(NoteMentionRow.at.desc(), NoteMentionRow.note_id)
    .limit(bindparam("most"))
)
UNSEEN = (
    select(func.count())
    .select_from(NoteMentionRow)
    .where(NoteMentionRow.person == bindparam("person"), NoteMentionRow.seen_at.is_(None))
)
"""How many mentions a person, bound as `person`, has not seen."""
_SEE = (
    update(NoteMentionRow)
    .where(NoteMentionRow.person == bindparam("of_person"), NoteMentionRow.seen_at.is_(None))
    .values(seen_at=bindparam("now"))
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
        if note.mentions:
            of_note = {"instance_id": note.instance_id, "note_id": note.id, "at": note.written_at}
            rows = [{**of_note, "person": person, "seen_at": None} for person in note.mentions]
            add(self._connection, NoteMentionRow, rows)

    def see_all(self, person: PersonId, at: datetime) -> None:
        change(self._connection, _SEE, {"of_person": person, "now": at})


def case_notes(connection: Connection, instance_id: InstanceId) -> Sequence[CaseNote]:
    rows = many(connection, CaseNoteRow, _OF_CASE, {"of_instance": instance_id})
    return [_note_of(row) for row in rows]


def mentions(connection: Connection, person: PersonId, limit: int) -> Sequence[Mention]:
    rows = connection.execute(_MENTIONS, {"of_person": person, "most": limit})
    return [
        Mention(
            note_id=NoteId(row.note_id),
            number=CaseNumber(row.number),
            author_name=row.author_name,
            at=row.at,
            is_seen=row.seen_at is not None,
        )
        for row in rows
    ]


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
