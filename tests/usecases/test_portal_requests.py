"""A signed request of the portal becomes a case: proven, registered once, its signature kept."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pytest
from case_walks import HERE, Walk
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.forms import FormInvalid
from app.domain.identity import PersonId
from app.domain.refusals import DomainError
from app.domain.signatures import SignatureUnreadable, WrongSigner
from app.settings import ROOT
from app.usecases.offer_service import DistrictUnknown
from app.usecases.register_portal_request import (
    PortalRequestRegistered,
    RegisterPortalRequest,
    RequestUnreadable,
)
from app.usecases.request_attachments import AttachmentsDiffer, TooManyAttachments
from app.usecases.store_upload import LARGEST_UPLOAD, UploadTooLarge, UploadTypeRefused

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HEAD = PersonId("bauyrzhan")
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


SCAN, PICTURE = b"%PDF-1.7 scan", b"\x89PNG\r\n\x1a\n picture"
PROGRAM, PAGE = b"MZ\x90 a program", b"<html><script>alert(1)</script>"
HUGE = b"%PDF-1.7" + bytes(LARGEST_UPLOAD)
MANY = tuple(b"%PDF-1.7 " + str(n).encode() for n in range(11))


@pytest.fixture(params=KINDS)
def world(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[SimulationWorld]:
    found = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    found.deploy(read_folder(ROOT / "processes" / "personal-assistant"))
    yield found
    found.close()


def send(
    world: SimulationWorld, signer: str = AIGUL, files: Sequence[bytes] = (), **changed: object
) -> PortalRequestRegistered:
    content = json.dumps({**CONTENT, **changed}).encode()
    signed = world._stand.control.signed_request(signer, content)
    return world.qadam.register_portal_request(RegisterPortalRequest(signed, files))


def listed(*files: tuple[str, bytes]) -> list[dict[str, str]]:
    """As the signed content lists what is attached."""
    return [{"name": name, "sha256": hashlib.sha256(file).hexdigest()} for name, file in files]


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


def test_what_is_attached_lies_with_the_case_under_its_name(world: SimulationWorld) -> None:
    attachments = listed(("C:\\Құжаттар\\сенімхат.pdf", SCAN), ("\u202ekep.png", PICTURE))

    done = send(world, files=(PICTURE, SCAN), attachments=attachments)

    files = {file.file_name: file for file in world.case(done.number).files}
    assert files.keys() == {"сенімхат.pdf", "kep.png"}
    assert {file.uploaded_by for file in files.values()} == {"egov"}
    with world.qadam.storage.begin() as uow:
        kept = uow.uploads.get(files["kep.png"].id)
    assert kept is not None
    assert (kept.media_type, kept.content) == ("image/png", PICTURE)


@pytest.mark.parametrize(
    ("files", "attachments", "refusal"),
    [
        ((), listed(("a.pdf", SCAN)), AttachmentsDiffer),
        ((SCAN,), [], AttachmentsDiffer),
        ((SCAN + b"changed",), listed(("a.pdf", SCAN)), AttachmentsDiffer),
        ((SCAN, SCAN), listed(("a.pdf", SCAN), ("b.pdf", SCAN)), AttachmentsDiffer),
        ((PROGRAM,), listed(("a.pdf", PROGRAM)), UploadTypeRefused),
        ((PAGE,), listed(("a.png", PAGE)), UploadTypeRefused),
        ((HUGE,), listed(("a.pdf", HUGE)), UploadTooLarge),
        (MANY, listed(*((f"{n}.pdf", file) for n, file in enumerate(MANY))), TooManyAttachments),
        ((), [{"name": "a.pdf"}], RequestUnreadable),
        ((), "a.pdf", RequestUnreadable),
        ((), [{"name": 1, "sha256": "0"}], RequestUnreadable),
    ],
)
def test_a_request_with_files_that_cannot_be_taken_begins_no_case(
    world: SimulationWorld,
    files: Sequence[bytes],
    attachments: object,
    refusal: type[DomainError],
) -> None:
    with pytest.raises(refusal):
        send(world, files=files, attachments=attachments)

    assert send(world).number.endswith("000001")


def test_something_unsigned_is_no_request(world: SimulationWorld) -> None:
    with pytest.raises(SignatureUnreadable):
        world.qadam.register_portal_request(RegisterPortalRequest(b"bm90aGluZyBzaWduZWQ="))


def test_the_cabinet_says_why_a_request_was_not_accepted(world: SimulationWorld) -> None:
    walk = Walk(world, [send(world).number])
    walk.run_jobs()
    refused = {
        "package_complete": "no", "acceptance_grounds": ["NA-2"], "missing_documents": ["DOC-2"]
    }  # fmt: skip
    walk.complete(walk.task("intake/check_completeness"), refused)
    walk.run_jobs()
    signing = walk.task("intake/sign_acceptance_refusal")
    world.sign(signing.id, HEAD)
    walk.complete(signing, {"document_read": "on"}, actor=HEAD)
    walk.run_jobs()

    text = next(m.text for m in walk.view().messages if m.message == "cabinet-not-accepted")
    assert "Қолданылу мерзімі өткен құжаттар ұсынылған" in text
    assert "Жеке басты куәландыратын құжат" in text
