"""Reads `systems:` of a scenario, and what its systems should have received."""

from collections.abc import Mapping

from app.simulation import unusable_words as say
from app.simulation.systems import (
    RECEIVED,
    SENDINGS,
    SHORT,
    Fault,
    RecordChange,
    Seen,
    Sending,
    SystemChanges,
)
from app.simulation.yaml_nodes import Here

FAULT_KINDS = ("timeout", "error-500", "malformed", "slow", "down-until")
HELD: Mapping[str, tuple[str, ...]] = {
    "gbdfl": ("persons",),
    "cbdi": ("disabilities",),
    "esobes": ("programmes",),
    "mab": ("phones",),
    "egov": ("phones",),
    "dds": ("documents",),
    "sms": (),
    "monitoring": (),
    "aleumet": (),
}
"""The simulated systems and the records they hold, each by IIN."""


def read_systems(value: Here | None) -> SystemChanges:
    """Raises ScenarioUnusable for a system, record or fault that there is none of."""
    if value is None:
        return SystemChanges()
    records: list[RecordChange] = []
    faults: list[Fault] = []
    mended: list[str] = []
    for system, inside in value.mapping(HELD).items():
        keys = inside.mapping((*HELD[system], "faults"))
        for kind in HELD[system]:
            if kind in keys:
                records += [
                    RecordChange(system, kind, iin, record.plain(), record.line)
                    for iin, record in keys[kind].entries().items()
                ]
        if "faults" in keys:
            found = [_fault(system, fault) for fault in keys["faults"].items()]
            faults += found
            mended += [] if found else [system]
    return SystemChanges(tuple(records), tuple(faults), tuple(mended))


def read_received(what: str, value: Here) -> tuple[Seen, ...]:
    """What a system should have received: single words, or mappings of what is asked."""
    return tuple(_thing(what, item) for item in value.items())


def _thing(what: str, item: Here) -> Seen:
    if not item.is_mapping:
        return {SHORT[what]: item.text()}
    return {key: inner.plain() for key, inner in item.mapping(RECEIVED[what]).items()}


def read_sending(deed: str, value: Here) -> Sending:
    """What a system sends. Raises ScenarioUnusable where something is missing or unknown."""
    required, optional = SENDINGS[deed]
    with_values = ("with",) if deed == "state" else ()
    keys = value.mapping((*required, *optional, *with_values), required=required)
    values = keys.pop("with").variables() if "with" in keys else {}
    return Sending(deed, {key: inner.text() for key, inner in keys.items()}, values)


def _fault(system: str, value: Here) -> Fault:
    keys = value.mapping(("call", "kind", "times", "until"), required=("call", "kind"))
    kind = keys["kind"].text()
    if kind not in FAULT_KINDS:
        raise keys["kind"].refuse(say.NO_FAULT, known=", ".join(FAULT_KINDS))
    if kind == "down-until" and "until" not in keys:
        raise value.refuse(say.NEEDS_UNTIL)
    return Fault(
        system=system,
        call=keys["call"].text(),
        kind=kind,
        times=keys["times"].whole() if "times" in keys else None,
        until=keys["until"].moment() if "until" in keys else None,
        line=value.line,
    )
