"""Decision tables: which rules speak for the inputs, and what they say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.decisions.cell_index import CellIndex, index_of, numbers_in
from app.decisions.hit_policies import Hit, HitPolicy, Policy
from app.feel import tree
from app.feel.compiler import Code, Compiler, Env, compiles
from app.feel.conformance import coerced
from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.types import ANY, TypeRef, joined, list_of
from app.feel.typist import Names, Typist, types_node
from app.feel.values import Value

_Test = Callable[[Run, Env], Value]


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested."""

    name: str
    expression: tree.Node
    type: TypeRef
    allowed: tree.Tests | None
    cells: tuple[tree.Tests, ...]
    """One per rule."""
    variable: str = "?"
    """What a cell may call the tested value, beside `?`: `camunda:inputVariable`."""


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results."""

    name: str
    type: TypeRef
    allowed: tree.Tests | None
    values: tuple[Value, ...]
    """The plain values among the allowed ones, in their order: the first is the most wanted."""
    default: tree.Node | None
    cells: tuple[tree.Node, ...]
    """One per rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a reader may be told of a rule."""

    id: str
    notes: Mapping[str, str]
    """Annotations by the name of their column, and the description under an empty name."""


@dataclass(frozen=True, slots=True)
class Table(tree.Node):
    """A decision table as an expression."""

    decision: str
    """Id of the decision or the business knowledge model that it stands in."""
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit: HitPolicy
    aggregation: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """What a run remembers of one table: the rules that were heard, in the order of the result."""

    decision: str
    rules: tuple[int, ...]
    """Numbers from 1, as a modeller counts them."""
    ids: tuple[str, ...]
    notes: tuple[Mapping[str, str], ...]


@compiles(Table)
def _table(compiler: Compiler, node: Table) -> Code:
    return _Running(compiler, node).run


class _Column:
    """One compiled input: its value, its index, and the cells that have to be tried."""

    __slots__ = ("allowed", "cells", "cost", "index", "name", "type", "value", "variable")

    def __init__(self, compiler: Compiler, column: Input) -> None:
        self.name, self.type, self.variable = column.name, column.type, column.variable
        self.value = compiler.code(column.expression)
        with compiler.testing(column.variable):
            self.allowed = None if column.allowed is None else compiler.code(column.allowed)
            self.index: CellIndex = index_of(column.cells)
            before = compiler.cost
            self.cells: dict[int, _Test] = {
                rule: compiler.code(column.cells[rule]) for rule in numbers_in(self.index.to_try)
            }
            # Only the cells that are tried are paid for, and only when they are.
            self.cost = (compiler.cost - before) // max(len(self.cells), 1)
            compiler.cost = before

    def seen(self, value: Value, env: Env) -> Env:
        """What the tests of the column see."""
        return Env({"?": value, self.variable: value}, env)


class _Running:
    """A compiled table."""

    def __init__(self, compiler: Compiler, table: Table) -> None:
        self._table = table
        self._columns = [_Column(compiler, column) for column in table.inputs]
        before = compiler.cost
        self._outputs = [[compiler.code(cell) for cell in out.cells] for out in table.outputs]
        self._output_cost = (compiler.cost - before) // max(len(table.rules), 1)
        compiler.cost = before
        self._defaults = [
            None if out.default is None else compiler.code(out.default) for out in table.outputs
        ]
        with compiler.testing("?"):
            self._allowed = [
                None if out.allowed is None else compiler.code(out.allowed) for out in table.outputs
            ]
        self._policy = Policy(
            table.hit, table.aggregation, tuple(out.values for out in table.outputs)
        )
        self._every = (1 << len(table.rules)) - 1
        self._only_first = table.hit is HitPolicy.FIRST

    def run(self, run: Run, env: Env) -> Value:
        try:
            hits = self._hits(run, env)
            if not hits:
                self._tell(run, ())
                return self._default(run, env)
            heard = self._policy.chosen(run, hits)
            self._tell(run, heard)
            return self._result(run, heard)
        except Unfit as unfit:
            run.note(unfit.said, self._table.position)
            return None

    def _hits(self, run: Run, env: Env) -> list[Hit]:
        inputs = [self._input(run, env, column) for column in self._columns]
        left, doubtful = self._every, []
        for column, inner in zip(self._columns, inputs, strict=True):
            sure = column.index.surely(inner.variables["?"])
            left &= sure | column.index.to_try
            doubtful.append(column.index.to_try & ~sure)
        hits = []
        for rule in numbers_in(left):
            if self._holds(run, rule, inputs, doubtful):
                run.spend(self._output_cost + 1)
                hits.append(Hit(rule, self._said(run, env, rule)))
                if self._only_first:
                    break
        return hits

    def _input(self, run: Run, env: Env, column: _Column) -> Env:
        value = coerced(run, column.value(run, env), column.type)
        inner = column.seen(value, env)
        if column.allowed is not None and value is not None:
            items = value if isinstance(value, list) else [value]
            for item in items:
                if column.allowed(run, column.seen(item, env)) is not True:
                    raise Unfit(
                        "The value of {name} is not one of the input values", name=column.name
                    )
        return inner

    def _holds(self, run: Run, rule: int, inputs: Sequence[Env], doubtful: list[int]) -> bool:
        kept = len(run.notes)
        for column, inner, to_try in zip(self._columns, inputs, doubtful, strict=True):
            if to_try >> rule & 1:
                run.spend(column.cost + 1)
                if column.cells[rule](run, inner) is not True:
                    # That the cell could not be decided is no failure of the table.
                    del run.notes[kept:]
                    return False
        return True

    def _said(self, run: Run, env: Env, rule: int) -> tuple[Value, ...]:
        return tuple(
            self._fitted(run, env, number, cells[rule](run, env))
            for number, cells in enumerate(self._outputs)
        )

    def _fitted(self, run: Run, env: Env, number: int, value: Value) -> Value:
        out, allowed = self._table.outputs[number], self._allowed[number]
        found = coerced(run, value, out.type)
        if allowed is not None and found is not None:
            items = found if isinstance(found, list) else [found]
            for item in items:
                if allowed(run, Env({"?": item}, env)) is not True:
                    raise Unfit(
                        "A result of {table} is not an output value", table=out.name or "the table"
                    )
        return found

    def _default(self, run: Run, env: Env) -> Value:
        if all(code is None for code in self._defaults):
            return None
        values = [
            None if code is None else self._fitted(run, env, number, code(run, env))
            for number, code in enumerate(self._defaults)
        ]
        found = self._shaped(values)
        return [found] if self._table.hit.gives_list and not self._table.aggregation else found

    def _shaped(self, values: Sequence[Value]) -> Value:
        if len(values) == 1:
            return values[0]
        return {out.name: value for out, value in zip(self._table.outputs, values, strict=True)}

    def _result(self, run: Run, heard: Sequence[Hit]) -> Value:
        if self._table.aggregation:
            columns: list[list[Value]] = [
                list(column) for column in zip(*(hit.outputs for hit in heard), strict=True)
            ]
            return self._shaped([self._policy.gathered(run, column) for column in columns])
        if self._table.hit.gives_list:
            run.check_items(len(heard))
            return [self._shaped(hit.outputs) for hit in heard]
        return self._shaped(heard[0].outputs)

    def _tell(self, run: Run, heard: Sequence[Hit]) -> None:
        rules = [self._table.rules[hit.rule] for hit in heard]
        run.trace.append(
            Spoke(
                self._table.decision,
                tuple(hit.rule + 1 for hit in heard),
                tuple(rule.id for rule in rules),
                tuple(rule.notes for rule in rules),
            )
        )


@types_node(Table)
def _type(typist: Typist, node: Table, names: Names) -> TypeRef:
    for column in node.inputs:
        value = typist.type_of(column.expression, names)
        known = column.type if column.type.name != "Any" else value
        inner = {**names, column.variable: known}
        for cell in column.cells:
            typist.tests(cell, known, inner)
    found = []
    for out in node.outputs:
        said = [typist.type_of(cell, names) for cell in out.cells]
        found.append(out.type if out.type.name != "Any" else joined(said) if said else ANY)
    if len(found) == 1:
        whole = found[0]
    else:
        whole = TypeRef("context", tuple(found), tuple(out.name for out in node.outputs))
    return list_of(whole) if node.hit.gives_list and not node.aggregation else whole
