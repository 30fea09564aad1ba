"""Pages of the administration in each state worth looking at."""

from datetime import date

from playwright.sync_api import Page
from served_product import CLERK, Product
from sight import Sight, at, go

from app.bootstrap.administering import admin_services
from app.bootstrap.demo_people import BOSTANDYK
from app.domain.identity import PersonId
from app.domain.people import Role
from app.usecases.administer_people import GiveRole
from app.usecases.block_people import BlockPerson
from app.usecases.change_calendar import DrawUpChange

ADMIN = PersonId("aizhan")
_HEAD = "Логин;Тегі, аты, әкесінің аты;Рөлі;Бөлімі\n"


def _person_with_errors(page: Page, product: Product) -> None:
    go(page, product, "/admin/people/new")
    page.locator("#login").fill("Әлия")
    page.locator("#full_name").fill("Әлия Төлегенқызы")
    page.locator(".q-actions button").click()
    page.locator(".q-errors").wait_for()


def _role_without_reason(page: Page, product: Product) -> None:
    go(page, product, f"/admin/people/{CLERK}")
    page.locator("details:has(form[action$='/roles/taken']) summary").click()
    page.locator("form[action$='/roles/taken'] button").click()
    page.locator(".q-errors").wait_for()


def _blocking(page: Page, product: Product) -> None:
    product.claim(product.register(), CLERK)
    go(page, product, f"/admin/people/{CLERK}/block")


def _changed(page: Page, product: Product) -> None:
    """Somebody with a second role, who is blocked: what was changed stands there in words."""
    admin = admin_services(product.qadam)
    admin.people.give_role(GiveRole(ADMIN, CLERK, Role.SPECIALIST, BOSTANDYK))
    admin.blocking.block(BlockPerson(ADMIN, CLERK, "22.12.2026 № 41-ж бұйрық"))
    go(page, product, f"/admin/people/{CLERK}")


def _slip(page: Page, product: Product) -> None:
    go(page, product, "/admin/people/saule")
    page.locator("form[action$='/slip'] button").click()
    page.locator("#slip-title").wait_for()


def _table(page: Page, product: Product, table: str) -> None:
    """Sent for a look."""
    go(page, product, "/admin/import")
    sent = {"name": "people.csv", "mimeType": "text/csv", "buffer": table.encode("utf-8-sig")}
    page.locator("#table").set_input_files([sent])  # type: ignore[list-item]  # a file in memory
    page.locator(".q-actions button").click()


def _import_with_errors(page: Page, product: Product) -> None:
    _table(page, product, "Логин;ЖСН\naliya;1\n")
    page.locator(".q-errors").wait_for()


def _import_preview(page: Page, product: Product) -> None:
    """One who can be added, one who is there, one to be mended in three columns."""
    new = "aliya;Әлия Төлегенқызы Серікбаева;Маман;almaty-bostandyk"
    _table(page, product, f"{_HEAD}{new}\nzhanar;Жанар;clerk;x\nӘли;;Космонавт;Марс\n")
    page.locator("#rows-title").wait_for()


def _slips(page: Page, product: Product) -> None:
    """Of whoever was added just now."""
    login = f"dana-{page.locator('html').get_attribute('lang')}"
    _table(page, product, f"{_HEAD}{login};Дана Серікқызы;clerk;almaty-bostandyk\n")
    page.locator("form[action$='/import/people'] button:not([type])").click()
    page.locator("form[action$='/slips'] button").click()
    page.locator("#slip-1").wait_for()


def _office_with_errors(page: Page, product: Product) -> None:
    go(page, product, "/admin/offices/new?parent=almaty")
    page.locator(".q-actions button").click()
    page.locator(".q-errors").wait_for()


def _calendar_with_errors(page: Page, product: Product) -> None:
    go(page, product, "/admin/calendar")
    page.locator("#off").fill("01.01.2020")
    page.locator("#act").fill("Қаулы № 900")
    page.locator(".q-actions button").click()
    page.locator(".q-errors").wait_for()


def _calendar_change(page: Page, product: Product) -> None:
    """A draft with what it would move; dropped again, so that the next one may be drawn up."""
    product.register()
    keeping = admin_services(product.qadam).calendar
    day = (date(2026, 12, 29),)
    made = keeping.draw_up(DrawUpChange(ADMIN, day, (), "ҚР Үкіметінің 24.12.2026 № 900 қаулысы"))
    product.run_jobs()
    go(page, product, f"/admin/calendar/{made.id}")
    keeping.drop(ADMIN, made.id)


ADMIN_SIGHTS = (
    Sight("administration", ADMIN, at("/admin")),
    Sight("roles", ADMIN, at("/admin/roles")),
    Sight("people", ADMIN, at("/admin/people")),
    Sight("people-none", ADMIN, at("/admin/people?text=zzzz")),
    Sight("person-new-errors", ADMIN, _person_with_errors, status=422),
    Sight("person", ADMIN, at("/admin/people/asel")),
    Sight("import", ADMIN, at("/admin/import")),
    Sight("import-errors", ADMIN, _import_with_errors, status=422),
    Sight("import-preview", ADMIN, _import_preview),
    Sight("slips", ADMIN, _slips),
    Sight("person-changed", ADMIN, _changed),
    Sight("person-own", ADMIN, at("/admin/people/aizhan")),
    Sight("person-role-errors", ADMIN, _role_without_reason, status=422),
    Sight("person-blocking", ADMIN, _blocking),
    Sight("person-slip", ADMIN, _slip),
    Sight("offices", ADMIN, at("/admin/offices")),
    Sight("office", ADMIN, at("/admin/offices/almaty-bostandyk")),
    Sight("office-new-errors", ADMIN, _office_with_errors, status=422),
    Sight("calendar", ADMIN, at("/admin/calendar?year=2027")),
    Sight("calendar-errors", ADMIN, _calendar_with_errors, status=422),
    Sight("calendar-change", ADMIN, _calendar_change),
    Sight("password-of-the-demo", CLERK, at("/password")),
)
