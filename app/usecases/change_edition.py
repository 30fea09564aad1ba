"""Change the editions of a draft's service standard: from which day which rules hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.answer_times import NoSuchDay, typed_date
from app.domain.editions import EditionStanding
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Person
from app.domain.texts import LANGUAGES, NO_TEXT, Text
from app.domain.words import numeric_date
from app.usecases.change_standard import ID_TAKEN, StandardChanger
from app.usecases.copy_service import MISSING
from app.usecases.terms_by_channel import Place

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_FIELDS = frozenset({"id", "standing", "effective_from", "effective_to", "rules_of"})
BAD_ID = Text(
    "латын әріптерімен, цифрлармен және дефиспен жазыңыз, мысалы 163-2026",
    "запишите латинскими буквами, цифрами и дефисом, например 163-2026",
    "please write Latin letters, digits and hyphens, such as 163-2026",
)
NO_DAY = Text(
    "күнді 31.12.2026 түрінде жазыңыз",
    "запишите дату в виде 31.12.2026",
    "please write the date as 31.12.2026",
)
NO_SUCH_DAY = Text(
    "мұндай күн жоқ, күнді тексеріңіз",
    "такого дня нет, проверьте дату",
    "there is no such day, please check the date",
)
NO_END = Text(
    "күші жойылған редакцияның соңғы күнін жазыңыз",
    "у утратившей силу редакции укажите конец",
    "a repealed edition needs its end",
)
ENDS_EARLY = Text(
    "басталған күнінен кейінгі күн болуы керек",
    "нужен день позже начала",
    "it has to be after the day it begins",
)
NO_NOTICE = Text(
    "таныстыру редакциясы бұл туралы адамдарға сөзбен айтады, толтырыңыз",
    "демонстрационная редакция говорит об этом словами, заполните",
    "a demonstration edition says so in words, please fill this in",
)
OVERLAPS = (
    "бұл күні {id} редакциясы әлі қолданыста",
    "в этот день ещё действует редакция {id}",
    "on this day the edition {id} still holds",
)
NO_RULES = Text(
    "ережелері қайталанатын редакцияны таңдаңыз",
    "выберите редакцию, правила которой повторяются",
    "please choose the edition whose rules are repeated",
)


@dataclass(frozen=True, slots=True)
class EditionTyped:
    """An edition as its page shows it; days are written as 31.12.2026."""

    id: str
    standing: str = EditionStanding.IN_FORCE.value
    effective_from: str = ""
    effective_to: str = ""
    """The first day on which it no longer holds; empty while it has no end."""
    act: Text = NO_TEXT
    notice: Text = NO_TEXT
    rules_of: str = ""
    """Whose rules it repeats; empty where it has rules of its own."""


@dataclass(frozen=True, slots=True)
class WriteEdition:
    draft: DraftId
    revision: int
    known: str
    """Id of the edition that was opened; empty for a new one."""
    typed: EditionTyped


@dataclass(frozen=True, slots=True)
class EditionsDraft:
    content: bytes
    revision: int
    editions: tuple[EditionTyped, ...]
    """In the order of the file."""

    def named(self, name: str) -> EditionTyped | None:
        return next((one for one in self.editions if one.id == name), None)

    def place(self, name: str) -> Place:
        ids = [one.id for one in self.editions]
        return ("editions", ids.index(name) if name in ids else len(ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChanger:
    standard: StandardChanger

    def open(self, actor: Person, draft: DraftId) -> EditionsDraft:
        """Raises DraftNotFound, ServiceFileNotFound; ValueError where it is no YAML."""
        found = self.standard.open(actor, draft)
        raw = self.standard.read_yaml(found.content).get("editions")
        editions = [one for one in (raw if isinstance(raw, list) else []) if isinstance(one, dict)]
        return EditionsDraft(found.content, found.revision, tuple(map(_typed, editions)))

    def write(self, actor: Person, command: WriteEdition) -> None:
        """Write the edition; every other byte of the file stays.

        Raises:
            FormInvalid: with what the standard would not allow, by the field of the page.
            DraftFileChanged: somebody else has saved the file; nothing was written.
            DraftNotFound, ServiceFileNotFound: as they say.
        """
        standard = self.open(actor, command.draft)
        if problems := [*_problems(command, standard)]:
            raise FormInvalid(problems)
        changes = dict(_changes(command, standard))
        self._save(actor, command.draft, command.revision, standard, changes)

    def remove(self, actor: Person, draft: DraftId, revision: int, name: str) -> None:
        """Take an edition out. Raises as `write`."""
        standard = self.open(actor, draft)
        if standard.named(name) is not None:
            changes: dict[Place, object] = {standard.place(name): None}
            self._save(actor, draft, revision, standard, changes)

    def _save(
        self,
        actor: Person,
        draft: DraftId,
        revision: int,
        standard: EditionsDraft,
        changes: Mapping[Place, object],
    ) -> None:
        try:
            self.standard.save(actor, draft, revision, standard.content, changes)
        except FormInvalid as invalid:
            told = [
                Problem(one.key if one.key in _FIELDS else "effective_from", one.message)
                for one in invalid.problems
            ]
            raise FormInvalid(told) from None


def _typed(raw: Mapping[str, object]) -> EditionTyped:
    return EditionTyped(
        id=str(raw.get("id") or ""),
        standing=str(raw.get("standing") or ""),
        effective_from=_day(raw.get("effective_from")),
        effective_to=_day(raw.get("effective_to")),
        act=_text(raw.get("act")),
        notice=_text(raw.get("notice")),
        rules_of=str(raw.get("rules_of") or ""),
    )


def _day(told: object) -> str:
    """As it is typed; what is no day stays as it is written."""
    if isinstance(told, date):
        return numeric_date(told)
    found = _read(told) if isinstance(told, str) else None
    return numeric_date(found) if found is not None else str(told or "")


def _text(told: object) -> Text:
    found = told if isinstance(told, dict) else {}
    return Text(*(str(found.get(language) or "") for language in LANGUAGES))


def _read(told: str) -> date | None:
    try:
        return typed_date(told)
    except ValueError:
        return None


def _unread_day(key: str, told: str) -> Iterator[Problem]:
    try:
        typed_date(told)
    except NoSuchDay:
        yield Problem(key, NO_SUCH_DAY)
    except ValueError:
        yield Problem(key, NO_DAY)


def _problems(command: WriteEdition, standard: EditionsDraft) -> Iterator[Problem]:
    typed = command.typed
    if not command.known:
        if not _ID.fullmatch(typed.id):
            yield Problem("id", BAD_ID)
        elif standard.named(typed.id) is not None:
            yield Problem("id", ID_TAKEN)
        if standard.named(typed.rules_of) is None:
            yield Problem("rules_of", NO_RULES)
    yield from _bad_days(command, standard)
    for language in LANGUAGES:
        if not getattr(typed.act, language):
            yield Problem(f"act_{language}", MISSING)
        is_needed = typed.standing == EditionStanding.DEMONSTRATION or any(
            getattr(typed.notice, one) for one in LANGUAGES
        )
        if is_needed and not getattr(typed.notice, language):
            yield Problem(f"notice_{language}", NO_NOTICE)


def _bad_days(command: WriteEdition, standard: EditionsDraft) -> Iterator[Problem]:
    typed = command.typed
    begins, ends = _read(typed.effective_from), _read(typed.effective_to)
    if begins is None:
        yield from _unread_day("effective_from", typed.effective_from)
    if typed.effective_to and ends is None:
        yield from _unread_day("effective_to", typed.effective_to)
    elif ends is None and typed.standing == EditionStanding.REPEALED:
        yield Problem("effective_to", NO_END)
    elif begins is not None and ends is not None and ends <= begins:
        yield Problem("effective_to", ENDS_EARLY)
    if begins is None or typed.standing == EditionStanding.DEMONSTRATION:
        return
    for one in standard.editions:
        other, over = _read(one.effective_from), _read(one.effective_to)
        is_other = one.id != command.known and one.standing != EditionStanding.DEMONSTRATION
        if is_other and other is not None and other <= begins and (over is None or begins < over):
            words = (told.format(id=one.id) for told in OVERLAPS)
            yield Problem("effective_from", Text(*words))


def _changes(command: WriteEdition, standard: EditionsDraft) -> Iterator[tuple[Place, object]]:
    now, place = command.typed, standard.place(command.known or command.typed.id)
    was = standard.named(command.known) if command.known else None
    if was is None:
        whole = {"id": now.id, **dict(_plain(now)), "rules_of": now.rules_of}
        whole["act"] = _words(now.act)
        if now.notice.kk:
            whole["notice"] = _words(now.notice)
        yield place, {name: value for name, value in whole.items() if value}
        return
    before = dict(_plain(was))
    for name, value in _plain(now):
        if value != before[name]:
            yield (*place, name), value
    for name, text, old in (("act", now.act, was.act), ("notice", now.notice, was.notice)):
        if text == old:
            continue
        if not text.kk or not old.kk:
            yield (*place, name), _words(text) if text.kk else None
            continue
        for language in LANGUAGES:
            if getattr(text, language) != getattr(old, language):
                yield (*place, name, language), getattr(text, language)


def _plain(typed: EditionTyped) -> Iterator[tuple[str, object]]:
    yield "standing", typed.standing
    yield "effective_from", _read(typed.effective_from)
    yield "effective_to", _read(typed.effective_to) if typed.effective_to else None


def _words(text: Text) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES}
