"""Change one message of a draft, in three languages, and see it filled before it is sent."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.mistakes import filled, joined
from app.domain.people import Person
from app.domain.texts import LANGUAGES, NO_TEXT, Text
from app.usecases.copy_service import MISSING, SpliceYaml
from app.usecases.design_desk import DesignDesk, ServiceFileNotFound
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile
from app.usecases.service_version import ReadYaml

CHANNELS = ("sms", "cabinet")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
BAD_ID = Text(
    "кіші латын әріптерімен, цифрлармен және дефиспен жазыңыз, мысалы home-visit-reminder",
    "запишите строчными латинскими буквами, цифрами и дефисами, например home-visit-reminder",
    "please write small Latin letters, digits and hyphens, such as home-visit-reminder",
)
ID_TAKEN = Text(
    "бұл файлда мұндай хабарлама бар",
    "в этом файле уже есть такое сообщение",
    "this file has a message of that name",
)
UNUSABLE = (
    "мәтінді толтыру мүмкін емес: {told}",
    "текст нельзя заполнить: {told}",
    "the text cannot be filled: {told}",
)
"""In the order of LANGUAGES."""


@dataclass(frozen=True, slots=True)
class MessageTried:
    filled: Text | None
    """The words as they would go out; None where they cannot."""
    problems: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class MessageTyped:
    id: str
    channel: str = "sms"
    trigger: Text = NO_TEXT
    text: Text = NO_TEXT
    norm: str = "practice"
    optional: tuple[str, ...] = ()
    """Placeholders that may stay without a value."""


@dataclass(frozen=True, slots=True)
class WriteMessage:
    draft: DraftId
    path: str
    revision: int
    typed: MessageTyped
    is_new: bool


@dataclass(frozen=True, slots=True)
class MessageFile:
    content: bytes
    revision: int
    """0 where the draft has no such file yet."""
    entries: tuple[MessageTyped, ...]

    def named(self, name: str) -> MessageTyped | None:
        return next((one for one in self.entries if one.id == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChanger:
    desk: DesignDesk
    drafts: DraftKeeper
    splice: SpliceYaml
    read_yaml: ReadYaml
    try_message: Callable[[bytes, str], MessageTried]
    names_in: Callable[[Text], tuple[str, ...]]

    def open(self, actor: Person, draft: DraftId, path: str) -> MessageFile:
        """Raises DraftNotFound; ValueError where the file is no YAML."""
        try:
            found = self.desk.draft_file(actor, draft, path)
        except ServiceFileNotFound:
            return MessageFile(b"", 0, ())
        read = self.read_yaml(found.content or b"{}")
        messages = tuple(_typed(name, one) for name, one in read.items() if isinstance(one, dict))
        return MessageFile(found.content, found.revision, messages)

    def tried(self, actor: Person, draft: DraftId, path: str, typed: MessageTyped) -> MessageTried:
        """The message as it would read once it was written. Raises DraftNotFound, ValueError."""
        file = self.open(actor, draft, path)
        content = self.splice(file.content, self._changes(typed, file.named(typed.id)))
        return self.try_message(content, typed.id)

    def checked(self, actor: Person, command: WriteMessage) -> bytes:
        """The file with the message in it. Raises FormInvalid, as `write` does."""
        file, typed = self.open(actor, command.draft, command.path), command.typed
        if problems := [*_problems(command, file)]:
            raise FormInvalid(problems)
        content = self.splice(file.content, self._changes(typed, file.named(typed.id)))
        tried = self.try_message(content, typed.id)
        if tried.filled is None:
            told = filled(UNUSABLE, told=joined(tried.problems))
            raise FormInvalid([Problem("text_kk", told)])
        return content

    def write(self, actor: Person, command: WriteMessage) -> None:
        """Write the message; every other byte of the file stays.

        Raises:
            FormInvalid: with what is missing or cannot be filled, by the field of the page.
            DraftFileChanged: somebody else has saved the file; nothing was written.
            DraftNotFound: as it says; ValueError where the file is no YAML.
        """
        content = self.checked(actor, command)
        save = SaveFile(command.draft, command.path, content, command.revision)
        self.drafts.save(actor, save)

    def _changes(
        self, now: MessageTyped, was: MessageTyped | None
    ) -> Mapping[tuple[str | int, ...], object]:
        named = self._needed(now.text, was)
        if was is None:
            whole: dict[str, object] = {
                "trigger": _words(now.trigger), "channel": now.channel, "norm": now.norm,
            }  # fmt: skip
            if named:
                whole["values"] = named
            return {(now.id,): {**whole, "text": _words(now.text)}}
        changes: dict[tuple[str | int, ...], object] = {}
        for part, text, before in (
            ("trigger", now.trigger, was.trigger), ("text", now.text, was.text),
        ):  # fmt: skip
            for language in LANGUAGES:
                if getattr(text, language) != getattr(before, language):
                    changes[(now.id, part, language)] = getattr(text, language)
        if now.channel != was.channel:
            changes[(now.id, "channel")] = now.channel
        if now.norm != was.norm:
            changes[(now.id, "norm")] = now.norm
        if named != self._needed(was.text, was):
            changes[(now.id, "values")] = named or None
        return changes

    def _needed(self, text: Text, was: MessageTyped | None) -> list[str]:
        """What the model has to fill, sorted, so that another order is no change."""
        optional = was.optional if was is not None else ()
        return sorted(name for name in self.names_in(text) if name not in optional)


def _typed(name: str, told: Mapping[str, object]) -> MessageTyped:
    optional = told.get("optional")
    return MessageTyped(
        id=name,
        channel=str(told.get("channel", "")),
        trigger=_text(told.get("trigger")),
        text=_text(told.get("text")),
        norm=str(told.get("norm", "")),
        optional=tuple(map(str, optional)) if isinstance(optional, list) else (),
    )


def _problems(command: WriteMessage, file: MessageFile) -> Iterator[Problem]:
    typed = command.typed
    if command.is_new and not _ID.fullmatch(typed.id):
        yield Problem("id", BAD_ID)
    elif command.is_new and file.named(typed.id) is not None:
        yield Problem("id", ID_TAKEN)
    if not typed.norm:
        yield Problem("norm", MISSING)
    for part, text in (("trigger", typed.trigger), ("text", typed.text)):
        for language in LANGUAGES:
            if not getattr(text, language):
                yield Problem(f"{part}_{language}", MISSING)


def _words(text: Text) -> Mapping[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES}


def _text(told: object) -> Text:
    found = told if isinstance(told, dict) else {}
    return Text(*(str(found.get(language) or "") for language in LANGUAGES))
