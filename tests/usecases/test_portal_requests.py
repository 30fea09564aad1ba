"""A signed request of the portal becomes a case: proven, registered once, its signature kept."""

import json
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from case_walks import HERE
from databases import KINDS, FreshUrl

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.forms import FormInvalid
from app.domain.refusals import DomainError
from app.domain.signatures import SignatureUnreadable, WrongSigner
from app.settings import ROOT
from app.usecases.offer_service import DistrictUnknown
from app.usecases.register_portal_request import (
    PortalRequestRegistered,
    RegisterPortalRequest,
    RequestUnreadable,
)

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
AIGUL, NINA = "580412400174", "430307404859"
CONTENT: dict[str, object] = {
    "request_id": "r-1",
    "service": "PA",
    "applicant": {
        "iin": AIGUL,
        "full_name": "Қалиева Айгүл Серікқызы",
        "phone": "+77010001000",
        "language": "kk",
    },
    "representative": None,
    "district": "751410000",
    "needs": "Емханаға баруға көмек керек",
    "consent": True,
    "submitted_at": "2026-12-22T09:59:00+05:00",
}


@pytest.fixture(params=KINDS)
def world(
    request: pytest.FixtureRequest, fresh_urls: dict[str, FreshUrl]
) -> Iterator[SimulationWorld]:
    found = simulation_world(TUESDAY, database=fresh_urls[request.param]())
    found.deploy(read_folder(ROOT / "processes" / "personal-assistant"))
    yield found
    found.close()


def send(world: SimulationWorld, signer: str = AIGUL, **changed: object) -> PortalRequestRegistered:
    content = json.dumps({**CONTENT, **changed}).encode()
    signed = world._stand.control.signed_request(signer, content)
    return world.qadam.register_portal_request(RegisterPortalRequest(signed))


def test_a_request_is_registered_for_the_department_of_the_district(world: SimulationWorld) -> None:
    done = send(world)

    case = world.case(done.number).case
    assert (case.channel, case.office_id, case.registered_by) == ("egov_portal", HERE, "system")
    assert (done.due_on, done.office) == (case.term_due_on, HERE)
    assert done.counts_from == date(2026, 12, 22)


def test_the_signature_is_kept_with_the_case(world: SimulationWorld) -> None:
    case = world.case(send(world).number).case

    with world.qadam.storage.begin() as uow:
        (kept,) = uow.signatures.of_requests(case.instance_id)
    assert kept.proof.signer.iin == AIGUL
    assert json.loads(kept.content or b"")["request_id"] == "r-1"


def test_a_signed_request_registers_one_case_however_often_it_is_sent(
    world: SimulationWorld,
) -> None:
    first, second = send(world), send(world)

    assert (first.is_repeated, second.is_repeated) == (False, True)
    assert first.number == second.number


@pytest.mark.parametrize(
    ("signer", "changed", "refusal"),
    [
        (NINA, {}, WrongSigner),
        (AIGUL, {"district": "110000000"}, DistrictUnknown),
        (AIGUL, {"colour": "blue"}, RequestUnreadable),
        (AIGUL, {"consent": False}, FormInvalid),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(
    world: SimulationWorld, signer: str, changed: dict[str, object], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        send(world, signer, **changed)


def test_something_unsigned_is_no_request(world: SimulationWorld) -> None:
    with pytest.raises(SignatureUnreadable):
        world.qadam.register_portal_request(RegisterPortalRequest(b"bm90aGluZyBzaWduZWQ="))
