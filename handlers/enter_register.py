"""Topic `enter-register`: a line about the case in a register of its office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.identity import JobId, OfficeId, Topic
from app.domain.registers import Register
from app.ports.outside import Fill
from app.ports.registering import Registers

TOPIC = Topic("enter-register")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EnterRegister:
    register: Literal["applications", "recipients", "complaints"]
    """Papers enter the others themselves, when they are drawn up."""
    values: Mapping[str, Fill] = field(default_factory=dict)
    """What the register tells beyond the case's own facts, by column."""
    office: str | None = None
    """Whose register it is, such as that of the reviewing body; without it the case's own."""


@dataclass(frozen=True, slots=True)
class RegisterEntered:
    register_number: str
    """Such as `А-12/2026`."""
    register_entry_id: str


def enter_register(job: JobId, inputs: EnterRegister, *, registers: Registers) -> RegisterEntered:
    """Write the line; idempotent, for a register keeps one line per job.

    Raises:
        RegisterLineUnfit: a column is missing, or the register has no such one.
        LeaseLost: an event of the case has cancelled the job meanwhile.
    """
    entry = registers.enter(
        job,
        Register(inputs.register),
        inputs.values,
        OfficeId(inputs.office) if inputs.office else None,
    )
    return RegisterEntered(entry.label, str(entry.line.id))
