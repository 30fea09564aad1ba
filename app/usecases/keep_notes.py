"""Internal notes on a case: written for colleagues, who are told when they are named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.audit import AuditEntry
from app.domain.case import Case, CaseNotFound
from app.domain.identity import CaseNumber, CommandId, InstanceId, NoteId, PersonId
from app.domain.notes import LONGEST_NOTE, CaseNote, MentionUnfit, NoteEmpty
from app.domain.notices import Notice, NoticeKind
from app.domain.people import (
    NotPermitted,
    Offices,
    Person,
    Power,
    by_name,
    demand_in_any,
    offices_where,
)
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.ports.views import Queries
from app.usecases.acting import acting, actor_of, own_command
from app.usecases.advancing import audited
from app.usecases.rulebook import Rulebook
from app.usecases.tell_people import notice_id, tell


@dataclass(frozen=True, slots=True)
class WriteNote:
    command_id: CommandId
    actor: PersonId
    number: CaseNumber
    text: str
    mentions: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteWritten:
    note_id: NoteId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNotes:
    """Writes notes and tells who was named."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]

    def of(self, instance_id: InstanceId) -> Sequence[CaseNote]:
        """The notes of a case that the person was shown already, the oldest first."""
        return self.queries.case_notes(instance_id)

    def readers(self, actor: Person, case: Case) -> Sequence[Person]:
        """The colleagues who may be named: those who see the case, by name."""
        offices = self.rules.offices()
        with self.begin() as uow:
            people = uow.people.granted_in(offices.above(*case.offices))
        seen = [one for one in people if one.id != actor.id and _sees(one, case, offices)]
        return by_name(seen)

    def write(self, command: WriteNote) -> NoteWritten:
        """Keep the note, and audit that it was written. Idempotent by `command_id`.

        Raises:
            CaseNotFound: no such case.
            NotPermitted: the person may not see the case, or works no tasks in its offices.
            NoteEmpty: nothing was written, or too much.
            MentionUnfit: somebody is named who may not see the case.
        """
        words = command.text.strip()
        if not 0 < len(words) <= LONGEST_NOTE:
            raise NoteEmpty(f"Expected 1 to {LONGEST_NOTE} characters, found {len(words)}")
        command_id = own_command(command.command_id, command.actor)
        with self.begin() as uow:
            case = uow.cases.find(command.number)
            if case is None:
                raise CaseNotFound(f"Expected a case {command.number}, there is none")
            instance = uow.instances.lock(case.instance_id)
            if (earlier := uow.command_log.answer_of(command_id, NoteWritten)) is not None:
                return earlier
            offices, now = self.rules.offices(uow), self.clock.now()
            actor = acting(uow, command.actor, self.rules)
            for power in (Power.SEE_CASE, Power.WORK_TASKS):
                demand_in_any(actor, power, case.offices, offices)
            named = [_reader(uow, one, case, offices) for one in dict.fromkeys(command.mentions)]
            note = CaseNote(
                id=NoteId(self.new_id()),
                instance_id=case.instance_id,
                author=actor.id,
                author_name=actor.full_name,
                written_at=now,
                text=words,
                mentions=tuple(one.id for one in named),
                mention_names=tuple(one.full_name for one in named),
            )
            uow.notes.add(note)
            tell(uow, [_mention(note, one, case) for one in note.mentions])
            facts = {"note": str(note.id), "mentions": ",".join(note.mentions)}
            audited(uow, instance, AuditEntry(now, actor.id, "note-written", facts))
            answer = NoteWritten(note.id)
            uow.command_log.remember(command_id, answer, now)
            uow.commit()
            return answer

    def may_write(self, actor: Person, case: Case) -> bool:
        works = offices_where(actor, Power.WORK_TASKS, self.rules.offices())
        return not works.isdisjoint(case.offices)


def _mention(note: CaseNote, person: PersonId, case: Case) -> Notice:
    return Notice(
        id=notice_id(note.id, person),
        person=person,
        kind=NoticeKind.MENTIONED,
        at=note.written_at,
        number=case.number,
        note_id=note.id,
        by=note.author_name,
    )


def _reader(uow: UnitOfWork, person: PersonId, case: Case, offices: Offices) -> Person:
    try:
        found = actor_of(uow, person)
    except NotPermitted:
        found = None  # told as anybody else who may not see the case
    if found is None or not _sees(found, case, offices):
        raise MentionUnfit(f"Expected {person} to be one who sees {case.number}")
    return found


def _sees(person: Person, case: Case, offices: Offices) -> bool:
    return not offices_where(person, Power.SEE_CASE, offices).isdisjoint(case.offices)
