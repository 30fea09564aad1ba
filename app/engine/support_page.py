"""Writes the page that says what of BPMN runs, from the tables that decide it."""

from app.engine.building import MAX_ELEMENTS
from app.engine.calling import MAX_CALLS
from app.engine.codec import DEPTH
from app.engine.compensation_page import COMPENSATION
from app.engine.dialect import ATTRIBUTES
from app.engine.event_page import MESSAGES
from app.engine.loops import MAX_TURNS
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
    "silence. Drawing and remarks (pools, lanes, message flows, groups, annotations,",
    "documentation, and pools whose process is not executable) are kept and change nothing; so do",
    "the attributes `implementation`, `isClosed`, `isImmediate` and `processType`.",
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
    "`camunda:inputOutput` on activities, intermediate and end events,",
    "`camunda:failedJobRetryTimeCycle` on service and send tasks, and `camunda:properties`",
    "everywhere (`name.ru`, `name.en`, `hint.kk`, `hint.ru`, `hint.en`, `norm`, `gap`, `stage`,",
    "`correlationKey`); boundary and start events bear output parameters. Every other attribute or",
    "element is a finding.",
    "",
    "A send task with a topic and the property `awaited` = `no` hands its job over: the token goes",
    "on in the same transaction, output parameters see what was sent and no answer, and the job is",
    "tried until it is done, though the case has ended since. A send task without the property",
    "waits, as a service task does.",
    "",
    "A user task with the property `office` (an expression: the code of an office) is done",
    "by the people of that office, if the case has to do with it, else by those of the case's own.",
    "A user task with the property `fourEyes` (ids of other user tasks of its process, parted by",
    "commas) is not for the people who completed those in the case, nor for those in whose name",
    "they did.",
    "A plain start event of the process with the property `takesOver` is where a case is taken up",
    "again after a complaint; it lists the variables of the first course that go along, beside",
    "`taken_up` (`stage`, `reason`, `complaint`, `at`).",
    "",
    "## Flows",
    "",
    "- Several flows out of an element are all taken; those with a condition, out of an activity,",
    "  where it is true. The default flow is taken where no other is; without one, that is an",
    "  incident (`no-matching-flow`).",
    "- An element that nothing follows ends its path. Where there is no start event, everything",
    "  that no flow leads to begins.",
    "",
    "Expressions are FEEL. `${…}` and `#{…}` of plain JUEL (names, properties, indexes, operators,",
    "`empty`, `? :`) are translated into FEEL; method calls are a finding.",
    "",
    "## Loops",
    "",
    "- Multi-instance: `loopCardinality`, or a collection (`camunda:collection`,",
    "  `loopDataInputRef`) with `camunda:elementVariable` or `inputDataItem`; and",
    "  `completionCondition`. What each instance leaves in its `outputDataItem` is collected in",
    "  the variable `loopDataOutputRef`, in order.",
    "- Every instance sees `loopCounter` (from 0), `nrOfInstances`, `nrOfCompletedInstances` and",
    "  `nrOfActiveInstances`. A loop without instances is passed. Boundary events belong to the",
    "  loop as a whole. Parallel instances that give one variable different values are an",
    "  incident, as at a join, unless each computes it from the old value (`votes + 1`).",
    "- Standard loop: `loopCondition`, `testBefore`, `loopMaximum`; `loopCounter` counts turns.",
    f"- {MAX_TURNS:,} instances; more are a finding, or an incident where the number is computed.",
    "",
    "## Calls",
    "",
    "- A call activity binds when its token comes, and keeps that to the end: `latest` (also where",
    "  nothing is written) to the newest deployed version, and to the own deployment where none",
    "  stands under that key; `deployment` to what is deployed with it; `version` to that version.",
    f"- Calls may be {MAX_CALLS} deep; one more is an incident (`budget-exceeded`).",
    "- Nothing passes but what `camunda:in` and `camunda:out` name (`source`, `sourceExpression`,",
    '  `variables="all"`); the key of the case goes along by itself.',
    "- In tasks, history and scenarios an element of a called process is named by the calls that",
    "  lead to it: `hearing/hold_hearing`.",
    "",
    *MESSAGES,
    "",
    *COMPENSATION,
    "",
    "## Data",
    "",
    "- Variables live at the process. Input parameters live at their activity and are seen inside",
    "  it alone; a subprocess without them shares all variables of what is around it.",
    "- A change goes to the innermost scope that has the variable, else to the process.",
    "- Output parameters are evaluated over what the activity sees and its results. They are",
    "  written alone, of a user task or call beside its results; without any, every result is.",
    "- A data object is the variable of its name, at the process or at the subprocess it is drawn",
    "  in; so is a property. An input association gives its activity a variable of its own; an",
    "  output association writes what the activity gave. Transformations and assignments are FEEL.",
    "- A script's value goes to `camunda:resultVariable`; without it, the entries of a context",
    "  become variables.",
    "- At a join, branches that gave one variable different values are an incident",
    "  (`lost-update`), unless each computed it from the old one: setting the variable decides,",
    "  and the retry goes on.",
    "- A case whose main path ends while a non-interrupting boundary branch is open stays active",
    "  until that is done. It then ends at the first end event reached on the main path.",
)
