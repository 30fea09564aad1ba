"""What may be registered at a counter: services, offices, and where a case begins."""

from dataclasses import dataclass

from app.domain.forms import Form
from app.domain.identity import ProcessKey
from app.domain.models import Element
from app.domain.people import (
    DEPARTMENT,
    STATE_CORPORATION,
    NotPermitted,
    Office,
    Person,
    Power,
    offices_where,
)
from app.domain.standard import Channel, ServiceStandard
from app.usecases.register_application import counter_channels
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class StartForm:
    """A service the person may register an application for."""

    process: ProcessKey
    standard: ServiceStandard
    form: Form
    offices: tuple[Office, ...]
    """The departments that may decide."""
    channels: tuple[Channel, ...]
    """Those that end at the counter."""
    units: tuple[Office, ...] = ()
    """The State Corporation units at whose counter the person works; none in a department."""
    starts: tuple[Element, ...] = ()
    """Where a case may begin, the usual place first; none where there is nothing to choose."""


def start_forms(actor: Person, rules: Rulebook) -> tuple[StartForm, ...]:
    """The services and offices the person may register applications for.

    Raises:
        NotPermitted: there is no such office.
    """
    tree = rules.offices()
    allowed = offices_where(actor, Power.REGISTER_APPLICATION, tree)
    counters = [office for office in tree.all() if office.id in allowed]
    own = tuple(office for office in counters if office.kind == DEPARTMENT)
    units = tuple(office for office in counters if office.kind == STATE_CORPORATION)
    if own:
        kind, departments, units = DEPARTMENT, own, ()
    elif units:
        kind = STATE_CORPORATION
        departments = tuple(office for office in tree.all() if office.kind == DEPARTMENT)
    else:
        raise NotPermitted(f"Expected {actor.id} to register applications in some office")
    return tuple(
        StartForm(
            process=service.key,
            standard=service.standard,
            form=form,
            offices=departments,
            channels=channels,
            units=units,
            starts=_starts(service),
        )
        for service in rules.services()
        if (form := service.start_form) is not None
        and (channels := counter_channels(service, kind))
    )


def _starts(service: ServiceVersion) -> tuple[Element, ...]:
    model = service.model
    found = tuple(model.elements[start] for start in model.plain_starts)
    return found if len(found) > 1 else ()
