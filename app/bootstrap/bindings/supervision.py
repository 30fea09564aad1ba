"""What supervisors do to a case: terms, incidents, holding, mending, ending."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.bootstrap.bindings.grounds import OnCase, OnInstance, OnTerms
from app.usecases.change_term import ChangeTerm, TermChanged, change_term, preview_term_change
from app.usecases.close_incident import CloseIncident, IncidentClosed, close_incident
from app.usecases.mend_instance import (
    CancelInstance,
    InstanceMended,
    LetGoOn,
    Mending,
    SetVariables,
)
from app.usecases.retry_incident import IncidentRetried, RetryIncident, retry_incident
from app.usecases.steer_instance import InstanceSteered, SteerInstance, steer_instance


@dataclass(frozen=True, kw_only=True)
class Supervision:
    retry_incident: Callable[[RetryIncident], IncidentRetried]
    close_incident: Callable[[CloseIncident], IncidentClosed]
    change_term: Callable[[ChangeTerm], TermChanged]
    preview_term_change: Callable[[ChangeTerm], TermChanged]
    steer_instance: Callable[[SteerInstance], InstanceSteered]
    let_go_on: Callable[[LetGoOn], InstanceMended]
    set_variables: Callable[[SetVariables], InstanceMended]
    cancel_instance: Callable[[CancelInstance], InstanceMended]


def supervision(on: OnInstance, on_terms: OnTerms, on_case: OnCase) -> Supervision:
    mending = Mending(**on)
    return Supervision(
        retry_incident=partial(retry_incident, **on),
        close_incident=partial(close_incident, **on_case),
        change_term=partial(change_term, **on_terms),
        preview_term_change=partial(preview_term_change, **on_terms),
        steer_instance=partial(steer_instance, **on_case),
        let_go_on=mending.let_go_on,
        set_variables=mending.set_variables,
        cancel_instance=mending.cancel,
    )
