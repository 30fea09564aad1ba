"""The pages on which a draft is tried out, in each state worth looking at."""

from designer_drafts import Drafts
from playwright.sync_api import Page
from served_product import DESIGNER, Product
from sight import Sight, go, show_diagram

from app.domain.identity import DraftId
from app.usecases.keep_service_drafts import SaveFile

RED = """\
title: Шешім бірден күтілген сценарий
process: personal-assistant
clock: 2026-12-22T10:00:00+05:00
start: {applicant_iin: "580412400174", applicant_name: Қалиева Айгүл Серікқызы,
  phone: "+77010001000", language: kk, representative: "no", consent: true}
steps:
  - expect: {waits_at: [examination/decision/decide_application]}
"""


def run_red(page: Page, product: Product) -> DraftId:
    """Run a scenario that fails; its page stands open."""
    drafts = Drafts(product)
    drafts.keeper.save(drafts.person, SaveFile(drafts.id, "scenarios/a.yaml", RED.encode(), 0))
    address = f"/designer/drafts/{drafts.id}/run/scenarios/a.yaml"
    go(page, product, address)
    page.locator("form[action$='/scenarios'] button").click()
    page.locator("#failure-title").wait_for()
    go(page, product, address)
    return drafts.id


def begin_trial(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/try")
    page.locator("form[action$='/try'] button").click()
    page.locator("form[action$='/start']").wait_for()


def start_case(page: Page, product: Product) -> None:
    begin_trial(page, product)
    page.locator(".q-actions button").click()
    page.locator("#tasks-title").wait_for()


def _scenario(page: Page, product: Product) -> None:
    run_red(page, product)
    # It never came so far: the element is found all the same, in the diagram of a shared stage.
    page.locator("a[href$='/edit/shared/decision.bpmn#decide_application']").wait_for()
    show_diagram(page)


def _scenarios(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{run_red(page, product)}/scenarios")
    show_diagram(page)


def _case(page: Page, product: Product) -> None:
    start_case(page, product)
    show_diagram(page)


def _task(page: Page, product: Product) -> None:
    start_case(page, product)
    page.locator("a[href*='/try/tasks/']").first.click()
    page.locator("form[action*='/try/tasks/']").first.wait_for()


TRYING_SIGHTS = (
    Sight("designer-scenarios", DESIGNER, _scenarios),
    Sight("designer-scenario", DESIGNER, _scenario),
    Sight("designer-trial-start", DESIGNER, begin_trial),
    Sight("designer-trial", DESIGNER, _case),
    Sight("designer-trial-task", DESIGNER, _task),
)
