"""What the papers of a case leave in storage beside themselves: lines of registers."""

from typing import Protocol

from app.domain.registers import NewRegisterEntry, RegisterEntry


class RegisterRepository(Protocol):
    def enter(self, entry: NewRegisterEntry) -> RegisterEntry:
        """Write the next line of the register; a repeated job gets the line it wrote before.

        Entries of one register, office and year wait for each other until the first commits: so
        the numbers follow without gaps.
        """
        ...
