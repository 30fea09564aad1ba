"""Messages: who waits for which, with what key, and what one does when it comes."""

import pytest
from engine_models import (
    Case,
    chain,
    end,
    flow,
    path,
    start,
    timer,
    token,
    user,
    waiting,
)
from event_models import (
    MESSAGES,
    NUMBER,
    REPLY,
    beside,
    case_of,
    catch,
    event_subprocess,
    messages,
    tell,
)
from library_models import bare
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import EventSubprocess, SubWorkflowTask

from app.domain.identity import ElementId
from app.domain.models import Beginning
from app.domain.refusals import TokenNotWaiting

KEY = (
    '<extensionElements><camunda:properties><camunda:property name="correlationKey"'
    ' value="{key}"/></camunda:properties></extensionElements>'
)
OUTPUT = (
    '<extensionElements><camunda:inputOutput><camunda:outputParameter name="attends">'
    "=upper case(answer)</camunda:outputParameter></camunda:inputOutput></extensionElements>"
)


def withdrawal(*, interrupts: bool) -> Case:
    return case_of(
        start() + user("review") + end() + chain("start", "review", "done")
        + event_subprocess(
            "withdrawing",
            "withdrew",
            user("confirm") + end("withdrawn_end") + chain("withdrew", "confirm", "withdrawn_end"),
            interrupts=interrupts,
        )
    )  # fmt: skip


def test_a_catch_waits_with_the_case_number_unless_the_model_names_a_key() -> None:
    case = case_of(
        start() + catch("wait") + '<receiveTask id="receive" messageRef="withdrawal">'
        + KEY.format(key="=iin") + "</receiveTask>" + end()
        + chain("start", "wait", "receive", "done")
    )  # fmt: skip
    assert messages(case.start(iin="580412400174")) == {"wait": ("replied", NUMBER)}
    assert messages(tell(case, "wait")) == {"receive": ("withdrawn", "580412400174")}
    assert tell(case, "receive").ended_at == "done"


def test_a_message_may_name_the_key_for_all_who_wait_for_it() -> None:
    named = f'<message id="reply" name="replied">{KEY.format(key="fixed")}</message>'
    case = case_of(start() + catch("wait") + end() + chain("start", "wait", "done"), named)
    assert messages(case.start()) == {"wait": ("replied", "fixed")}


def test_a_key_that_is_no_text_is_an_incident_that_mended_data_frees() -> None:
    case = case_of(
        start() + catch("wait", REPLY, KEY.format(key="=iin")) + end()
        + chain("start", "wait", "done")
    )  # fmt: skip
    failed = case.start(iin=None)
    assert failed.failure is not None
    assert (failed.failure.element_id, failed.failure.code) == ("wait", "expression-failed")
    assert messages(case.mend(iin="7")) == {"wait": ("replied", "7")}


def test_what_a_message_brings_becomes_variables() -> None:
    case = case_of(start() + catch("wait") + end() + chain("start", "wait", "done"))
    case.start()
    assert tell(case, "wait", answer="yes").changed == {"answer": "yes"}


def test_output_parameters_choose_what_a_message_brings() -> None:
    case = case_of(start() + catch("wait", REPLY, OUTPUT) + end() + chain("start", "wait", "done"))
    case.start()
    assert tell(case, "wait", answer="yes").variables == {"attends": "YES"}


def test_one_message_reaches_every_token_that_waits_for_it() -> None:
    case = case_of(
        start() + '<parallelGateway id="fork"/>' + catch("one") + catch("other")
        + '<parallelGateway id="join"/>' + end() + chain("start", "fork", "one", "join", "done")
        + chain("fork", "other", "join")
    )  # fmt: skip
    case.start()
    assert tell(case, "one", "other").ended_at == "done"


def test_a_message_may_end_what_it_is_attached_to() -> None:
    case = case_of(
        start() + user("review") + beside("withdrew", "review") + end() + end("withdrawn")
        + chain("start", "review", "done") + chain("withdrew", "withdrawn")
    )  # fmt: skip
    assert waiting(case.start()) == ["review", "withdrew"]
    ended = tell(case, "withdrew")
    assert ended.ended_at == "withdrawn"
    assert [(p.element_id, p.outcome) for p in ended.passed][:2] == [
        ("withdrew", "fired"),
        ("review", "cancelled"),
    ]


def test_a_message_beside_a_task_may_come_again_and_again() -> None:
    case = case_of(
        start() + user("review") + beside("asked", "review", interrupts=False) + user("answer")
        + end() + end("answered") + chain("start", "review", "done")
        + chain("asked", "answer", "answered")
    )  # fmt: skip
    case.start()
    seen = set()
    for number in range(1, 4):
        seen.add(token(case.now, "asked"))
        tell(case, "asked")
        assert waiting(case.now) == [*["answer"] * number, "asked", "review"]
    assert len(seen) == 3
    assert waiting(case.complete("review")) == ["answer"] * 3
    for wait in case.now.waits:
        case.now = case.engine.complete(
            case.model, case.now.snapshot, wait.token_id, {}, case.around
        )
    assert case.now.ended_at == "done"


def test_a_receive_task_ends_by_its_timer_when_no_message_comes() -> None:
    case = case_of(
        start() + '<receiveTask id="receive" messageRef="reply"/>'
        + timer("late", "receive", "PT1H", kind="timeDuration") + end() + end("late_end")
        + chain("start", "receive", "done") + chain("late", "late_end")
    )  # fmt: skip
    begun = case.start()
    assert case.fire("late").ended_at == "late_end"
    with pytest.raises(TokenNotWaiting):
        case.engine.deliver(
            case.model, case.now.snapshot, [token(begun, "receive")], {}, case.around
        )


def test_a_receive_task_without_a_message_waits_until_it_is_let_go_on() -> None:
    case = case_of(
        start() + '<receiveTask id="receive"/>' + end() + chain("start", "receive", "done")
    )
    assert messages(case.start()) == {"receive": ("", "")}
    assert tell(case, "receive").ended_at == "done"


EVENT_SUBPROCESS = (
    start() + user("review") + end() + chain("start", "review", "done")
    + '<subProcess id="withdrawing" triggeredByEvent="true"><startEvent id="withdrew">'
    '<timerEventDefinition><timeDuration>"PT0S"</timeDuration></timerEventDefinition></startEvent>'
    + user("confirm") + end("withdrawn_end") + chain("withdrew", "confirm", "withdrawn_end")
    + "</subProcess>"
)  # fmt: skip


def test_5_the_library_makes_no_event_subprocess_of_one() -> None:
    node = bare(EVENT_SUBPROCESS).spec.task_specs["withdrawing"]
    assert isinstance(node, SubWorkflowTask)
    assert not isinstance(node, EventSubprocess)


def test_5_an_interrupting_event_subprocess_ends_its_scope_and_goes_on() -> None:
    case = withdrawal(interrupts=True)
    assert waiting(case.start()) == ["review", "withdrew"]
    assert waiting(tell(case, "withdrew")) == ["confirm"]
    assert path(case.now) == ["withdrew", "review"]
    assert case.complete("confirm").ended_at == "withdrawn_end"


def test_an_event_subprocess_that_does_not_interrupt_may_begin_many_times() -> None:
    case = withdrawal(interrupts=False)
    case.start()
    for number in range(1, 4):
        assert waiting(tell(case, "withdrew")) == [*["confirm"] * number, "review", "withdrew"]
    # The scope goes on while something in it does, and so does its watch (13.5.4).
    assert waiting(case.complete("review")) == [*["confirm"] * 3, "withdrew"]
    assert case.now.ended_at is None
    for wait in [wait for wait in case.now.waits if wait.element_id == "confirm"]:
        case.now = case.engine.complete(
            case.model, case.now.snapshot, wait.token_id, {}, case.around
        )
    assert case.now.ended_at == "done"


def test_a_case_that_ends_waits_for_no_event_any_more() -> None:
    case = withdrawal(interrupts=True)
    case.start()
    assert case.complete("review").waits == ()
    assert case.now.ended_at == "done"


def test_an_interrupting_event_subprocess_ends_its_own_scope_only() -> None:
    inner = (
        '<subProcess id="inner">' + start("begun") + user("review") + end("reviewed")
        + chain("begun", "review", "reviewed")
        + event_subprocess(
            "withdrawing", "withdrew", end("withdrawn_end") + chain("withdrew", "withdrawn_end")
        )
        + "</subProcess>"
    )  # fmt: skip
    case = case_of(
        start() + '<parallelGateway id="fork"/>' + inner + user("write") + user("after") + end()
        + end("written") + chain("start", "fork", "inner", "after", "done")
        + chain("fork", "write", "written")
    )  # fmt: skip
    assert waiting(case.start()) == ["review", "withdrew", "write"]
    assert waiting(tell(case, "withdrew")) == ["after", "write"]
    assert case.now.failure is None


def test_an_event_subprocess_catches_an_error_of_its_scope() -> None:
    case = case_of(
        start() + '<serviceTask id="ask" camunda:type="external" camunda:topic="request-person"/>'
        + end() + chain("start", "ask", "done")
        + event_subprocess(
            "dying", "died", user("close") + end("closed") + chain("died", "close", "closed"),
            '<errorEventDefinition errorRef="dead"/>',
        ),
        '<error id="dead" errorCode="person_died"/>',
    )  # fmt: skip
    case.start()
    assert waiting(case.fail("ask", "person_died", died_on="yesterday")) == ["close"]
    assert case.now.variables["died_on"] == "yesterday"
    assert case.complete("close").ended_at == "closed"


def test_a_timer_may_begin_an_event_subprocess_once() -> None:
    case = case_of(
        start() + user("review") + end() + chain("start", "review", "done")
        + event_subprocess(
            "risk",
            "at_risk",
            user("hurry") + end("hurried") + chain("at_risk", "hurry", "hurried"),
            "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>",
            interrupts=False,
        )
    )  # fmt: skip
    case.start()
    assert waiting(case.fire("at_risk")) == ["hurry", "review"]
    assert case.complete("hurry").ended_at is None
    assert case.complete("review").ended_at == "done"


def test_a_message_may_begin_an_instance_at_its_own_start() -> None:
    case = case_of(
        start() + '<startEvent id="complained"><messageEventDefinition messageRef="reply"/>'
        "</startEvent>" + user("answer") + end() + chain("start", "done")
        + flow("complained", "answer") + flow("answer", "done", id="answer_done")
    )  # fmt: skip
    assert case.engine.model(case.model).message_starts == {
        "replied": Beginning(ElementId("complained"))
    }
    begun = case.engine.start(
        case.model, {}, case.around, case.engine.model(case.model).message_starts["replied"]
    )
    assert waiting(begun) == ["answer"]
    assert case.start().ended_at == "done"


def test_an_event_subprocess_costs_no_more_after_many_times() -> None:
    case = withdrawal(interrupts=False)
    case.start()
    sizes = []
    for _ in range(40):
        tell(case, "withdrew")
        case.complete("confirm")
        sizes.append(len(case.now.snapshot))
    assert max(sizes[20:]) <= max(sizes[:5]) + 24


def test_messages_are_declared_once_for_a_whole_file() -> None:
    case = case_of(start() + catch("wait") + end() + chain("start", "wait", "done"), MESSAGES)
    assert messages(case.start())["wait"][0] == "replied"
