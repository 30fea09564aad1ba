"""The stand as a WSGI application: state systems and pages, with a state of its own."""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask

from app.stand.authority import Authority, authority_token
from app.stand.authority_office import AuthorityOffice
from app.stand.authority_store import AuthorityStore
from app.stand.citizen_pages import CitizenPages
from app.stand.control import CALLS, StandControl, person_from
from app.stand.digital import DigitalDocumentsService
from app.stand.gate import Gate, Pause
from app.stand.log_pages import LogPages
from app.stand.mail_pages import MailPages
from app.stand.page import StandPage
from app.stand.people import StandPerson
from app.stand.people_pages import PeoplePages
from app.stand.portal_pages import PortalPages
from app.stand.receivers import Receivers
from app.stand.registries import Registries
from app.stand.store import Store


class Stand(Flask):
    """A Flask application with its levers in `control`."""

    control: StandControl


def create_stand(
    *,
    clock: Callable[[], datetime],
    persons: Iterable[Mapping[str, object] | StandPerson] = (),
    tokens: Mapping[str, str],
    store_path: Path | None = None,
    authority_seed: str | None = None,
    pause: Pause = lambda span: time.sleep(span.total_seconds()),
    slow: timedelta = timedelta(seconds=2),
    patience: timedelta = timedelta(seconds=8),
) -> Stand:
    """The simulated state systems, mounted at the root of whatever serves them.

    Args:
        clock: aware instants; the stand knows no other time.
        persons: the registry at the first start; keys as the fields of `StandPerson`.
        tokens: the bearer token of each system, by its code.
        store_path: its SQLite file, so that a restart keeps the state; in memory without one.
        authority_seed: what the key of its certification authority follows from; without one
            nobody can pin its root.
        pause: holds a slow answer back; callers in process are never held.
        slow: how long `slow` holds an answer back.
        patience: how long `timeout` does; longer than any client waits.

    Raises:
        ValueError: a system without a token, or a person who cannot be.
    """
    without = [system for system in CALLS if not tokens.get(system)]
    if without:
        raise ValueError(f"the stand needs a token for {', '.join(without)}")
    stand = Stand(__name__, static_folder=None)
    people = [
        person if isinstance(person, StandPerson) else person_from(person) for person in persons
    ]
    seed = authority_seed or secrets.token_hex()
    authority = Authority(seed, AuthorityStore(store_path))
    stand.control = StandControl(Store(store_path), clock, people, authority)
    tokens = {**tokens, "ca": authority_token(seed)}
    gate = Gate(stand.control, tokens, pause=pause, slow=slow, patience=patience)
    for systems in (Registries, Receivers, DigitalDocumentsService, AuthorityOffice):
        systems(stand.control).open(gate)
    stand.register_blueprint(gate.systems)
    page = StandPage(stand.control).blueprint()
    for pages in (PeoplePages, CitizenPages, PortalPages, LogPages, MailPages):
        pages(stand.control).add_to(page)
    stand.register_blueprint(page)
    return stand
