"""The designer's pages in each state worth looking at."""

from designer_drafts import DECISION, Drafts
from playwright.sync_api import FilePayload, Page
from served_product import DESIGNER, Product
from sight import Sight, at, go, show_diagram

from app.domain.identity import DraftId

ASSISTANT = "/designer/services/personal-assistant"


def _service(page: Page, product: Product) -> None:
    go(page, product, ASSISTANT)
    show_diagram(page)


def _service_drawing(page: Page, product: Product) -> None:
    go(page, product, f"{ASSISTANT}/1/files/shared/intake.bpmn")
    show_diagram(page)


def _draft(page: Page, product: Product) -> None:
    go(page, product, ASSISTANT)
    page.locator("form[action$='/drafts'] button").click()
    page.wait_for_url("**/designer/drafts/*")


def _editor(page: Page, product: Product) -> None:
    _draft(page, product)
    page.locator(".q-case-head a[href*='/edit/']").click()
    page.locator(".q-findings .is-good").wait_for()
    page.locator(".q-outline button").nth(1).click()


def _changed_draft(product: Product) -> DraftId:
    """A draft whose diagram has a new name, and misses another in English."""
    drafts = Drafts(product)
    content = drafts.content().replace("Заявление отозвано", "Заявление взято назад")
    drafts.save(content.replace('name="name.en"', 'name="name.de"', 1), 1)
    return drafts.id


def _text(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/text/service.yaml")


def _decision(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/decide/decisions/eligibility.dmn")
    page.locator("form[action*='/decide/'] .q-buttons button[value=ask]").click()
    page.locator("#tried-title").wait_for()


def _rules_refused(page: Page, product: Product) -> None:
    _decision(page, product)
    page.locator("#cell_1_1").fill("not(")
    page.locator("button[name=do][value=save]").click()
    page.locator(".q-errors").wait_for()


def _decision_made(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/decisions/new")
    page.locator("#name_kk").fill("Үйге бару")
    page.locator("form[action$='/decisions/new'] button").click()
    page.locator(".q-errors").wait_for()


def _document_made(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/new-document")
    page.locator("#title_kk").fill("Үйге бару актісі")
    page.locator("form[action$='/new-document'] button").click()
    page.locator(".q-errors").wait_for()


def _choices(page: Page, product: Product) -> None:
    asked = "id=hearing-notice&value=hearing_method"
    address = f"/designer/drafts/{Drafts(product).id}/choices/shared/documents.yaml?{asked}"
    go(page, product, address)
    page.locator("button[name=do][value=add]").click()
    page.locator("#id_2").wait_for()


def _removing(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/remove/{DECISION}")


def _table(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/tables/{DECISION}")
    page.locator("[data-findings] .is-good").wait_for()
    page.locator("[data-ask] button").first.click()
    page.locator("[data-answer] pre").wait_for()


def _publishing(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{_changed_draft(product)}/publish")


def _publishing_refused(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/publish")
    page.locator("#note").fill("Ештеңе өзгерген жоқ")
    page.locator("form[action$='/publish'] button").click()
    page.locator("[role=alert]").wait_for()


def _comparing(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{_changed_draft(product)}/compare")
    page.locator(".q-difference").first.wait_for()


def _hostile_archive(page: Page, product: Product) -> None:
    go(page, product, "/designer")
    sent: FilePayload = {"name": "a.zip", "mimeType": "application/zip", "buffer": b"no zip"}
    page.locator("input[name=archive]").set_input_files(sent)
    page.locator("form[action$='/archives'] button:not([type])").click()
    page.locator("[role=alert]").wait_for()


def _copy_refused(page: Page, product: Product) -> None:
    go(page, product, f"{ASSISTANT}/copy?version=1")
    for field, typed in (("short_kk", "Үйге бару"), ("new_key", "personal-assistant")):
        page.locator(f"#{field}").fill(typed)
    page.locator("form[action$='/copy']").evaluate("form => form.noValidate = true")
    page.locator("form[action$='/copy'] button").click()
    page.locator(".q-errors").wait_for()


def _form(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/forms/forms/application.form")
    page.locator("input[value=attorney]").check()
    page.locator("[name='answers.power_of_attorney']").wait_for()


def _field(page: Page, product: Product) -> None:
    address = f"/designer/drafts/{Drafts(product).id}/fields/forms/application.form"
    go(page, product, f"{address}?place=1.0")


def _field_refused(page: Page, product: Product) -> None:
    address = f"/designer/drafts/{Drafts(product).id}/fields/forms/home-visit.form"
    go(page, product, f"{address}?kind=radio")
    page.locator("#key").fill("visit place")
    page.locator("#hide").fill("outcome = ")
    page.locator("button[name=do][value=save]").last.click()
    page.locator(".q-errors").wait_for()


def _message(page: Page, product: Product) -> None:
    path = "message/shared/messages.yaml?id=notice"
    go(page, product, f"/designer/drafts/{Drafts(product).id}/{path}")


def _document(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/document/documents.yaml?id=notice")


def _document_refused(page: Page, product: Product) -> None:
    _document(page, product)
    page.locator("#lines_ru").fill("Заявитель | {nobody}")
    page.locator("button[name=do][value=save]").click()
    page.locator(".q-errors").wait_for()


def _documents(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/documents/shared/documents.yaml")


def _standard(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/standard")


def _edition_refused(page: Page, product: Product) -> None:
    go(page, product, f"/designer/drafts/{Drafts(product).id}/standard/edition")
    page.locator("#effective_from").fill("31.02.2026")
    page.locator("form[action$='/edition'] button").click()
    page.locator(".q-errors").wait_for()


def _term_refused(page: Page, product: Product) -> None:
    path = "standard/entry?section=terms"
    go(page, product, f"/designer/drafts/{Drafts(product).id}/{path}")
    page.locator("#amount").fill("үш")
    page.locator("form[action$='/entry'] button").first.click()
    page.locator(".q-errors").wait_for()


DESIGNER_SIGHTS = (
    Sight("designer", DESIGNER, at("/designer")),
    Sight("designer-refused", DESIGNER, _hostile_archive, 422),
    Sight("designer-service", DESIGNER, _service),
    Sight("designer-drawing", DESIGNER, _service_drawing),
    Sight("designer-file", DESIGNER, at(f"{ASSISTANT}/1/files/service.yaml")),
    Sight("designer-draft", DESIGNER, _draft),
    Sight("designer-editor", DESIGNER, _editor),
    Sight("designer-text", DESIGNER, _text),
    Sight("designer-decision", DESIGNER, _decision),
    Sight("designer-rules-refused", DESIGNER, _rules_refused, 422),
    Sight("designer-decision-made", DESIGNER, _decision_made, 422),
    Sight("designer-removing", DESIGNER, _removing),
    Sight("designer-document-made", DESIGNER, _document_made, 422),
    Sight("designer-choices", DESIGNER, _choices),
    Sight("designer-table", DESIGNER, _table),
    Sight("designer-documents", DESIGNER, _documents),
    Sight("designer-document", DESIGNER, _document),
    Sight("designer-document-refused", DESIGNER, _document_refused, 422),
    Sight("designer-edition-refused", DESIGNER, _edition_refused, 422),
    Sight("designer-publish", DESIGNER, _publishing),
    Sight("designer-publish-refused", DESIGNER, _publishing_refused, 422),
    Sight("designer-compare", DESIGNER, _comparing),
    Sight("designer-copy", DESIGNER, at(f"{ASSISTANT}/copy?version=1")),
    Sight("designer-copy-refused", DESIGNER, _copy_refused, 422),
    Sight("designer-form", DESIGNER, _form),
    Sight("designer-field", DESIGNER, _field),
    Sight("designer-field-refused", DESIGNER, _field_refused, 422),
    Sight("designer-message", DESIGNER, _message),
    Sight("designer-standard", DESIGNER, _standard),
    Sight("designer-term-refused", DESIGNER, _term_refused, 422),
)
