"""An installation to measure: the product over an empty database, a stand, no worker or clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bench.material import Bench
from app.bootstrap.composition import compose
from app.bootstrap.demo import fill_foundations
from app.bootstrap.demo_people import BOSTANDYK, PEOPLE
from app.bootstrap.deployments import deploy_folder
from app.bootstrap.state_systems import make_stand, stand_in_process
from app.bootstrap.web_services import web_services
from app.clock import SystemClock
from app.domain.identity import PersonId
from app.settings import Settings, index_key
from app.stand.people import PEOPLE as REGISTRY
from app.storage import open_storage
from app.web import WebSettings, create_web

CLERK = PersonId("zhanar")
SERVICE = Path(__file__).parents[1] / "bench" / "service"
"""A small service that stays as it is, so that figures of different days can be compared."""


@contextmanager
def bench_on(settings: Settings, url: str) -> Iterator[Bench]:
    """The product with its demo people over the empty database at `url`; in demo mode alone."""
    storage = open_storage(url, index_key=index_key(settings))
    clock = SystemClock()
    stand = make_stand(settings, clock.now, None)
    try:
        storage.migrate()
        systems = stand_in_process(settings, stand)
        qadam = compose(
            settings, storage=storage, clock=clock, systems=systems.ports(), trust=systems.trust
        )
        fill_foundations(qadam, PEOPLE)
        deploy_folder(qadam, SERVICE, "system")
        yield Bench(
            storage=storage,
            rules=qadam.rules,
            register_application=qadam.register_application,
            complete_user_task=qadam.complete_user_task,
            run_next_job=qadam.run_next_job,
            pages=create_web(web_services(qadam), WebSettings(settings.secret)),
            office=BOSTANDYK,
            clerk=CLERK,
            application=_application(),
        )
    finally:
        storage.close()
        stand.control.close()


def _application() -> dict[str, object]:
    person = next(person for person in REGISTRY if person.status == "alive")
    return {
        "applicant_iin": person.iin,
        "applicant_name": person.full_name,
        "phone": person.phone,
        "language": "kk",
        "representative": "no",
        "needs": "Көшеге шығуға және емханаға баруға көмек керек",
        "consent": True,
    }
