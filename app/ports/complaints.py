"""The case that a complaint is about, as the handlers of the complaint's jobs may act on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.complaint import ActState
from app.domain.identity import JobId, OfficeId
from app.domain.texts import Text
from app.ports.outside import ModelUnfit


class CaseNotTakenUp(ModelUnfit):
    """No start event of the contested case's process takes it up again."""

    reason = Text(
        "Істі қайта бастау мүмкін болмады: оның сызбасында қайта бастау оқиғасы жоқ, оны үдеріс "
        "дизайнері қосуы керек",
        "Дело не возобновлено: на его схеме нет события возобновления, его должен добавить "
        "дизайнер процессов",
        "The case was not taken up again: its diagram has no event for it, a process designer has "
        "to add one",
    )


class NoReviewer(ModelUnfit):
    """There is no body in the register of offices that complaints could be passed on to."""

    reason = Text(
        "Шағымды қарайтын орган бөлімдер тізімінде жоқ: оны әкімші енгізуі керек",
        "В перечне органов нет органа, рассматривающего жалобы: его должен внести администратор",
        "The list of offices has no body that reviews complaints: an administrator has to add it",
    )


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What went to the reviewing body."""

    reviewer: OfficeId
    name: Text
    papers: Sequence[Text]
    """Titles with numbers of the papers of the contested case: the inventory of the file."""


class ContestedCases(Protocol):
    """Each is idempotent by job, and raises LeaseLost where an event has cancelled the job."""

    def pass_on(self, job: JobId) -> PassedOn:
        """Pass the complaint on with the file of the contested case, which its body may read then.

        Raises:
            NoReviewer: there is none.
        """
        ...

    def mark_act(self, job: JobId, state: ActState) -> ActState | None:
        """Say what becomes of the contested act; None where no paper is contested."""
        ...

    def take_up(self, job: JobId, stage: str, reason: str) -> datetime:
        """Take the contested case up again at a stage of its process; when that was.

        Raises:
            CaseNotTakenUp: its model cannot.
        """
        ...
