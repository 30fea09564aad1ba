"""Decision models: what they hold, and their evaluation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.decisions.graph import Element, Types, Walk, table_of
from app.decisions.problems import Problem
from app.decisions.tables import Rule, Spoke
from app.feel import DEFAULT_BUDGET, Budget, Builtin, FeelBudgetExceeded, Note, Value
from app.feel.call import call_function
from app.feel.expression import NO_FUNCTIONS, check_whole
from app.feel.nearest import did_you_mean
from app.feel.run import Run
from app.feel.types import TypeRef
from app.feel.typist import Typist


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a decision gave, why parts of it are null, and which rules of which tables spoke."""

    value: Value
    notes: tuple[Note, ...]
    spoke: tuple[Spoke, ...]
    others: Mapping[str, Value]
    """The values of the decisions that it required, by their ids."""


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a decision needs from outside."""

    name: str
    type: TypeRef


class DecisionModel:
    """The elements of one model; immutable and shared once it is read."""

    def __init__(
        self,
        elements: Mapping[str, Element],
        problems: Sequence[Problem],
        unread: Sequence[Problem],
        name: str,
    ) -> None:
        self.name = name
        self.problems = tuple(problems)
        self.unread = tuple(unread)
        """Attributes of other tools that change nothing here."""
        self._elements = elements
        self._by_name = {
            element.name: element for element in elements.values() if element.kind == "decision"
        }

    @property
    def decisions(self) -> Mapping[str, str]:
        """Names of the decisions by their ids."""
        return {one.id: one.name for one in self._elements.values() if one.kind == "decision"}

    @property
    def elements(self) -> tuple[str, ...]:
        """Ids of everything that has logic: decisions and business knowledge models."""
        kinds = ("decision", "businessKnowledgeModel")
        return tuple(one.id for one in self._elements.values() if one.kind in kinds)

    def line_of(self, element: str) -> int:
        """The line where an element of this id stands."""
        return self._elements[element].line

    def titles_of(self, decision: str) -> Mapping[str, str]:
        """What people call an element of this id, by language: `kk`, `ru`, `en`."""
        return self._elements[decision].titles

    def rules_of(self, decision: str) -> tuple[Rule, ...]:
        """The rules of the table that an element of this id is; none where it is no table."""
        table = table_of(self._elements[decision].node)
        return () if table is None else table.rules

    def rows_of(self, decision: str, value: Value) -> list[dict[str, Value]]:
        """The result as rows, one per rule that was heard, each with its outputs by name.

        What no table has made is one row with the decision's name.
        """
        element = self._decision(decision)
        table = table_of(element.node)
        if table is None:
            return [{element.name: value}]
        if value is None:
            return []
        as_list = table.hit.gives_list and not table.aggregation and isinstance(value, list)
        results: list[Value] = list(value) if as_list and isinstance(value, list) else [value]
        if len(table.outputs) == 1:
            name = table.outputs[0].name or element.name
            return [{name: result} for result in results]
        return [result for result in results if isinstance(result, dict)]

    def doubts_of(self, decision: str, functions: frozenset[str]) -> tuple[Note, ...]:
        """What in an element's own logic can never work, as far as types are known.

        `functions` are the names of those that the caller gives when it evaluates.
        """
        element = self._elements[decision]
        types = Types(self._elements)
        names = {self._elements[one].name: types.of(one) for one in element.requires}
        typist = Typist(known=functions)
        typist.type_of(element.node, names)
        return tuple(typist.findings)

    def inputs_of(self, decision: str) -> tuple[Input, ...]:
        """What the decision with this id or name needs, also by way of other decisions."""
        found: dict[str, Input] = {}
        waiting, seen = [self._decision(decision).id], set[str]()
        while waiting:
            one = self._elements[waiting.pop()]
            if one.id in seen:
                continue
            seen.add(one.id)
            if one.kind == "inputData":
                found[one.name] = Input(one.name, one.type)
            waiting += one.requires
        return tuple(found[name] for name in sorted(found))

    def type_of(self, decision: str) -> TypeRef:
        """What is known of the type of the decision's result."""
        return Types(self._elements).of(self._decision(decision).id)

    def evaluate(
        self,
        decision: str,
        inputs: Mapping[str, Value],
        *,
        functions: Mapping[str, Builtin] = NO_FUNCTIONS,
        now: datetime | None = None,
        budget: Budget = DEFAULT_BUDGET,
    ) -> Evaluation:
        """Evaluate the decision with this id or name.

        Raises:
            UnknownDecision: the model has no such decision.
            FeelBudgetExceeded: it would cost more; every other failure is null and a note.
        """
        wanted = self._decision(decision)
        run = Run(budget, functions, now)
        walk = Walk(run, self._elements, inputs)
        value = _bounded(run, lambda: walk.value(wanted.id))
        others = {
            one: found
            for one, found in walk.values.items()
            if self._elements[one].kind == "decision" and one != wanted.id
        }
        return Evaluation(value, tuple(run.notes), _spoke(run), others)

    def invoke(
        self, knowledge: str, arguments: Mapping[str, Value], *, now: datetime | None = None
    ) -> Evaluation:
        """Call the business knowledge model of this name with named arguments.

        Raises:
            UnknownDecision: the model has none of this name.
            FeelBudgetExceeded: it would cost more.
        """
        known = {
            one.name: one for one in self._elements.values() if one.kind == "businessKnowledgeModel"
        }
        if knowledge not in known:
            raise UnknownDecision(knowledge, known)
        run = Run(DEFAULT_BUDGET, NO_FUNCTIONS, now)
        walk = Walk(run, self._elements, {})

        def called() -> Value:
            function = walk.value(known[knowledge].id)
            if not isinstance(function, Builtin):
                return None
            return call_function(run, function, list(arguments.values()), list(arguments), 0)

        value = _bounded(run, called)
        return Evaluation(value, tuple(run.notes), _spoke(run), {})

    def _decision(self, decision: str) -> Element:
        found = self._elements.get(decision)
        if found is None or found.kind != "decision":
            found = self._by_name.get(decision)
        if found is None:
            raise UnknownDecision(decision, self._by_name)
        return found


def _bounded(run: Run, made: Callable[[], Value]) -> Value:
    try:
        value = made()
    except RecursionError:
        raise FeelBudgetExceeded("The evaluation nests too deeply") from None
    check_whole(run, value)
    return value


def _spoke(run: Run) -> tuple[Spoke, ...]:
    return tuple(one for one in run.trace if isinstance(one, Spoke))


class UnknownDecision(LookupError):
    """The model has no decision, or no business knowledge model, of this id or name."""

    def __init__(self, decision: str, known: Mapping[str, object]) -> None:
        super().__init__(f"There is no decision {decision}{did_you_mean(decision, known)}")
