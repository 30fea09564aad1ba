"""Change one form of a draft: write, add, move and remove its fields."""

from dataclasses import dataclass
from itertools import chain, count
from typing import Literal

from app.domain.field_drafting import FieldTyped, problems_of, written
from app.domain.form_drafting import Component, FormDraft, Place
from app.domain.forms import FormInvalid
from app.domain.identity import DraftId
from app.domain.people import Person
from app.usecases.design_desk import DesignDesk, ServiceFileNotFound
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile

Move = Literal["up", "down", "remove"]


@dataclass(frozen=True, slots=True)
class FormFile:
    """Where a form stands, and which revision of it was read; 0 where it is new."""

    draft: DraftId
    path: str
    revision: int


@dataclass(frozen=True, slots=True)
class WriteField:
    file: FormFile
    typed: FieldTyped
    place: Place | None
    """None for a new field."""
    after: Place | None = None
    """What a new field comes behind; None for the end of the form."""
    origin: str = ""
    """Id or key of the component that was opened, should it stand elsewhere by now."""


@dataclass(frozen=True, slots=True)
class MoveField:
    file: FormFile
    place: Place
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChanger:
    desk: DesignDesk
    drafts: DraftKeeper

    def open(self, actor: Person, draft: DraftId, path: str) -> tuple[FormDraft, int]:
        """The form and its revision; an empty one where the draft has no such file.

        Raises DraftNotFound, FormUnreadable.
        """
        try:
            found = self.desk.draft_file(actor, draft, path)
        except ServiceFileNotFound:
            return FormDraft(b"", _name(path)), 0
        return FormDraft(found.content, _name(path)), found.revision

    def write(self, actor: Person, command: WriteField) -> Place:
        """Write a field as typed; where it stands now.

        Raises:
            FormInvalid: with what is wrong, by the field of the page.
            DraftFileChanged: somebody else has saved the form; nothing was written.
            DraftNotFound, FormUnreadable, DraftFileTooLarge: as they say.
        """
        form, _ = self.open(actor, command.file.draft, command.file.path)
        place = _place_of(form, command)
        if problems := [*problems_of(command.typed, form.keys(but=place, near=command.after))]:
            raise FormInvalid(problems)
        before = form.at(place) if place is not None else None
        component = written(before or _new(command.typed, form), command.typed)
        if place is not None and before is not None:
            form.put(place, component)
        else:
            place = form.add(component, command.after)
        self._save(actor, command.file, form)
        return place

    def move(self, actor: Person, command: MoveField) -> Place:
        """Move a field by one place, or remove it; where it stands then.

        A place where nothing stands changes nothing. Raises as `write`, but FormInvalid.
        """
        form, _ = self.open(actor, command.file.draft, command.file.path)
        if form.at(command.place) is None:
            return command.place
        place = command.place
        if command.move == "remove":
            form.remove(place)
        else:
            place = form.move(place, -1 if command.move == "up" else 1)
        self._save(actor, command.file, form)
        return place

    def _save(self, actor: Person, file: FormFile, form: FormDraft) -> None:
        save = SaveFile(file.draft, file.path, form.content(), file.revision)
        self.drafts.save(actor, save)


def origin_of(component: Component) -> str:
    return str(component.get("id") or component.get("key") or "")


def _place_of(form: FormDraft, command: WriteField) -> Place | None:
    """Where the opened component stands: others may have been put before it meanwhile."""
    if command.place is None:
        return None
    there = form.at(command.place)
    if there is not None and origin_of(there) == command.origin:
        return command.place
    found = (one.place for one in form.components() if origin_of(one.component) == command.origin)
    return next(found, None)


def _new(typed: FieldTyped, form: FormDraft) -> Component:
    taken = {origin_of(one.component) for one in form.components()}
    wished = f"field_{typed.key}" if typed.key else typed.kind
    numbered = (f"{wished}_{n}" for n in count(2))
    free = next(name for name in chain([wished], numbered) if name not in taken)
    return {"id": free, "type": typed.kind}


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".form")
