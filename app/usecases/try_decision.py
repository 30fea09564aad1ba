"""Ask a decision of a draft with sample data: what it gives, and which rules spoke."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.decisions import DecisionModel, Evaluation, read_model
from app.domain.calendar import office_zone
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Person
from app.domain.texts import LANGUAGES, Text
from app.feel import FeelBudgetExceeded, FeelSyntaxError, Note, Value, from_value, parse
from app.ports.clock import Clock
from app.usecases.design_desk import DesignDesk

NO_CONTEXT = Text(
    "деректерді FEEL контексті етіп жазыңыз, мысалы {facts: {age: 70}}",
    "запишите данные контекстом FEEL, например {facts: {age: 70}}",
    "please write the data as a FEEL context, such as {facts: {age: 70}}",
)
TOO_COSTLY = Text(
    "шешімді есептеу рұқсат етілген шектен асты",
    "вычисление решения вышло за допустимый предел",
    "the decision costs more than is allowed",
)


@dataclass(frozen=True, slots=True)
class Askable:
    """A decision of the file, and what it needs: a FEEL context with nulls for values."""

    id: str
    name: Text
    sample: str


@dataclass(frozen=True, slots=True)
class RuleHeard:
    id: str
    """Of the rule in the file; empty where it has none."""
    number: int
    """From 1, as a modeller counts them."""
    notes: Mapping[str, str]
    """Annotations by the name of their column, and the description under an empty name."""


@dataclass(frozen=True, slots=True)
class TableHeard:
    name: Text
    rules: tuple[RuleHeard, ...]
    """None where no rule of the table spoke."""


@dataclass(frozen=True, slots=True)
class DecisionTried:
    value: str
    """As JSON."""
    tables: tuple[TableHeard, ...]
    notes: tuple[Note, ...]
    """Why parts of the result are null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTrier:
    desk: DesignDesk
    clock: Clock

    def askable(
        self, actor: Person, draft: DraftId, path: str, typed: bytes | None = None
    ) -> tuple[Askable, ...]:
        """Decisions of the file, as it is saved or as `typed`.

        Raises ServiceFileNotFound, UnreadableModel.
        """
        content = self._content(actor, draft, path, typed)
        model = read_model(content)
        text = content.decode(errors="replace")
        return tuple(
            Askable(decision, _name(model, decision), _sample(model, decision, text))
            for decision in model.decisions
        )

    def ask(
        self,
        actor: Person,
        draft: DraftId,
        path: str,
        decision: str,
        sample: str,
        typed: bytes | None = None,
    ) -> DecisionTried:
        """Ask the decision of this id, as it is saved or as `typed` in an editor.

        Domain functions such as `deadline` need a case.

        Raises:
            ServiceFileNotFound, UnreadableModel, UnknownDecision.
            FormInvalid: the sample is no FEEL context, or the decision costs too much.
        """
        model = read_model(self._content(actor, draft, path, typed))
        now = self.clock.now().astimezone(office_zone())
        try:
            inputs = parse(sample).evaluate({}, now=now).value
            if not isinstance(inputs, dict):
                raise FormInvalid([Problem("sample", NO_CONTEXT)])
            found = model.evaluate(decision, inputs, now=now)
        except FeelSyntaxError:
            raise FormInvalid([Problem("sample", NO_CONTEXT)]) from None
        except FeelBudgetExceeded:
            raise FormInvalid([Problem("sample", TOO_COSTLY)]) from None
        return DecisionTried(_told(found.value), tuple(_tables(model, found)), found.notes)

    def _content(self, actor: Person, draft: DraftId, path: str, typed: bytes | None) -> bytes:
        saved = self.desk.draft_file(actor, draft, path)
        return saved.content if typed is None else typed


def _name(model: DecisionModel, decision: str) -> Text:
    titles = model.titles_of(decision)
    return Text(*(titles.get(language, "") for language in LANGUAGES))


def _sample(model: DecisionModel, decision: str, text: str) -> str:
    """What the file reads of each input, nested as it is read."""
    needed: dict[str, object] = {}
    for one in model.inputs_of(decision):
        paths = re.findall(rf"(?<![\w.\"]){re.escape(one.name)}((?:\.[a-z_]\w*)+)", text)
        needed[one.name] = _nested(path[1:].split(".") for path in paths)
    return _context(needed, "")


def _nested(paths: Iterator[list[str]]) -> object:
    found: dict[str, list[list[str]]] = {}
    for first, *rest in paths:
        found.setdefault(first, []).extend([rest] if rest else [])
    return {name: _nested(iter(rest)) for name, rest in found.items()} or None


def _context(value: object, indent: str) -> str:
    if not isinstance(value, dict):
        return "null"
    if not value:
        return "{}"
    deeper = f"{indent}  "
    lines = (f"{deeper}{name}: {_context(inner, deeper)}" for name, inner in value.items())
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _tables(model: DecisionModel, found: Evaluation) -> Iterator[TableHeard]:
    for spoke in found.spoke:
        heard = zip(spoke.ids, spoke.rules, spoke.notes, strict=True)
        yield TableHeard(_name(model, spoke.decision), tuple(RuleHeard(*one) for one in heard))


def _told(value: Value) -> str:
    return json.dumps(from_value(value), ensure_ascii=False, indent=2)
