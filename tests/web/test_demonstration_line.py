"""Order 458 is repealed: every page on which its cases are worked or read says so, once."""

from cabinet_walks import citizen
from desk_world import CLERK, SPECIALIST, SUPERVISOR, DeskWorld

SAID = "Приказ № 458 утратил силу с 1 июля 2023 года."


def test_every_page_of_the_desk_says_that_the_order_is_repealed(office: DeskWorld) -> None:
    view = office.register()
    number, task = view.case.number, office.open_task(view).id
    pages = {
        CLERK: [
            "/tasks", "/tasks?text=nobody", "/counter", "/cases/new",
            "/complaints/new", f"/cases/{number}", f"/cases/{number}/notes",
            f"/tasks/{task}", f"/documents/{view.documents[0].id}", "/registers", "/notices",
            "/substitutions",
        ],
        SPECIALIST: ["/tasks?list=groups", "/registers/messages"],
        SUPERVISOR: [
            "/cases", "/instances", f"/cases/{number}/term", f"/cases/{number}/data", "/ratings",
        ],
    }  # fmt: skip

    told = {
        path: visitor.get(path).text.replace("\u00a0", " ").count(SAID)
        for person, paths in pages.items()
        for visitor in [office.visitor(person)]
        for path in paths
    }

    assert {path: times for path, times in told.items() if times != 1} == {}


def test_every_page_of_the_cabinet_says_so_too(office: DeskWorld) -> None:
    number = office.register().case.number
    visitor = citizen(office)

    told = {
        path: visitor.get(path).text.replace("\u00a0", " ").count(SAID)
        for path in (
            "/cabinet", "/cabinet/apply", "/cabinet/apply/personal-assistant",
            f"/cabinet/cases/{number}",
            f"/cabinet/cases/{number}/readers", f"/cabinet/cases/{number}/withdrawal",
        )
    }  # fmt: skip

    assert {path: times for path, times in told.items() if times != 1} == {}


def test_who_sees_no_case_and_who_has_not_come_in_is_told_nothing_of_it(office: DeskWorld) -> None:
    assert SAID not in office.visitor("aizhan").get("/admin").text.replace("\u00a0", " ")
    assert SAID not in office.visitor().get("/sign-in").text.replace("\u00a0", " ")
