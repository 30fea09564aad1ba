"""The supervisor's lists of cases, and what they can be narrowed to."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.identity import ElementId, OfficeId, ProcessKey
from app.domain.people import NotPermitted, Office, Person, Power, offices_where, own_office
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.views import InstanceFilter, InstancePage, InstanceQuery, Queries
from app.usecases.called_processes import elements_of
from app.usecases.due_bounds import due_bounds, end_of_working_days
from app.usecases.rulebook import Rulebook

SOON = 5
"""Working days after today within which a term that closes is told beforehand."""
_PLACES = ("user_task", "service_task", "receive_task")


@dataclass(frozen=True, slots=True)
class Place:
    """An element at which cases stand."""

    element: ElementId
    """Its address: `examination/decision/decide_application`."""
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a supervisor chose; an empty word leaves it open, an unknown one finds nothing."""

    text: str = ""
    """Number, IIN, or the beginning of a name, as typed."""
    process: str = ""
    office: str = ""
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceDesk:
    queries: Queries
    rules: Rulebook
    clock: Clock

    def page(
        self,
        actor: Person,
        show: InstanceFilter = "all",
        narrowed: Narrowed = Narrowed(),
        *,
        after: str = "",
    ) -> InstancePage:
        """The cases of the offices that the person supervises.

        Raises:
            NotPermitted: there is none.
        """
        offices = self._offices(actor)
        calendar = self.rules.calendar(own_office(actor, Power.SEE_INSTANCES))
        now = self.clock.now()
        return self.queries.instances(
            InstanceQuery(
                offices & {OfficeId(narrowed.office)} if narrowed.office else offices,
                due_bounds(now, calendar),
                end_of_working_days(now, SOON, calendar),
                show=show,
                text=narrowed.text,
                process=ProcessKey(narrowed.process) if narrowed.process else None,
                element=ElementId(narrowed.element) if narrowed.element else None,
                after=after,
            )
        )

    def offices(self, actor: Person) -> tuple[Office, ...]:
        """Those that the person supervises. Raises as `page`."""
        supervised = self._offices(actor)
        return tuple(office for office in self.rules.offices().all() if office.id in supervised)

    def places(self, process: str) -> Sequence[Place]:
        """Where a case of the service's newest version may stand and wait; none of an unknown."""
        service = next((one for one in self.rules.services() if one.key == process), None)
        if service is None:
            return ()
        return [
            Place(address, element.name)
            for address, element in elements_of(service, self.rules).with_called()
            if element.kind in _PLACES
        ]

    def _offices(self, actor: Person) -> frozenset[OfficeId]:
        offices = offices_where(actor, Power.SEE_INSTANCES, self.rules.offices())
        if not offices:
            raise NotPermitted(f"Expected {actor.id} to supervise some office")
        return offices
