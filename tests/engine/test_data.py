"""Data objects, properties and associations of the standard are variables, in their scope."""

from decimal import Decimal

from engine_models import Case, chain, end, source, start, token, user, waiting
from test_loops import several


def io(inputs: str = "", outputs: str = "") -> str:
    held = "".join(f'<dataInput id="in_{name}" name="{name}"/>' for name in inputs.split())
    given = "".join(f'<dataOutput id="out_{name}" name="{name}"/>' for name in outputs.split())
    return f"<ioSpecification>{held}{given}<inputSet/><outputSet/></ioSpecification>"


def carry(kind: str, one: str, other: str, transformation: str = "") -> str:
    formula = f"<transformation>{transformation}</transformation>" if transformation else ""
    return (
        f"<data{kind}Association><sourceRef>{one}</sourceRef><targetRef>{other}</targetRef>"
        f"{formula}</data{kind}Association>"
    )


OBJECT = (
    '<dataObject id="do_1" name="paper"/><dataObjectReference id="ref_1" name="Paper [checked]"'
    ' dataObjectRef="do_1"/>'
)


def test_associations_carry_data_into_an_activity_and_out_of_it() -> None:
    task = user(
        "review", "",
        io("draft", "result") + carry("Input", "ref_1", "in_draft")
        + carry("Output", "out_result", "ref_1"),
    )  # fmt: skip
    case = Case(source(OBJECT + start() + task + end() + chain("start", "review", "done")))
    begun = case.start(paper="first")
    seen = case.engine.variables_at(case.model, begun.snapshot, token(begun, "review"), case.around)
    assert seen == {"paper": "first", "draft": "first"}
    assert case.complete("review", result="second").variables == {
        "paper": "second",
        "result": "second",
    }


def test_a_transformation_and_an_assignment_are_expressions() -> None:
    assigned = (
        "<dataInputAssociation><targetRef>in_twice</targetRef><assignment><from>n * 2</from>"
        "<to>twice</to></assignment></dataInputAssociation>"
    )
    task = user(
        "review", "",
        io("twice", "result") + assigned
        + carry("Output", "out_result", "ref_1", "result + twice"),
    )  # fmt: skip
    case = Case(source(OBJECT + start() + task + end() + chain("start", "review", "done")))
    case.start(n=Decimal(3))
    assert case.complete("review", result=Decimal(1)).variables["paper"] == Decimal(7)


def test_what_a_drawing_tool_connects_by_a_placeholder_changes_nothing() -> None:
    task = user(
        "review", "",
        '<property id="p" name="__targetRef_placeholder"/>' + carry("Input", "ref_1", "p")
        + "<dataOutputAssociation><targetRef>ref_1</targetRef></dataOutputAssociation>",
    )  # fmt: skip
    case = Case(source(OBJECT + start() + task + end() + chain("start", "review", "done")))
    case.start(paper="first")
    assert case.complete("review", paper="second").variables == {"paper": "second"}


def test_a_data_object_of_a_subprocess_ends_with_it() -> None:
    inner = OBJECT + start("s") + user("review") + end("e") + chain("s", "review", "e")
    case = Case(
        source(start() + f'<subProcess id="stage">{inner}</subProcess>' + end()
               + chain("start", "stage", "done"))
    )  # fmt: skip
    case.start()
    assert case.complete("review", paper="inside", note="outside").variables == {"note": "outside"}


def test_a_loop_may_name_its_collection_by_the_data_of_the_standard() -> None:
    loop = several(
        "<loopDataInputRef>in_papers</loopDataInputRef><loopDataOutputRef>ref_1</loopDataOutputRef>"
        '<inputDataItem id="one" name="one"/><outputDataItem id="checked" name="checked"/>'
    )
    lists = '<dataObject id="do_2" name="papers" isCollection="true"/>'
    task = user("review", "", io("papers") + carry("Input", "do_2", "in_papers") + loop)
    case = Case(source(OBJECT + lists + start() + task + end() + chain("start", "review", "done")))
    assert waiting(case.start(papers=["a", "b"])) == ["review", "review"]
    for wait in case.now.waits:
        case.now = case.engine.complete(
            case.model, case.now.snapshot, wait.token_id, {"checked": True}, case.around
        )
    assert case.now.variables["paper"] == [True, True]
