"""Binds what administrators do."""

from uuid import uuid4

from app.bootstrap.composition import Qadam
from app.integrations.one_time import slip_password
from app.integrations.passwords import Argon2Passwords
from app.usecases.administer_offices import OfficeKeeping
from app.usecases.administer_people import PeopleKeeping
from app.usecases.block_people import Blocking
from app.usecases.change_calendar import CalendarKeeping
from app.usecases.import_people import PeopleImport
from app.usecases.password_slips import PasswordSlips
from app.usecases.read_administration import AdministrationDesk
from app.web.admin.services import AdminServices


def admin_services(qadam: Qadam) -> AdminServices:
    begin, rules, clock = qadam.storage.begin, qadam.rules, qadam.clock
    queries = qadam.storage.queries
    keeping = PeopleKeeping(begin=begin, rules=rules, clock=clock)
    slips = PasswordSlips(keeping=keeping, passwords=Argon2Passwords(), new_password=slip_password)
    return AdminServices(
        desk=AdministrationDesk(begin=begin, queries=queries, rules=rules),
        people=keeping,
        blocking=Blocking(keeping=keeping, queries=queries),
        slips=slips,
        imports=PeopleImport(keeping=keeping, slips=slips),
        offices=OfficeKeeping(begin=begin, rules=rules, clock=clock),
        calendar=CalendarKeeping(begin=begin, rules=rules, clock=clock, new_id=uuid4),
    )
