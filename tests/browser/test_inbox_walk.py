"""A working day at the list of tasks: found, taken, set aside, handed on, done many at once."""

from collections.abc import Iterator, Sequence

import pytest
from at_the_desk import OpenPage, tick_complete_package
from playwright.sync_api import Locator, Page, expect
from served_product import CLERK, HEAD, SPECIALIST, Product
from test_pages import violations

from app.domain.identity import CaseNumber, PersonId
from app.domain.task_batch import UNDO_WINDOW

pytestmark = pytest.mark.browser

COLLEAGUE = PersonId("dinara")
"""A clerk of the same office."""
NEWS_AFTER_MS = 16_000
"""A little more than the quarter of a minute after which a page asks for news."""


@pytest.fixture
def office(product: Product) -> Iterator[Product]:
    """The demo as it was made: other tests leave cases behind."""
    product.as_made("a day at the list")
    yield product
    product.as_made("a day at the list")


def rows(page: Page) -> Locator:
    return page.locator("[data-row-link]")


def count_of(page: Page, tab: str) -> int:
    told = page.get_by_role("navigation", name="Тапсырма топтары").get_by_role("link", name=tab)
    return int(told.locator(".q-count").inner_text())


def follow(page: Page, tab: str) -> None:
    page.get_by_role("navigation", name="Тапсырма топтары").get_by_role("link", name=tab).click()


def test_a_task_is_found_by_a_name_and_a_filter_is_kept_and_shared(
    open_page: OpenPage, office: Product
) -> None:
    number = office.register()
    head = open_page(HEAD)
    head.goto("/tasks?list=all")
    head.get_by_label("Тегі, нөмірі немесе ЖСН").last.fill("rfkbtdf fqu")
    head.get_by_role("button", name="Сүзу").click()
    expect(head.get_by_role("main")).to_contain_text(number)
    found = rows(head).count()
    expect(head.locator(".q-pages")).to_contain_text(f"барлығы: {found}")

    head.locator(".q-filter").first.get_by_label("Реті").select_option("applicant")
    head.get_by_role("button", name="Сүзу").click()
    names = head.locator("td.is-who").all_inner_texts()
    assert all(name.startswith("Қалиева Айгүл") for name in names)

    head.locator("#views > summary").click()
    head.get_by_label("Қазіргі сүзгіні мына атаумен сақтау").fill("Қалиевалар")
    head.get_by_label("Кімге көрінеді").select_option(
        label="Кеңсе қызметкері, Бостандық ауданы жұмыспен қамту бөлімі"
    )
    head.locator("#views").get_by_role("button", name="Сақтау").click()
    expect(head.get_by_role("status")).to_have_text("Сүзгі сақталды.")
    assert violations(head, 1280) == []

    clerk = open_page(COLLEAGUE)
    clerk.get_by_role("navigation", name="Сақталған сүзгілер").get_by_text("Қалиевалар").click()
    expect(clerk.get_by_role("main")).to_contain_text(number)


def test_the_columns_and_the_order_of_the_list_are_kept_for_the_next_day(
    open_page: OpenPage, office: Product
) -> None:
    office.register()
    clerk = open_page(CLERK)
    clerk.goto("/tasks?list=groups")
    expect(clerk.get_by_role("columnheader", name="Түскені")).to_have_count(0)
    clerk.locator("#views > summary").click()
    clerk.get_by_label("Түскені").check()
    clerk.get_by_label("Әдеттегі реті").select_option(label="Алдымен жаңа")
    clerk.get_by_role("button", name="Осылай қалдыру").click()
    expect(clerk.get_by_role("status")).to_have_text("Тізімнің түрі сақталды.")

    tomorrow = open_page(CLERK)
    tomorrow.goto("/tasks?list=groups")
    expect(tomorrow.get_by_role("columnheader", name="Түскені")).to_have_attribute(
        "aria-sort", "descending"
    )


def test_a_task_is_taken_set_aside_handed_on_and_taken_back(
    open_page: OpenPage, office: Product
) -> None:
    number = office.register()
    task = office.task(number).id
    clerk = open_page(CLERK)
    clerk.goto(f"/tasks?list=groups&text={number}")
    clerk.get_by_role("button", name=f"{number}").click()
    expect(clerk.locator("h1")).to_contain_text("Құжаттардың толықтығын тексеру")
    clerk.goto("/tasks")
    taken = count_of(clerk, "Менікі")

    clerk.goto(f"/tasks/{task}")
    handle(clerk).get_by_label("Қай күнге дейін кейінге қалдыру").fill("23.12.2026")
    with clerk.expect_navigation():
        handle(clerk).get_by_role("button", name="Кейінге қалдыру").click()
    clerk.goto("/tasks")
    assert count_of(clerk, "Менікі") == taken - 1
    follow(clerk, "Кейінге қалған")
    clerk.get_by_role("link", name="Құжаттардың толықтығын тексеру").first.click()
    with clerk.expect_navigation():
        handle(clerk).get_by_role("button", name="Қазір қайтару").click()
    clerk.goto("/tasks")
    assert count_of(clerk, "Менікі") == taken

    clerk.goto(f"/tasks/{task}")
    handle(clerk).get_by_label("Әріптеске уақытша тапсыру").select_option(COLLEAGUE)
    with clerk.expect_navigation():
        handle(clerk).get_by_role("button", name="Уақытша тапсыру").click()
    colleague = open_page(COLLEAGUE)
    colleague.goto(f"/tasks?text={number}")
    expect(rows(colleague)).to_have_count(1)
    colleague.goto(f"/tasks/{task}")
    expect(handle(colleague)).to_contain_text("Сізге уақытша тапсырған: Жанар Оспанова")

    clerk.goto("/tasks")
    follow(clerk, "Тапсырғаным")
    clerk.get_by_role("link", name="Құжаттардың толықтығын тексеру").click()
    with clerk.expect_navigation():
        handle(clerk).get_by_role("button", name="Қайта алу").click()
    colleague.goto(f"/tasks?text={number}")
    expect(rows(colleague)).to_have_count(0)
    assert office.task(number).assignee == CLERK


@pytest.mark.parametrize("width", [360, 768, 1024])
def test_a_narrow_list_tells_who_holds_a_task_and_a_narrow_menu_has_the_search(
    open_page: OpenPage, office: Product, width: int
) -> None:
    number = office.register()
    office.claim(number, CLERK)
    head = open_page(HEAD, width=width)
    head.goto(f"/tasks?list=all&text={number}")
    expect(head.locator("td.is-holder")).to_be_visible()
    expect(head.locator("td.is-holder")).to_have_text("Жанар Оспанова")

    head.keyboard.press("/")
    head.keyboard.type("rfkbtdf")
    with head.expect_navigation():
        head.keyboard.press("Enter")
    expect(head.get_by_role("main")).to_contain_text(number)
    if width < 992:
        head.locator(".q-menu.is-nav > summary").click()
        expect(head.get_by_role("navigation", name="Мәзір")).to_contain_text("Бауыржан Нұрланов")
    assert violations(head, width) == []


def test_the_head_gives_a_task_to_somebody_and_marks_it_urgent(
    open_page: OpenPage, office: Product
) -> None:
    number = office.to_decision()
    head = open_page(HEAD)
    head.goto(f"/tasks/{office.task(number).id}")
    handle(head).get_by_label("Шұғылдығы").select_option(label="шұғыл")
    with head.expect_navigation():
        handle(head).get_by_role("button", name="Белгілеу").click()
    giving = unfolded(head, "assign")
    giving.get_by_label("Қызметкер").select_option(label="Әсел Сейітқызы")
    with head.expect_navigation():
        giving.get_by_role("button", name="Тағайындау").click()

    specialist = open_page(SPECIALIST)
    specialist.goto(f"/tasks?text={number}&urgent=1")
    expect(rows(specialist)).to_have_count(1)
    expect(specialist.locator("td.is-what")).to_contain_text("Шұғыл")


def handle(page: Page) -> Locator:
    """What is done with a task besides working it."""
    return unfolded(page, "own")


def unfolded(page: Page, name: str) -> Locator:
    fold = page.locator(f"details#{name}")
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    return fold


def test_many_tasks_are_taken_and_undone_and_completed_with_what_was_filled_in(
    open_page: OpenPage, office: Product
) -> None:
    numbers = [office.register() for _ in range(3)]
    clerk = open_page(CLERK)
    choose(clerk, "groups", numbers)
    clerk.get_by_role("button", name="Тапсырмаларды алу").click()
    expect(clerk.get_by_role("main")).to_contain_text("Болатыны: 3")
    assert violations(clerk, 1280) == []
    clerk.get_by_role("button", name="Тапсырмаларды алу (3)").click()
    clerk.get_by_role("button", name="Болдырмау").click()
    expect(clerk.get_by_role("main")).to_contain_text("ештеңе өзгерген жоқ")
    assert {office.task(number).assignee for number in numbers} == {None}

    choose(clerk, "groups", numbers)
    clerk.get_by_role("button", name="Тапсырмаларды алу").click()
    clerk.get_by_role("button", name="Тапсырмаларды алу (3)").click()
    pass_the_window(office)
    expect(clerk.get_by_role("main")).to_contain_text("Аяқталды: 3 / 3 орындалды.")
    assert {office.task(number).assignee for number in numbers} == {CLERK}

    for number in numbers[:2]:
        clerk.goto(f"/tasks/{office.task(number).id}")
        tick_complete_package(clerk)
        with clerk.expect_response(lambda answer: answer.url.endswith("/draft")):
            clerk.keyboard.press("Tab")
    choose(clerk, "mine", numbers)
    clerk.get_by_role("button", name="Тапсырмаларды аяқтау").click()
    refused = clerk.get_by_role("row").filter(has_text=numbers[2])
    expect(refused).to_contain_text("Алдымен тапсырманы ашып, толтырыңыз")
    assert violations(clerk, 1280) == []
    clerk.get_by_role("button", name="Тапсырмаларды аяқтау (2)").click()
    pass_the_window(office)
    expect(clerk.get_by_role("main")).to_contain_text("Аяқталды: 2 / 2 орындалды.")
    office.run_jobs()
    steps = [office.task(number).element_id.rpartition("/")[2] for number in numbers]
    assert steps == ["decide_application", "decide_application", "check_completeness"]


def choose(page: Page, tab: str, numbers: Sequence[CaseNumber]) -> None:
    page.goto(f"/tasks?list={tab}&order=received")
    for number in numbers:
        page.get_by_label(f"{number} тапсырмасын белгілеу").check()


def pass_the_window(office: Product) -> None:
    """The while in which a batch can be undone goes by, and its work is done."""
    office.clock.move_to(office.clock.now() + UNDO_WINDOW)
    office.run_jobs()


def test_new_work_shows_itself_within_a_quarter_of_a_minute_without_a_reload(
    open_page: OpenPage, office: Product
) -> None:
    clerk = open_page(CLERK)
    clerk.clock.install()
    clerk.goto("/tasks?list=groups")
    before = clerk.evaluate("performance.timeOrigin")
    number = office.register()
    clerk.clock.fast_forward(NEWS_AFTER_MS)
    news = clerk.locator(".q-news")
    expect(news).to_contain_text("1 жаңа тапсырма түсті.")
    assert clerk.evaluate("performance.timeOrigin") == before
    news.get_by_role("link", name="Тізімде көрсету").click()
    expect(clerk.get_by_role("main")).to_contain_text(number)
