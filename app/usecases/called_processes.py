"""What a case needs of the processes that it calls, wherever these are deployed."""

from app.domain.called_elements import CalledElements
from app.domain.forms import Form
from app.domain.identity import ProcessKey
from app.domain.models import ModelSource, ProcessModel, form_home
from app.ports.storage import UnitOfWork
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound, ServiceVersion


def find_source(
    key: ProcessKey, version: int | None, *, rules: Rulebook, uow: UnitOfWork | None = None
) -> ModelSource | None:
    """A deployed process, for a call activity; the newest where no version is named."""
    found = _deployed(key, version, rules, uow)
    return None if found is None else found.source


def elements_of(service: ServiceVersion, rules: Rulebook) -> CalledElements:
    """The elements of a service and of what it calls, those deployed elsewhere as newest."""

    def find(key: ProcessKey) -> ProcessModel | None:
        if key in service.models:
            return service.models[key]
        found = _deployed(key, None, rules, None)
        return None if found is None else found.model

    return CalledElements(service.model, find)


def form_of(service: ServiceVersion, form: str, rules: Rulebook) -> Form | None:
    """The form of a task; of a process deployed elsewhere, that of its version."""
    path, home = form_home(form)
    if home is None:
        return service.form(path)
    found = _deployed(*home, rules, None)
    return None if found is None else found.form(path)


def _deployed(
    key: ProcessKey, version: int | None, rules: Rulebook, uow: UnitOfWork | None
) -> ServiceVersion | None:
    try:
        return rules.latest(key, uow) if version is None else rules.service(key, version, uow)
    except ServiceNotFound:
        return None
