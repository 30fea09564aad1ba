"""A file of a draft is taken out: its page tells who uses it, the check tells who misses it."""

import re
from html import unescape

import pytest
from desk_world import DESIGNER, DeskWorld, Visitor

from app.domain.identity import DraftId, PersonId
from app.usecases.keep_service_drafts import SaveFile

FORM = "forms/explain-missed-term.form"
DECISION = "decisions/eligibility.dmn"
SCENARIO = "scenarios/granted.yaml"
CALLED = "home-visit.bpmn"
PROCESS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="home_visit" isExecutable="true"/></definitions>"""


def plain(text: str) -> str:
    return unescape(text).replace("\u00a0", " ")


def checked(designer: Visitor, draft: DraftId) -> str:
    return plain(designer.get(f"/designer/drafts/{draft}/publish").text)


@pytest.mark.parametrize(
    ("path", "uses", "missed"),
    [
        (FORM, r"/edit/personal-assistant\.bpmn#\w+", f"Файла формы «{FORM}» нет"),
        (DECISION, r"/edit/[\w./-]+\.bpmn#\w+", "Решения «eligibility» нет"),
        ("forms/application.form", "по этой форме его регистрируют", ""),
        ("shared/messages.yaml", r"/edit/shared/[\w-]+\.bpmn#\w+", "Сообщения «"),
        ("shared/documents.yaml", r"/edit/shared/[\w-]+\.bpmn#\w+", "Документа «"),
        ("shared/documents/notice.typ", r"/document/documents\.yaml\?id=notice", ""),
        ("shared/forms/decide-application.form", r"/edit/shared/decision\.bpmn#\w+", "формы «"),
        ("forms/tell-another-way.form", r"/edit/[\w./-]+\.bpmn#\w+", "формы «"),
    ],
)
def test_a_file_names_who_uses_it_and_the_check_tells_who_misses_it(
    designer: Visitor, draft: DraftId, path: str, uses: str, missed: str
) -> None:
    address = f"/designer/drafts/{draft}/remove/{path}"
    assert f'href="{address}"' in designer.get(f"/designer/drafts/{draft}").text
    assert missed == "" or missed not in checked(designer, draft)
    page = plain(designer.get(address).text)
    assert re.search(uses, page), page

    assert designer.post(address, {"revision": "7"}).status_code == 409
    assert designer.post(address, {"revision": "1"}).status_code == 303

    designer.get(f"/designer/drafts/{draft}")  # takes the notice
    assert f"/remove/{path}" not in designer.get(f"/designer/drafts/{draft}").text
    assert missed in checked(designer, draft)
    assert designer.get(address).status_code == 404


def test_a_scenario_is_used_by_nobody(office: DeskWorld, designer: Visitor, draft: DraftId) -> None:
    madina = office.services.person(PersonId(DESIGNER))
    assert madina is not None
    office.services.design.drafts.save(madina, SaveFile(draft, SCENARIO, b"title: x\n", 0))
    address = f"/designer/drafts/{draft}/remove/{SCENARIO}"

    assert "этот файл никто не называет" in plain(designer.get(address).text)
    assert designer.post(address, {"revision": "1"}).status_code == 303


def test_a_diagram_of_its_own_names_the_calls_of_its_process(
    office: DeskWorld, designer: Visitor, draft: DraftId
) -> None:
    drafts, madina = office.services.design.drafts, office.services.person(PersonId(DESIGNER))
    assert madina is not None
    page = office.services.design.desk.draft(madina, draft)
    assert page.diagram is not None
    main = page.diagram.content.decode()
    calling = re.sub(r'calledElement="\w[\w-]*"', 'calledElement="home_visit"', main, count=1)
    drafts.save(madina, SaveFile(draft, page.diagram.path, calling.encode(), 1))
    drafts.save(madina, SaveFile(draft, CALLED, PROCESS.encode(), 0))
    address = f"/designer/drafts/{draft}/remove/{CALLED}"

    assert "/edit/personal-assistant.bpmn#" in designer.get(address).text
    assert designer.post(address, {"revision": "1"}).status_code == 303


@pytest.mark.parametrize("path", ["service.yaml", "personal-assistant.bpmn"])
def test_what_makes_the_draft_a_service_stays(designer: Visitor, draft: DraftId, path: str) -> None:
    address = f"/designer/drafts/{draft}/remove/{path}"

    page = plain(designer.get(address).text)
    assert "перестал бы быть услугой" in page
    assert 'name="revision"' not in page
    assert address not in designer.get(f"/designer/drafts/{draft}").text

    assert designer.post(address, {"revision": "1"}).status_code == 409
    assert designer.get(f"/designer/drafts/{draft}/raw/{path}").status_code == 200
