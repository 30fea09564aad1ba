"""Registers of the case's office, as a handler may extend them."""

from collections.abc import Mapping
from typing import Protocol

from app.domain.identity import JobId
from app.domain.registers import Register, RegisterEntry
from app.ports.outside import Fill


class Registers(Protocol):
    def enter(self, job: JobId, register: Register, values: Mapping[str, Fill]) -> RegisterEntry:
        """Write a line about the case; a repeated job gets the line it wrote before.

        Raises:
            RegisterLineUnfit: a column is missing, or the register has no such one.
            LeaseLost: an event of the case has cancelled the job meanwhile.
        """
        ...
