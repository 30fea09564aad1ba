"""Files that somebody made to break a reader. As a command: lints each, tells its cost as JSON."""

import json
import sys
from collections.abc import Callable, Mapping
from resource import RUSAGE_SELF, getrusage
from time import process_time

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
)


def model(body: str, before: str = "") -> str:
    return f'{HEAD}{before}<process id="p" isExecutable="true">{body}</process></definitions>'


def flow(number: int, source: str, target: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    joined = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="f{number}" {joined}>{inner}</sequenceFlow>'


def many_laughs() -> str:
    lines = ['<!DOCTYPE x [<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)]
    return "\n".join([*lines, "]><x>&l11;</x>"])


def quadratic_entity() -> str:
    return f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]><x>{"&a;" * 100_000}</x>'


def deep() -> str:
    return model("<subProcess>" * 50_000 + "</subProcess>" * 50_000)


def deep_extension() -> str:
    inner = "<camunda:inputOutput>" * 100 + "</camunda:inputOutput>" * 100
    return model(f"<task id='t'><extensionElements>{inner}</extensionElements></task>")


def long_row() -> str:
    row = "".join(f'<task id="t{n}"/>' for n in range(60_000))
    return model(row + "".join(flow(n, f"t{n}", f"t{n + 1}") for n in range(20_000)))


def every_task_wrong() -> str:
    names = "ә" * 1_500
    return model("".join(f'<complexGateway id="g{n}" name="{names}"/>' for n in range(1_900)))


def endless_name() -> str:
    return model(f'<userTask id="t" name="{"a" * 4_000_000}" camunda:dueDate="{"x" * 3_000_000}"/>')


def all_to_all() -> str:
    nodes = "".join(f'<parallelGateway id="n{n}"/>' for n in range(85))
    flows = (flow(a * 85 + b, f"n{a}", f"n{b}") for a in range(85) for b in range(85))
    return model('<startEvent id="s"/>' + nodes + flow(10_000, "s", "n0") + "".join(flows))


def wide_choice() -> str:
    nodes = "".join(f'<inclusiveGateway id="n{n}"/>' for n in range(60))
    flows = (
        flow(a * 60 + b, f"n{a}", f"n{b}", "=x")
        for a in range(60)
        for b in range(a + 1, min(a + 20, 60))
    )
    return model('<startEvent id="s"/>' + nodes + flow(10_000, "s", "n0") + "".join(flows))


def many_forks() -> str:
    """Twenty pairs of branches that never join: a million markings."""
    parts = ['<startEvent id="s"/><parallelGateway id="fork"/><parallelGateway id="join"/>']
    parts.append(flow(1, "s", "fork"))
    for n in range(20):
        parts.append(f'<exclusiveGateway id="x{n}"/><task id="a{n}"/><task id="b{n}"/>')
        parts += [flow(10 * n + 100, "fork", f"x{n}"), flow(10 * n + 101, f"x{n}", f"a{n}", "=y")]
        parts += [flow(10 * n + 102, f"x{n}", f"b{n}", "=z"), flow(10 * n + 103, f"a{n}", "join")]
        parts += [flow(10 * n + 104, f"b{n}", "join"), flow(10 * n + 105, f"a{n}", f"x{n}")]
    return model("".join(parts))


def attached_to_itself() -> str:
    events = (
        f'<boundaryEvent id="{one}" attachedToRef="{other}"><timerEventDefinition/></boundaryEvent>'
        for one, other in (("a", "a"), ("b", "c"), ("c", "b"), ("d", "nowhere"))
    )
    return model('<startEvent id="s"/>' + "".join(events) + flow(1, "a", "a") + flow(2, "b", "c"))


def contradictory() -> str:
    return model(
        '<startEvent id="x"/><endEvent id="x"/><userTask id="x" default="x"/>'
        '<sequenceFlow id="x" sourceRef="x" targetRef="x"/><process id="p"/>'
        '<subProcess id="s"><subProcess id="s"><startEvent id="s"/></subProcess></subProcess>',
        '<error id="x"/><message id="x"/><process id="p" isExecutable="true"/>',
    )


def deep_expression() -> str:
    nested = "(" * 100_000 + "1" + ")" * 100_000
    return model(f'<userTask id="t" camunda:dueDate="={nested}" camunda:assignee="${{{nested}}}"/>')


def long_expression() -> str:
    return model(f'<userTask id="t" camunda:dueDate="={"1+" * 1_000_000}1"/>')


def hostile_pattern() -> str:
    text = "matches(&quot;" + "a" * 5_000 + "&quot;, &quot;(a+)+$&quot;)"
    return model(f'<userTask id="t" camunda:dueDate="={text}"/>')


def loops_of_calls() -> str:
    calls = "".join(
        f'<process id="q{n}" isExecutable="true"><callActivity id="c{n}" calledElement="q{n + 1}"'
        ' camunda:calledElementBinding="deployment"/></process>'
        for n in range(300)
    )
    last = '<callActivity id="c" calledElement="q0"/>'
    return f'{HEAD}{calls}<process id="q300" isExecutable="true">{last}</process></definitions>'


def huge_shapes() -> str:
    shapes = "".join(
        f'<di:BPMNShape bpmnElement="t{n}"><dc:Bounds x="1" y="1" width="1e308" height="1e308"/>'
        "</di:BPMNShape>"
        for n in range(1_900)
    )
    tasks = "".join(f'<task id="t{n}"/>' for n in range(1_900))
    names = (
        ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    )
    plane = f"<di:BPMNDiagram{names}><di:BPMNPlane>{shapes}</di:BPMNPlane></di:BPMNDiagram>"
    return model(tasks).replace("</definitions>", f"{plane}</definitions>")


UNDO = "<compensateEventDefinition/>"


def undone_by_one() -> str:
    events = "".join(
        f'<task id="a{n}"/><boundaryEvent id="e{n}" attachedToRef="a{n}">{UNDO}</boundaryEvent>'
        f'<association id="x{n}" sourceRef="e{n}" targetRef="h"/>'
        for n in range(990)
    )
    return model(f'<userTask id="h" isForCompensation="true" camunda:assignee="=x"/>{events}')


def undone_from_inside() -> str:
    starts = "".join(
        f'<subProcess id="s{n}" triggeredByEvent="true"><startEvent id="b{n}">{UNDO}</startEvent>'
        f'<endEvent id="e{n}">{UNDO}</endEvent></subProcess>'
        for n in range(660)
    )
    return model(starts)


def form_of_many() -> str:
    return json.dumps(
        {"components": [{"type": "textfield", "key": f"k{n}", "id": "x"} for n in range(14_000)]}
    )


def deep_form() -> str:
    return '{"components":[' * 100_000


def twice_as_much() -> str:
    return model(f"<documentation>{'x' * 9_000_000}</documentation>")


def many_answers() -> str:
    """Nineteen hundred choices, each over another answer of a form."""
    task = '<userTask id="n0" camunda:formKey="forms/many.form"/>'
    gates = "".join(f'<exclusiveGateway id="n{n}"/>' for n in range(1, 1_900))
    flows = (
        flow(2 * n + side, f"n{n}", f"n{n + 1 + side}", f'=k{n % 500} = "{side}"')
        for n in range(1, 1_898)
        for side in (0, 1)
    )
    begun = flow(9_998, "s", "n0") + flow(9_999, "n0", "n1")
    return model('<startEvent id="s"/>' + task + gates + begun + "".join(flows))


def many_ways_out() -> str:
    """A choice of thousands, none of which is the default."""
    ends = "".join(f'<endEvent id="n{n}"/>' for n in range(1_900))
    flows = "".join(flow(n, "g", f"n{n}", f"=x != {n}") for n in range(1_900))
    return model('<startEvent id="s"/><exclusiveGateway id="g"/>' + ends + flow(9_999, "s", "g")
                 + flows)  # fmt: skip


def questions() -> str:
    options = [{"value": str(n), "label": "x"} for n in range(30)]
    required = {"required": True}
    return json.dumps(
        {
            "components": [
                {"type": "select", "key": f"k{n}", "values": options, "validate": required}
                for n in range(500)
            ]
        }
    )


BPMN: Mapping[str, Callable[[], str]] = {
    made.__name__: made
    for made in (
        many_laughs, quadratic_entity, deep, deep_extension, long_row, every_task_wrong,
        endless_name, all_to_all, wide_choice, many_forks, attached_to_itself, contradictory,
        deep_expression, long_expression, hostile_pattern, loops_of_calls, huge_shapes,
        twice_as_much, many_answers, many_ways_out, undone_by_one, undone_from_inside,
    )
}  # fmt: skip
FORMS: Mapping[str, Callable[[], str]] = {made.__name__: made for made in (form_of_many, deep_form)}


def pace() -> float:
    """Seconds of processor time in which this machine squares a million numbers."""
    began = process_time()
    sum(number * number for number in range(1_000_000))
    return process_time() - began


def main() -> None:
    from app.domain.models import ModelFile
    from app.engine import SpiffEngine

    print(json.dumps({"name": "pace", "seconds": min(pace() for _ in range(5))}))
    engine = SpiffEngine()
    before = getrusage(RUSAGE_SELF).ru_maxrss
    for ending, made in (("bpmn", BPMN), ("form", FORMS)):
        for name, make in made.items():
            files = [ModelFile(f"x.{ending}", make().encode()), ModelFile("service.yaml", b"")]
            if name == "many_answers":
                files.append(ModelFile("forms/many.form", questions().encode()))
            began = process_time()
            found = engine.check(files, topics={}).findings
            told = {
                "name": name,
                "seconds": process_time() - began,
                "megabytes": (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024,
                "rules": sorted({finding.rule for finding in found}),
            }
            print(json.dumps(told))


if __name__ == "__main__":
    sys.exit(main())
