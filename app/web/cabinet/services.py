"""The use cases that the cabinet's pages call, bound by the composition root."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.citizens import Citizen
from app.domain.forms import Form
from app.domain.identity import CaseNumber, InstanceId
from app.domain.pending import PendingApplication, PendingId
from app.domain.people import Person
from app.domain.ratings import Rating
from app.domain.standard import ServiceStandard
from app.domain.texts import Text
from app.ports.citizen_views import RatingPage
from app.ports.state_systems import OfferedSupplier
from app.usecases.add_file import AddFile, FileAdded
from app.usecases.answer_in_cabinet import AnswerHearing, Awaited, Withdraw
from app.usecases.apply_in_cabinet import FillApplication, Known, SignApplication
from app.usecases.choose_supplier import ChooseSupplier
from app.usecases.complain_in_cabinet import ComplainInCabinet
from app.usecases.correlate_message import MessageCorrelated
from app.usecases.enter_by_signature import EnterBySignature, SignDemo
from app.usecases.enter_cabinet import CabinetEntered, EnterCabinet
from app.usecases.file_complaint import ComplaintFiled
from app.usecases.one_time_passwords import AskPassword, PasswordAsked
from app.usecases.rate_service import RateService
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
    enter_by_signature: Callable[[EnterBySignature], CabinetEntered]
    sign_demo: SignDemo | None
    """Bound in the demo only."""
    to_apply_for: Callable[[], Sequence[ServiceStandard]]
    known: Callable[[Citizen], Known]
    fill_application: Callable[[FillApplication], PendingApplication]
    pending: Callable[[Citizen, PendingId], PendingApplication]
    sign_application: Callable[[SignApplication], CaseNumber]
    desk: Cabinet
    rating: Callable[[InstanceId], Rating | None]
    """Of a case that the citizen was shown already."""
    answer_hearing: Callable[[AnswerHearing], MessageCorrelated]
    withdraw: Callable[[Withdraw], Awaited]
    suppliers_for: Callable[[Citizen, CaseNumber], Sequence[OfferedSupplier]]
    choose_supplier: Callable[[ChooseSupplier], None]
    add_file: Callable[[AddFile], FileAdded]
    complaint_form: Callable[[Citizen, CaseNumber], Form]
    complain: Callable[[ComplainInCabinet], ComplaintFiled]
    rate_service: Callable[[RateService], Rating]
    ratings: Callable[[Person], RatingPage]
    """For who supervises."""
    demo_citizens: Callable[[], Sequence[DemoCitizen]] | None
    """Bound in the demo only."""
