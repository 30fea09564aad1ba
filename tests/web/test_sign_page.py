"""Signing on the pages: what the person reads, what is refused, and what the case shows after."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from desk_world import SECRET, TUESDAY, DeskWorld, Visitor
from signing_service import signing_service

from app.bootstrap.demo_people import PEOPLE
from app.bootstrap.simulation import simulation_world
from app.bootstrap.web_services import web_services
from app.domain.identity import CaseNumber
from app.stand.authority import PIN
from app.web import WebSettings, create_web
from app.web.signing.pages import NCALAYER

HEAD = "bauyrzhan"


@pytest.fixture
def signing_world(static: Path) -> Iterator[DeskWorld]:
    """A case whose notice waits for the head's signature."""
    world = simulation_world(TUESDAY)
    world.deploy(signing_service())
    settings = WebSettings(SECRET, static=static)
    services = web_services(world.qadam)
    yield DeskWorld(world, create_web(services, settings), services)
    world.close()


def at_the_page(world: DeskWorld, language: str = "ru") -> tuple[Visitor, str, str]:
    """The head at the signing page, its address and that of the task."""
    view = world.register()
    world.run_jobs()
    task = world.open_task(view)
    visitor = world.visitor(HEAD, language)
    address = f"/tasks/{task.id}/sign/notice_signature"
    assert visitor.get(address).status_code == 200
    return visitor, address, f"/tasks/{task.id}"


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Құжатқа қол қою"), ("ru", "Подписание документа"), ("en", "Sign the document")],
)
def test_the_page_says_what_is_signed_and_lets_ncalayer_be_reached_there_alone(
    signing_world: DeskWorld, language: str, words: str
) -> None:
    visitor, address, task = at_the_page(signing_world, language)

    page = visitor.get(address)

    assert words in page.text
    assert "Х-1/2026" in page.text
    assert PIN in page.text
    assert f"connect-src 'self' {NCALAYER}" in page.headers["Content-Security-Policy"]
    assert NCALAYER not in visitor.get(task).headers["Content-Security-Policy"]


def test_signed_with_the_demo_key_the_task_can_be_completed(signing_world: DeskWorld) -> None:
    visitor, address, task = at_the_page(signing_world)
    assert "Ждёт подписи" in visitor.get(task).text
    refused = visitor.press(f"{task}/complete")
    assert (refused.status_code, "Сначала подпишите документ" in refused.text) == (422, True)

    visitor.get(address)
    answer = visitor.press(f"{address}/demo", pin=PIN)

    assert (answer.status_code, answer.location.startswith(task)) == (303, True)
    page = visitor.get(task).text
    assert "Документ подписан, подпись проверена" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Подпись верна" in page
    assert visitor.press(f"{task}/complete").status_code == 303
    case = visitor.get("/cases/ЖК-2026-000001").text
    assert "Подпись верна" in case
    assert "Документ подписан" in case


def test_the_page_of_the_document_gives_the_signature_as_it_came(
    signing_world: DeskWorld,
) -> None:
    visitor, address, _ = at_the_page(signing_world)
    visitor.press(f"{address}/demo", pin=PIN)
    document = signing_world.world.case(CaseNumber("ЖК-2026-000001")).documents[0]

    page = visitor.get(f"/documents/{document.id}").text
    (link,) = re.findall(r"/documents/[0-9a-f-]+/[0-9a-f-]+\.p7s", page)
    answer = visitor.get(link)

    with signing_world.world.qadam.storage.begin() as uow:
        (kept,) = uow.signatures.of_document(document.id)
        paper = uow.documents.get(document.id)
    assert answer.data == kept.cms
    assert answer.mimetype == "application/pkcs7-signature"
    assert paper is not None
    assert f"/verify/{paper.verify_code}" in page


def test_a_wrong_pin_is_told_and_signs_nothing(signing_world: DeskWorld) -> None:
    visitor, address, task = at_the_page(signing_world)

    answer = visitor.press(f"{address}/demo", pin="no such pin")

    assert (answer.status_code, "Неверный PIN" in answer.text) == (422, True)
    assert "no such pin" not in answer.text
    assert "Ждёт подписи" in visitor.get(task).text


def test_a_signature_that_came_from_ncalayer_is_proven(signing_world: DeskWorld) -> None:
    visitor, address, task = at_the_page(signing_world)
    pdf = visitor.get(re.search(r"/documents/[0-9a-f-]+\.pdf", visitor.get(address).text)[0]).data  # type: ignore[index]  # the page links it
    control = signing_world.world._stand.control
    head = next(person for person in PEOPLE if person.id == HEAD)
    control.key_for(head.iin, head.full_name)
    signature = control.authority.sign(head.iin, PIN, pdf, signing_world.world.now())

    visitor.get(address)
    answer = visitor.press(address, signature=base64.b64encode(signature).decode())

    assert answer.status_code == 303
    assert "Подпись верна" in visitor.get(task).text


def test_what_is_no_signature_is_told(signing_world: DeskWorld) -> None:
    visitor, address, _ = at_the_page(signing_world)

    answer = visitor.press(address, signature="Қолтаңба")

    assert answer.status_code == 422
    assert "Это не электронная подпись" in answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_while_the_authority_is_down_the_page_says_so(signing_world: DeskWorld) -> None:
    visitor, address, _ = at_the_page(signing_world)
    signing_world.world._stand.control.set_fault("ca", "*", "down-until")

    answer = visitor.press(f"{address}/demo", pin=PIN)

    assert answer.status_code == 422
    assert "Удостоверяющий центр: временно не работает" in answer.text.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def by_the_heads_key(world: DeskWorld, visitor: Visitor, address: str) -> bytes:
    """What NCALayer would give for the very paper of the page."""
    found = re.search(r"/documents/[0-9a-f-]+\.pdf", visitor.get(address).text)
    assert found is not None
    control = world.world._stand.control
    head = next(person for person in PEOPLE if person.id == HEAD)
    control.key_for(head.iin, head.full_name)
    pdf = visitor.get(found[0]).data
    return control.authority.sign(head.iin, PIN, pdf, world.world.now())


def test_a_revoked_certificate_is_refused_in_plain_words(signing_world: DeskWorld) -> None:
    visitor, address, task = at_the_page(signing_world)
    signature = by_the_heads_key(signing_world, visitor, address)
    head = next(person for person in PEOPLE if person.id == HEAD)
    signing_world.world._stand.control.authority.revoke(head.iin, signing_world.world.now())
    visitor.get(address)

    answer = visitor.press(address, signature=base64.b64encode(signature).decode())

    assert answer.status_code == 422
    assert "Сертификат отозван: получите новый ключ" in answer.text.replace("\u00a0", " ")
    assert "Ждёт подписи" in visitor.get(task).text


def test_a_certificate_of_unknown_state_signs_nothing(
    signing_world: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, address, task = at_the_page(signing_world)
    signature = by_the_heads_key(signing_world, visitor, address)
    authority = signing_world.world._stand.control.authority
    stale = authority.revoked(signing_world.world.now() - timedelta(days=30))
    monkeypatch.setattr(type(authority), "revoked", lambda _authority, _now: stale)
    visitor.get(address)

    answer = visitor.press(address, signature=base64.b64encode(signature).decode())

    assert answer.status_code == 422
    assert ": неизвестно, не отозван ли сертификат" in answer.text.replace("\u00a0", " ")
    assert "Ждёт подписи" in visitor.get(task).text


def test_a_signature_by_gost_is_refused_by_the_name_of_the_algorithm(
    signing_world: DeskWorld,
) -> None:
    visitor, address, _ = at_the_page(signing_world)
    signed = cms.ContentInfo.load(by_the_heads_key(signing_world, visitor, address))
    signed["content"]["signer_infos"][0]["signature_algorithm"] = {
        "algorithm": "1.2.398.3.10.1.1.2.3.2"
    }
    visitor.get(address)

    answer = visitor.press(address, signature=base64.b64encode(signed.dump(force=True)).decode())

    assert answer.status_code == 422
    assert "ГОСТ 34.10-2015" in answer.text.replace("\u00a0", " ")


def test_who_is_no_candidate_does_not_reach_the_page(signing_world: DeskWorld) -> None:
    _, address, _ = at_the_page(signing_world)

    assert signing_world.visitor("asel").get(address).status_code == 403


def test_who_only_looks_at_the_task_is_not_led_to_signing(signing_world: DeskWorld) -> None:
    _, address, task = at_the_page(signing_world)

    page = signing_world.visitor("asel").get(task)

    assert page.status_code == 200
    assert "Ждёт подписи" in page.text
    assert address not in page.text


def test_a_pin_is_not_guessed_by_trying(signing_world: DeskWorld) -> None:
    visitor, address, _ = at_the_page(signing_world)

    statuses = [visitor.press(f"{address}/demo", pin="000000").status_code for _ in range(12)]

    assert statuses[0] == 422
    assert statuses[-1] == 429
