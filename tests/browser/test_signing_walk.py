"""The head signs a paper in the browser, and whoever holds it sees that it is genuine."""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from at_the_desk import office_with, qr_codes, signed_in
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from served_product import Product
from signing_service import signing_service

from app.bootstrap.demo_people import PEOPLE
from app.domain.identity import CaseNumber
from app.stand.authority import PIN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAD = next(person for person in PEOPLE if person.id == "bauyrzhan")
LAYER = "wss://127.0.0.1:13579"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The served product with a service of one paper and one signature."""
    with office_with(tmp_path_factory.mktemp("signing"), signing_service()) as product:
        yield product


@pytest.fixture
def page(browser: Browser, office: Product) -> Iterator[Page]:
    """The head's browser, in Russian."""
    page = signed_in(browser, office, HEAD.id, language="ru")
    yield page
    page.context.close()


def at_the_task(page: Page, office: Product) -> CaseNumber:
    number = office.register()
    page.goto(f"/tasks/{office.task(number).id}")
    expect(page.locator("main")).to_contain_text("Ждёт подписи")
    page.get_by_role("link", name="Подписать", exact=True).click()
    return number


def test_signed_with_the_demo_key_over_real_http_and_verified_by_its_code(
    page: Page, office: Product, browser: Browser
) -> None:
    number = at_the_task(page, office)

    page.get_by_label("PIN-код ключа").fill(PIN)
    page.get_by_role("button", name="Подписать демо-ключом").click()
    expect(page.locator("main")).to_contain_text("Подпись верна")
    page.get_by_role("button", name="Завершить задачу").click()
    page.wait_for_url(re.compile("/tasks"))

    document = office.case(number).documents[0]
    pdf = page.request.get(f"/documents/{document.id}.pdf").body()
    (address,) = qr_codes(pdf)
    assert address.startswith(f"{office.url}/verify/")
    with browser.new_context(base_url=office.url, java_script_enabled=False) as stranger:
        seen = stranger.new_page()
        seen.goto("/language?language=ru&next=/verify")
        seen.goto(address)
        expect(seen.locator("main")).to_contain_text("Документ подлинный")
        expect(seen.locator("main")).to_contain_text("Подпись верна")
        expect(seen.locator("main")).not_to_contain_text("Қалиева")


def test_ncalayer_is_asked_for_a_signature_of_the_very_file(page: Page, office: Product) -> None:
    asked: list[dict[str, object]] = []

    def layer(socket: WebSocketRoute) -> None:
        """NCALayer as it answers: first its version, then each order."""

        def answer(message: str | bytes) -> None:
            order = json.loads(message)
            if order["module"] != "kz.gov.pki.knca.basics":
                socket.send(json.dumps({"status": False, "code": "500", "message": "no module"}))
                return
            asked.append(order)
            content = base64.b64decode(order["args"]["data"])
            demo_keys = office.qadam.signing.demo_keys
            assert demo_keys is not None
            signature = demo_keys.sign(HEAD.iin, HEAD.full_name, PIN, content)
            result = [base64.encodebytes(signature).decode()]
            socket.send(json.dumps({"status": True, "body": {"result": result}}))

        socket.on_message(answer)
        socket.send(json.dumps({"result": {"version": "1.4"}}))

    page.route_web_socket(re.compile(f"{LAYER}.*"), layer)
    number = at_the_task(page, office)

    page.get_by_role("button", name="Подписать через NCALayer").click()

    expect(page.locator("main")).to_contain_text("Подпись верна")
    (order,) = asked
    args = order["args"]
    assert isinstance(args, dict)
    assert (order["method"], args["format"], args["locale"]) == ("sign", "cms", "ru")
    assert args["signingParams"]["encapsulate"] is False
    assert len(office.case(number).documents[0].signatures) == 1


def test_without_ncalayer_the_page_says_what_to_do(page: Page, office: Product) -> None:
    def refuse(socket: WebSocketRoute) -> None:
        with suppress(Exception):
            socket.close()

    page.route_web_socket(re.compile(f"{LAYER}.*"), refuse)
    at_the_task(page, office)

    page.get_by_role("button", name="Подписать через NCALayer").click()

    expect(page.get_by_role("status")).to_contain_text("NCALayer не отвечает")
    expect(page.get_by_role("button", name="Подписать через NCALayer")).to_be_enabled()
