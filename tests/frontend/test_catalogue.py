"""The look, as its catalogue shows it: every part, at every width, under the strict policy."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WEB = Path(__file__).resolve().parents[2] / "app" / "web"
BUILD = WEB / "static" / "build"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
PAGES = ["catalogue.html", "catalogue-sign-in.html"]
AXE = "async () => (await axe.run()).violations.map(v => [v.id, ...v.nodes.map(n => n.html)])"


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves the built front end under the policy of the product's own pages."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_POST(self) -> None:
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(WEB)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/static/build/test"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/catalogue.html")
        yield page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 360, 768, 1000, 1280])
def test_no_width_makes_the_page_scroll_sideways(
    page: Page, address: str, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{address}/{name}")

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_axe_finds_nothing(page: Page, address: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/{name}")
    # Through the debugging channel: the page's own policy forbids foreign scripts, as it should.
    page.evaluate((BUILD / "test" / "axe.min.js").read_text(encoding="utf-8"))

    assert page.evaluate(AXE) == []


def test_the_strict_policy_stops_nothing(page: Page, complaints: list[str]) -> None:
    page.locator(".q-diagram").scroll_into_view_if_needed()
    page.locator(".q-token").wait_for()

    assert complaints == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_mark_of_bpmn_io_is_in_sight_and_uncovered(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.reload()
    if width < 992:
        page.locator("[data-diagram-panel] > summary").click()
    page.locator(".q-diagram").scroll_into_view_if_needed()
    mark = page.locator(".bjs-powered-by")
    mark.scroll_into_view_if_needed()

    assert mark.is_visible()
    assert mark.evaluate(
        """mark => {
            const box = mark.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return mark.contains(top);
        }"""
    )


def test_the_diagram_shows_the_way_walked_the_present_place_and_the_incident(page: Page) -> None:
    state = json.loads((BUILD / "test" / "catalogue.json").read_text(encoding="utf-8"))
    page.locator(".q-diagram").scroll_into_view_if_needed()
    page.locator(".q-token").wait_for()

    assert page.locator(".q-token").all_inner_texts() == ["1"]
    assert page.locator(".q-incident").all_inner_texts() == ["!"]
    assert page.locator(".djs-element.is-passed").count() == len(state["passed"] + state["flows"])


def test_without_script_the_outline_stands_alone(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/catalogue.html")

        assert page.locator("[data-diagram-panel]").is_hidden()
        assert page.locator(".q-stages").is_visible()
        assert page.locator(".q-upload input[type=file]").is_visible()


def test_a_second_click_sends_nothing_more(page: Page) -> None:
    page.evaluate(
        """() => {
            window.stopped = [];
            const note = (event) => window.stopped.push(event.defaultPrevented);
            window.addEventListener("submit", note);
        }"""
    )

    page.locator(".q-actions > .ds-button").first.dblclick()

    assert page.evaluate("window.stopped") == [False, True]
