"""Reads the steps of a scenario and what they expect."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, get_args

from app.domain.case import InstanceStatus
from app.domain.identity import ElementId, PersonId, TermId, Topic
from app.domain.registers import Register
from app.domain.terms import TermChangeKind
from app.simulation import unusable_words as say
from app.simulation.reading_systems import read_received, read_sending, read_systems
from app.simulation.scenario import (
    Advance,
    AnyStep,
    Cancel,
    ChangeSystems,
    ChangeTerm,
    DocumentWanted,
    Expect,
    Expectation,
    FailJob,
    FireTimers,
    IncidentWanted,
    MessageWanted,
    OnTask,
    Restart,
    RetryIncident,
    SendMessage,
    SendSignal,
    SetVariables,
    Steer,
    SystemSends,
    Trigger,
    Unit,
)
from app.simulation.systems import SENDINGS
from app.simulation.yaml_nodes import Here

NOT_YET = ("migrate", "delegate")


def read_step(item: Here) -> AnyStep:
    """One step. Raises ScenarioUnusable for one that is unknown or not supported yet."""
    keys = item.entries()
    for name in keys:
        if name in NOT_YET:
            raise item.refuse(say.NOT_YET, step=name)
    named = [name for name in READERS if name in keys]
    if len(named) != 1:
        raise item.refuse(say.NO_STEP, known=", ".join((*READERS, "start")))
    return READERS[named[0]](item)


def _on_task(
    deed: Literal["complete", "claim", "unclaim", "save_draft", "sign"],
) -> Callable[[Here], OnTask]:
    def read(item: Here) -> OnTask:
        extra = {"complete": ("with", "all"), "save_draft": ("with",)}.get(deed, ())
        keys = item.mapping((deed, "as", "instance", "index", *extra))
        return OnTask(
            line=item.line,
            instance=_instance(keys),
            deed=deed,
            element=keys[deed].text(),
            actor=_actor(keys),
            answers=keys["with"].variables() if "with" in keys else {},
            index=keys["index"].whole() if "index" in keys else 0,
            every="all" in keys and keys["all"].flag(),
        )

    return read


def _advance(item: Here) -> Advance:
    value = item.mapping(("advance",))["advance"]
    if value.is_mapping:
        keys = value.mapping(("to",), required=("to",))
        return Advance(line=item.line, to=keys["to"].moment())
    found = re.fullmatch(r"(\d{1,5}) ([a-z ]+?)s?", value.text())
    if found is None or found[2] not in get_args(Unit):
        raise value.refuse(say.NO_TIME)
    unit: Unit = next(unit for unit in get_args(Unit) if unit == found[2])
    return Advance(line=item.line, amount=int(found[1]), unit=unit)


def _fire_timers(item: Here) -> FireTimers:
    value = item.mapping(("fire_timers",))["fire_timers"]
    if not value.flag():
        raise value.refuse(say.ALWAYS_TRUE)
    return FireTimers(line=item.line)


def _fail_job(item: Here) -> FailJob:
    value = item.mapping(("job",))["job"]
    keys = value.mapping(("topic", "fail", "retries"), required=("topic", "fail"))
    return FailJob(
        line=item.line,
        topic=Topic(keys["topic"].text()),
        reason=keys["fail"].text(),
        retries=keys["retries"].whole() if "retries" in keys else None,
    )


def _restart(item: Here) -> Restart:
    value = item.mapping(("restart",))["restart"]
    if not value.flag():
        raise value.refuse(say.ALWAYS_TRUE)
    return Restart(line=item.line)


def _system_sends(deed: str) -> Callable[[Here], SystemSends]:
    def read(item: Here) -> SystemSends:
        keys = item.mapping((deed, "instance"))
        sending = read_sending(deed, keys[deed])
        return SystemSends(line=item.line, instance=_instance(keys), sending=sending)

    return read


def _change_systems(item: Here) -> ChangeSystems:
    value = item.mapping(("systems",))["systems"]
    return ChangeSystems(line=item.line, changes=read_systems(value))


def _retry_incident(item: Here) -> RetryIncident:
    keys = item.mapping(("retry_incident", "as", "instance"))
    element = keys["retry_incident"].text()
    return RetryIncident(
        line=item.line,
        instance=_instance(keys),
        element=None if element == "*" else ElementId(element),
        actor=_actor(keys),
    )


def _change_term(word: str, kind: TermChangeKind) -> Callable[[Here], ChangeTerm]:
    days = {
        TermChangeKind.SUSPENDED: ("first", "last"),
        TermChangeKind.RESUMED: ("on",),
        TermChangeKind.EXTENDED: ("amount",),
    }[kind]

    def read(item: Here) -> ChangeTerm:
        keys = item.mapping((word, "as", "instance"))
        told = keys[word].mapping(("term", "reason", "norm", *days), required=days)
        first = told.get("first", told.get("on"))
        return ChangeTerm(
            line=item.line,
            instance=_instance(keys),
            kind=kind,
            term=TermId(told["term"].text()) if "term" in told else None,
            reason=told["reason"].text() if "reason" in told else "",
            norm=told["norm"].text() if "norm" in told else "",
            first=None if first is None else first.day(),
            last=told["last"].day() if "last" in told else None,
            amount=told["amount"].whole() if "amount" in told else 0,
            actor=_actor(keys),
        )

    return read


def _message_comes(item: Here) -> SendMessage:
    keys = item.mapping(("message", "instance"))
    inner = keys["message"].mapping(("name", "key", "with"), required=("name",))
    return SendMessage(
        line=item.line,
        instance=_instance(keys),
        name=inner["name"].text(),
        key=inner["key"].text() if "key" in inner else None,
        payload=inner["with"].variables() if "with" in inner else {},
    )


def _signal(item: Here) -> SendSignal:
    keys = item.mapping(("signal", "instance"))
    inner = keys["signal"].mapping(("name", "with"), required=("name",))
    return SendSignal(
        line=item.line,
        name=inner["name"].text(),
        payload=inner["with"].variables() if "with" in inner else {},
    )


def _trigger(item: Here) -> Trigger:
    keys = item.mapping(("trigger", "with", "instance"))
    return Trigger(
        line=item.line,
        instance=_instance(keys),
        element=ElementId(keys["trigger"].text()),
        variables=keys["with"].variables() if "with" in keys else {},
    )


def _set(item: Here) -> SetVariables:
    keys = item.mapping(("set", "instance"))
    values = keys["set"].variables()
    return SetVariables(line=item.line, instance=_instance(keys), values=values)


def _cancel(item: Here) -> Cancel:
    keys = item.mapping(("cancel", "instance"))
    told = keys["cancel"].mapping(("reason",))
    if "reason" not in told:
        raise keys["cancel"].refuse(say.LACKS, key="reason")
    return Cancel(line=item.line, instance=_instance(keys), reason=told["reason"].text())


def _steer(deed: Literal["suspend", "resume"]) -> Callable[[Here], Steer]:
    def read(item: Here) -> Steer:
        keys = item.mapping((deed, "instance"))
        reason = keys[deed].mapping(("reason",), required=("reason",))["reason"].text()
        return Steer(line=item.line, instance=_instance(keys), deed=deed, reason=reason)

    return read


def _expect(item: Here) -> Expect:
    keys = item.mapping(("expect", "instance"))
    wanted = keys["expect"]
    found = wanted.mapping(WANTED)
    if not found:
        raise wanted.refuse(say.NOTHING_EXPECTED)
    # Each reader gives what its own field of Expectation holds.
    wants = Expectation(**{key: WANTED[key](value) for key, value in found.items()})  # type: ignore[arg-type]
    return Expect(line=item.line, instance=_instance(keys), wants=wants)


def _instance(keys: Mapping[str, Here]) -> int:
    if "instance" not in keys:
        return 1
    number = keys["instance"].whole()
    if number < 1:
        raise keys["instance"].refuse(say.FROM_ONE)
    return number


def _actor(keys: Mapping[str, Here]) -> PersonId | None:
    return PersonId(keys["as"].text()) if "as" in keys else None


def _status(value: Here) -> str:
    known = (*InstanceStatus, "suspended")
    if value.text() not in known:
        raise value.refuse(say.NO_STATUS, known=", ".join(known))
    return value.text()


def _incident(value: Here) -> IncidentWanted:
    keys = value.mapping(("element", "matches"))
    pattern = keys["matches"].text() if "matches" in keys else None
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise keys["matches"].refuse(say.NO_PATTERN, reason=str(error)) from error
    return IncidentWanted(ElementId(keys["element"].text()) if "element" in keys else None, pattern)


def _message(value: Here) -> MessageWanted:
    keys = value.mapping(("template", "to", "at"))
    at = None
    if "at" in keys:
        at = keys["at"].moment() if "T" in keys["at"].text() else keys["at"].day()
    template = keys["template"].text() if "template" in keys else None
    return MessageWanted(template, keys["to"].text() if "to" in keys else None, at)


def _document(value: Here) -> DocumentWanted:
    keys = value.mapping(("template", "signed"), required=("template",))
    return DocumentWanted(
        keys["template"].text(), keys["signed"].flag() if "signed" in keys else None
    )


def _registers(value: Here) -> Mapping[str, int]:
    for name in value.entries():
        if name not in list(Register):
            raise value.refuse(say.NO_REGISTER, known=", ".join(Register))
    return {name: lines.whole() for name, lines in value.entries().items()}


def _each(read: Callable[[Here], object]) -> Callable[[Here], object]:
    return lambda value: tuple(read(item) for item in value.items())


def _by_key(read: Callable[[Here], object]) -> Callable[[Here], object]:
    return lambda value: {key: read(inner) for key, inner in value.entries().items()}


WANTED: Mapping[str, Callable[[Here], object]] = {
    "waits_at": Here.texts,
    "waits_at_any": Here.texts,
    "not_waiting_at": Here.texts,
    "passed": Here.texts,
    "not_passed": Here.texts,
    "open_tasks": _by_key(Here.whole),
    "open_task_count": Here.whole,
    "status": _status,
    "ended_at": Here.text,
    "term_met_on": Here.day,
    "due": _by_key(Here.day),
    "timers": _by_key(Here.moment),
    "variables": Here.variables,
    "jobs": Here.texts,
    "incidents": _each(_incident),
    "messages": _each(_message),
    "documents": _each(_document),
    "cabinet": partial(read_received, "cabinet"),
    "stages": partial(read_received, "stages"),
    "measures": partial(read_received, "measures"),
    "registers": _registers,
    "refused": lambda value: value.mapping(("code",), required=("code",))["code"].text(),
}

READERS: Mapping[str, Callable[[Here], AnyStep]] = {
    "complete": _on_task("complete"),
    "claim": _on_task("claim"),
    "unclaim": _on_task("unclaim"),
    "save_draft": _on_task("save_draft"),
    "sign": _on_task("sign"),
    "advance": _advance,
    "fire_timers": _fire_timers,
    "job": _fail_job,
    "restart": _restart,
    "systems": _change_systems,
    "retry_incident": _retry_incident,
    "suspend_term": _change_term("suspend_term", TermChangeKind.SUSPENDED),
    "resume_term": _change_term("resume_term", TermChangeKind.RESUMED),
    "extend_term": _change_term("extend_term", TermChangeKind.EXTENDED),
    "message": _message_comes,
    "signal": _signal,
    **{deed: _system_sends(deed) for deed in SENDINGS},
    "trigger": _trigger,
    "set": _set,
    "cancel": _cancel,
    "suspend": _steer("suspend"),
    "resume": _steer("resume"),
    "expect": _expect,
}
