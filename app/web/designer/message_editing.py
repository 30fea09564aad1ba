"""Messages of a draft: one message in three languages, with what people will get."""

from collections.abc import Mapping, Sequence
from functools import partial

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.texts import LANGUAGES, Text
from app.usecases.change_message import CHANNELS, MessageTyped, WriteMessage
from app.usecases.draft_choices import MESSAGES
from app.web.designer.problems_by_field import labels_of
from app.web.designer.shapes import MessageForm
from app.web.designer.word_files import Sent, Shown, WordKind, word_routes
from app.web.schemas import in_form
from app.web.services import WebServices
from app.web.sessions import me

ONE_SMS, PART_OF_SMS = 70, 67
"""Letters that one SMS holds in Cyrillic, and each part of a longer one."""


def message_routes(designer: Blueprint, services: WebServices) -> None:
    kind = WordKind(
        name="message",
        home=MESSAGES,
        blank=MessageTyped(""),
        open=services.design.messages.open,
        sent=partial(in_form, MessageForm),
        typed=_typed,
        write=partial(_write, services),
        show=partial(_show, services),
        around=partial(_around, services),
    )
    word_routes(designer, services, kind)


def _typed(sent: Sent, was: MessageTyped) -> MessageTyped:
    def words(name: str) -> Text:
        told = (sent[f"{name}_{language}"] for language in LANGUAGES)
        return Text(*(" ".join(one.split()) for one in told))

    return MessageTyped(
        id=sent["known"] or sent["id"].strip(),
        channel=sent["channel"],
        trigger=words("trigger"),
        text=words("text"),
        norm=sent["norm"].strip(),
        optional=was.optional,
    )


def _command(at: Shown[MessageTyped]) -> WriteMessage:
    return WriteMessage(at.draft_id, at.path, at.revision, at.typed, not at.known)


def _write(services: WebServices, at: Shown[MessageTyped]) -> None:
    services.design.messages.write(me(), _command(at))


def _show(services: WebServices, at: Shown[MessageTyped]) -> ResponseReturnValue | None:
    services.design.messages.checked(me(), _command(at))
    return None


def _around(services: WebServices, at: Shown[MessageTyped]) -> Mapping[str, object]:
    typed, messages = at.typed, services.design.messages
    values = {"id": typed.id, "norm": typed.norm}
    for name, text in (("trigger", typed.trigger), ("text", typed.text)):
        values |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
    is_worded = bool(typed.id and typed.text.kk)
    tried = messages.tried(me(), at.draft_id, at.path, typed) if is_worded else None
    return {
        "values": values,
        "channels": [*dict.fromkeys((*CHANNELS, typed.channel))],
        "names": messages.names_in(typed.text),
        "filled": [*_filled(tried.filled)] if tried and tried.filled else [],
        "labels": labels_of(
            {"id": "message_id", "norm": "word_norm"},
            {"trigger": "message_trigger", "text": "message_text"},
        ),
    }


def _filled(text: Text) -> Sequence[tuple[str, str, int]]:
    """Language, words, and how many SMS they take."""
    found = [(language, getattr(text, language)) for language in LANGUAGES]
    return [(language, words, _parts(words)) for language, words in found if words]


def _parts(words: str) -> int:
    return 1 if len(words) <= ONE_SMS else -(-len(words) // PART_OF_SMS)
