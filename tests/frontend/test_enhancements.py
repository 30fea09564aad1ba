"""What the scripts add to pages that work without them: drafts, uploads, polling, keys, folds."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

BUILD = Path(__file__).resolve().parents[2] / "app" / "web" / "static" / "build"
PAGE = """<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>Тапсырма</title>
<meta name="csrf-token" content="token-1"><script src="/qadam.js" defer></script></head><body>
<input type="search" data-search aria-label="Іздеу">
<div id="news" data-poll-url="/news">бұрынғы</div>
<table data-row-keys>
<tr><td><input type="checkbox" aria-label="1"> <a href="#1" data-row-link>Бір</a></td></tr>
<tr><td><input type="checkbox" aria-label="2"> <a href="#2" data-row-link>Екі</a></td></tr></table>
<button data-keys-open hidden>Пернелер</button>
<dialog data-keys-dialog aria-label="Пернелер">
<input type="checkbox" data-keys-off aria-label="Өшіру">
<form method="dialog"><button>Жабу</button></form></dialog>
<details class="q-fold" data-fold="why"><summary>Неге?</summary><p>Себебі</p></details>
<form method="post" action="/task" data-draft-url="/draft">
  <textarea name="reason" aria-label="Негіздеме"></textarea>
  <ul id="files"></ul>
  <div class="q-upload"><input type="file" id="f" name="evidence" data-upload-url="/upload"
    data-upload-field="file" data-upload-list="#files" data-max-bytes="1000" multiple
    data-too-large="файл 10 МБ-тан үлкен" data-sending="Жүктелуде:" data-failed="жүктелмеді">
    <label for="f">Файл қосу</label><button data-upload-fallback>Жүктеу</button>
    <span role="status" id="upload-status"></span></div>
  <button>Бекіту</button><span role="status" data-draft-status data-failed="Сақталмады"></span>
</form></body></html>"""


@dataclass
class Backend:
    """What the page's server answers, and what it was asked."""

    news: str = "бұрынғы"
    upload_status: HTTPStatus = HTTPStatus.CREATED
    draft_status: HTTPStatus = HTTPStatus.OK
    asked: list[str] = field(default_factory=list)
    drafts: list[dict[str, list[str]]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    def __init__(self, backend: Backend, *args: object) -> None:
        self.backend = backend
        super().__init__(*args)  # type: ignore[arg-type]

    def log_message(self, *args: object) -> None:
        """Stay quiet."""

    def answer(self, status: HTTPStatus, kind: str, text: str, etag: str | None = None) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.backend.asked.append(self.path)
        if self.path == "/qadam.js":
            manifest = json.loads((BUILD / "manifest.json").read_text(encoding="utf-8"))
            script = (BUILD / manifest["qadam.js"]).read_text(encoding="utf-8")
            self.answer(HTTPStatus.OK, "text/javascript", script)
        elif self.path == "/news":
            etag = f'"{len(self.backend.news)}"'
            if self.headers["If-None-Match"] == etag:
                self.backend.asked[-1] += " 304"
                self.answer(HTTPStatus.NOT_MODIFIED, "text/html", "", etag)
            else:
                self.answer(HTTPStatus.OK, "text/html", self.backend.news, etag)
        else:
            self.answer(HTTPStatus.OK, "text/html", PAGE)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.backend.asked.append(self.path)
        self.backend.tokens.append(self.headers["X-CSRF-Token"])
        if self.path == "/draft":
            self.backend.drafts.append(parse_qs(body.decode()))
            texts = {"message": "Қаралама 10:38-де сақталды", "title": "Тапсырма жабылды"}
            self.answer(self.backend.draft_status, "application/json", json.dumps(texts))
        elif self.backend.upload_status is HTTPStatus.CREATED:
            self.answer(HTTPStatus.CREATED, "text/html", "<li>mse.pdf</li>")
        else:
            problem = json.dumps({"title": "Файл қабылданбады", "detail": "PDF немесе JPEG керек"})
            self.answer(self.backend.upload_status, "application/problem+json", problem)


@pytest.fixture
def backend() -> Backend:
    return Backend()


@pytest.fixture
def page(browser: Browser, backend: Backend) -> Iterator[Page]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, backend))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.clock.install()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_draft_is_saved_after_two_seconds_of_rest(page: Page, backend: Backend) -> None:
    page.get_by_label("Негіздеме").press_sequentially("Топ сай емес")
    page.clock.run_for(1_900)
    assert backend.drafts == []

    page.clock.run_for(200)

    expect(page.locator("[data-draft-status]")).to_have_text("Қаралама 10:38-де сақталды")
    assert backend.drafts == [{"reason": ["Топ сай емес"]}]
    assert backend.tokens == ["token-1"]


def test_leaving_a_field_saves_at_once_and_what_has_not_changed_is_not_sent_again(
    page: Page, backend: Backend
) -> None:
    page.get_by_label("Негіздеме").fill("Топ")
    page.get_by_label("Іздеу").focus()
    expect(page.locator("[data-draft-status]")).to_have_text("Қаралама 10:38-де сақталды")

    page.clock.run_for(5_000)

    assert backend.asked.count("/draft") == 1


def test_a_refused_draft_says_why(page: Page, backend: Backend) -> None:
    backend.draft_status = HTTPStatus.CONFLICT

    page.get_by_label("Негіздеме").fill("Топ")
    page.get_by_label("Іздеу").focus()

    expect(page.locator("[data-draft-status]")).to_have_text("Тапсырма жабылды")


def test_a_chosen_file_goes_by_its_own_request_and_joins_the_list(
    page: Page, backend: Backend
) -> None:
    page.locator("#f").set_input_files(
        {"name": "mse.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    )

    expect(page.locator("#files > li")).to_have_text("mse.pdf")
    assert backend.asked[-1] == "/upload"
    assert page.locator("[data-upload-fallback]").is_hidden()


def test_a_file_too_large_is_not_sent_and_the_typed_text_stays(
    page: Page, backend: Backend
) -> None:
    page.get_by_label("Негіздеме").fill("Топ")

    page.locator("#f").set_input_files(
        {"name": "mse.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1001}
    )

    expect(page.locator("#upload-status")).to_have_text("mse.pdf: файл 10 МБ-тан үлкен")
    expect(page.get_by_label("Негіздеме")).to_have_value("Топ")
    assert "/upload" not in backend.asked


def test_a_refused_file_shows_what_the_server_said(page: Page, backend: Backend) -> None:
    backend.upload_status = HTTPStatus.UNPROCESSABLE_ENTITY

    page.locator("#f").set_input_files(
        {"name": "a.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    )

    expect(page.locator("#upload-status")).to_have_text("a.exe: PDF немесе JPEG керек")
    expect(page.locator("#files > li")).to_have_count(0)


def test_news_come_every_fifteen_seconds_and_cost_nothing_while_unchanged(
    page: Page, backend: Backend
) -> None:
    backend.news = "2 жаңа тапсырма түсті"
    with page.expect_response("**/news"):
        page.clock.run_for(15_000)
    expect(page.locator("#news")).to_have_text("2 жаңа тапсырма түсті")

    with page.expect_response("**/news"):
        page.clock.run_for(15_000)

    assert [path for path in backend.asked if path.startswith("/news")] == ["/news", "/news 304"]


def test_the_slash_goes_to_the_search_but_not_while_one_types(page: Page) -> None:
    page.locator("body").press("/")
    expect(page.get_by_label("Іздеу")).to_be_focused()

    page.get_by_label("Негіздеме").press("/")

    expect(page.get_by_label("Негіздеме")).to_have_value("/")


def test_a_list_is_walked_and_ticked_by_keys_whatever_the_keyboard_types(page: Page) -> None:
    first, second = page.get_by_role("link", name="Бір"), page.get_by_role("link", name="Екі")
    page.keyboard.press("l")
    expect(first).to_be_focused()
    page.keyboard.press("End")
    expect(second).to_be_focused()
    page.dispatch_event("a >> nth=1", "keydown", {"code": "KeyX", "key": "ч", "bubbles": True})
    expect(page.get_by_role("checkbox", name="2")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()


def test_the_question_mark_tells_the_keys_and_lets_them_be_switched_off(page: Page) -> None:
    told = page.get_by_role("dialog")
    page.keyboard.press("?")
    expect(told).to_be_visible()
    told.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    page.reload()
    page.keyboard.press("?")
    expect(told).to_be_hidden()
    page.get_by_role("button", name="Пернелер").click()
    expect(told.get_by_role("checkbox")).to_be_checked()


def test_an_opened_fold_is_open_on_the_next_visit(page: Page) -> None:
    page.locator("summary").click()

    page.reload()

    expect(page.locator("details")).to_have_attribute("open", "")
