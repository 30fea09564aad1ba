"""Which element a failure is about: what the designer wants to look at first."""

from collections.abc import Iterable, Mapping

from app.simulation.expecting import AFTER, NONE_OF, NOT_BEFORE, ONE_OF
from app.simulation.report import Failure
from app.simulation.scenario import OnTask, RetryIncident, Scenario, Trigger


def element_meant(scenario: Scenario, failure: Failure) -> str:
    """The address of an element; empty where the failure names none."""
    if not 1 <= failure.step <= len(scenario.steps):
        return ""
    match scenario.steps[failure.step - 1]:
        case OnTask(element=element) if element != "*":
            return element
        case RetryIncident(element=element):
            return element or ""
        case Trigger(element=element):
            return element
    found = _texts(failure.found)
    # Where a token is missing rather than where it is instead: there the model goes wrong.
    missing = (text for text in _texts(failure.expected) if text not in found)
    return next(iter([*missing, *found]), "")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping) and {ONE_OF, NONE_OF, NOT_BEFORE, AFTER} & value.keys():
        return _texts(value.get(ONE_OF, ()))
    if isinstance(value, Iterable):
        return [item for item in value if isinstance(item, str)]
    return []
