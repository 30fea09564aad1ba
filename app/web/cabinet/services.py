"""The use cases that the cabinet's pages call, bound by the composition root."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.citizens import Citizen
from app.domain.texts import Text
from app.usecases.enter_cabinet import CabinetEntered, EnterCabinet
from app.usecases.one_time_passwords import AskPassword, PasswordAsked
from app.usecases.read_cabinet import Cabinet


@dataclass(frozen=True, slots=True)
class DemoCitizen:
    """An invented applicant whom the demo offers to be."""

    iin: str
    full_name: str
    hint: Text
    """What can be seen as this person."""


@dataclass(frozen=True, kw_only=True)
class CabinetServices:
    """Each checks itself that the case at hand is the citizen's."""

    ask_password: Callable[[AskPassword], PasswordAsked]
    enter: Callable[[EnterCabinet], CabinetEntered]
    leave: Callable[[str], None]
    present: Callable[[str, timedelta], Citizen | None]
    desk: Cabinet
    demo_citizens: Callable[[], Sequence[DemoCitizen]] | None
    """Bound in the demo only."""
