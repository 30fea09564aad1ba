"""Applying in the cabinet: for oneself and for a ward, consent by password, a real signature."""

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from cabinet_walks import AIGUL, YERLAN, citizen, last_password
from desk_world import DeskWorld, Visitor, desk_world

from app.domain.identity import CaseNumber
from app.stand.authority import PIN

PROCESSES = Path(__file__).parents[2] / "processes"
APPLY = "/cabinet/apply/personal-assistant"
FILLED = {
    "whose": "own",
    "needs": "Емханаға барғанда көмек керек",
    "phone": "8 701 000 48 12",
    "language": "kk",
}


@pytest.fixture(scope="module")
def desk(static: Path) -> Iterator[DeskWorld]:
    with desk_world(static, service=PROCESSES / "personal-assistant") as found:
        yield found


@pytest.fixture(scope="module")
def yerlan(desk: DeskWorld) -> Visitor:
    return citizen(desk, YERLAN)


def fill(desk: DeskWorld, visitor: Visitor, **changed: str) -> str:
    """Where the application is to be signed; the password of consent is on its way."""
    desk.pass_time(minutes=4)
    visitor.get(APPLY)
    answer = visitor.press(APPLY, **{**FILLED, **changed})
    assert answer.status_code == 303, answer.text
    desk.run_jobs()
    assert visitor.get(answer.location).status_code == 200
    return answer.location


def test_what_the_state_knows_is_shown_and_not_asked(desk: DeskWorld, yerlan: Visitor) -> None:
    page = yerlan.get(APPLY).text
    assert "Досжанов Ерлан Маратұлы" in page
    assert "Медеуский район" in page
    assert 'name="full_name"' not in page
    assert re.search(r'id="phone"[^>]*value="\+7\d{10}"', page)


def test_who_applies_is_told_that_the_order_was_repealed(desk: DeskWorld, yerlan: Visitor) -> None:
    for page in (APPLY, fill(desk, yerlan)):
        words = yerlan.get(page).text.replace("\N{NO-BREAK SPACE}", " ")
        assert "Приказ № 458 утратил силу" in words


def test_a_consented_and_signed_application_begins_a_case_of_the_portals_channel(
    desk: DeskWorld, yerlan: Visitor
) -> None:
    path = fill(desk, yerlan)
    told = {"password": last_password(desk), "pin": PIN}
    answer = yerlan.press(f"{path}/signature/demo", **told)
    assert answer.status_code == 303, answer.text
    number = CaseNumber(unquote(answer.location.rpartition("/")[2]))
    view = desk.world.case(number)
    assert (view.case.channel, view.case.applicant.iin) == ("egov_portal", YERLAN)
    assert view.case.office_id == "almaty-medeu"
    assert "Заявление зарегистрировано" in yerlan.get(answer.location).text
    with desk.world.qadam.storage.queries.audit_trail() as trail:
        chain = f"case:{view.case.instance_id}"
        actions = [row.entry.action for row in trail.rows if row.chain == chain]
    assert "consent-given" in actions
    again = yerlan.press(f"{path}/signature/demo", **told)
    assert again.location == "/cabinet"


def test_nothing_is_sent_without_consent_or_with_a_wrong_pin(
    desk: DeskWorld, yerlan: Visitor
) -> None:
    path = fill(desk, yerlan)
    password = last_password(desk)
    wrong = f"{(int(password) + 1) % 10**6:06}"
    answer = yerlan.press(f"{path}/signature/demo", password=wrong, pin=PIN)
    assert answer.status_code == 422
    assert "Пароль неверен или устарел" in answer.text
    answer = yerlan.press(f"{path}/signature/demo", password=password, pin="000000")
    assert answer.status_code == 422
    # A wrong PIN costs no password.
    answer = yerlan.press(f"{path}/signature/demo", password=password, pin=PIN)
    assert answer.status_code == 303


def test_a_password_of_the_sign_in_is_no_consent(desk: DeskWorld) -> None:
    visitor = citizen(desk, AIGUL)
    sign_in = last_password(desk)
    path = fill(desk, visitor)
    answer = visitor.press(f"{path}/signature/demo", password=sign_in, pin=PIN)
    assert answer.status_code == 422


def test_what_is_missing_is_told_and_what_was_typed_stays(yerlan: Visitor) -> None:
    yerlan.get(APPLY)
    answer = yerlan.press(APPLY, **{**FILLED, "needs": "", "phone": "12345"})
    assert answer.status_code == 422
    assert "Напишите, какая нужна помощь" in answer.text
    assert 'value="12345"' in answer.text


def test_a_representative_applies_for_a_ward_with_their_own_key(
    desk: DeskWorld, yerlan: Visitor
) -> None:
    ward = {
        "whose": "attorney",
        "ward_iin": AIGUL,
        "ward_name": "Калиева Айгул Сериккызы",
        "authority": "№ 12, 02.03.2026",
    }
    path = fill(desk, yerlan, **ward)
    assert "Досжанов Ерлан" in yerlan.get(path).text
    told = {"password": last_password(desk), "pin": PIN}
    answer = yerlan.press(f"{path}/signature/demo", **told)
    number = CaseNumber(unquote(answer.location.rpartition("/")[2]))
    case = desk.world.case(number).case
    assert case.applicant.iin == AIGUL
    assert case.representative is not None
    assert case.representative.iin == YERLAN
    assert "Вы действуете за: Қалиева" in yerlan.get(answer.location).text


def test_the_name_of_a_stranger_is_not_given_away(desk: DeskWorld, yerlan: Visitor) -> None:
    yerlan.get(APPLY)
    ward = {"whose": "legal", "ward_iin": AIGUL, "ward_name": "Ким", "authority": "№ 1"}
    answer = yerlan.press(APPLY, **{**FILLED, **ward})
    assert answer.status_code == 422
    assert "не принадлежат одному человеку" in answer.text
    assert "Қалиева" not in answer.text


def test_all_that_is_missing_of_a_ward_is_told_at_once(yerlan: Visitor) -> None:
    yerlan.get(APPLY)
    ward = {"whose": "legal", "ward_iin": "12", "ward_name": " ", "authority": ""}
    answer = yerlan.press(APPLY, **{**FILLED, **ward})
    assert answer.status_code == 422
    for field in ("ward_iin", "ward_name", "authority"):
        assert f'href="#{field}"' in answer.text, field


def test_an_iin_that_was_left_empty_is_asked_for(yerlan: Visitor) -> None:
    yerlan.get(APPLY)
    ward = {"whose": "legal", "ward_iin": " ", "ward_name": "Ким", "authority": "№ 1"}
    answer = yerlan.press(APPLY, **{**FILLED, **ward})
    assert answer.status_code == 422
    assert "Укажите ИИН, 12 цифр" in answer.text.replace("\xa0", " ")


def test_nobody_sees_or_signs_what_somebody_else_has_filled_in(
    desk: DeskWorld, yerlan: Visitor
) -> None:
    path = fill(desk, yerlan)
    other = citizen(desk, AIGUL)
    assert other.get(path).status_code == 404
    assert other.get(f"{path}/content").status_code == 404
    told = {"password": "1", "pin": PIN}
    answer = other.press(f"{path}/signature/demo", **told)
    assert answer.location == "/cabinet"


def test_a_citizen_comes_in_with_a_demo_key(desk: DeskWorld) -> None:
    visitor = desk.visitor()
    visitor.get("/cabinet/sign-in/key")
    told = {"iin": AIGUL, "pin": "000000"}
    assert visitor.post("/cabinet/sign-in/key/demo", told).status_code == 422
    answer = visitor.post("/cabinet/sign-in/key/demo", {"iin": AIGUL, "pin": PIN})
    assert answer.location == "/cabinet"
    assert "Қалиева" in visitor.get("/cabinet").text


def test_a_signature_of_another_text_opens_nothing(desk: DeskWorld) -> None:
    keys = desk.world.qadam.signing.demo_keys
    assert keys is not None
    visitor = desk.visitor()
    visitor.get("/cabinet/sign-in/key")
    told = visitor.get("/cabinet/sign-in/challenge").data
    assert visitor.get("/cabinet/sign-in/challenge").data == told
    other = keys.sign(AIGUL, "Қалиева Айгүл Серікқызы", PIN, told + b"x")
    refused = visitor.post("/cabinet/sign-in/key", {"signature": _base64(other)})
    assert refused.status_code == 422
    fresh = visitor.get("/cabinet/sign-in/challenge").data
    assert fresh != told
    good = keys.sign(AIGUL, "Қалиева Айгүл Серікқызы", PIN, fresh)
    assert visitor.post("/cabinet/sign-in/key", {"signature": _base64(good)}).status_code == 303
    # The challenge was good for one try.
    again = visitor.post("/cabinet/sign-in/key", {"signature": _base64(good)})
    assert again.status_code == 422


def _base64(signature: bytes) -> str:
    return b64encode(signature).decode()
