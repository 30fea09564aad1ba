"""The syntax tree of an expression."""

from dataclasses import dataclass

from app.feel.types import TypeRef
from app.feel.values import Value


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression; `position` counts characters of the source from 0."""

    position: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: Value


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    target: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    target: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`callee` is a Name for a call by name, else any expression that gives a function."""

    callee: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...]
    """One name per argument, or empty for positional arguments."""


@dataclass(frozen=True, slots=True)
class Negate(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Arithmetic of one precedence, from left to right: flat, so that long sums stay shallow."""

    first: Node
    rest: tuple[tuple[str, int, Node], ...]
    """(operator, its position, operand)."""


@dataclass(frozen=True, slots=True)
class Logic(Node):
    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Test(Node):
    """One unary test: a comparison with the input, or (no operator) a value to be met."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    value: Node
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    start: Node
    end: Node
    start_included: bool
    end_included: bool
    from_test: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Context(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator:
    """`end` is given for `in 1..10`, where `source` is the first number."""

    name: str
    source: Node
    end: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    every: bool
    iterators: tuple[Iterator, ...]
    body: Node
    only_booleans: bool = False
    """Of a boxed expression, whose every body must be a boolean (10.2.2.9)."""


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    parameters: tuple[str, ...]
    types: tuple[TypeRef, ...]
    """One per parameter; Any where none is written."""
    body: Node
    name: str = "function"
    """For messages."""
    result: TypeRef | None = None
    """What a model says the result is; the value is made to fit it."""


@dataclass(frozen=True, slots=True)
class Typed(Node):
    """A value that a model gives a type: made to fit it, or null."""

    value: Node
    type: TypeRef


@dataclass(frozen=True, slots=True)
class Placed(Node):
    """A part that stands somewhere of its own in a model; notes tell the place."""

    body: Node
    place: str


@dataclass(frozen=True, slots=True)
class Refused(Node):
    """A part that could not be read: null, and the reason as a note."""

    reason: str


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """The tests of a whole cell over the input `?`; without tests any value will do."""

    negated: bool
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: TypeRef
