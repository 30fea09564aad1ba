"""An administrator with nothing but docs/administration.md: people, substitutions, the calendar.

Then the office whose registers they may not read takes a table out of one.
"""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from at_the_desk import OpenPage
from playwright.sync_api import Page, expect
from served_product import CLERK, SECOND_SPECIALIST, SPECIALIST, Product
from test_pages import violations, wider_than_the_window

from app.domain.identity import CaseNumber, PersonId
from app.usecases.change_calendar import KNOWN_EVERYWHERE

pytestmark = pytest.mark.browser

ADMIN, DANA = PersonId("aizhan"), PersonId("dana.serik")
OFFICE = "Бостандық ауданы жұмыспен қамту бөлімі"
OWN_PASSWORD = "ақ қайың, көк аспан"  # noqa: S105 - of a person who is made up here
REASON = "22.12.2026 № 41-ж бұйрық"
ACT = "ҚР Үкіметінің 21.12.2026 № 900 қаулысы"


@pytest.fixture
def demo(product: Product, complaints: list[str]) -> Iterator[Product]:
    """People and days are of the whole installation: the tests after find them as they were."""
    product.as_made("administration")
    yield product
    product.as_made("administration")
    # Forms that were refused answer 422, and their browser says so.
    assert [one for one in complaints if "status of 4" not in one] == []


def looks_right(page: Page) -> None:
    """On a tablet that is held upright; at the desk, too, it fits."""
    assert violations(page, 768) == []
    assert wider_than_the_window(page, 768, 1280) == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").first).to_contain_text(words)


def at_the_front(open_page: OpenPage) -> Page:
    page = open_page(ADMIN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Әкімшілендіру")
    return page


def test_a_person_is_taken_on_comes_in_by_a_slip_is_blocked_and_let_in_again(
    open_page: OpenPage, demo: Product
) -> None:
    admin = at_the_front(open_page)
    looks_right(admin)
    take_on(admin)
    give_a_second_role(admin)
    slip = slip_for(admin)
    dana = open_page()
    comes_in_by(dana, slip)

    demo.claim(number := demo.register(), DANA)
    dana.goto("/tasks?list=mine")
    expect(dana.get_by_role("main")).to_contain_text(number)
    block(admin)
    dana.reload()
    expect(dana.get_by_role("heading", level=1)).to_have_text("Жүйеге кіру")
    signs_in(dana, OWN_PASSWORD)
    expect(dana.get_by_role("alert")).to_contain_text("Логин немесе құпиясөз қате")
    assert demo.task(number).assignee is None

    press(admin, "Бұғаттан шығару")
    told(admin, "Бұғаттан шығарылды.")
    looks_right(admin)
    signs_in(dana, OWN_PASSWORD)
    expect(dana.get_by_role("heading", level=1)).to_have_text("Тапсырмалар")


def take_on(page: Page) -> None:
    follow(page, "Қызметкерлер")
    looks_right(page)
    follow(page, "Жаңа қызметкер")
    looks_right(page)
    page.get_by_label("Логин").fill(DANA)
    page.get_by_label("Тегі, аты, әкесінің аты").fill("Серік Дана Асқарқызы")
    page.get_by_label("Рөлі").select_option(label="Кеңсе қызметкері")
    page.get_by_label("Бөлімі").select_option(label=OFFICE)
    press(page, "Қосу")
    told(page, "Қызметкер қосылды.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Серік Дана Асқарқызы")


def give_a_second_role(page: Page) -> None:
    page.get_by_text("Рөл беру", exact=True).click()
    page.locator("#give-role").select_option(label="Маман")
    page.locator("#give-office").select_option(label=OFFICE)
    looks_right(page)
    press(page, "Беру")
    told(page, "Рөл берілді.")
    roles = page.get_by_role("region", name="Рөлдері").get_by_role("listitem")
    expect(roles).to_have_count(2)
    expect(roles.filter(has_text="Маман")).to_contain_text(OFFICE)


def slip_for(page: Page) -> str:
    """The password as it stands on the page that is printed and handed over."""
    press(page, "Құпиясөз парағын жасау")
    expect(page.get_by_role("heading", level=1)).to_have_text("Бір реттік құпиясөз парағы")
    looks_right(page)
    expect(page.get_by_role("button", name="Басып шығару")).to_be_visible()
    expect(page.locator("dd").nth(1)).to_have_text(DANA)
    return page.locator("dt:has-text('Құпиясөз') + dd").inner_text()


def signs_in(page: Page, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Логин").fill(DANA)
    page.get_by_label("Құпиясөз").fill(password)
    press(page, "Кіру")


def comes_in_by(page: Page, slip: str) -> None:
    """Wherever they want to go, a password of their own comes first."""
    signs_in(page, slip)
    page.goto("/tasks")
    expect(page.get_by_role("heading", level=1)).to_have_text("Құпиясөзді ауыстыру")
    looks_right(page)
    page.get_by_label("Жаңа құпиясөз", exact=True).fill("қысқа")
    page.get_by_label("Жаңа құпиясөз, тағы бір рет").fill("қысқа")
    press(page, "Құпиясөзді сақтау")
    expect(page.locator(".q-errors")).to_be_focused()
    looks_right(page)
    page.get_by_label("Жаңа құпиясөз", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("Жаңа құпиясөз, тағы бір рет").fill(OWN_PASSWORD)
    press(page, "Құпиясөзді сақтау")
    expect(page.get_by_role("heading", level=1)).to_have_text("Тапсырмалар")


def block(page: Page) -> None:
    """The preview tells how much goes back to the groups, and not whose cases these are."""
    page.goto(f"/admin/people/{DANA}")
    follow(page, "Бұғаттау")
    expect(page.get_by_role("heading", level=2)).to_have_text("Қолында 1 тапсырма бар")
    expect(page.get_by_role("main")).not_to_contain_text("ЖК-2026-")
    looks_right(page)
    press(page, "Бұғаттау")
    expect(page.locator(".q-errors")).to_be_focused()
    page.get_by_label("Себебі").fill(REASON)
    press(page, "Бұғаттау")
    told(page, "Бұғатталды. Берілген тапсырма: 0, топқа қайтқаны: 1.")
    expect(page.get_by_role("region", name="Өзгерістер")).to_contain_text(REASON)
    looks_right(page)


def test_an_administrator_sets_who_works_in_the_place_of_whom(
    open_page: OpenPage, demo: Product
) -> None:
    demo.claim(number := demo.to_decision(), SPECIALIST)
    admin = at_the_front(open_page)
    follow(admin, "Алмастыру")
    admin.get_by_label("Кімнің алмастыруы").select_option(label="Әсел Сейітқызы")
    press(admin, "Ашу")
    admin.get_by_label("Кім алмастырады").select_option(label="Марат Тілеуов")
    admin.get_by_label("Бірінші күні").fill("22.12.2026")
    admin.get_by_label("Соңғы күні").fill("31.12.2026")
    looks_right(admin)
    press(admin, "Белгілеу")
    told(admin, "Алмастыру белгіленді.")
    kept = admin.get_by_role("region", name="Алмастырулар")
    expect(kept).to_contain_text("Марат Тілеуов – кімнің орнына: Әсел Сейітқызы")
    expect(kept).to_contain_text("Қазір күшінде")
    looks_right(admin)

    substitute = open_page(SECOND_SPECIALIST)
    substitute.goto(f"/tasks?list=mine&text={number}")
    expect(substitute.locator("[data-row-link]")).to_have_count(1)
    expect(substitute.get_by_role("main")).to_contain_text("Менде, Әсел Сейітқызы үшін")


def test_a_day_of_the_calendar_moves_and_the_clerk_reads_the_new_date(
    open_page: OpenPage, demo: Product
) -> None:
    number = demo.register()
    clerk = open_page(CLERK)
    expect_due(clerk, number, "24 желтоқсан")

    admin = at_the_front(open_page)
    follow(admin, "Жұмыс күнтізбесі")
    looks_right(admin)
    admin.get_by_label("Демалыс болатын күндер").fill("24.12.2026")
    admin.get_by_label("Актінің атауы, нөмірі және күні").fill(ACT)
    press(admin, "Нені жылжытатынын көрсету")
    demo.run_jobs()
    admin.reload()
    each = admin.get_by_role("table", name="Әр мерзім, бұрынғысы мен жаңасы")
    expect(each.get_by_role("row").filter(has_text=number).first).to_contain_text("11 қаңтар")
    looks_right(admin)
    expect_due(clerk, number, "24 желтоқсан")

    press(admin, "Мерзімдерді жылжыту")
    told(admin, "Күнтізбе өзгертілді")
    looks_right(admin)
    demo.clock.move_to(demo.clock.now() + KNOWN_EVERYWHERE + timedelta(seconds=1))
    demo.run_jobs()
    admin.reload()
    expect(admin.get_by_role("main")).to_contain_text("Қолданылды")
    looks_right(admin)

    expect_due(clerk, number, "25 желтоқсан")
    clerk.goto(f"/cases/{number}")
    expect(clerk.locator(".q-deadline-head strong")).to_contain_text("11 қаңтар")
    clerk.get_by_text("Неліктен осы күн?").click()
    expect(clerk.get_by_role("main")).to_contain_text("№ 900")


def expect_due(page: Page, number: CaseNumber, day: str) -> None:
    """What the row of the case tells in the list of the free tasks."""
    page.goto(f"/tasks?list=groups&text={number}")
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text(day)


def test_a_register_is_searched_narrowed_and_taken_away_as_a_table(
    open_page: OpenPage, demo: Product, tmp_path: Path
) -> None:
    number = demo.register()
    clerk = open_page(CLERK)
    clerk.get_by_role("link", name="Журналдар").first.click()
    looks_right(clerk)
    # As on a keyboard without Kazakh letters.
    clerk.get_by_label("Нөмірі, тегі немесе ЖСН").last.fill("калиева")
    clerk.get_by_label("Қай күннен").fill("22.12.2026")
    press(clerk, "Көрсету")
    table = clerk.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(2)
    expect(table).to_contain_text(number)
    expect(table).to_contain_text("580412 ••••••")
    looks_right(clerk)

    with clerk.expect_download() as coming:
        follow(clerk, "Кесте (CSV)")
    coming.value.save_as(tmp_path / "register.csv")
    content = (tmp_path / "register.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes it for another code page"
    head, row = csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";")
    assert "ЖСН" in head
    assert number in row
    assert any("580412400174" in cell for cell in row)
