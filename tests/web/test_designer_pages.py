"""The designer's lists and pages, archives in and out, and drafts that two people save."""

import html
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from desk_world import CLERK, DESIGNER, DeskWorld, Visitor, desk_world
from werkzeug.test import TestResponse

from app.bootstrap.deployments import read_whole_folder
from app.domain.identity import DraftId, PersonId
from app.domain.people import Grant, Person, Role

PROCESSES = Path(__file__).parents[2] / "processes"
ASSISTANT = "/designer/services/personal-assistant"
LINK_TO_FILE = re.compile(r'class="is-name" href="([^"]+)"')
PUBLISHED_SERVICE = read_whole_folder(PROCESSES / "personal-assistant")


@pytest.fixture(scope="module")
def office(static: Path) -> Iterator[DeskWorld]:
    """An office with the published service in its second version, and a colleague."""
    with desk_world(static) as found:
        found.register()
        found.world.deploy(PUBLISHED_SERVICE)
        with found.world.qadam.storage.begin() as uow:
            first = uow.people.get(PersonId(DESIGNER))
            assert first is not None
            grants = (Grant(Role.DESIGNER, first.grants[0].office_id),)
            uow.people.put(Person(PersonId("erlan"), "Ерлан Сапаров", "kk", "", grants))
            uow.commit()
        yield found


def taken_in(visitor: Visitor, content: bytes) -> TestResponse:
    visitor.get("/designer")
    return visitor.post("/designer/archives", {"archive": (BytesIO(content), "service.zip")})


def sent(visitor: Visitor, draft: DraftId, content: bytes, revision: int) -> TestResponse:
    return visitor.client.post(
        f"/designer/drafts/{draft}/files/personal-assistant.bpmn?revision={revision}",
        data=content,
        content_type="application/octet-stream",
        headers={"X-CSRF-Token": visitor.token, "Accept": "application/json"},
    )


def drawing(visitor: Visitor, draft: DraftId) -> bytes:
    return visitor.get(f"/designer/drafts/{draft}/raw/personal-assistant.bpmn").data


def test_the_designer_starts_at_the_list_of_services(designer: Visitor) -> None:
    assert designer.get("/").location == "/designer"
    page = designer.get("/designer").text
    assert "Услуги индивидуального помощника" in page
    assert "Версия 2" in page.replace("\u00a0", " ")


def test_a_service_page_lists_every_file_and_every_version(designer: Visitor) -> None:
    page = designer.get(ASSISTANT).text
    for file in PUBLISHED_SERVICE:
        assert f"{ASSISTANT}/2/files/{file.path}" in page
    assert f"{ASSISTANT}?version=1" in page
    assert "открытых дел: 1" in page.replace("\u00a0", " ")
    assert "Версия 1" in designer.get(f"{ASSISTANT}?version=1").text.replace("\u00a0", " ")


def test_each_file_of_a_version_is_shown_as_text_and_taken_as_it_is(designer: Visitor) -> None:
    for file in PUBLISHED_SERVICE:
        assert designer.get(f"{ASSISTANT}/2/files/{file.path}").status_code == 200
        answer = designer.get(f"{ASSISTANT}/2/raw/{file.path}")
        assert answer.data == file.content
        assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/designer/services/nowhere",
        f"{ASSISTANT}?version=9",
        f"{ASSISTANT}/9.zip",
        f"{ASSISTANT}/2/files/none.form",
        f"{ASSISTANT}/2/raw/../../etc/passwd",
        "/designer/drafts/00000000-0000-0000-0000-000000000000",
    ],
)
def test_what_is_not_there_is_not_found(designer: Visitor, path: str) -> None:
    assert designer.get(path).status_code == 404


def test_a_service_goes_out_and_comes_back_as_a_draft_of_the_same_bytes(
    designer: Visitor,
) -> None:
    out = designer.get(f"{ASSISTANT}/2.zip").data
    with ZipFile(BytesIO(out)) as archive:
        for name in archive.namelist():
            assert archive.read(name) == (PROCESSES / name).read_bytes()

    answer = taken_in(designer, out)

    assert answer.status_code == 303
    page = designer.get(answer.location).text
    assert "Архив загружен как черновик" in page
    assert designer.get(f"{answer.location}.zip").data == out


def test_a_hostile_archive_is_refused_in_the_persons_language(designer: Visitor) -> None:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("s/service.yaml", "process: s")
        archive.writestr("../<script>alert(1)</script>.form", "{}")

    answer = taken_in(designer, written.getvalue())

    assert answer.status_code == 422
    assert "ведёт за пределы папки услуги" in answer.text
    assert "<script>alert" not in answer.text


def test_no_file_and_fifty_megabytes_are_refused_in_words(designer: Visitor) -> None:
    assert "не ZIP" in taken_in(designer, b"").text
    answer = taken_in(designer, b"\0" * 50_000_000)
    assert answer.status_code == 422
    assert "не более 10" in answer.text
    designer.get("/designer")
    assert designer.post("/designer/archives", {}).status_code == 422


def test_a_draft_is_begun_saved_and_deleted(office: DeskWorld, designer: Visitor) -> None:
    designer.get(ASSISTANT)
    begun = designer.post(f"{ASSISTANT}/drafts", {"version": "2"})
    draft = DraftId(begun.location.rpartition("/")[2])  # type: ignore[arg-type]  # its text
    before = drawing(designer, draft)

    answer = sent(designer, draft, before + b"\n", 1)

    assert answer.json is not None
    assert answer.json["revision"] == 2
    assert drawing(designer, draft) == before + b"\n"
    designer.get(begun.location)
    assert designer.post(f"{begun.location}/delete", {}).status_code == 303
    assert designer.get(begun.location).status_code == 404
    assert sent(designer, draft, before, 2).status_code == 404


def test_of_two_who_save_the_second_is_told_and_loses_nothing(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = office.begin_draft()
    colleague = office.visitor("erlan")
    colleague.get("/about")
    assert sent(colleague, draft, b"theirs", 1).status_code == 200

    refused = sent(designer, draft, b"mine", 1)

    assert refused.status_code == 409
    assert refused.json is not None
    assert "Ерлан Сапаров" in refused.json["message"]
    assert refused.json["revision"] == 2
    split = designer.client.post(
        f"/designer/drafts/{draft}/split/personal-assistant.bpmn?revision=1",
        data=b"mine",
        headers={"X-CSRF-Token": designer.token},
    )
    assert split.json is not None
    own = DraftId(split.json["address"].rpartition("/")[2])
    assert (drawing(designer, own), drawing(designer, draft)) == (b"mine", b"theirs")


@pytest.mark.parametrize(
    "path", ["../service.yaml", "a/../../b", "%2e%2e/b", "a%00b", "x" * 201, "a%5Cb"]
)
def test_a_save_outside_the_folder_is_refused(
    office: DeskWorld, designer: Visitor, path: str
) -> None:
    draft = office.begin_draft()
    answer = designer.client.post(
        f"/designer/drafts/{draft}/files/{path}?revision=0",
        data=b"x",
        headers={"X-CSRF-Token": designer.token, "Accept": "application/json"},
    )
    assert answer.status_code in (404, 405, 422)


def test_a_file_beyond_the_limit_is_refused(office: DeskWorld, designer: Visitor) -> None:
    draft = office.begin_draft()
    assert sent(designer, draft, b"x" * 8_000_001, 1).status_code in (413, 422)


def test_others_find_no_way_to_the_designer(office: DeskWorld) -> None:
    clerk = office.visitor(CLERK)
    assert "/designer" not in clerk.get("/tasks").text
    assert clerk.get("/designer").status_code == 403


def test_two_versions_stand_side_by_side_by_element_and_by_line(designer: Visitor) -> None:
    page = designer.get(f"{ASSISTANT}/compare?old=1&new=2").text.replace("\u00a0", " ")
    assert "Версия 1 → Версия 2" in page
    assert "добавлено" in page
    assert "forms/application.form" in page
    assert f"{ASSISTANT}/1/raw/personal-assistant.bpmn" in page
    assert "Различий нет" in designer.get(f"{ASSISTANT}/compare?old=2&new=2").text
    assert designer.get(f"{ASSISTANT}/compare?old=1&new=9").status_code == 404


def test_hostile_words_of_a_draft_are_shown_as_text(office: DeskWorld, designer: Visitor) -> None:
    draft = office.begin_draft()
    hostile = b"<script>alert('name')</script>"
    drawn = drawing(designer, draft).replace("Жеке көмекші".encode(), b"&lt;script&gt;alert(1)", 1)
    assert sent(designer, draft, drawn + b"<!--" + hostile + b"-->", 1).status_code == 200

    for path in ("", "/compare", "/publish", "/edit/personal-assistant.bpmn"):
        page = designer.get(f"/designer/drafts/{draft}{path}")
        assert page.status_code == 200
        assert b"<script>alert" not in page.data


def test_a_file_is_changed_as_text_and_an_untouched_one_keeps_its_bytes(
    office: DeskWorld, designer: Visitor
) -> None:
    address = f"/designer/drafts/{office.begin_draft()}/text/service.yaml"
    page = designer.get(address).text
    before = designer.get(address.replace("/text/", "/raw/")).data
    typed = html.unescape(page.partition('wrap="off">\n')[2].partition("</textarea>")[0])
    assert typed.encode() == before

    sent = {"text": typed.replace("\n", "\r\n"), "revision": "1"}
    assert designer.post(address, sent).status_code == 303
    assert designer.get(address.replace("/text/", "/raw/")).data == before
    broken = designer.post(address, {"text": "process: [\n", "revision": "2"})
    told = designer.get(broken.location).text
    assert "service.yaml, строка 2" in told
    assert "здесь не хватает значения" in told


def test_of_two_texts_the_second_is_told_and_may_become_a_draft_of_its_own(
    office: DeskWorld, designer: Visitor
) -> None:
    address = f"/designer/drafts/{office.begin_draft()}/text/messages.yaml"
    colleague = office.visitor("erlan")
    colleague.get(address)
    colleague.post(address, {"text": "theirs: 1\n", "revision": "1"})
    designer.get(address)

    refused = designer.post(address, {"text": "mine: 1\n", "revision": "1"})

    assert refused.status_code == 409
    assert "Ерлан Сапаров" in refused.text
    assert "mine: 1" in refused.text
    own = designer.post(address, {"text": "mine: 1\n", "revision": "1", "keep": "mine"})
    assert designer.get(f"{own.location}/raw/messages.yaml").data == b"mine: 1\n"
    assert designer.get(address.replace("/text/", "/raw/")).data == b"theirs: 1\n"


def test_the_services_own_diagram_is_edited_whatever_others_lie_beside_it(
    office: DeskWorld, designer: Visitor
) -> None:
    draft = office.begin_draft()
    address = f"/designer/drafts/{draft}/text/another.bpmn"
    designer.get(address)
    sent = {"text": "<definitions/>", "revision": "0"}
    assert designer.post(address, sent).status_code == 303

    first_way = designer.get(f"/designer/drafts/{draft}").text.split('class="ds-button" href="')[1]

    assert first_way.startswith(f"/designer/drafts/{draft}/edit/personal-assistant.bpmn")


def test_a_new_file_is_begun_by_its_name(office: DeskWorld, designer: Visitor) -> None:
    draft = office.begin_draft()
    begun = designer.get(f"/designer/drafts/{draft}/text?path=forms/home-visit.form")
    designer.get(begun.location)
    designer.post(begun.location, {"text": "{}", "revision": "0"})
    assert "forms/home-visit.form" in designer.get(f"/designer/drafts/{draft}").text

    for path in ("../a.form", "a.exe", "a"):
        told = designer.get(f"/designer/drafts/{draft}/text?path={path}")
        assert "не добавлен" in designer.get(told.location).text
    assert designer.get(f"/designer/drafts/{draft}/text/a.exe").status_code == 404


COPY = {
    "version": "2", "new_key": "home-visit", "code": "HV", "number_prefix": "ҮБ",
    "short_kk": "Үйге бару", "short_ru": "Посещение <на дому>", "short_en": "Home visit",
}  # fmt: skip


def test_a_service_is_copied_and_its_draft_bears_the_new_name(designer: Visitor) -> None:
    page = designer.get(f"{ASSISTANT}/copy?version=2").text
    assert "Услуги индивидуального помощника" in page

    answer = designer.post(f"{ASSISTANT}/copy", COPY)

    assert answer.status_code == 303
    draft = designer.get(answer.location).text
    assert "Услуга скопирована" in draft
    assert "/edit/home-visit.bpmn" in draft
    assert "Посещение &lt;на дому&gt;" in designer.get("/designer").text


def test_a_copy_that_lacks_something_keeps_what_was_typed(designer: Visitor) -> None:
    designer.get(f"{ASSISTANT}/copy?version=2")
    answer = designer.post(
        f"{ASSISTANT}/copy", {**COPY, "new_key": "personal-assistant", "short_en": " "}
    )
    assert answer.status_code == 422
    assert "Процесс с таким ключом уже есть" in answer.text
    assert 'href="#short_en"' in answer.text
    assert "Посещение &lt;на дому&gt;" in answer.text


def test_a_file_of_every_kind_opens_from_the_page_of_its_draft(
    office: DeskWorld, designer: Visitor
) -> None:
    lists = designer.get(f"/designer/drafts/{office.begin_draft()}").text.split("<summary>")
    first = [found[1] for part in lists if (found := LINK_TO_FILE.search(part))]

    assert len(first) == 6
    assert {address: designer.get(html.unescape(address)).status_code for address in first} == (
        dict.fromkeys(first, 200)
    )
