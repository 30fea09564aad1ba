"""A decision of a draft as a list of its rules, asked with sample data: works without script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.decisions import UnknownDecision
from app.decisions.column_labels import LABELLED
from app.decisions.hit_policies import HitPolicy
from app.decisions.rule_list import Column, RuleList, RuleTexts
from app.decisions.told_names import TOLD
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.service_drafts import DraftFileChanged
from app.domain.texts import LANGUAGES
from app.safe_xml import UnreadableModel
from app.usecases.change_decision import DecisionOpened, WriteRules
from app.usecases.try_decision import Askable, DecisionTried
from app.web import wording
from app.web.catalogue import say
from app.web.designer.conflicts import told_conflict
from app.web.designer.files import FileKind, kind_of
from app.web.designer.problems_by_field import by_field
from app.web.designer.rule_forms import MOST_RULES, typed_labels, typed_rules, with_deed
from app.web.designer.shapes import DecisionForm, DecisionQuery
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import beside_answers, in_query
from app.web.services import WebServices
from app.web.sessions import me


@dataclass(slots=True)
class _Shown:
    """What the page shows of a decision."""

    draft_id: DraftId
    path: str
    offered: Sequence[Askable]
    decision: str
    sample: str
    opened: DecisionOpened | None
    rules: Sequence[RuleTexts] = ()
    names: Mapping[str, str] | None = None
    """Russian and English, as they are typed."""
    labels: tuple[Mapping[str, str], ...] | None = None
    """Of the inputs and outputs, as they are typed."""
    revision: int = 0
    problems: Sequence[Problem] = ()
    tried: DecisionTried | None = None
    conflict: str = ""
    at: str = field(default="")
    """Where the focus goes: a rule that was moved or added."""


def decision_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/decide/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def decision(draft_id: UUID, path: str) -> ResponseReturnValue:
        wanted = in_query(DecisionQuery)["decision"]
        return _page(services, _shown(services, DraftId(draft_id), path, wanted))

    @designer.post("/designer/drafts/<uuid:draft_id>/decide/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def decide(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = beside_answers(DecisionForm)
        shown = _shown(services, DraftId(draft_id), path, sent["decision"], sent["sample"])
        known = shown.opened.rules if shown.opened is not None else None
        typed = typed_rules(known) if known is not None else None
        if known is not None and typed is not None:
            shown.rules, shown.revision = typed, sent["revision"]
            shown.names, shown.labels = _names(sent), typed_labels(known)
            if sent["do"] == "save":
                return _saved(services, shown)
            if sent["do"] != "ask":
                shown.rules = with_deed(typed, known, sent["do"])
                shown.at = _place(sent["do"], len(shown.rules))
                return _page(services, shown)
        return _asked(services, shown, typed)


def _saved(services: WebServices, shown: _Shown) -> ResponseReturnValue:
    try:
        services.design.rules.write(me(), _command(shown))
    except FormInvalid as invalid:
        shown.problems = invalid.problems
        return _page(services, shown), HTTPStatus.UNPROCESSABLE_ENTITY
    except DraftFileChanged as changed:
        # What is typed stays, and would be saved on top of what is there now.
        shown.conflict = told_conflict(changed, services)
        shown.revision = shown.opened.file.revision if shown.opened is not None else 0
        return _page(services, shown), HTTPStatus.CONFLICT
    notice("designer.rules_saved")
    address = url_for(
        "designer.decision", draft_id=shown.draft_id, path=shown.path, decision=shown.decision
    )
    return redirect(address, 303)


def _asked(
    services: WebServices, shown: _Shown, typed: Sequence[RuleTexts] | None
) -> ResponseReturnValue:
    """The decision as it is typed, with the sample."""
    content = None if typed is None else services.design.rules.typed(me(), _command(shown))
    asked = (shown.decision, shown.sample, content)
    try:
        shown.tried = services.design.decisions.ask(me(), shown.draft_id, shown.path, *asked)
    except UnknownDecision:
        abort(HTTPStatus.NOT_FOUND)
    except FormInvalid as invalid:
        shown.problems = invalid.problems
        return _page(services, shown), HTTPStatus.UNPROCESSABLE_ENTITY
    if content is not None:
        shown.problems = services.design.rules.problems(me(), _command(shown), content)
    return _page(services, shown)


def _command(shown: _Shown) -> WriteRules:
    return WriteRules(
        shown.draft_id,
        shown.path,
        shown.revision,
        shown.decision,
        tuple(shown.rules),
        shown.names,
        shown.labels,
    )


def _names(sent: Mapping[str, str | None]) -> Mapping[str, str] | None:
    told = {language: sent[f"name_{language}"] for language in TOLD}
    if None in told.values():
        return None
    return {language: " ".join((name or "").split()) for language, name in told.items()}


def _shown(
    services: WebServices, draft_id: DraftId, path: str, decision: str, sample: str | None = None
) -> _Shown:
    """The decision of this id, or the first of the file."""
    if kind_of(path) is not FileKind.DECISION:
        abort(HTTPStatus.NOT_FOUND)
    try:
        offered = services.design.decisions.askable(me(), draft_id, path)
        chosen = next((one for one in offered if one.id == decision), None)
        if chosen is None and not decision:
            chosen = offered[0] if offered else None
        name = chosen.id if chosen is not None else decision
        opened = services.design.rules.open(me(), draft_id, path, name)
    except UnreadableModel:
        # What is wrong stands above its text.
        return _Shown(draft_id, path, (), decision, sample or "", None)
    if sample is None:
        sample = chosen.sample if chosen is not None else ""
    shown = _Shown(draft_id, path, offered, name, sample, opened)
    shown.rules = opened.rules.rules if opened.rules is not None else ()
    shown.revision = opened.file.revision
    return shown


def _place(do: str, count: int) -> str:
    deed, _, number = do.partition(" ")
    moved = {"up": -1, "down": 1, "remove": 0}.get(deed)
    place = count - 1 if moved is None else int(number) + moved
    return f"rule_{max(0, min(place, count - 1))}"


def _page(services: WebServices, shown: _Shown) -> str:
    page = services.design.desk.draft(me(), shown.draft_id)
    known = shown.opened.rules if shown.opened is not None else None
    return render_template(
        "designer/decision.html",
        page=page,
        draft=page.draft,
        path=shown.path,
        shown=shown,
        known=known if known is not None and len(known.rules) <= MOST_RULES else None,
        wrong=by_field(shown.problems),
        names=shown.names or (shown.opened.names if shown.opened is not None else {}),
        kazakh=next((one.name.kk for one in shown.offered if one.id == shown.decision), ""),
        label_of=_label,
        label_values=_label_values(shown, known),
        labels=_labels(known, len(shown.rules)),
        hit_policies=[policy.value for policy in HitPolicy],
    )


def _label(column: Column) -> str:
    """In the language of the page, or what the column tests or gives."""
    told = column.label.get(g.language) or column.label.get("kk", "")
    return wording.bind(told) or column.expression


def _label_values(shown: _Shown, known: RuleList | None) -> Mapping[str, str]:
    """Of the inputs and outputs: as they are typed, or as they stand in the file."""
    labels = shown.labels
    if labels is None:
        columns = known.columns if known is not None else ()
        labels = tuple(column.label for column in columns if column.kind in LABELLED)
    return {
        f"label_{number}_{language}": label.get(language, "")
        for number, label in enumerate(labels)
        for language in LANGUAGES
    }


def _labels(known: RuleList | None, count: int) -> Mapping[str, str]:
    found = {"sample": say("designer.decision_sample", g.language)}
    for language in TOLD:
        tongue = say(f"designer.in_{language}", g.language)
        found[f"name_{language}"] = f"{say('designer.entry_name', g.language)}, {tongue}"
    for number, column in enumerate(known.columns if known is not None else ()):
        for rule in range(count):
            told = (say("designer.word_rule_number", g.language, number=rule + 1),)
            label = _label(column)
            found[f"cell_{rule}_{number}"] = ", ".join(filter(None, (*told, label)))
    return found
