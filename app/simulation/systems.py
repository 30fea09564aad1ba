"""What a scenario does to the simulated state systems and expects them to have received."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.refusals import Invalid
from app.domain.texts import Text

Seen = Mapping[str, object]
"""One thing a system received, in the words of the scenario format."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record of a registry."""

    system: str
    kind: str
    """As the format names it: `persons`, `disabilities`, `programmes`, `phones`, `documents`."""
    iin: str
    record: object
    """Mapping, text, list, or None: the system knows nothing of the person."""
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """How a simulated system misbehaves."""

    system: str
    call: str
    kind: str
    times: int | None
    until: datetime | None
    line: int


@dataclass(frozen=True, slots=True)
class SystemChanges:
    """All that a `systems:` says."""

    records: tuple[RecordChange, ...] = ()
    faults: tuple[Fault, ...] = ()
    mended: tuple[str, ...] = ()
    """Systems whose faults are lifted: `faults: []`."""


SENDINGS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "reply": (("from", "text"), ()),
    "event": (("system", "kind", "iin"), ("on", "where", "measure")),
    "choose_supplier": (("bin", "name"), ()),
    "cabinet_reply": (("kind",), ("reply", "position", "reason")),
    "sms_state": (("state",), ()),
    "state": (("system", "entity", "subject"), ("district",)),
}
"""Steps in which a simulated system sends to Qadam: what they must say, and what they may."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A system sends to Qadam, over its own contract."""

    deed: str
    """One of SENDINGS."""
    told: Mapping[str, str]
    values: Mapping[str, object] = field(default_factory=dict)
    """Of a `state`: what is told of the entity, under `with`."""


class NotTaken(Invalid):
    """Qadam refused what a system sent; `code` is that of the answer."""

    code = "NotTaken"
    title = Text(
        "Жүйе жіберген хабар қабылданбады",
        "Сообщение системы не принято",
        "What a system sent was not taken",
    )

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code  # type: ignore[misc]  # the answer's own


RECEIVED: Mapping[str, tuple[str, ...]] = {
    "cabinet": ("status", "document", "signed", "at"),
    "stages": ("stage", "outcome", "at"),
    "measures": (
        "code", "ordering", "hours_per_day", "volume_hours", "period_from", "period_until",
        "choose_until", "supplier",
    ),
}  # fmt: skip
"""Expectations of what systems received, with what may be asked of each thing."""
SHORT = {"cabinet": "status", "stages": "stage", "measures": "ordering"}
"""What a single word stands for."""
EVERY_TIME = ("measures",)
"""Compared as they stand now; of the others, what came since they were last expected."""
