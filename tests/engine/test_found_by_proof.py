"""What random paths through random models have found (`tests/proof`), drawn for itself."""

from engine_models import Case, chain, end, start, user, waiting
from event_models import beside, case_of, event_subprocess, tell
from test_loops import part, several
from test_throwing import DECLARED, ESCALATION, throw

from app.domain.identity import TokenId
from app.feel import to_value


def test_an_event_subprocess_does_not_catch_what_is_thrown_in_itself() -> None:
    handler = event_subprocess(
        "late", "was_late",
        user("inner") + throw("again", ESCALATION) + end("i")
        + chain("was_late", "inner", "again", "i"),
        ESCALATION, interrupts=False,
    )  # fmt: skip
    case = case_of(
        start() + '<subProcess id="check">' + start("s") + throw("warn", ESCALATION) + user("work")
        + end("e") + chain("s", "warn", "work", "e") + handler + "</subProcess>"
        + beside("outer", "check", ESCALATION, interrupts=False) + user("watch") + end() + end("o")
        + chain("start", "check", "done") + chain("outer", "watch", "o"),
        DECLARED,
    )  # fmt: skip
    assert waiting(case.start()) == ["inner", "work"]
    # It goes to the scope around the one whose events it handles (10.5.1, 13.5.4).
    assert waiting(case.complete("inner")) == ["watch", "work"]


def test_what_failed_and_was_then_taken_away_is_no_failure() -> None:
    condition = (
        "<conditionalEventDefinition><condition>=v = 2</condition></conditionalEventDefinition>"
    )
    case = case_of(
        start()
        + '<userTask id="vote"><multiInstanceLoopCharacteristics><loopCardinality>2'
        "</loopCardinality></multiInstanceLoopCharacteristics></userTask>"
        + beside("enough", "vote", condition) + user("after") + end() + end("e")
        + chain("start", "vote", "done") + chain("enough", "after", "e")
    )  # fmt: skip
    begun = case.start()
    tokens = [wait.token_id for wait in begun.waits if wait.element_id == "vote"]
    _complete(case, tokens[0], 1)
    _complete(case, tokens[1], 2)
    assert case.now.failure is None
    assert waiting(case.now) == ["after"]


def _complete(case: Case, token_id: TokenId, value: int) -> None:
    given = {"v": to_value(value)}
    case.now = case.engine.complete(case.model, case.now.snapshot, token_id, given, case.around)


def test_a_decision_about_a_lost_update_goes_to_the_join_that_asked() -> None:
    inside = (
        '<parallelGateway id="fork"/><parallelGateway id="join"/>' + user("one") + user("other")
        + end("e") + chain("told", "fork", "one", "join", "e") + chain("fork", "other", "join")
    )  # fmt: skip
    case = case_of(
        start() + user("work") + end() + chain("start", "work", "done")
        + event_subprocess("aside", "told", inside, interrupts=False)
    )  # fmt: skip
    case.start()
    tell(case, "told")
    first = {wait.element_id: wait.token_id for wait in case.now.waits}
    _complete(case, first["one"], 1)
    before = {wait.token_id for wait in case.now.waits}
    tell(case, "told")
    second = {w.element_id: w.token_id for w in case.now.waits if w.token_id not in before}
    _complete(case, second["one"], 1)
    _complete(case, second["other"], 2)
    assert case.now.failure is not None
    assert case.mend_at("join", v=to_value(3)).failure is None
    # The first round has written one value twice: nobody has decided anything about it.
    _complete(case, first["other"], 1)
    assert case.now.failure is None
    assert waiting(case.now) == ["told", "work"]


def test_loops_that_end_in_one_step_are_told_apart() -> None:
    loop = several(part("loopCardinality", "2"), one_by_one=True)
    count = f'<scriptTask id="count" scriptFormat="feel">{loop}<script>1</script></scriptTask>'
    inner = start("s") + count + end("e") + chain("s", "count", "e")
    twice = several(part("loopCardinality", "2"))
    body = start() + user("work") + f'<subProcess id="panel">{twice}{inner}</subProcess>' + end()
    case = case_of(body + chain("start", "work", "panel", "done"))
    case.start()
    told = [passed for passed in case.complete("work").passed if passed.element_id == "count"]
    # One for each instance, and the way out with the last of each loop.
    assert [len(passed.by_flow) for passed in told] == [0, 0, 1, 1]


def test_what_was_written_in_an_interrupted_scope_is_not_overwritten_in_silence() -> None:
    inner = start("s") + user("first") + user("second") + end("e")
    case = case_of(
        start() + '<parallelGateway id="fork"/><parallelGateway id="join"/>' + user("other")
        + f'<subProcess id="check">{inner}{chain("s", "first", "second", "e")}</subProcess>'
        + beside("stopped", "check") + '<exclusiveGateway id="merge"/>' + end()
        + chain("start", "fork", "check", "merge", "join", "done") + chain("stopped", "merge")
        + chain("fork", "other", "join")
    )  # fmt: skip
    case.start()
    case.complete("first", v=to_value(1))
    tell(case, "stopped")
    stuck = case.complete("other", v=to_value(2)).failure
    assert stuck is not None
    assert stuck.detail == "first and other changed v differently"


def test_a_signal_that_was_heard_already_is_not_heard_again_while_others_are_awaited() -> None:
    declared = '<signal id="hot" name="hot"/><message id="told" name="told"/>'
    signal = '<signalEventDefinition signalRef="hot"/>'
    both = signal + '<messageEventDefinition messageRef="told"/>'
    case = case_of(
        start() + '<parallelGateway id="fork"/>'
        f'<intermediateCatchEvent id="both" parallelMultiple="true">{both}</intermediateCatchEvent>'
        + user("one") + throw("first", signal) + user("two") + throw("second", signal)
        + end() + end("e") + chain("start", "fork", "both", "done")
        + chain("fork", "one", "first", "two", "second", "e"),
        declared,
    )  # fmt: skip
    case.start()
    assert "both" in [passed.element_id for passed in case.complete("one").passed]
    assert "both" not in [passed.element_id for passed in case.complete("two").passed]


def test_what_ran_beside_a_task_and_is_over_has_no_part_in_the_event_that_ends_it() -> None:
    timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
    signal = '<signalEventDefinition signalRef="hot"/>'
    case = case_of(
        start() + '<parallelGateway id="fork"/><parallelGateway id="join"/>'
        '<exclusiveGateway id="meet"/>' + user("host") + user("other") + user("aside")
        + user("late") + beside("heard", "host", signal, interrupts=False)
        + beside("over", "host", timer) + end() + end("e")
        + chain("start", "fork", "host", "meet", "join", "done")
        + chain("fork", "other", "join") + chain("heard", "aside", "e")
        + chain("over", "late", "meet"),
        '<signal id="hot" name="hot"/>',
    )  # fmt: skip
    case.start(s=to_value(5))
    tell(case, "heard")
    case.complete("aside", s=to_value(0))
    case.complete("other", s=to_value(1))
    case.fire("over")
    assert case.complete("late").failure is None
    assert case.now.ended_at == "done"
