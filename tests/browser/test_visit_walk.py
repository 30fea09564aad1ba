"""A designer with nothing but docs/designer.md: a service copied, given a step, tried, published.

The step has a form, a term of three working days and a reminder by SMS in three languages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from at_the_desk import (
    OpenPage,
    complete,
    fill_application,
    find_in_groups,
    number_of,
    open_task,
    register,
    tick_complete_package,
)
from playwright.sync_api import Locator, Page, expect
from served_product import AIGUL, CLERK, DESIGNER, SPECIALIST, Product

pytestmark = pytest.mark.browser

NAMES = {
    "short_kk": "Үйде көмек көрсету", "short_ru": "Помощь на дому", "short_en": "Help at home",
    "new_key": "visit-at-home", "code": "HH", "number_prefix": "ҮК",
}  # fmt: skip
TERM = {
    "id": "visit_term", "amount": "3", "norm": "practice", "name_kk": "Үйге бару мерзімі",
    "name_ru": "Срок посещения на дому", "name_en": "Term of the home visit",
}  # fmt: skip
REMINDER = {
    "id": "visit-reminder", "trigger_kk": "Үйге бару күні жақындады",
    "trigger_ru": "Подходит день посещения", "trigger_en": "The day of the visit is near",
    "text_kk": "{number} ісі: маман ертең үйіңізге барады.",
    "text_ru": "Дело {number}: завтра к вам придёт специалист.",
    "text_en": "Case {number}: a specialist visits you tomorrow.",
}  # fmt: skip
ANSWER = {
    "key": "visited", "label_kk": "Маман үйге барды ма?",
    "label_ru": "Специалист побывал на дому?", "label_en": "Did the specialist visit?",
    "option_0_value": "yes", "option_0_label_kk": "Иә", "option_0_label_ru": "Да",
    "option_0_label_en": "Yes",
}  # fmt: skip
ACCEPTED = "flow_intake_to_examination"
STEP = "visit_at_home"


class Box(NamedTuple):
    """The middle of what is drawn, and how large it is."""

    x: float
    y: float
    width: float
    height: float


def box_of(drawn: Locator) -> Box:
    found = drawn.bounding_box()
    assert found is not None
    width, height = found["width"], found["height"]
    return Box(found["x"] + width / 2, found["y"] + height / 2, width, height)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def fill(page: Page, values: dict[str, str]) -> None:
    for name, value in values.items():
        page.locator(f"[name='{name}']").fill(value)


def copy_the_service(page: Page) -> None:
    page.goto("/designer/services/personal-assistant")
    follow(page, "Қызметті көшіру")
    fill(page, NAMES)
    press(page, "Көшіріп, қаралама бастау")


def set_the_term(page: Page) -> None:
    follow(page, "service.yaml")
    follow(page, "Мерзім қосу")
    fill(page, TERM)
    page.get_by_label("Неден басталады").select_option(label="өтініш қабылданған күн")
    press(page, "Сақтау")
    follow(page, "Қараламаға оралу")


def write_the_reminder(page: Page) -> None:
    follow(page, "Жаңа хабарлама")
    fill(page, REMINDER)
    press(page, "Сақтау")
    follow(page, NAMES["short_kk"])


def on_canvas(page: Page, element: str) -> Box:
    return box_of(page.locator(f".djs-element[data-element-id={element}] > .djs-visual"))


def take(page: Page, entry: str) -> None:
    page.locator(f".djs-palette [data-action='{entry}']").click()


def drop(page: Page, x: float, y: float) -> None:
    page.mouse.move(x - 20, y - 20)
    page.mouse.move(x, y, steps=3)
    page.mouse.down()
    page.mouse.up()


def leave_its_name(page: Page, kind: str) -> None:
    """What is new opens for its name to be typed; here it is typed at the right, in three."""
    expect(page.locator(".bio-properties-panel-header-type")).to_have_text(kind)
    expect(page.locator(".djs-direct-editing-parent")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".djs-direct-editing-parent")).to_have_count(0)


def name(page: Page, kk: str, ru: str, en: str) -> None:
    for language, words in (("kk", kk), ("ru", ru), ("en", en)):
        page.locator(f"#bio-properties-panel-qadam-name-{language}").fill(words)


def become(page: Page, kind: str) -> None:
    page.locator(".djs-context-pad [data-action=replace]").click()
    page.locator(".djs-popup").get_by_text(kind, exact=True).click()


def group(page: Page, title: str) -> None:
    """Open a group of properties; it may stand open from the element before."""
    header = page.locator(".bio-properties-panel-group-header").filter(has_text=title)
    header.wait_for()
    if header.and_(page.locator(":not(.open)")).count():
        header.click()


def draw_the_step(page: Page) -> None:
    flow = on_canvas(page, ACCEPTED)
    take(page, "space-tool")
    page.mouse.move(flow.x, flow.y + 60)
    page.mouse.down()
    page.mouse.move(flow.x + 160, flow.y + 60, steps=4)
    page.mouse.up()
    wider = on_canvas(page, ACCEPTED)
    take(page, "create.task")
    drop(page, wider.x, wider.y)
    leave_its_name(page, "Тапсырма")
    become(page, "Адам тапсырмасы")
    name(page, "Үйге бару", "Посетить на дому", "Visit at home")
    group(page, "Жалпы")
    page.get_by_label("Белгісі (ID)").fill(STEP)
    group(page, "Орындаушы және форма")
    press(page, "Осы қадамға форма жасау")
    page.get_by_label("Маман", exact=True).check()
    page.get_by_label("Стандарттағы мерзім").select_option(label=TERM["name_kk"])
    expect(page.get_by_role("link", name="Форманы өңдеу")).to_be_visible()
    reads(page, "qadam-due", 'deadline("visit_term")')


def draw_the_reminder(page: Page) -> None:
    step = on_canvas(page, STEP)
    take(page, "create.intermediate-event")
    drop(page, step.x, step.y + step.height / 2)
    leave_its_name(page, "Шекаралық оқиға")
    become(page, "Таймер: шекаралық оқиға, үзбейтін")
    name(page, "Еске салу күні келді", "Наступил день напоминания", "The day of the reminder came")
    group(page, "Таймер")
    page.get_by_label("Стандарттағы мерзім").select_option(label=TERM["name_kk"])
    page.get_by_label("Мерзім бітерден неше жұмыс күні бұрын").fill("1")
    day = 'working_days_before(deadline("visit_term"), 1)'
    reads(page, "qadam-timer", f'date and time({day}, time("09:00:00"))')
    append(page, "append-task")
    leave_its_name(page, "Тапсырма")
    become(page, "Жүйе тапсырмасы")
    name(page, "SMS-пен еске салу", "Напомнить по SMS", "Remind by SMS")
    group(page, "Жүйе не істейді")
    page.get_by_label("Өңдеуші").select_option("send-sms")
    page.get_by_label("Қандай хабарлама").select_option(REMINDER["id"])
    write_feel(page, "phone", "applicant.phone")
    with saved(page, "=applicant.language"):
        write_feel(page, "language", "applicant.language")
    append(page, "end-event")
    leave_its_name(page, "Соңғы оқиға")
    name(page, "Еске салынды", "Напомнено", "Reminded")


def reads(page: Page, entry: str, expression: str) -> None:
    """What was chosen has reached the drawing, and is told as an expression."""
    expect(page.locator(f"[data-entry-id={entry}] .cm-content")).to_have_text(expression)


def append(page: Page, what: str) -> None:
    page.locator(f".djs-context-pad [data-action='append.{what}']").click()


@contextmanager
def saved(page: Page, words: str) -> Iterator[None]:
    """Go on only after the draft holds what was typed: a press must not meet what is redrawn."""
    with page.expect_response(
        lambda answer: "/files/" in answer.url and words in str(answer.request.post_data)
    ):
        yield


def write_feel(page: Page, taken: str, expression: str) -> None:
    page.locator(f"#bio-properties-panel-qadam-input-{taken}").fill(f"={expression}")
    reads(page, f"qadam-input-{taken}", expression)


def mend_what_is_found(page: Page) -> None:
    """The legal ground of the four new elements is missing, and each is a press of a button."""
    findings = page.locator(".q-findings")
    norms = findings.get_by_text("құқықтық негізі")
    expect(norms).to_have_count(4)
    for left in (3, 2, 1, 0):
        findings.get_by_role("button", name="Түзету").first.click()
        expect(norms).to_have_count(left)
    # That the drawing has grown past 25 elements is a warning alone.
    expect(findings.locator("li")).to_have_count(1)


def make_its_form(page: Page) -> None:
    page.locator(f".q-outline [data-element={STEP}]").click()
    group(page, "Орындаушы және форма")
    follow(page, "Форманы өңдеу")
    page.get_by_label("Өріс түрі").select_option(label="Бір жауап, тізіммен")
    press(page, "Өріс қосу")
    fill(page, ANSWER)
    page.get_by_label("Жауап беру міндетті").check()
    page.get_by_role("button", name="Сақтау", exact=True).last.click()
    expect(page.get_by_role("group", name=ANSWER["label_kk"])).to_be_visible()
    follow(page, "Қараламаға оралу")


def try_it(page: Page) -> None:
    follow(page, "Сынап көру")
    press(page, "Сынақты бастау")
    press(page, "Өтінішті тіркеу")
    follow(page, "Жанар Оспанова атынан орындау")
    tick_complete_package(page)
    press(page, "Тапсырманы аяқтау")
    expect(page.get_by_text("3 жұмыс күні қалды, 2026 ж. 25 желтоқсан")).to_be_visible()
    press(page, "Келесі таймерге дейін")
    expect(page.get_by_text("маман ертең үйіңізге барады")).to_be_visible()
    expect(page.get_by_text("09:00, 2026 ж. 24 желтоқсан")).to_be_visible()
    follow(page, "Әсел Сейітқызы атынан орындау")
    page.get_by_role("group", name=ANSWER["label_kk"]).get_by_label("Иә").check()
    press(page, "Тапсырманы аяқтау")
    expect(page.get_by_text("Өтініш бойынша шешім қабылдау").first).to_be_visible()


def record_it(page: Page) -> None:
    page.get_by_text("Сценарий етіп жазу").click()
    page.get_by_label("Сценарийдің атауы").fill("Маман үйге барды")
    page.get_by_label("Файлдың аты").fill("visited")
    press(page, "Қараламаға жазу")
    press(page, "Осы сценарийді іске қосу")
    expect(page.locator(".q-title").get_by_text("Орындалды")).to_be_visible()


def publish(page: Page) -> None:
    follow(page, NAMES["short_kk"])
    follow(page, "Жариялауға өту")
    page.get_by_label("Не өзгерді").fill("Шешімге дейін маман үйге барады")
    page.get_by_label("Сценарийлердің бәрі орындалмаса").fill(
        "Көшірілген сценарийлер жаңа қадамды білмейді"
    )
    press(page, "Жариялау")
    expect(page.get_by_text("жаңа істер сонымен басталады")).to_be_visible()


def test_a_copied_service_with_a_home_visit_is_tried_recorded_published_and_takes_a_case(
    open_page: OpenPage, product: Product
) -> None:
    designer = open_page(DESIGNER)
    copy_the_service(designer)
    set_the_term(designer)
    write_the_reminder(designer)
    follow(designer, "Сызбаны өңдеу")
    draw_the_step(designer)
    draw_the_reminder(designer)
    mend_what_is_found(designer)
    make_its_form(designer)
    try_it(designer)
    record_it(designer)
    publish(designer)

    clerk = open_page(CLERK)
    clerk.goto("/cases/new?process=visit-at-home")
    fill_application(clerk, applicant_iin=AIGUL)
    register(clerk)
    number = number_of(clerk)
    assert number.startswith(NAMES["number_prefix"])
    product.jobs.settle()
    open_task(clerk, product, number)
    tick_complete_package(clerk)
    complete(clerk)
    expect(clerk.get_by_text("тапсырма аяқталды")).to_be_visible()
    product.jobs.settle()

    specialist = open_page(SPECIALIST)
    find_in_groups(specialist, number)
    expect(specialist.get_by_role("link", name="Үйге бару")).to_be_visible()
    expect(specialist.get_by_text("3 жұмыс күні қалды")).to_be_visible()
