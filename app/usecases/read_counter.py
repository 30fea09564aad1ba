"""What a person at a counter needs: today's applications, and results kept by departments."""

from dataclasses import dataclass
from datetime import datetime, time

from app.domain.people import DEPARTMENT, Person, Power, offices_where, own_office
from app.ports.clock import Clock
from app.ports.counter_views import CounterPage, CounterQuery
from app.ports.views import Queries
from app.usecases.rulebook import Rulebook

RECEIPT = "receipt"
RESULT_REQUESTED = "result-requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterDesk:
    queries: Queries
    rules: Rulebook
    clock: Clock

    def page(self, actor: Person) -> CounterPage:
        """Of every counter where the person takes applications in.

        Raises:
            NotPermitted: there is none.
        """
        tree = self.rules.offices()
        calendar = self.rules.calendar(own_office(actor, Power.REGISTER_APPLICATION))
        today = calendar.local_date(self.clock.now())
        return self.queries.counter(
            CounterQuery(
                places=offices_where(actor, Power.REGISTER_APPLICATION, tree),
                departments=frozenset(
                    office.id for office in tree.all() if office.kind == DEPARTMENT
                ),
                since=datetime.combine(today, time(), calendar.zone),
                receipt=RECEIPT,
                awaited=RESULT_REQUESTED,
            )
        )
