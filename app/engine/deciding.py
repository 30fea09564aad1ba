"""Asks the decision of a business rule task: finds its model, maps its result, tells its rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.decisions import DecisionModel, Evaluation, Spoke, read_model
from app.domain.identity import ElementId
from app.domain.models import ModelFile
from app.domain.texts import LANGUAGES, Text
from app.engine.expressions import OFFICE, Scope, without_values
from app.engine.facts import DecisionCall
from app.engine.failures import Stuck
from app.feel import FeelBudgetExceeded, Value
from app.ports.engine import Decided
from app.safe_xml import UnreadableModel

BINDINGS = ("deployment", "latest", "version")
_Rows = Sequence[Mapping[str, Value]]


def by_decision(files: Sequence[ModelFile]) -> Mapping[str, DecisionModel]:
    """The models in these files by the ids of their decisions."""
    models = [read_model(file.content) for file in files]
    return {decision: model for model in models for decision in model.decisions}


@dataclass(frozen=True, slots=True)
class Answer:
    """The mapped result, and what the history keeps of how it came about."""

    value: Value
    decided: tuple[Decided, ...]


def ask(
    element: ElementId, call: DecisionCall, scope: Scope, own: Mapping[str, DecisionModel]
) -> Answer:
    """Evaluate the decision over the variables of the scope.

    Raises:
        Stuck: no such decision, a null for a reason, an exceeded budget, or a result that the
            mapping does not fit.
    """
    ref = scope.text(call.ref, "decisionRef") or ""
    model = _model(ref, call, scope, own)
    try:
        found = model.evaluate(
            ref,
            {**scope.variables, **scope.around.variables},
            functions=scope.around.functions,
            now=scope.around.now.astimezone(OFFICE),
        )
    except FeelBudgetExceeded as error:
        raise Stuck("budget-exceeded", f"{ref}: {error}") from error
    if found.value is None and found.notes:
        note = found.notes[0]
        raise Stuck("decision-failed", f"{note.place or ref}: {without_values(note.message)}")
    for note in found.notes:
        scope.warn(note.place or ref, note)
    value = MAPPINGS[call.mapping](ref, model.rows_of(ref, found.value))
    return Answer(value, tuple(_told(element, ref, model, found)))


def _model(
    ref: str, call: DecisionCall, scope: Scope, own: Mapping[str, DecisionModel]
) -> DecisionModel:
    if call.binding == "deployment":
        model = own.get(ref)
    else:
        model = _elsewhere(ref, call, scope)
        if model is None and call.binding == "latest":
            model = own.get(ref)
    if model is None:
        raise Stuck("decision-missing", f"no deployed model holds the decision {ref}")
    return model


def _elsewhere(ref: str, call: DecisionCall, scope: Scope) -> DecisionModel | None:
    version = None
    if call.binding == "version":
        wanted = scope.text(call.version, "decisionRefVersion") or ""
        if not wanted.isdecimal():
            raise Stuck("decision-missing", "decisionRefVersion is no whole number")
        version = int(wanted)
    content = scope.around.decisions(ref, version)
    if content is None:
        return None
    try:
        model = read_model(content)
    except UnreadableModel as error:
        raise Stuck("decision-missing", f"{ref}: {error}") from error
    return model if ref in model.decisions else None


def _single_row(ref: str, rows: _Rows) -> Mapping[str, Value]:
    if len(rows) > 1:
        raise Stuck("decision-result", f"{ref} gives {len(rows)} results, one is expected")
    return rows[0] if rows else {}


def _entry(ref: str, row: Mapping[str, Value]) -> Value:
    if len(row) > 1:
        raise Stuck("decision-result", f"{ref} gives {len(row)} entries, one is expected")
    return next(iter(row.values()), None)


def _single_entry(ref: str, rows: _Rows) -> Value:
    return _entry(ref, _single_row(ref, rows))


def _single_result(ref: str, rows: _Rows) -> Value:
    row = dict(_single_row(ref, rows))
    inner = next(iter(row.values()), None)
    # A decision without a table may itself give the context of its outputs.
    return inner if len(row) == 1 and isinstance(inner, dict) else row or None


def _collected(ref: str, rows: _Rows) -> Value:
    return [_entry(ref, row) for row in rows]


def _listed(_: str, rows: _Rows) -> Value:
    return [dict(row) for row in rows]


MAPPINGS: Mapping[str, Callable[[str, _Rows], Value]] = MappingProxyType(
    {
        "singleEntry": _single_entry,
        "singleResult": _single_result,
        "collectEntries": _collected,
        "resultList": _listed,
    }
)
"""How `camunda:mapDecisionResult` makes a value of the rows of a result."""


def _told(element: ElementId, ref: str, model: DecisionModel, found: Evaluation) -> list[Decided]:
    """The decision that was asked stands in the list, even where no table has spoken for it."""
    told = [_of_table(element, model, spoke) for spoke in found.spoke]
    if all(one.decision != ref for one in told):
        told.append(Decided(element, ref, _title(model, ref), None, (), Text("")))
    return told


def _of_table(element: ElementId, model: DecisionModel, spoke: Spoke) -> Decided:
    why = Text(*(_why(spoke, language) for language in LANGUAGES))
    title = _title(model, spoke.decision)
    return Decided(element, spoke.decision, title, spoke.rules, spoke.ids, why)


def _title(model: DecisionModel, decision: str) -> Text:
    titles = model.titles_of(decision)
    return Text(*(titles[language] for language in LANGUAGES))


def _why(spoke: Spoke, language: str) -> str:
    """The annotations in the column of the language; a description stands for the Kazakh one."""
    found = [notes.get(language) or (language == "kk" and notes.get("")) for notes in spoke.notes]
    return "; ".join(dict.fromkeys(text for text in found if text))
