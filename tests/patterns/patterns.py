"""The 43 control-flow patterns of the workflow patterns initiative: what of them runs, and how.

As a command it writes `docs/workflow-patterns.md`:

    PYTHONPATH=. .venv/bin/python tests/patterns/patterns.py
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "workflow-patterns.md"
Verdict = Literal["runs", "recipe", "refused"]


class Pattern(NamedTuple):
    name: str
    verdict: Verdict
    how: str


PATTERNS: Mapping[int, Pattern] = {
    1: Pattern("Sequence", "runs", "sequence flows"),
    2: Pattern("Parallel split", "runs", "parallel gateway, or several flows out of an element"),
    3: Pattern("Synchronization", "runs", "parallel gateway"),
    4: Pattern("Exclusive choice", "runs", "exclusive gateway with a default flow"),
    5: Pattern("Simple merge", "runs", "exclusive gateway, or several flows into an element"),
    6: Pattern("Multi-choice", "runs", "inclusive gateway"),
    7: Pattern("Structured synchronizing merge", "runs", "inclusive gateway"),
    8: Pattern("Multi-merge", "runs", "exclusive gateway after a fork; warned (`may-run-twice`)"),
    9: Pattern("Structured discriminator", "refused", "needs a complex gateway; see 29"),
    10: Pattern("Arbitrary cycles", "runs", "flows back to any element"),
    11: Pattern("Implicit termination", "runs", "a case ends when no token is left"),
    12: Pattern("Multiple instances without synchronization", "recipe",
                "a fork in a loop starts each instance, whose path ends by itself"),
    13: Pattern("Multiple instances, number known at design", "runs", "`loopCardinality`"),
    14: Pattern("Multiple instances, number known at run time", "runs",
                "`loopCardinality` as FEEL, or `camunda:collection`"),
    15: Pattern("Multiple instances, number not known before", "recipe",
                "an event subprocess that does not interrupt adds an instance at each message"),
    16: Pattern("Deferred choice", "runs", "event-based gateway"),
    17: Pattern("Interleaved parallel routing", "refused", "needs an ad-hoc subprocess"),
    18: Pattern("Milestone", "recipe",
                "an interrupting boundary event takes the task away when the state is left"),
    19: Pattern("Cancel task", "runs", "interrupting boundary event"),
    20: Pattern("Cancel case", "runs", "terminate end event; a supervisor's cancellation"),
    21: Pattern("Structured loop", "runs", "`standardLoopCharacteristics`"),
    22: Pattern("Recursion", "runs", "a process that calls itself, 20 levels deep"),
    23: Pattern("Transient trigger", "runs", "signal: who does not wait misses it"),
    24: Pattern("Persistent trigger", "runs", "message: kept until somebody waits for it"),
    25: Pattern("Cancel region", "runs", "interrupting boundary event of a subprocess"),
    26: Pattern("Cancel multiple instance activity", "runs", "interrupting boundary event"),
    27: Pattern("Complete multiple instance activity", "recipe",
                "`completionCondition` over a variable that ends it early"),
    28: Pattern("Blocking discriminator", "refused", "needs a complex gateway"),
    29: Pattern("Cancelling discriminator", "recipe",
                "branches in a subprocess, each ending in a terminate end event"),
    30: Pattern("Structured partial join", "refused", "needs a complex gateway; see 35"),
    31: Pattern("Blocking partial join", "refused", "needs a complex gateway"),
    32: Pattern("Cancelling partial join", "recipe",
                "like branches as instances with a `completionCondition`"),
    33: Pattern("Generalised AND-join", "runs", "parallel gateway: tokens wait by flow"),
    34: Pattern("Static partial join for multiple instances", "refused",
                "a `completionCondition` cancels the rest; see 35"),
    35: Pattern("Cancelling partial join for multiple instances", "runs", "`completionCondition`"),
    36: Pattern("Dynamic partial join for multiple instances", "refused", "see 15 and 35"),
    37: Pattern("Local synchronizing merge", "runs", "inclusive gateway"),
    38: Pattern("General synchronizing merge", "runs", "inclusive gateway, as 13.4.3 says"),
    39: Pattern("Critical section", "refused", "no construct of BPMN; model one task instead"),
    40: Pattern("Interleaved routing", "refused", "needs an ad-hoc subprocess"),
    41: Pattern("Thread merge", "refused", "`startQuantity` is not obeyed"),
    42: Pattern("Thread split", "refused", "`completionQuantity` is not obeyed"),
    43: Pattern("Explicit termination", "runs", "terminate end event"),
}  # fmt: skip


def page() -> str:
    """The page, from the table above."""
    lines = [
        "# Workflow patterns",
        "",
        "Written by `tests/patterns/patterns.py`; a test of `tests/patterns` walks each. *Runs*: a",
        "construct of BPMN does it. *Recipe*: a combination does it. *Refused*: the linter names",
        "the element and what to draw instead. Numbers and names are those of the workflow",
        "patterns initiative (Russell, ter Hofstede, van der Aalst, Mulyar, 2006).",
        "",
        "| # | pattern | | how |",
        "|---|---|---|---|",
    ]
    lines += [f"| {n} | {p.name} | {p.verdict} | {p.how} |" for n, p in PATTERNS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
