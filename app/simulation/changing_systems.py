"""Makes the simulated systems of a world hold and misbehave as a scenario says."""

from app.simulation.systems import SystemChanges
from app.simulation.world import World


class ChangeRefused(Exception):
    """The stand cannot be so; the message says why, `line` where the scenario asks for it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def change_systems(changes: SystemChanges, world: World) -> None:
    """Raises ChangeRefused for the first change that cannot be."""
    line = 1
    try:
        for record in changes.records:
            line = record.line
            world.put_record(record)
        for system in changes.mended:
            world.lift_faults(system)
        for fault in changes.faults:
            line = fault.line
            world.set_fault(fault)
    except ValueError as error:
        raise ChangeRefused(line, str(error)) from error
