"""The workloads of the expression language and of decision tables, in memory.

Their floor is the same work written in plain Python, on the same values.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from html import escape
from typing import Any

from app.bench.measuring import Rounds, in_turns
from app.bench.report import WorkloadResult
from app.decisions import read_model
from app.feel import Value, parse, to_value

REPEATED = 200
"""Evaluations in one timed round: one alone is shorter than what a clock can tell."""
RULES = 1_000
SCOPE: Mapping[str, Value] = {
    "application": to_value(
        {"age": 70, "kind": "first", "documents": [{"kind": "identity"}, {"kind": "form"}]}
    ),
    "decision": to_value({"outcome": "granted"}),
    "amount": Decimal(5000),
}
CONDITIONS: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("amount > 1000", lambda s: s["amount"] > 1000),
    (
        'application.age >= 18 and decision.outcome = "granted"',
        lambda s: s["application"]["age"] >= 18 and s["decision"]["outcome"] == "granted",
    ),
    (
        'application.kind in ("first", "second") and amount between 100 and 9000',
        lambda s: s["application"]["kind"] in ("first", "second") and 100 <= s["amount"] <= 9000,
    ),
    (
        'some d in application.documents satisfies d.kind = "identity"',
        lambda s: any(d["kind"] == "identity" for d in s["application"]["documents"]),
    ),
    (
        "if application.age >= 63 then amount * 1.2 else amount",
        lambda s: s["amount"] * Decimal("1.2") if s["application"]["age"] >= 63 else s["amount"],
    ),
)
"""What stands at gateways and in mappings, and the same in Python."""
_GROUPS = ("a", "b", "c", "d", "e")


def measure_language(rounds: Rounds) -> list[WorkloadResult]:
    """A typical condition, and a table of 1,000 rules over three inputs."""
    return [_conditions(rounds), _table(rounds)]


def _conditions(rounds: Rounds) -> WorkloadResult:
    expressions = [parse(text) for text, _ in CONDITIONS]
    plain = [function for _, function in CONDITIONS]
    times = REPEATED // len(CONDITIONS)

    def ours(_: int) -> None:
        for _round in range(times):
            for expression in expressions:
                expression.evaluate(SCOPE)

    def floor(_: int) -> None:
        for _round in range(times):
            for function in plain:
                function(SCOPE)

    figures = in_turns(ours, floor, rounds)
    count = times * len(CONDITIONS)
    return WorkloadResult(
        "feel-condition", "memory", figures.ours / count, figures.floor / count, 0
    )


def _table(rounds: Rounds) -> WorkloadResult:
    model = read_model(_thousand_rules())
    rows = [
        (Decimal(n), Decimal(n + 1), _GROUPS[n % 5], None if n % 3 else Decimal(10), Decimal(n))
        for n in range(RULES)
    ]

    def inputs(number: int) -> dict[str, Value]:
        wanted = number * 7 % RULES
        return {"x": Decimal(wanted), "k": _GROUPS[wanted % 5], "y": Decimal(50)}

    def floor(number: int) -> list[Decimal]:
        given: Any = inputs(number)
        x, k, y = given["x"], given["k"], given["y"]
        # Every row, as UNIQUE demands: a second one that fits would be an error.
        return [
            result
            for low, high, group, above, result in rows
            if low <= x < high and group == k and (above is None or y > above)
        ]

    figures = in_turns(lambda number: model.evaluate("fee", inputs(number)), floor, rounds)
    return WorkloadResult("decision-table-1000", "memory", figures.ours, figures.floor, 0)


def _thousand_rules() -> bytes:
    def cells(*texts: str) -> str:
        tests = "".join(
            f"<inputEntry><text>{escape(text)}</text></inputEntry>" for text in texts[:-1]
        )
        return f"<rule>{tests}<outputEntry><text>{texts[-1]}</text></outputEntry></rule>"

    rules = "".join(
        cells(f"[{n}..{n + 1})", f'"{_GROUPS[n % 5]}"', "-" if n % 3 else "> 10", str(n))
        for n in range(RULES)
    )
    columns = "".join(
        f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in "xky"
    )
    needed = "".join(
        f'<informationRequirement><requiredInput href="#{name}"/></informationRequirement>'
        for name in "xky"
    )
    given = "".join(f'<inputData id="{name}" name="{name}"/>' for name in "xky")
    table = f"<decisionTable>{columns}<output/>{rules}</decisionTable>"
    decision = f'<decision id="fee" name="fee">{needed}{table}</decision>'
    namespace = "https://www.omg.org/spec/DMN/20230324/MODEL/"
    return f'<definitions xmlns="{namespace}" name="bench">{given}{decision}</definitions>'.encode()
