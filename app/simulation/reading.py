"""Reads a scenario file: the top of it, with the start and the simulated systems."""

from datetime import UTC, datetime
from pathlib import Path

from app.domain.identity import ElementId, OfficeId, PersonId, ProcessKey
from app.domain.mistakes import filled
from app.simulation import unusable_words as say
from app.simulation.reading_steps import read_step
from app.simulation.reading_systems import read_sending, read_systems
from app.simulation.scenario import AnyStep, Scenario, SetVariables, StartAnother, Trigger
from app.simulation.world import Start
from app.simulation.yaml_nodes import Here, ScenarioUnusable, read_yaml

KEYS = (
    "title", "title.kk", "title.ru", "process", "clock", "calendar", "start", "systems", "steps",
    "refused_at_deployment",
)  # fmt: skip
LED_BY_HAND = Path("step")
"""What stands in place of a file's name where there is none."""
NO_CLOCK = datetime(2026, 1, 5, 4, tzinfo=UTC)
"""A Monday morning, for scenarios in which nothing happens in time."""


def read_scenario(file: Path) -> Scenario:
    """The scenario of the file.

    Raises:
        ScenarioUnusable: an unknown key, a wrong value, or a step that is not supported.
    """
    return _read(file, read_yaml(file), walks_as_people=_stands_in_processes(file))


def scenario_of(file: Path, content: bytes) -> Scenario:
    """The scenario of a draft, which walks as people walk it. Raises as `read_scenario`."""
    return _read(file, read_yaml(file, content), walks_as_people=True)


def step_of(told: bytes, process: ProcessKey) -> Start | AnyStep:
    """One step, or the start of the case, as a YAML mapping. Raises ScenarioUnusable."""
    here = read_yaml(LED_BY_HAND, told)
    keys = here.entries()
    if list(keys) == ["start"]:
        return _start(keys["start"], process)
    return read_step(here)


def _read(file: Path, top: Here, *, walks_as_people: bool) -> Scenario:
    keys = top.mapping(KEYS, required=("title",))
    for title in ("title.kk", "title.ru"):
        if title in keys:
            keys[title].text()  # shown by the designer alone
    refused = _refused(keys.get("refused_at_deployment"))
    if "calendar" in keys and keys["calendar"].text() != "kz":
        raise keys["calendar"].refuse(say.ONE_CALENDAR)
    process = ProcessKey(keys["process"].text()) if "process" in keys else None
    start = None
    if refused is False:
        for key in ("clock", "start"):
            if key not in keys:
                raise top.refuse(say.LACKS, key=key)
        start = _start(keys["start"], process)
    steps = tuple(_step(item, process) for item in keys["steps"].items()) if "steps" in keys else ()
    if walks_as_people and (odd := [s for s in steps if isinstance(s, Trigger | SetVariables)]):
        raise ScenarioUnusable(file, odd[0].line, filled(say.LED_BY_PEOPLE))
    return Scenario(
        file=file,
        title=keys["title"].text(),
        process=process,
        clock=keys["clock"].moment() if "clock" in keys else NO_CLOCK,
        start=start,
        systems=read_systems(keys.get("systems")),
        steps=steps,
        refused_at_deployment=refused,
        walks_as_people=walks_as_people,
    )


def _stands_in_processes(file: Path) -> bool:
    """Whether it is `processes/<service>/scenarios/<name>.yaml`."""
    folder = file.resolve().parent
    return folder.name == "scenarios" and folder.parents[1].name == "processes"


def _refused(value: Here | None) -> bool | ElementId:
    if value is None:
        return False
    if value.is_mapping:
        return ElementId(value.mapping(("element",), required=("element",))["element"].text())
    return value.flag()


def _step(item: Here, process: ProcessKey | None) -> AnyStep:
    keys = item.entries()
    if "start" not in keys:
        return read_step(item)
    keys = item.mapping(("start",))
    given = keys["start"].entries()
    if "by_message" in given:
        return StartAnother(line=item.line, start=_start(keys["start"], None))
    if "complaint_about" in given:
        return StartAnother(line=item.line, start=_complaint(keys["start"]))
    inner = keys["start"].mapping(("process", "start"), required=("start",))
    key = ProcessKey(inner["process"].text()) if "process" in inner else process
    return StartAnother(line=item.line, start=_start(inner["start"], key))


def _start(value: Here, process: ProcessKey | None) -> Start:
    """`channel`, `office`, `as` and `start_at` say how the case comes in; the rest are answers."""
    keys = value.entries()
    if "by_message" in keys:
        return _start_by_message(value, process)
    if process is None:
        raise value.refuse(say.NO_PROCESS)
    if "by_timer" in keys:
        element = value.mapping(("by_timer",), required=("by_timer",))["by_timer"].text()
        return Start(process=process, line=value.line, timer=ElementId(element))
    if "by_state" in keys:
        inner = value.mapping(("by_state",), required=("by_state",))["by_state"]
        return Start(process=process, line=value.line, state=read_sending("state", inner))
    named = ("channel", "office", "as", "start_at")
    own = {key: keys.pop(key).text() for key in named if key in keys}
    return Start(
        process=process,
        line=value.line,
        at=ElementId(own["start_at"]) if "start_at" in own else None,
        channel=own.get("channel", ""),
        office=OfficeId(own["office"]) if "office" in own else None,
        actor=PersonId(own["as"]) if "as" in own else None,
        answers={key: answer.plain() for key, answer in keys.items()},
    )


def _complaint(value: Here) -> Start:
    """`complaint_about` names an instance; the rest as in a start."""
    keys = value.entries()
    about = keys.pop("complaint_about").whole()
    own = {key: keys.pop(key).text() for key in ("channel", "as", "iin") if key in keys}
    return Start(
        process=ProcessKey(""),
        line=value.line,
        channel=own.get("channel", ""),
        actor=PersonId(own["as"]) if "as" in own else None,
        about=about,
        iin=own.get("iin", ""),
        answers={key: answer.plain() for key, answer in keys.items()},
    )


def _start_by_message(value: Here, process: ProcessKey | None) -> Start:
    """`key` is the correlation key, `with` what the message brings."""
    keys = value.mapping(("by_message", "key", "with"), required=("by_message",))
    return Start(
        process=process or ProcessKey(""),
        line=value.line,
        message=keys["by_message"].text(),
        key=keys["key"].text() if "key" in keys else None,
        answers=keys["with"].variables() if "with" in keys else {},
    )
