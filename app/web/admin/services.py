"""What the pages of the administration call."""

from dataclasses import dataclass

from app.usecases.administer_offices import OfficeKeeping
from app.usecases.administer_people import PeopleKeeping
from app.usecases.block_people import Blocking
from app.usecases.change_calendar import CalendarKeeping
from app.usecases.import_people import PeopleImport
from app.usecases.password_slips import PasswordSlips
from app.usecases.read_administration import AdministrationDesk


@dataclass(frozen=True, kw_only=True)
class AdminServices:
    desk: AdministrationDesk
    people: PeopleKeeping
    blocking: Blocking
    slips: PasswordSlips
    imports: PeopleImport
    offices: OfficeKeeping
    calendar: CalendarKeeping
