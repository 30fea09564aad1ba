"""Writes the page that says what of FEEL and DMN is there, from the tables that decide it."""

from collections.abc import Sequence

from app.decisions.hit_policies import AGGREGATIONS, HitPolicy
from app.decisions.judging import Failed
from app.feel import DEFAULT_BUDGET, STANDARD, Builtin, TypeRef
from app.feel.builtins import FAMILIES
from app.feel.builtins.patterns import COST_LIMIT
from app.feel.builtins.results import result_of
from app.feel.cursor import NESTING_LIMIT
from app.feel.juel import to_feel
from app.feel.lexer import TEXT_LIMIT, TOKEN_LIMIT

CASES = "## Cases of the TCK that do not pass"
JUEL = (
    "${amount > 1000}",
    "${a.b == 'x' && c}",
    "${!approved}",
    "${list[0].name}",
    "${a['b c']}",
    "${empty x}",
    "${x mod 3 eq 0 ? 'fizz' : x}",
    "Dear ${name}!",
)
"""Examples of what is translated; the page shows what becomes of them."""


def language_page(failed: Sequence[Failed]) -> str:
    """The page `docs/feel.md`, without the last line break."""
    return "\n".join(
        (
            *_HEAD,
            *_limits(),
            *_functions(),
            *_juel(),
            *_decisions(),
            *_cases(failed),
        )
    )


def _limits() -> list[str]:
    budget = DEFAULT_BUDGET
    return [
        "## Limits",
        "",
        "| of | limit |",
        "|---|---|",
        f"| an expression | {TEXT_LIMIT:,} characters, {TOKEN_LIMIT:,} words and signs,"
        f" {NESTING_LIMIT} levels |",
        f"| an evaluation | {budget.steps:,} steps, {budget.seconds} s of processor time,"
        f" {budget.depth} nested calls |",
        f"| a value | {budget.size:,} characters, {budget.items:,} elements, 34 digits |",
        f"| a pattern | linear time; its instructions times the text at most {COST_LIMIT:,} |",
        "",
        "Beyond a limit an evaluation ends with `FeelBudgetExceeded`, in a process with the"
        " incident `budget-exceeded`. Every",
        "other failure is null and a note that tells why and where; a null for a reason is an"
        " incident where a value is needed.",
        "",
    ]


def _functions() -> list[str]:
    lines = ["## Functions", "", "| family | functions |", "|---|---|"]
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        told = ", ".join(f"`{_signature(one)}`" for one in family.FUNCTIONS)
        lines.append(f"| {name} | {told} |")
    return [
        *lines,
        "",
        f"{len(STANDARD)} functions. Patterns are XPath's with the flags `i m s x q`, without"
        " references back to a group.",
        "",
    ]


def _signature(function: Builtin) -> str:
    least = len(function.parameters) if function.required is None else function.required
    taken = [
        name if place < least else f"{name}?" for place, name in enumerate(function.parameters)
    ]
    if function.variadic:
        taken[-1] += " …"
    result: TypeRef = result_of(function.name, ())
    gives = "" if result.name == "Any" else f" → {result}"
    return f"{function.name}({', '.join(taken)}){gives}"


def _juel() -> list[str]:
    return [
        "## JUEL",
        "",
        "`${…}` and `#{…}`, which other tools write, are translated where they stand. Names,"
        " properties, indexes, literals, operators",
        "(also `and or not eq ne lt gt le ge div mod`), `empty` and `? :` are taken; method calls,"
        " functions, lambdas and assignments",
        "are a finding.",
        "",
        "| written | becomes |",
        "|---|---|",
        *(f"| `{text}` | `{to_feel(text)}` |".replace("||", "\\|\\|") for text in JUEL),
        "",
        "Two things differ from JUEL: values of different types are not turned into one another"
        ' (`"1" == 1` is null), and a comparison',
        "with null is null, so that a gateway stops there with an incident instead of going on.",
        "",
    ]


def _decisions() -> list[str]:
    policies = ", ".join(
        f"{policy.value} ({', '.join(AGGREGATIONS)})"
        if policy is HitPolicy.COLLECT
        else policy.value
        for policy in HitPolicy
    )
    return [
        "## Decisions",
        "",
        "`.dmn` files of DMN 1.1 to 1.5, in `decisions/` of a service or in"
        " `processes/shared/decisions/`.",
        "",
        f"- Tables: {policies}; allowed values, defaults, annotations. UNIQUE and ANY are checked.",
        "  A cell tests the value of its column: `> 5`, `[1..9]`, or a condition over `?`;"
        " `camunda:inputVariable` gives `?` a name.",
        "- Boxed expressions: literal, context, list, relation, function, invocation, conditional,"
        " filter, for, some, every.",
        "- Item definitions with allowed values, type constraints and functions; input data,"
        " business knowledge models (which may call",
        "  themselves), requirement graphs.",
        "- Refused with a finding: decision services, imports, external functions, other languages"
        " than FEEL.",
        "- A business rule task asks a decision by its id: `camunda:decisionRef`,"
        " `camunda:decisionRefBinding` (`deployment`, the default:",
        "  the rules that the case began with; `latest`; `version` with"
        " `camunda:decisionRefVersion`, the version of the service),",
        "  `camunda:mapDecisionResult` (`singleEntry`, `singleResult`, `collectEntries`,"
        " `resultList`), `camunda:resultVariable`.",
        "- Columns of annotations named `kk`, `ru`, `en` tell people why a rule speaks: the case"
        " page shows them with the rule's number. The",
        "  name of a decision is its `label` or name; `name.ru` and `name.en` are"
        " `camunda:property` entries, as in diagrams; so are those of inputs and",
        "  outputs, whose Kazakh label is their `label`.",
        "- Shared decisions are deployed with the services that ask them; a decision of the"
        " service by the same id comes before the shared one.",
        "",
    ]


def _cases(failed: Sequence[Failed]) -> list[str]:
    return [
        CASES,
        "",
        "Of the cases in the [DMN TCK](https://github.com/dmn-tck/tck) that are run here"
        " (`run.py tck`); a test holds this list.",
        "",
        "| file | case | node | reason |",
        "|---|---|---|---|",
        *(
            f"| {one.file.rpartition('/')[2]} | {one.case} | {one.node} | {_reason(one)} |"
            for one in failed
        ),
        "",
    ]


def _reason(failed: Failed) -> str:
    if "import" in failed.file:
        return "import: refused"
    if "decisionService" in failed.found or "Decision services" in failed.found:
        return "decision service: refused"
    return failed.found.replace("|", "\\|")


_HEAD = (
    "# FEEL and decisions",
    "",
    "Written by `language_page()` of `app/decisions/page.py`; a test holds the two together.",
    "",
    "Conditions, mappings, due dates, decision cells and scripts are FEEL of DMN 1.5. The room and"
    " its rules: [app/feel](../app/feel/README.md).",
    "Dates are reckoned with in the years 1 to 9999 and to the microsecond; beyond, they are read,"
    " written and compared. `now()` and",
    "`today()` are the office's. Domain functions beside the standard's: `deadline`,"
    " `working_days_after`, `working_days_before`,",
    "`working_hours_after`, `is_working_day`, `age_at`.",
    "",
)
