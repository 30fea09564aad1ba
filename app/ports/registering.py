"""Registers of the case's offices, as a handler may extend them."""

from collections.abc import Mapping
from typing import Protocol

from app.domain.identity import JobId, OfficeId
from app.domain.registers import Register, RegisterEntry
from app.ports.outside import Fill


class Registers(Protocol):
    def enter(
        self,
        job: JobId,
        register: Register,
        values: Mapping[str, Fill],
        office: OfficeId | None = None,
    ) -> RegisterEntry:
        """Write a line about the case; a repeated job gets the line it wrote before.

        Args:
            job: of the case.
            register: whose line it is.
            values: by column.
            office: whose register it is, one that the case has to do with; None: the case's own.

        Raises:
            RegisterLineUnfit: a column is missing, or the register has no such one.
            LeaseLost: an event of the case has cancelled the job meanwhile.
        """
        ...
