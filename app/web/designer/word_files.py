"""Files of words, messages or documents: a list of entries, and one of them typed and seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.models import SHARED
from app.domain.people import Person, Power
from app.domain.service_drafts import DraftFileChanged
from app.ports.outside import DocumentNotRendered
from app.web.designer.conflicts import told_conflict
from app.web.designer.problems_by_field import by_field
from app.web.designer.shapes import MessageQuery
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_query
from app.web.services import WebServices
from app.web.sessions import me

Typed = TypeVar("Typed")
Read = TypeVar("Read", covariant=True)
Sent = Mapping[str, str]


class WordFile(Protocol[Read]):
    """A file of words as it was read."""

    @property
    def revision(self) -> int: ...

    @property
    def entries(self) -> Sequence[Read]: ...

    def named(self, name: str) -> Read | None: ...


@dataclass(slots=True)
class Shown(Generic[Typed]):
    """An entry as its page shows it."""

    draft_id: DraftId
    path: str
    file: WordFile[Typed]
    typed: Typed
    known: str
    """Id of the entry that was opened; empty for a new one."""
    revision: int
    problems: Sequence[Problem] = ()
    conflict: str = ""
    refused: str = ""
    is_shown: bool = False
    """Whether the reader asked to see how it arrives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordKind(Generic[Typed]):
    """What differs between messages and documents."""

    name: str
    """Of an entry: its endpoint, its address and its template; of the list it is the plural."""
    home: str
    """Where such words stand, in the service's folder or in the shared one."""
    blank: Typed | None
    """What a new entry begins with; None where there is a page of its own for that."""
    open: Callable[[Person, DraftId, str], WordFile[Typed]]
    sent: Callable[[], Sent]
    typed: Callable[[Sent, Typed], Typed]
    write: Callable[[Shown[Typed]], None]
    show: Callable[[Shown[Typed]], ResponseReturnValue | None]
    """What is typed as people will get it; None where the page itself shows it."""
    around: Callable[[Shown[Typed]], Mapping[str, object]]
    """What the template of an entry is given besides what all are."""

    @property
    def plural(self) -> str:
        return f"{self.name}s"


def word_routes(designer: Blueprint, services: WebServices, kind: WordKind[Typed]) -> None:
    """The list, an entry, and the writing of it; all raise 404 for what is no such file."""
    drafts = "/designer/drafts/<uuid:draft_id>"

    @designer.get(f"{drafts}/{kind.plural}/<path:path>", endpoint=kind.plural)
    @demands(Power.DESIGN_SERVICES)
    def entries(draft_id: UUID, path: str) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        file = _opened(kind, draft_id, path)
        if file is None:
            notice("designer.form_unreadable")
            return redirect(url_for("designer.text", draft_id=draft_id, path=path), 303)
        findings = services.design.publisher.findings(me(), DraftId(draft_id))
        return render_template(
            f"designer/{kind.plural}.html",
            page=page,
            draft=page.draft,
            path=path,
            entries=file.entries,
            findings=[one for one in findings if one.file == path],
        )

    @designer.get(f"{drafts}/{kind.name}/<path:path>", endpoint=kind.name)
    @demands(Power.DESIGN_SERVICES)
    def entry(draft_id: UUID, path: str) -> ResponseReturnValue:
        shown = _shown(kind, draft_id, path, in_query(MessageQuery)["id"])
        return _page(services, kind, shown)

    @designer.post(f"{drafts}/{kind.name}/<path:path>", endpoint=f"write_{kind.name}")
    @demands(Power.DESIGN_SERVICES)
    def write_entry(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = kind.sent()
        shown = _shown(kind, draft_id, path, sent["known"])
        shown.typed, shown.revision = kind.typed(sent, shown.typed), int(sent["revision"])
        try:
            if sent["do"] == "show":
                shown.is_shown = True
                return kind.show(shown) or _page(services, kind, shown)
            kind.write(shown)
        except FormInvalid as invalid:
            shown.problems, shown.is_shown = invalid.problems, False
            return _page(services, kind, shown), HTTPStatus.UNPROCESSABLE_ENTITY
        except DocumentNotRendered as refused:
            shown.refused = refused.told.in_language(g.language)
            return _page(services, kind, shown), HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            # What is typed stays, and would be saved on top of what is there now.
            shown.conflict, shown.revision = told_conflict(changed, services), shown.file.revision
            return _page(services, kind, shown), HTTPStatus.CONFLICT
        notice(f"designer.{kind.name}_saved")
        return redirect(url_for(f"designer.{kind.plural}", draft_id=draft_id, path=path), 303)


def _opened(kind: WordKind[Typed], draft_id: UUID, path: str) -> WordFile[Typed] | None:
    """None where the file is no YAML: it can be mended as text."""
    if path.removeprefix(SHARED) != kind.home:
        abort(HTTPStatus.NOT_FOUND)
    try:
        return kind.open(me(), DraftId(draft_id), path)
    except ValueError:
        return None


def _shown(kind: WordKind[Typed], draft_id: UUID, path: str, name: str) -> Shown[Typed]:
    file = _opened(kind, draft_id, path)
    if file is None:
        abort(HTTPStatus.NOT_FOUND)
    typed = file.named(name) if name else kind.blank
    if typed is None:
        abort(HTTPStatus.NOT_FOUND)
    return Shown(DraftId(draft_id), path, file, typed, name, file.revision)


def _page(services: WebServices, kind: WordKind[Typed], shown: Shown[Typed]) -> str:
    page = services.design.desk.draft(me(), shown.draft_id)
    return render_template(
        f"designer/{kind.name}.html",
        page=page,
        draft=page.draft,
        path=shown.path,
        known=shown.known,
        typed=shown.typed,
        wrong=by_field(shown.problems),
        conflict=shown.conflict,
        refused=shown.refused,
        is_shown=shown.is_shown,
        revision=shown.revision,
        **kind.around(shown),
    )
