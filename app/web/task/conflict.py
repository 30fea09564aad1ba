"""What somebody else, or the same person in another window, has changed since a page was shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import request

from app.domain.form_fields import Field
from app.domain.form_layout import flattened
from app.domain.forms import Form
from app.domain.people import Person
from app.domain.texts import Language, Text
from app.feel import Value
from app.ports.storage import Draft
from app.ports.storage import Seen as SeenByDraft
from app.usecases.changed_meanwhile import (
    NEVER,
    case_mark,
    differing,
    is_ticked,
    items_of,
    mark_of,
    newest_of,
)
from app.usecases.read_desk import TaskDesk
from app.usecases.save_draft import SaveDraft
from app.web.form_answers import Typed, drafted
from app.web.services import WebServices
from app.web.sessions import me
from app.web.value_words import value_words

SEEN = "seen"
"""Name of what a page remembers: when the own draft and others' were saved, and the case's data."""
SHOWN_PREFIX = "shown."
"""Names of what a page showed of the case where nothing can be typed."""
TAKE_OVER, TAKE = "take_over", "take"
LONGEST_MARK = 40


@dataclass(frozen=True, slots=True)
class Seen:
    own: str
    others: str
    case: str

    @property
    def on_draft(self) -> SeenByDraft:
        """What a draft remembers of it."""
        return SeenByDraft(self.case[:LONGEST_MARK], self.others[:LONGEST_MARK])

    def __str__(self) -> str:
        return f"{self.own} {self.others} {self.case}"


@dataclass(frozen=True, slots=True)
class Difference:
    key: str
    label: Text
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    draft: Draft | None
    """What was typed meanwhile; None where the case itself changed."""
    who: str
    """Empty: the same person, in another window."""
    differences: tuple[Difference, ...]

    @property
    def is_own(self) -> bool:
        return self.draft is not None and not self.who


def seen_now(desk: TaskDesk) -> Seen:
    view = desk.view
    own = mark_of(view.draft.saved_at if view.draft else None)
    case = case_mark(desk.form, desk.scope) if desk.form else NEVER
    return Seen(own, newest_of(view.others), case)


def seen_before() -> Seen | None:
    """What the page that was sent remembers; None where it remembers nothing."""
    told = request.form.get(SEEN, "").split(" ")
    return Seen(*told) if len(told) == 3 else None


def kept_now(desk: TaskDesk, typed: Typed) -> SaveDraft:
    """The draft of what was typed, with what the page had shown to whoever typed it."""
    seen = seen_before() or seen_now(desk)
    return SaveDraft(desk.view.task.id, me().id, typed.as_draft(), seen.on_draft)


def conflict_of(
    desk: TaskDesk, typed: Typed, services: WebServices, language: Language
) -> Conflict | None:
    """What changed since the page was shown, where it differs from what was typed."""
    before, now = seen_before(), seen_now(desk)
    if before is None or desk.form is None:
        return None
    newer = [one for one in desk.view.others if mark_of(one.saved_at) > before.others]
    changed = max(newer, key=lambda one: one.saved_at, default=None)
    own = desk.view.draft
    if changed is None and own is not None and now.own != before.own:
        changed = own
    if changed is not None:
        found = tuple(_differences(desk.form, typed, changed, language))
        who = _name(changed, services) if changed is not own else ""
        if found:
            return Conflict(changed, who, found)
    if now.case != before.case:
        return Conflict(None, "", tuple(_case_differences(desk.form, desk.scope, typed, language)))
    return None


def taken_over(desk: TaskDesk, typed: Typed) -> Typed:
    """What was typed, with the ticked answers of the draft that the panel named."""
    drafts = (*desk.view.others, *([desk.view.draft] if desk.view.draft else []))
    wanted = request.form.get(TAKE_OVER, "")
    theirs = next((drafted(one.answers) for one in drafts if one.person == wanted), None)
    if theirs is None:
        return typed
    ticked = request.form.getlist(TAKE)
    answers = dict(typed.answers)
    for key in ticked:
        answers.pop(key, None)
        if key in theirs.answers:
            answers[key] = theirs.answers[key]
    return Typed(answers, {**theirs.files, **typed.files}, typed.tables)


def _name(draft: Draft, services: WebServices) -> str:
    person: Person | None = services.person(draft.person)
    return person.full_name if person else str(draft.person)


def _differences(
    form: Form, typed: Typed, draft: Draft, language: Language
) -> Iterator[Difference]:
    mine, theirs = typed.as_draft(), draft.answers
    for key, field in differing(form, mine, theirs):
        ours, other = _words(field, mine, key, language), _words(field, theirs, key, language)
        yield Difference(key, field.label, ours, other)


def _words(field: Field, answers: Mapping[str, Value], key: str, language: Language) -> str:
    raw = answers.get(key)
    if field.kind == "checkbox":
        return value_words(is_ticked(raw), language)
    labels = {option.value: option.label.in_language(language) for option in field.options}
    return ", ".join(labels.get(one, one) for one in items_of(raw))


def _case_differences(
    form: Form, scope: Mapping[str, Value], typed: Typed, language: Language
) -> Iterator[Difference]:
    """What stood on the page of the case, and stands there otherwise now."""
    for one in flattened(form.laid_out(typed.answers, scope).shown):
        before = request.form.get(f"{SHOWN_PREFIX}{one.field.key}")
        now = value_words(one.value, language)
        if one.is_fixed and before is not None and before != now:
            yield Difference("", one.field.label, before, now)
