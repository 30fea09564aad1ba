"""What people do on the pages, step by step, in Kazakh."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdfium2
import zxingcpp
from playwright.sync_api import Browser, Page, Response, expect
from served_product import APPLICATION, Product, served_product

from app.bootstrap.deployments import deploy_files
from app.domain.identity import CaseNumber, PersonId
from app.domain.models import ModelFile

OpenPage = Callable[..., Page]
"""The fixture `open_page`: called with a person, a language, a width, with or without script."""
ERRORS = ".q-errors"
COMPLETE = "Тапсырманы аяқтау"


@contextmanager
def office_with(folder: Path, service: Sequence[ModelFile]) -> Iterator[Product]:
    """The served product with one more service, deployed as a trial."""
    with served_product(folder) as product:
        deploy_files(product.qadam, service, "test", is_trial=True)
        product.qadam.rules.forget()
        yield product


def signed_in(
    browser: Browser, office: Product, person: PersonId, *, language: str, script: bool = True
) -> Page:
    """A browser of the person's own, on the page that they begin at."""
    context = browser.new_context(base_url=office.url, java_script_enabled=script)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"/language?language={language}&next=/sign-in")
    page.locator(f"button[name=person][value={person}]").click()
    return page


def fill_application(page: Page, **changed: str) -> None:
    """Type the application as an applicant at the counter tells it."""
    told = {**APPLICATION, **changed}
    for key in ("applicant_iin", "applicant_name", "phone", "needs"):
        page.locator(f"[name='answers.{key}']").fill(str(told[key]))
    page.get_by_role("group", name="Хабарлама тілі").get_by_label("Қазақша").check()
    page.get_by_role("group", name="Өтінішті кім тапсырып тұр?").get_by_label(
        "Қызмет алушының өзі"
    ).check()
    page.get_by_label("Қызмет алушы дербес деректерін").check()


def register(page: Page) -> None:
    page.get_by_role("button", name="Өтінішті тіркеу").click()


def number_of(page: Page) -> CaseNumber:
    """The number of the case whose page is open."""
    expect(page.locator("#case-title")).to_be_visible()
    return CaseNumber(page.locator(".q-facts strong").inner_text())


def number_of_address(page: Page) -> CaseNumber:
    """The number in the address of the page that is open."""
    return CaseNumber(unquote(urlsplit(page.url).path.rpartition("/")[2]))


def find_in_groups(page: Page, number: CaseNumber) -> None:
    """Look the case up among the free tasks of one's groups."""
    page.get_by_role("navigation", name="Негізгі мәзір").get_by_role(
        "link", name="Тапсырмалар"
    ).click()
    page.get_by_role("link", name="Топтарымда бос").click()
    page.get_by_label("Тегі, нөмірі немесе ЖСН").last.fill(number)
    page.get_by_role("button", name="Сүзу").click()


def open_task(page: Page, product: Product, number: CaseNumber) -> None:
    page.goto(f"/tasks/{product.task(number).id}")


def tick_complete_package(page: Page) -> None:
    page.get_by_role("group", name="Құжаттар толық және мерзімі өтпеген бе?").get_by_label(
        "Иә"
    ).check()
    page.get_by_label("Белгіленген нысандағы өтініш").check()
    page.get_by_label("Жеке басты куәландыратын құжат").check()


@contextmanager
def draft_kept(page: Page, field: str) -> Iterator[None]:
    """Go on only after a draft that holds the field has been kept."""

    def holds(answer: Response) -> bool:
        return answer.url.endswith("/draft") and f"answers.{field}=" in str(
            answer.request.post_data
        )

    with page.expect_response(holds):
        yield


def complete(page: Page) -> None:
    """Press the button, and wait until the page that follows is there."""
    with page.expect_navigation():
        page.locator(".q-actions").get_by_role("button", name=COMPLETE).click()


def expect_error(page: Page, message: str) -> None:
    """The summary has the focus and links what is wrong."""
    summary = page.locator(ERRORS)
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link", name=message)).to_be_visible()


def qr_codes(pdf: bytes) -> list[str]:
    """What a phone reads from the picture of the first page."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3, grayscale=True)
    pixels = memoryview(bytes(picture.buffer)).cast("B", shape=[picture.height, picture.stride])
    return [found.text for found in zxingcpp.read_barcodes(pixels)]
