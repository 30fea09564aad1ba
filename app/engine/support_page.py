"""Writes the page that says what of BPMN runs, from the tables that decide it."""

from app.engine.codec import DEPTH
from app.engine.dialect import ATTRIBUTES
from app.engine.parser import MAX_ELEMENTS
from app.engine.stepper import MAX_RUNS
from app.engine.support import ELEMENTS, EVENT_DEFINITIONS, REFUSED_PARTS
from app.safe_xml import MAX_BYTES, MAX_NESTING


def support_table() -> str:
    """The page `docs/bpmn-support.md`, written from the tables of this room."""
    runs = [f"| `{c.tag}` | {c.note} |" for c in ELEMENTS if c.runs]
    refused = [f"| `{c.tag}` | {c.note} |" for c in ELEMENTS if not c.runs]
    events = [
        f"| `{tag}` | {', '.join(f'`{host}`' for host in sorted(hosts)) or 'refused'} |"
        for tag, hosts in EVENT_DEFINITIONS.items()
    ]
    parts = [f"| `{tag}` | {what} |" for tag, what in sorted(REFUSED_PARTS.items())]
    attributes = [
        f"| `{tag}` | {', '.join(f'`{name}`' for name in sorted(names))} |"
        for tag, names in ATTRIBUTES.items()
    ]
    sections = (
        ("Elements that run", "element", "how", runs),
        ("Elements that are refused", "element", "instead", refused),
        ("Event definitions", "definition", "runs on", events),
        ("Attributes of the `camunda:` namespace", "element", "attributes", attributes),
        ("Parts that are refused", "part", "what it is", parts),
    )
    lines = list(_HEAD)
    for title, left, right, rows in sections:
        lines += ["", f"## {title}", "", f"| {left} | {right} |", "|---|---|", *rows]
    return "\n".join((*lines, *_TAIL)) + "\n"


_HEAD = (
    "# What of BPMN runs",
    "",
    "Written by `support_table()` of `app/engine/support_page.py`; a test holds the two together.",
    "A model runs as BPMN 2.0.2 says, or it is refused with a finding. Nothing is ignored in",
    "silence. Drawing and remarks (pools, lanes, groups, annotations, documentation) are kept and",
    "change nothing.",
)
_TAIL = (
    "",
    "## Limits",
    "",
    f"- {MAX_ELEMENTS:,} elements in a process, {MAX_BYTES // 1_000_000} MB in a file,"
    f" {MAX_NESTING} levels of XML; beyond them is a finding.",
    "- Parsing and running do not recurse along flows: a row may be as long as the process.",
    f"- {MAX_RUNS:,} elements in one step; a loop without a wait state is an incident"
    " (`budget-exceeded`).",
    f"- {DEPTH} levels of nesting in a variable.",
    "",
    "`flowable:`, `activiti:` and `operaton:` attributes are read as their namesakes. Besides:",
    "`camunda:inputOutput` on user and service tasks, `camunda:failedJobRetryTimeCycle` on service",
    "tasks, and `camunda:properties` everywhere (`name.ru`, `name.en`, `hint.kk`, `hint.ru`,",
    "`hint.en`, `norm`, `gap`, `stage`). Every other attribute or element is a finding.",
    "",
    "Expressions are FEEL. `${…}` and `#{…}` of plain JUEL (names, properties, indexes, operators,",
    "`empty`, `? :`) are translated into FEEL; method calls are a finding.",
    "",
    "## Data",
    "",
    "- All variables live at the process; an embedded subprocess shares them.",
    "- Input parameters are local to their task. Output parameters are evaluated over the process",
    "  variables, the inputs and the results, and only they become process variables; without any,",
    "  every result becomes one.",
    "- A script's value goes to `camunda:resultVariable`; without it, the entries of a context",
    "  become variables.",
    "- At a parallel join, branches that gave one variable different values are an incident",
    "  (`lost-update`): setting that variable decides, and the retry goes on.",
    "- A case whose main path ends while a non-interrupting boundary branch is open stays active",
    "  until that is done. It then ends at the first end event reached on the main path.",
)
