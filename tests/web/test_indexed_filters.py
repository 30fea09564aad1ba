"""The list of tasks narrowed by what a service declares: offered, kept, read strictly."""

import re
from dataclasses import replace

from desk_world import CLERK, DeskWorld

from app.bootstrap.deployments import read_folder
from app.domain.words import NBSP
from app.settings import ROOT

DECLARED = """
indexed:
  - id: package
    variable: package_complete
    type: choice
    label: {kk: Топтама, ru: Пакет, en: Package}
    options:
      - {value: "yes", label: {kk: Толық, ru: Полный, en: Complete}}
      - {value: "no", label: {kk: Толық емес, ru: Неполный, en: Incomplete}}
  - id: seen
    variable: seen_identity
    type: boolean
    label: {kk: Құжат көрілді, ru: Документ показан, en: Paper seen}
  - id: word
    variable: seen_application
    type: text
    label: {kk: Сөз, ru: Слово, en: Word}
  - id: counted_on
    variable: package_complete
    type: date
    label: {kk: Күні, ru: День подсчёта, en: Day}
  - id: hours
    variable: outcome
    type: number
    label: {kk: Сағат, ru: Часы, en: Hours}
editions:
"""


def declare(world: DeskWorld) -> None:
    files = read_folder(ROOT / "app" / "bench" / "service")
    told = [
        replace(one, content=one.content.replace(b"\neditions:\n", DECLARED.encode(), 1))
        if one.path == "service.yaml"
        else one
        for one in files
    ]
    world.world.deploy(told)


def test_the_filters_of_a_service_narrow_the_list_and_are_kept(world: DeskWorld) -> None:
    declare(world)
    done = world.open_task(world.to_decision())
    waiting = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    page = visitor.get("/tasks?list=all").text.replace(NBSP, " ")
    for name in ("v.package", "v.seen", "v.word", "v.counted_on.from", "v.hours.to"):
        assert f'name="{name}"' in page
    assert "День подсчёта" in page
    assert str(done.id) in page
    assert str(waiting.id) in page

    page = visitor.get("/tasks?list=all&v.package=yes&v.seen=true").text
    assert str(done.id) in page
    assert str(waiting.id) not in page
    assert '<option value="yes" selected>' in page
    assert 'name="f.v.package" value="yes"' in page
    assert str(done.id) not in visitor.get("/tasks?list=all&v.package=no").text

    saved = visitor.post("/tasks/filters", {"name": "Толық", "f.list": "all", "f.v.package": "yes"})
    assert saved.location.endswith("/tasks?list=all&v.package=yes")
    assert 'href="/tasks?list=all&amp;v.package=yes"' in visitor.get("/tasks").text


def test_what_cannot_be_read_is_told_at_its_field_and_narrows_nothing(world: DeskWorld) -> None:
    declare(world)
    task = world.open_task(world.register())
    visitor = world.visitor(CLERK)
    page = visitor.get("/tasks?list=all&v.hours.from=много&v.counted_on.to=завтра").text
    assert str(task.id) in page
    assert len(re.findall(r'aria-describedby="unreadable"', page)) == 2
    assert "Укажите дату или число цифрами, например 20.11.2026" in page
    assert 'value="много"' in page
    page = visitor.get("/tasks?list=all&v.nothing=x").text
    assert str(task.id) in page
    assert 'name="f.v.nothing"' not in page
    long = "x" * 300
    assert visitor.get(f"/tasks?list=all&v.word={long}").status_code == 422
