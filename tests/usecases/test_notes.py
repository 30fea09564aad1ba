"""Notes on a case in storage: once, audited without their text, for those who see the case."""

import pytest
from case_walks import CLERK, FOREIGN_CLERK, SPECIALIST, SUPERVISOR, Walk, command_id

from app.domain.case import CaseNotFound
from app.domain.identity import CaseNumber, CommandId, PersonId
from app.domain.notes import LONGEST_NOTE, MentionUnfit, NoteEmpty
from app.domain.people import NotPermitted
from app.usecases.keep_notes import NoteWritten, WriteNote
from app.usecases.verify_audit import verify_audit

AUDITOR = PersonId("saule")
WORDS = "Соңғы анықтаманы күтеміз"


@pytest.fixture
def number(walk: Walk) -> CaseNumber:
    return walk.register().number


def write(
    walk: Walk,
    number: CaseNumber,
    text: str = WORDS,
    *mentions: PersonId,
    actor: PersonId = CLERK,
    command: CommandId | None = None,
) -> NoteWritten:
    sent = WriteNote(command or command_id(), actor, number, text, mentions)
    return walk.world.qadam.notes.write(sent)


def test_a_note_is_kept_once_with_whom_it_names(walk: Walk, number: CaseNumber) -> None:
    command = command_id()
    first = write(walk, number, f"  {WORDS}\n", SPECIALIST, SPECIALIST, command=command)
    assert write(walk, number, "басқа", SUPERVISOR, command=command) == first

    queries = walk.world.qadam.storage.queries
    (note,) = queries.case_notes(walk.view().case.instance_id)
    assert (note.id, note.text, note.author) == (first.note_id, WORDS, CLERK)
    assert (note.mentions, note.mention_names) == ((SPECIALIST,), ("Әсел Сейітқызы",))
    (mention,) = queries.notices(SPECIALIST, 10)
    assert (mention.note_id, mention.number, mention.is_seen) == (note.id, number, False)
    assert queries.notices(CLERK, 10) == []
    walk.world.qadam.notices.see_all(SPECIALIST)
    assert [one.is_seen for one in queries.notices(SPECIALIST, 10)] == [True]


def test_the_audit_tells_that_it_was_written_and_not_what(walk: Walk, number: CaseNumber) -> None:
    note = write(walk, number, WORDS, SPECIALIST)
    queries = walk.world.qadam.storage.queries
    with queries.audit_trail() as trail:
        facts = [row.entry.facts for row in trail.rows if row.entry.action == "note-written"]
    assert facts == [{"note": str(note.note_id), "mentions": SPECIALIST}]
    assert not verify_audit(queries=queries).flaws


def test_who_neither_sees_the_case_nor_works_there_is_refused(
    walk: Walk, number: CaseNumber
) -> None:
    for stranger in (FOREIGN_CLERK, AUDITOR, PersonId("nobody")):
        with pytest.raises(NotPermitted):
            write(walk, number, actor=stranger)
    for stranger in (FOREIGN_CLERK, PersonId("nobody")):
        with pytest.raises(MentionUnfit):
            write(walk, number, WORDS, stranger)
    for text in ("", " \n", "ә" * (LONGEST_NOTE + 1)):
        with pytest.raises(NoteEmpty):
            write(walk, number, text)
    with pytest.raises(CaseNotFound):
        write(walk, CaseNumber("ЖК-2026-999999"))
    assert walk.world.qadam.notes.of(walk.view().case.instance_id) == []
