"""Change terms, papers and grounds of a draft's service standard, one entry at a time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.deadlines import TermUnit
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.mistakes import Mistake, filled
from app.domain.people import Person
from app.domain.standard import CLOSING, StandardInvalid, parse_standard
from app.domain.texts import LANGUAGES, Text
from app.usecases.copy_service import MISSING, SpliceYaml
from app.usecases.design_desk import DesignDesk
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile
from app.usecases.service_version import STANDARD, ReadYaml
from app.usecases.terms_by_channel import ByChannel, Place, changed_channels, channel_changes


class Section(StrEnum):
    TERMS = "terms"
    DOCUMENTS = "documents"
    REFUSAL_GROUNDS = "refusal_grounds"
    ACCEPTANCE_REFUSAL_GROUNDS = "acceptance_refusal_grounds"


TEXTS: Mapping[Section, tuple[str, ...]] = {
    Section.TERMS: ("name",),
    Section.DOCUMENTS: ("name", "when"),
    Section.REFUSAL_GROUNDS: ("name",),
    Section.ACCEPTANCE_REFUSAL_GROUNDS: ("name",),
}
"""What is told in three languages."""
WORDS: Mapping[Section, tuple[str, ...]] = {
    Section.TERMS: ("unit", "counts_from", "before", "cut_off", "schedule", "norm", "gap"),
    Section.DOCUMENTS: ("needed", "norm", "gap"),
    Section.REFUSAL_GROUNDS: ("norm", "gap"),
    Section.ACCEPTANCE_REFUSAL_GROUNDS: ("norm", "gap"),
}
"""What is told once."""
_COUNTING = ("unit", "counts_from", "before", "cut_off", "schedule")
"""Of a term, what stands before its name."""
BY_CHANNEL = ("cut_off", "schedule")
"""Of a term, what may be otherwise for applications of one channel."""
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_IDS = {Section.TERMS: re.compile(r"[a-z][a-z0-9_]*")}
_ANY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
BAD_ID = Text(
    "латын әріптерімен, цифрлармен және «_» белгісімен жазыңыз, мысалы visit_term",
    "запишите латинскими буквами, цифрами и «_», например visit_term",
    "please write Latin letters, digits and “_”, such as visit_term",
)
ID_TAKEN = Text("мұндай атау бар", "такое имя уже есть", "this name is taken")
NO_COUNT = Text(
    "1-ден басталатын бүтін сан жазыңыз",
    "запишите целое число от 1",
    "please write a whole number from 1",
)
NO_BEGINNING = Text(
    "неден бастап есептелетінін таңдаңыз: бір оқиғаны немесе басқа мерзімді",
    "выберите, от чего считать: одно событие или другой срок",
    "please choose what it counts from: one event, or another term",
)
NO_HOUR = Text(
    "сағатын 18:00 түрінде жазыңыз немесе кеңсе жабылатын уақытты таңдаңыз",
    "укажите час в виде 18:00 или выберите закрытие органа",
    "please give an hour such as 18:00, or choose the closing of the office",
)
NOT_COUNTED_SO = Text(
    "бұл тек оқиғадан бастап күнмен есептелетін мерзімге жарайды",
    "это годится только для срока, который считают днями от события",
    "this fits a term only that is counted in days from an event",
)
SHARED = Text(
    "бірнеше мерзім осы жазбаны ортақ пайдаланады; оны мәтін түрінде өзгертіңіз",
    "эта запись общая у нескольких сроков; измените её как текст",
    "several terms share this entry; please change it as text",
)
UNFIT = ("түзетіңіз: {told}", "исправьте: {told}", "please mend this: {told}")
"""In the order of LANGUAGES."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, a paper or a ground as it stands in the file."""

    id: str
    told: Mapping[str, Any]

    def text(self, name: str) -> Text:
        found = self.told.get(name)
        words = found if isinstance(found, dict) else {}
        return Text(*(str(words.get(language) or "") for language in LANGUAGES))

    def channels(self) -> Mapping[str, Mapping[str, Any]]:
        """Of a term: what it says otherwise, by channel."""
        found = self.told.get("channels")
        items = found.items() if isinstance(found, dict) else ()
        return {str(key): one for key, one in items if isinstance(one, dict)}


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """Rules of one edition of the act; others repeat them."""

    position: int
    id: str
    raw: Mapping[str, Any]

    def entries(self, section: Section) -> tuple[Entry, ...]:
        found = self.raw.get(section)
        if isinstance(found, dict):
            pairs = [(str(name), one) for name, one in found.items()]
        else:
            items = found if isinstance(found, list) else []
            pairs = [(str(one.get("id", "")), one) for one in items if isinstance(one, dict)]
        return tuple(Entry(name, one) for name, one in pairs if isinstance(one, dict))

    def named(self, section: Section, name: str) -> Entry | None:
        return next((entry for entry in self.entries(section) if entry.id == name), None)

    def events(self) -> Mapping[str, Text]:
        found = self.raw.get("events")
        return {
            name: Entry(name, {"name": words}).text("name") for name, words in (found or {}).items()
        }

    def place(self, section: Section, name: str) -> Place:
        """Where the entry stands, or is to stand."""
        home: Place = ("editions", self.position, section.value)
        if section is Section.TERMS:
            return (*home, name)
        ids = [entry.id for entry in self.entries(section)]
        return (*home, ids.index(name) if name in ids else len(ids))


@dataclass(frozen=True, slots=True)
class EntryTyped:
    id: str
    words: Mapping[str, str]
    texts: Mapping[str, Text]
    amount: str = ""
    channels: tuple[str, ...] = ()
    counts_start_day: bool = False
    """Of a term: whether the day of the event is the first one."""
    channel_terms: ByChannel = field(default_factory=dict)
    """Of a term, by channel: what differs of its schedule and its cut-off."""
    event: Text | None = None
    """Of a term: what a new event is called; its id is that of the term."""


@dataclass(frozen=True, slots=True)
class WriteEntry:
    draft: DraftId
    revision: int
    edition: str
    section: Section
    known: str
    """Id of the entry that was opened; empty for a new one."""
    typed: EntryTyped


@dataclass(frozen=True, slots=True)
class StandardDraft:
    content: bytes
    revision: int
    editions: tuple[EditionDraft, ...]
    channels: Mapping[str, Text]

    def edition(self, name: str) -> EditionDraft | None:
        """The one of that id; the last one where none is named."""
        found = [one for one in self.editions if not name or one.id == name]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardChanger:
    desk: DesignDesk
    drafts: DraftKeeper
    splice: SpliceYaml
    read_yaml: ReadYaml

    def open(self, actor: Person, draft: DraftId) -> StandardDraft:
        """Raises DraftNotFound, ServiceFileNotFound; ValueError where it is no YAML."""
        found = self.desk.draft_file(actor, draft, STANDARD)
        raw = self.read_yaml(found.content)
        editions, channels = raw.get("editions"), raw.get("channels")
        own = [
            EditionDraft(k, str(one.get("id", "")), one)
            for k, one in enumerate(editions if isinstance(editions, list) else [])
            if isinstance(one, dict) and "rules_of" not in one
        ]
        named = {
            str(one["id"]): Entry("", one).text("name")
            for one in (channels if isinstance(channels, list) else [])
            if isinstance(one, dict) and one.get("id")
        }
        return StandardDraft(found.content, found.revision, tuple(own), named)

    def write(self, actor: Person, command: WriteEntry) -> None:
        """Write the entry; every other byte of the file stays.

        Raises:
            FormInvalid: with what the standard would not allow, by the field of the page.
            DraftFileChanged: somebody else has saved the file; nothing was written.
            DraftNotFound, ServiceFileNotFound: as they say.
        """
        standard = self.open(actor, command.draft)
        edition = _edition_of(standard, command.edition)
        if problems := [*_problems(command, edition)]:
            raise FormInvalid(problems)
        changes = dict(_changes(command, edition))
        self.save(actor, command.draft, command.revision, standard.content, changes)

    def remove(
        self, actor: Person, draft: DraftId, revision: int, where: tuple[str, Section, str]
    ) -> None:
        """Take an entry out. Raises as `write`."""
        standard = self.open(actor, draft)
        edition_id, section, name = where
        edition = _edition_of(standard, edition_id)
        if edition.named(section, name) is None:
            return
        place = edition.place(section, name)
        is_last = len(edition.entries(section)) == 1
        # An empty list stays where the last of it goes.
        changes: dict[Place, object] = {place[:-1]: []} if is_last else {place: None}
        self.save(actor, draft, revision, standard.content, changes)

    def save(
        self,
        actor: Person,
        draft: DraftId,
        revision: int,
        was: bytes,
        changes: Mapping[Place, object],
    ) -> None:
        """Save the standard with these changes to what it `was`. Raises as `write`."""
        content = self.splice(was, changes)
        before = self._standing(was)
        new = [problem for problem in self._standing(content) if problem not in before]
        if new:
            raise FormInvalid([_as_problem(one) for one in new])
        self.drafts.save(actor, SaveFile(draft, STANDARD, content, revision))

    def _standing(self, content: bytes) -> Sequence[Mistake]:
        """What stands against the standard as a whole."""
        try:
            parse_standard(self.read_yaml(content))
        except StandardInvalid as invalid:
            return invalid.mistakes
        return ()


def _edition_of(standard: StandardDraft, name: str) -> EditionDraft:
    found = standard.edition(name)
    if found is None:
        raise FormInvalid([Problem("editions", MISSING)])
    return found


def _problems(command: WriteEntry, edition: EditionDraft) -> Iterator[Problem]:
    typed, section = command.typed, command.section
    if not command.known:
        if not _IDS.get(section, _ANY_ID).fullmatch(typed.id) or len(typed.id) > 100:
            yield Problem("id", BAD_ID)
        elif edition.named(section, typed.id) is not None:
            yield Problem("id", ID_TAKEN)
    for name in TEXTS[section]:
        for language in LANGUAGES:
            if not getattr(typed.texts[name], language):
                yield Problem(f"{name}_{language}", MISSING)
    if not typed.words["norm"]:
        yield Problem("norm", MISSING)
    if section is Section.TERMS:
        yield from _bad_counting(typed)
        yield from _bad_hours(typed)
        yield from _shared(command, edition)


def _bad_counting(typed: EntryTyped) -> Iterator[Problem]:
    is_count = typed.amount.isascii() and typed.amount.isdigit() and len(typed.amount) < 5
    if not is_count or int(typed.amount) < 1:
        yield Problem("amount", NO_COUNT)
    if typed.event is not None:
        for language in LANGUAGES:
            if not getattr(typed.event, language):
                yield Problem(f"event_{language}", MISSING)
    elif bool(typed.words["counts_from"]) == bool(typed.words["before"]):
        yield Problem("counts_from", NO_BEGINNING)


def _bad_hours(typed: EntryTyped) -> Iterator[Problem]:
    """Of the day of the event: from which hour it is the next one, and whether it is counted."""
    hours = {"cut_off": typed.words["cut_off"]}
    hours |= {
        f"cut_off_{key}": told.get("cut_off", "") for key, told in typed.channel_terms.items()
    }
    for name, hour in hours.items():
        if hour and hour != CLOSING and not _HOUR.fullmatch(hour):
            yield Problem(name, NO_HOUR)
    is_by_days = typed.words["unit"] != TermUnit.WORKING_HOUR
    if not is_by_days or (typed.words["before"] and typed.event is None):
        if typed.counts_start_day:
            yield Problem("counts_start_day", NOT_COUNTED_SO)
        for name, hour in hours.items():
            if hour:
                yield Problem(name, NOT_COUNTED_SO)


def _shared(command: WriteEntry, edition: EditionDraft) -> Iterator[Problem]:
    """In YAML several terms may point to the same channels: one alone cannot be changed there."""
    was = edition.named(command.section, command.known) if command.known else None
    channels = was.told.get("channels") if was is not None else None
    if was is None or channels is None:
        return
    others = [one for one in edition.entries(command.section) if one.id != was.id]
    if not any(one.told.get("channels") is channels for one in others):
        return
    for key, changed in changed_channels(command.typed.channel_terms, was.channels()).items():
        for name in changed:
            yield Problem(f"{name}_{key}", SHARED)


def _changes(command: WriteEntry, edition: EditionDraft) -> Iterator[tuple[Place, object]]:
    typed, section = command.typed, command.section
    now = dict(_told(command))
    if typed.event is not None:
        event = f"{typed.id}_begins"
        now["counts_from"] = event
        yield ("editions", edition.position, "events", event), _words(typed.event)
    place = edition.place(section, command.known or typed.id)
    was = edition.named(section, command.known) if command.known else None
    if was is None:
        own = {} if section is Section.TERMS else {"id": typed.id}
        channels = changed_channels(typed.channel_terms, {})
        more = {"channels": channels} if channels else {}
        yield place, {**own, **{name: value for name, value in now.items() if value}, **more}
        return
    for name, value in now.items():
        if isinstance(value, dict):
            before = was.text(name)
            for language in LANGUAGES:
                if value[language] != getattr(before, language):
                    yield (*place, name, language), value[language]
        elif (value or None) != (was.told.get(name) or None):
            yield (*place, name), value or None
    if section is Section.TERMS:
        at = (*place, "channels")
        yield from channel_changes(typed.channel_terms, was.channels(), at)


def _told(command: WriteEntry) -> Iterator[tuple[str, object]]:
    typed, section = command.typed, command.section
    if section is Section.TERMS:
        yield "unit", typed.words["unit"]
        yield "amount", int(typed.amount)
        yield "counts_from", typed.words["counts_from"]
        yield "counts_start_day", typed.counts_start_day
        yield "before", typed.words["before"]
        yield "cut_off", typed.words["cut_off"]
        yield "schedule", typed.words["schedule"]
    for name in TEXTS[section]:
        yield name, _words(typed.texts[name])
    for name in WORDS[section]:
        if section is not Section.TERMS or name not in _COUNTING:
            yield name, typed.words[name]
    if section is Section.DOCUMENTS:
        yield "channels", list(typed.channels)


def _words(text: Text) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES}


def _as_problem(mistake: Mistake) -> Problem:
    field = mistake.path.rpartition(".")[2]
    return Problem("gap" if field == "gaps" else field, filled(UNFIT, told=mistake.said()))
