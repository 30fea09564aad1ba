"""Internal notes on a case, and the people who are named in them: nothing for the applicant."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import InstanceId, NoteId, PersonId
from app.domain.refusals import Invalid
from app.domain.texts import Text

LONGEST_NOTE = 4_000
"""Characters."""


class NoteEmpty(Invalid):
    code = "NoteEmpty"
    title = Text(
        "Ескертпенің мәтінін жазыңыз, 4000 таңбадан аспауы керек",
        "Напишите текст заметки, не длиннее 4000 знаков",
        "Write the text of the note, at most 4,000 characters",
    )


class MentionUnfit(Invalid):
    """Somebody is named who may not see the case."""

    code = "MentionUnfit"
    title = Text(
        "Аталған қызметкер бұл істі көре алмайды",
        "Упомянутый сотрудник не может видеть это дело",
        "A person named in the note may not see this case",
    )


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What an official wrote for colleagues; it stays as it is."""

    id: NoteId
    instance_id: InstanceId
    author: PersonId
    author_name: str
    written_at: datetime
    text: str
    mentions: tuple[PersonId, ...] = ()
    mention_names: tuple[str, ...] = ()
    """As they were called when it was written."""
