"""FEEL, the expression language of the DMN standard."""

from app.feel.budget import DEFAULT_BUDGET, Budget
from app.feel.builtins import STANDARD
from app.feel.convert import from_value, to_value
from app.feel.errors import FeelBudgetExceeded, FeelError, FeelSyntaxError
from app.feel.expression import Expression, Outcome, parse
from app.feel.inference import Inferred, infer
from app.feel.run import Note
from app.feel.types import TypeRef
from app.feel.unary import UnaryTests, parse_unary_tests
from app.feel.values import Builtin, Function, Range, Value, YearsMonths

__all__ = [
    "DEFAULT_BUDGET",
    "STANDARD",
    "Budget",
    "Builtin",
    "Expression",
    "FeelBudgetExceeded",
    "FeelError",
    "FeelSyntaxError",
    "Function",
    "Inferred",
    "Note",
    "Outcome",
    "Range",
    "TypeRef",
    "UnaryTests",
    "Value",
    "YearsMonths",
    "from_value",
    "infer",
    "parse",
    "parse_unary_tests",
    "to_value",
]
