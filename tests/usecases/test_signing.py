"""Signing a document from a task: proven first, kept with its proof, once per person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from case_walks import AIGUL, HERE, SPECIALIST, command_id
from signing_desk import FIELD, HEAD, HEAD_PERSON, TUESDAY, Desk

from app.bootstrap.demo_people import PEOPLE
from app.domain.forms import FormInvalid
from app.domain.identity import PersonId
from app.domain.people import Grant, Person, Role
from app.domain.signatures import (
    AlreadySigned,
    CertificateExpired,
    CertificateRevoked,
    PinRefused,
    SignatureId,
    SignedContentDiffers,
    SignerHasNoIin,
    SignerUntrusted,
    WrongSigner,
)
from app.domain.task import NotACandidate, UserTaskNotOpen
from app.ports.outside import SystemUnavailable
from app.stand.authority import PIN, Authority
from app.stand.authority_store import AuthorityStore
from app.usecases.signing import NothingToSign


def test_a_signed_document_shows_who_signed_it_and_keeps_the_proof(desk: Desk) -> None:
    answer = desk.sign_with_demo_key()

    (signature,) = desk.walk.view().documents[0].signatures
    assert (signature.id, signature.signer_iin) == (answer.signature_id, HEAD_PERSON.iin)
    assert signature.signer_name == "Бауыржан Нұрланов"
    paper = desk.paper
    with desk.world.qadam.storage.begin() as uow:
        (kept,) = uow.signatures.of_document(paper.id)
    assert kept.position.kk == "Басшы, Бостандық ауданы жұмыспен қамту бөлімі"
    assert kept.proof.content_sha256 == desk.paper.sha256
    assert kept.proof.certificate == desk.authority.certificate(HEAD_PERSON.iin, TUESDAY)
    desk.signing.verifier.recheck(desk.paper.pdf, kept.cms, kept.proof.verified_at)
    assert [event.kind for event in desk.walk.view().history].count("document_signed") == 1


def test_the_task_cannot_be_completed_before_the_document_is_signed(desk: Desk) -> None:
    with pytest.raises(FormInvalid) as refused:
        desk.walk.complete(desk.task, {}, actor=HEAD)
    assert [problem.key for problem in refused.value.problems] == [FIELD]

    signed = desk.sign_with_demo_key()
    desk.walk.complete(desk.task, {}, actor=HEAD)
    desk.walk.run_jobs()

    view = desk.walk.view()
    assert view.ended_element == "signed"
    assert view.variables[FIELD] == str(signed.signature_id)
    assert view.variables["line"] == "А-1/2026"


def test_a_signature_of_somebody_else_does_not_complete_my_task(desk: Desk) -> None:
    other = PersonId("second-head")
    with desk.world.qadam.storage.begin() as uow:
        iin = next(person.iin for person in PEOPLE if person.id == "saltanat")
        uow.people.put(Person(other, "Жүнісова С.", "kk", "", (Grant(Role.HEAD, HERE),), iin))
        uow.commit()
    desk.sign_with_demo_key(actor=other)

    with pytest.raises(FormInvalid):
        desk.walk.complete(desk.task, {}, actor=HEAD)

    desk.sign_with_demo_key()
    assert desk.signatures() == 2
    desk.walk.complete(desk.task, {}, actor=HEAD)


def test_a_repeated_command_gets_the_first_answer(desk: Desk) -> None:
    command, signature = command_id(), desk.made()

    first = desk.sign(signature, command=command)

    assert desk.sign(signature, command=command) == first
    assert desk.signatures() == 1


def test_signing_twice_is_refused(desk: Desk) -> None:
    desk.sign(desk.made())

    with pytest.raises(AlreadySigned):
        desk.sign(desk.made())
    assert desk.signatures() == 1


def test_a_signature_over_another_document_is_refused(desk: Desk) -> None:
    with pytest.raises(SignedContentDiffers):
        desk.sign(desk.made(desk.paper.pdf + b"\n"))
    assert desk.signatures() == 0


def test_the_signature_of_another_person_is_refused(desk: Desk) -> None:
    with pytest.raises(WrongSigner):
        desk.sign(desk.made(iin=AIGUL))
    assert desk.signatures() == 0


def test_a_revoked_certificate_is_refused(desk: Desk) -> None:
    signature = desk.made()
    desk.authority.revoke(HEAD_PERSON.iin, desk.world.now())

    with pytest.raises(CertificateRevoked):
        desk.sign(signature)
    assert desk.signatures() == 0


def test_an_expired_certificate_is_refused(desk: Desk) -> None:
    signature = desk.made()
    desk.walk.pass_time(days=400)

    with pytest.raises(CertificateExpired):
        desk.sign(signature)


def test_a_certificate_of_a_foreign_root_is_refused(desk: Desk) -> None:
    foreign = Authority("not ours", AuthorityStore(None))
    foreign.issue(HEAD_PERSON.iin, HEAD_PERSON.full_name, TUESDAY)

    with pytest.raises(SignerUntrusted):
        desk.sign(foreign.sign(HEAD_PERSON.iin, PIN, desk.paper.pdf, TUESDAY))

    foreign.close()


def test_a_wrong_pin_signs_nothing(desk: Desk) -> None:
    with pytest.raises(PinRefused):
        desk.sign_with_demo_key("000000")
    assert desk.signatures() == 0


def test_while_the_authority_is_down_nothing_is_signed_and_later_it_is(desk: Desk) -> None:
    signature = desk.made()
    desk.world._stand.control.set_fault("ca", "*", "down-until", until=TUESDAY + timedelta(hours=1))

    with pytest.raises(SystemUnavailable):
        desk.sign(signature)
    assert desk.signatures() == 0

    desk.walk.pass_time(hours=1)
    desk.sign(signature)
    assert desk.signatures() == 1


def test_only_a_candidate_signs(desk: Desk) -> None:
    with pytest.raises(NotACandidate):
        desk.sign(desk.made(), actor=SPECIALIST)


def test_a_person_without_an_iin_signs_nothing(desk: Desk) -> None:
    nobody = PersonId("no-iin")
    with desk.world.qadam.storage.begin() as uow:
        uow.people.put(Person(nobody, "Сынақ", "kk", "", (Grant(Role.HEAD, HERE),)))
        uow.commit()

    with pytest.raises(SignerHasNoIin):
        desk.sign_with_demo_key(actor=nobody)


def test_a_field_that_is_none_has_nothing_to_sign(desk: Desk) -> None:
    with pytest.raises(NothingToSign):
        desk.sign(desk.made(), field="no_such_field")


def test_a_closed_task_signs_nothing(desk: Desk) -> None:
    signature = desk.made()
    desk.sign(signature)
    desk.walk.complete(desk.task, {}, actor=HEAD)

    with pytest.raises(UserTaskNotOpen):
        desk.sign(signature)


def test_a_signed_request_is_kept_with_the_case_that_it_begins(desk: Desk) -> None:
    signed = desk.world._stand.control.signed_request(AIGUL, b'{"service": "PA"}')

    request = desk.world.qadam.read_signed_request(signed)

    request.signer.demand(AIGUL)
    assert request.content == b'{"service": "PA"}'
    kept, paper = request.kept(SignatureId(uuid4()), desk.task.instance_id), desk.paper.id
    with desk.world.qadam.storage.begin() as uow:
        uow.signatures.add(kept)
        assert uow.signatures.of_requests(desk.task.instance_id) == [kept]
        assert uow.signatures.of_document(paper) == []
