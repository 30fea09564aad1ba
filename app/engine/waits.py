"""Arms wait states: evaluates their facts once and tells them from then on."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from app.domain.identity import ElementId, TokenId, Topic
from app.domain.models import form_elsewhere
from app.engine.codec import decode_all, encode_all
from app.engine.definitions import Definition
from app.engine.dialect import Mapped
from app.engine.event_facts import Timer
from app.engine.event_specs import Catch, Watch
from app.engine.expressions import Scope
from app.engine.facts import Facts
from app.engine.failures import Stuck
from app.engine.instance import ARMED, Instance
from app.engine.times import Cycle, cycle_of, day_or_moment, due_at
from app.feel.values import Value, type_name
from app.ports.engine import JobWait, MessageWait, TimerWait, UserTaskWait, Wait

SIGNAL = ""
"""In place of a correlation key: a signal has none, it reaches all."""
PRIORITY = 50
"""Of a user task that names none, as in Camunda 7."""


def is_wait(task: Any, facts: Facts) -> bool:
    """Whether a token at this element rests until it is told something we list."""
    if facts.element.kind == "start_event":
        return isinstance(task.task_spec, Watch | Catch) and _is_told(facts)
    return facts.element.kind == "user_task" or facts.is_job or _is_told(facts)


def _is_told(facts: Facts) -> bool:
    """Whether its event happens from outside the instance, or by a condition in it."""
    told = ("timer", "message", "signal", "conditional")
    gives = facts.throws or facts.is_sent_off
    return facts.event is not None and facts.event.kind in told and not gives


def arm(task: Any, facts: Facts, scope: Scope) -> None:
    """Evaluate the facts of the wait. Raises Stuck."""
    match facts.element.kind:
        case "user_task":
            armed = _user_task(facts, scope)
        case _ if facts.is_job:
            armed = {}
        case _ if facts.timer is not None:
            armed = _timer(facts.timer, scope)
        case _:
            armed = _message(facts, scope)
    task.internal_data[ARMED] = encode_all(armed)


def mapped(parameters: Iterable[Mapped], scope: Scope) -> dict[str, Value]:
    """Input or output parameters, evaluated in their order."""
    found: dict[str, Value] = {}
    for parameter in parameters:
        found[parameter.name] = scope.value(parameter.source, parameter.name)
    return found


def wait_of(task: Any, instance: Instance) -> Wait:
    """An armed token as the use cases see it."""
    armed: dict[str, Any] = decode_all(task.internal_data[ARMED])
    facts = instance.known(task)
    token, address, element = TokenId(task.id), instance.address(task), facts.element
    if facts.is_job:
        return job_of(task, facts, instance)
    if facts.timer is not None:
        depth = task.workflow.depth + facts.is_watched
        return TimerWait(token, address, cast(datetime, armed["due"]), depth)
    if element.kind != "user_task":
        return MessageWait(token, address, armed["message"], armed["key"])
    return UserTaskWait(
        token_id=token,
        element_id=address,
        name=element.name,
        form=_form(element.form, task.workflow.definition, instance),
        assignee=armed["assignee"],
        candidate_groups=tuple(armed["groups"]),
        candidate_users=tuple(armed["users"]),
        due=cast("date | datetime | None", armed["due"]),
        follow_up=cast("date | datetime | None", armed["follow_up"]),
        priority=int(armed["priority"]),
        # A task that was armed before offices were named has none.
        office=armed.get("office", ""),
        four_eyes=tuple(beside(address, one) for one in element.four_eyes),
    )


def beside(address: ElementId, name: str) -> ElementId:
    """The address of an element of the same process."""
    above, slash, _ = address.rpartition("/")
    return ElementId(f"{above}{slash}{name}")


def job_of(task: Any, facts: Facts, instance: Instance) -> JobWait:
    """The work at a token whose inputs are taken."""
    return JobWait(
        token_id=TokenId(task.id),
        element_id=instance.address(task),
        topic=Topic(facts.element.topic),
        inputs=instance.frame(task).local,
        retry_cycle=facts.extensions.retry_cycle,
    )


def _form(path: str, home: Definition, instance: Instance) -> str:
    is_own = home.source.content_hash == instance.definition.source.content_hash
    return path if is_own or not path else form_elsewhere(path, home.source)


def _user_task(facts: Facts, scope: Scope) -> dict[str, Value]:
    given = facts.extensions.get
    return {
        "assignee": scope.text(given("assignee"), "assignee"),
        "groups": list(scope.texts(given("candidateGroups"), "candidateGroups")),
        "users": list(scope.texts(given("candidateUsers"), "candidateUsers")),
        "due": day_or_moment(given("dueDate"), scope, "dueDate"),
        "follow_up": day_or_moment(given("followUpDate"), scope, "followUpDate"),
        "priority": _priority(given("priority"), scope),
        "office": scope.text(facts.extensions.properties.get("office", ""), "office") or "",
    }


def _timer(timer: Timer, scope: Scope) -> dict[str, Value]:
    if timer.kind != "timeCycle":
        return {"due": due_at(timer, scope, timer.kind)}
    cycle = cycle_of(timer, scope, timer.kind)
    rounds = None if cycle.rounds is None else Decimal(cycle.rounds)
    return {
        "due": cycle.due(1, timer.kind),
        "round": Decimal(1),
        "rounds": rounds,
        "begins": cycle.begins,
        "length": cycle.length,
        "dated": cycle.is_dated,
    }


def next_round(task: Any) -> dict[str, Value] | None:
    """What a cycle arms after the round of this token; None after the last. Raises Stuck."""
    armed: dict[str, Any] = decode_all(task.internal_data[ARMED])
    if "round" not in armed or armed["round"] == armed["rounds"]:
        return None
    cycle = Cycle(armed["begins"], armed["length"], None, is_dated=armed["dated"])
    number = int(armed["round"]) + 1
    return {**armed, "round": Decimal(number), "due": cycle.due(number, "timeCycle")}


def _message(facts: Facts, scope: Scope) -> dict[str, Value]:
    event = facts.event
    if event is None or not event.name or event.kind == "conditional":
        return {"message": "", "key": ""}
    if event.kind == "signal":
        return {"message": event.name, "key": SIGNAL}
    return {"message": event.name, "key": correlation_key(event.key, scope)}


def correlation_key(text: str, scope: Scope) -> str:
    """The key of a message: a text or a number. Raises Stuck."""
    found = scope.value(text, "correlationKey")
    if isinstance(found, Decimal):
        return format(found.normalize(), "f")
    if not isinstance(found, str) or not found:
        told = "an empty string" if found == "" else type_name(found)
        raise Stuck("expression-failed", f"correlationKey: {told} instead of a string or number")
    return found


def _priority(text: str, scope: Scope) -> Decimal:
    found = scope.value(text, "priority") if text else None
    if found is None:
        return Decimal(PRIORITY)
    if isinstance(found, str) and found.isdecimal():
        return Decimal(found)
    if not isinstance(found, Decimal) or found != found.to_integral_value():
        raise Stuck("expression-failed", f"priority: {type_name(found)} instead of a whole number")
    return found
