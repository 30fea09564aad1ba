"""Who sees and who changes which variable: process, subprocess, task."""

from decimal import Decimal

from engine_models import Case, chain, end, flow, mapped, source, start, user, waiting

from app.ports.engine import Failure


def script(id: str, text: str, inner: str = "") -> str:
    return f'<scriptTask id="{id}" scriptFormat="feel">{inner}<script>{text}</script></scriptTask>'


def scope(name: str, inner: str) -> str:
    return f'<subProcess id="{name}">{inner}</subProcess>'


def test_inputs_of_a_subprocess_are_its_own_and_end_with_it() -> None:
    inner = (
        mapped("paper==requested;kept=abc", "result==paper + kept")
        + start("s") + user("review", inner=mapped("shown==paper + kept")) + script("note",
        "{paper: paper + paper, seen: true}") + end("e") + chain("s", "review", "note", "e")
    )  # fmt: skip
    case = Case(source(start() + scope("stage", inner) + end() + chain("start", "stage", "done")))
    case.start(requested="x")
    assert waiting(case.now) == ["review"]

    ended = case.complete("review", comment="fine")

    assert ended.ended_at == "done"
    assert ended.variables == {
        "requested": "x", "comment": "fine", "seen": True, "result": "xxabc",
    }  # fmt: skip


def test_a_process_variable_is_changed_from_inside_where_no_inner_one_hides_it() -> None:
    inner = mapped("here=inner") + start("s") + script("set", '{here: "a", there: "b"}') + end("e")
    case = Case(
        source(start() + scope("stage", inner + chain("s", "set", "e")) + end()
               + chain("start", "stage", "done"))
    )  # fmt: skip
    assert case.start(here="outer", there="outer").variables == {"here": "outer", "there": "b"}


def test_inputs_and_outputs_of_a_script_stay_apart_from_the_process() -> None:
    inner = mapped("n==amount * 2", "total==value + n")
    task = script("count", "{value: n + 1}", inner)
    case = Case(source(start() + task + end() + chain("start", "count", "done")))
    assert case.start(amount=Decimal(3)).variables == {
        "amount": Decimal(3), "total": Decimal(13),
    }  # fmt: skip


def test_an_input_of_a_subprocess_that_fails_is_an_incident_there() -> None:
    inner = mapped("n==amount + 1") + start("s") + user("review") + end("e")
    body = scope("stage", inner + chain("s", "review", "e"))
    case = Case(source(start() + body + end() + chain("start", "stage", "done")))
    stuck = case.start(amount="many").failure
    assert isinstance(stuck, Failure)
    assert (stuck.element_id, stuck.code) == ("stage", "expression-failed")

    assert waiting(case.mend(amount=Decimal(1))) == ["review"]
    assert case.complete("review").ended_at == "done"


def test_a_script_is_not_run_again_when_only_its_flow_could_not_be_chosen() -> None:
    case = Case(
        source(
            start() + script("count", "{n: n + 1}") + end() + end("other")
            + chain("start", "count") + flow("count", "done", "=n = wanted")
            + flow("count", "other", "=n = 100")
        )
    )  # fmt: skip
    assert case.start(n=Decimal(1), wanted=Decimal(5)).failure is not None
    assert case.now.variables["n"] == Decimal(2)

    assert case.mend(wanted=Decimal(2)).ended_at == "done"
    assert case.now.variables["n"] == Decimal(2)
