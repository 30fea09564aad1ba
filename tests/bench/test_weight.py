"""The first look at the inbox: what a browser fetches before the list stands there."""

import re

import pytest
from werkzeug.test import Client, TestResponse

from app.bench.material import Bench
from app.bench.pages import INBOX

pytestmark = pytest.mark.parametrize("bench", ["sqlite"], indirect=True)
MOST_BYTES = 150_000
ROWS = 50
ASSET = re.compile(r'(?:href|src)="(/static/build/[^"#]+)')
FONT_OF_FIGURES = re.compile(r"fonts/noto-sans-latin-[0-9a-f]+\.woff2")
GZIP = {"Accept-Encoding": "gzip"}


class Browser:
    def __init__(self, bench: Bench) -> None:
        self._client = Client(bench.pages)
        token = re.search(r'name="csrf-token" content="([^"]+)"', self.text("/sign-in"))
        assert token is not None
        form = {"person": bench.clerk, "next": INBOX, "csrf_token": token[1]}
        assert self._client.post("/sign-in/demo", data=form).status_code == 303

    def get(self, path: str) -> TestResponse:
        return self._read(path, GZIP)

    def text(self, path: str) -> str:
        return self._read(path, {}).text

    def _read(self, path: str, headers: dict[str, str]) -> TestResponse:
        with self._client.get(path, headers=headers) as answer:
            assert answer.status_code == 200, path
            answer.get_data()
            return answer


@pytest.fixture
def browser(bench: Bench) -> Browser:
    for _ in range(ROWS + 1):
        bench.prepared()
    return Browser(bench)


def test_a_full_inbox_and_all_that_it_names_is_light(browser: Browser) -> None:
    page = browser.text(INBOX)
    named = set(ASSET.findall(page))
    style = next(name for name in named if name.endswith(".css"))
    figures = FONT_OF_FIGURES.search(browser.text(style))
    assert figures is not None
    assert page.count('name="command_id"') == ROWS

    fetched = {name: browser.get(name) for name in named | {f"/static/build/{figures[0]}"}}
    weights = {name: len(answer.data) for name, answer in fetched.items()}
    weights[INBOX] = len(browser.get(INBOX).data)

    assert sum(weights.values()) < MOST_BYTES, weights
    assert weights[INBOX] < len(page.encode()) / 5


def test_files_are_fetched_once_and_hold_nothing_up(browser: Browser) -> None:
    page = browser.text(INBOX)
    for name in ASSET.findall(page):
        headers = browser.get(name).headers
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert re.search(r"-[0-9a-zA-Z]{8,}\.\w+$", name)
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts
    assert all(" defer" in script for script in scripts)
    assert page.count('rel="stylesheet"') == 1


def test_a_packed_page_is_the_page(browser: Browser) -> None:
    packed = browser.get("/about")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.vary
    assert packed.headers["Content-Length"] == str(len(packed.data))
