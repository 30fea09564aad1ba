"""Every page of the product in each state worth looking at, and how a person comes to it."""

from uuid import uuid4

from admin_sights import ADMIN_SIGHTS
from cabinet_sights import CABINET_SIGHTS
from designer_sights import DESIGNER_SIGHTS
from playwright.sync_api import Page
from served_product import (
    CLERK,
    COMPLETE_PACKAGE,
    DEAD,
    DESIGNER,
    HEAD,
    OPERATOR,
    SECOND_CLERK,
    SECOND_SPECIALIST,
    SPECIALIST,
    SUPERVISOR,
    Product,
)
from sight import Sight, at, go, show_diagram
from trying_sights import TRYING_SIGHTS

from app.domain.identity import CommandId, PersonId
from app.domain.notices import Channel
from app.usecases.file_complaint import FileComplaint
from app.usecases.keep_notes import WriteNote
from app.usecases.keep_notices import GiveAddress

NOBODY = PersonId("")
COMPLAINT = {
    "against": "department",
    "matter": "inaction",
    "complaint_text": "Өтінішім қаралмай жатыр",
    "demand": "Қарауды аяқтау",
    "answer_way": "post",
    "postal_address": "Алматы, Абай даңғылы, 10",
}


def _task(page: Page, product: Product) -> None:
    number = product.register()
    product.claim(number, CLERK)
    go(page, product, f"/tasks/{product.task(number).id}")


def _task_with_errors(page: Page, product: Product) -> None:
    _task(page, product)
    page.locator(".q-actions button").first.click()
    page.locator(".q-errors").wait_for()


def _complaint_form(page: Page, product: Product) -> None:
    go(page, product, f"/complaints/new?number={product.register()}")


def _complaint_form_with_errors(page: Page, product: Product) -> None:
    _complaint_form(page, product)
    page.locator(".q-actions button").first.click()
    page.locator(".q-errors").wait_for()


def _complaint(page: Page, product: Product) -> None:
    about = product.register()
    command = FileComplaint(CommandId(uuid4()), CLERK, about, "chancellery", COMPLAINT)
    number = product.qadam.file_complaint(command).number
    product.run_jobs()
    go(page, product, f"/cases/{number}")


def _notes(page: Page, product: Product) -> None:
    go(page, product, f"/cases/{product.register()}/notes")
    page.locator("#note-text").fill("Анықтаманы күтеміз.\nЕртең қоңырау шаламын")
    page.get_by_role("checkbox").first.check()
    page.locator("main form button").click()
    page.locator(".q-notes").wait_for()


def _mentions(page: Page, product: Product) -> None:
    note = WriteNote(CommandId(uuid4()), CLERK, product.register(), "Қараңызшы", (SPECIALIST,))
    product.qadam.notes.write(note)
    go(page, product, "/notices")


def _notice_settings(page: Page, product: Product) -> None:
    """One address waits for its code, and a letter could not be brought to another."""
    notices = product.qadam.notices
    notices.give_address(GiveAddress(SPECIALIST, Channel.EMAIL, "nobody@example.kz"))
    product.send_letters()
    notices.give_address(GiveAddress(SPECIALIST, Channel.SMS, "+77010009977"))
    go(page, product, "/notices/settings")


def _notice_settings_with_errors(page: Page, product: Product) -> None:
    go(page, product, "/notices/settings")
    page.locator("#sms-address").fill("112")
    page.locator("#sms form:last-of-type button").click()
    page.locator("#sms-error").wait_for()


def _keys(page: Page, product: Product) -> None:
    go(page, product, "/tasks?list=groups")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def _counter(page: Page, product: Product) -> None:
    product.register()
    go(page, product, "/counter")


def _decision(page: Page, product: Product) -> None:
    go(page, product, f"/tasks/{product.task(product.to_decision()).id}")
    page.locator("input[value=refused]").check()
    page.locator("[name='answers.reasoning']").wait_for()
    page.locator("[data-draft-text]:not(:empty)").wait_for()


def _confirmation(page: Page, product: Product) -> None:
    number = product.register(applicant_iin=DEAD, applicant_name="Белова Нина Григорьевна")
    product.complete(number, CLERK, COMPLETE_PACKAGE)
    go(page, product, f"/tasks/{product.task(number).id}")


def _held_by_another(page: Page, product: Product) -> None:
    number = product.to_decision()
    product.claim(number, SPECIALIST)
    go(page, product, f"/tasks/{product.task(number).id}")


def _to_be_assigned(page: Page, product: Product) -> None:
    number = product.to_decision()
    product.claim(number, SPECIALIST)
    go(page, product, f"/tasks/{product.task(number).id}")
    page.locator("#assign").wait_for()


def _task_of_ones_own(page: Page, product: Product) -> None:
    """Set aside until a day on which it cannot be."""
    number = product.to_decision()
    product.claim(number, SPECIALIST)
    go(page, product, f"/tasks/{product.task(number).id}")
    page.locator("#until").fill("01.01.2020")
    page.locator("form[action$='/aside'] button").click()
    page.locator("#until-error").wait_for()


def _batch_preview(page: Page, product: Product) -> None:
    """Some can be done, one that a colleague took while the list stood open cannot."""
    numbers = [product.register(), product.register()]
    go(page, product, "/tasks?list=groups&chosen=all")
    product.claim(numbers[0], CLERK)
    page.locator("button[name=deed][value=claim]").click()
    page.locator("#rows-title").wait_for()


def _batch(page: Page, product: Product) -> None:
    _batch_preview(page, product)
    page.locator(".q-actions button").click()
    page.wait_for_url("**/tasks/batches/*")


def _substitutions(page: Page, product: Product) -> None:
    go(page, product, "/substitutions")
    page.locator("#first-day").fill("22.12.2026")
    page.locator("#last-day").fill("22.12.2026")
    page.locator("form[action='/substitutions'] button.ds-button").last.click()
    page.locator("#kept-title").wait_for()


def _closed_task(page: Page, product: Product) -> None:
    number = product.register()
    task = product.task(number)
    product.complete(number, CLERK, COMPLETE_PACKAGE)
    go(page, product, f"/tasks/{task.id}")


def _start_form_with_errors(page: Page, product: Product) -> None:
    go(page, product, "/cases/new?process=personal-assistant")
    page.locator(".q-actions button").click()
    page.locator(".q-errors").wait_for()


def _open_case(page: Page, product: Product) -> None:
    go(page, product, f"/cases/{product.to_decision()}")
    show_diagram(page)


def _ended_case(page: Page, product: Product) -> None:
    go(page, product, f"/cases/{product.granted()}")
    show_diagram(page)


def _stuck_case(page: Page, product: Product) -> None:
    go(page, product, "/instances?show=incident")
    page.locator("[data-row-link]").first.click()
    show_diagram(page)


def _mending(page: Page, product: Product) -> None:
    go(page, product, f"/cases/{product.to_decision()}/data")


def _mending_with_errors(page: Page, product: Product) -> None:
    _mending(page, product)
    page.locator("[name^='value.']").first.fill("мәтін")
    page.locator(".q-actions button").first.click()
    page.locator(".q-errors").wait_for()


def _document(page: Page, product: Product) -> None:
    view = product.case(product.granted())
    go(page, product, f"/documents/{view.documents[0].id}")


def _verify(page: Page, product: Product) -> None:
    document = product.case(product.granted()).documents[0]
    with product.qadam.storage.begin() as uow:
        paper = uow.documents.get(document.id)
    assert paper is not None
    go(page, product, f"/verify/{paper.verify_code}")


def _conflict(page: Page, product: Product) -> None:
    """A colleague takes the task while its page stands open."""
    number = product.to_decision()
    go(page, product, f"/tasks/{product.task(number).id}")
    product.claim(number, SECOND_SPECIALIST)
    page.locator("[formaction$='/claim']").click()
    page.locator(".q-flash.is-info").wait_for()


def _term(page: Page, product: Product) -> None:
    go(page, product, f"/cases/{product.to_decision()}/term")


def _term_suspended(page: Page, product: Product) -> None:
    """What a suspension moves, before anything is changed."""
    _term(page, product)
    page.locator("input[value=suspend]").check()
    page.locator("[name='answers.reason']").fill("Сараптама қорытындысы күтіледі")
    page.locator("[name='answers.norm']").fill("458/R1 p.9")
    page.locator("[name='answers.first']").fill("23.12.2026")
    page.locator("[name='answers.last']").fill("25.12.2026")
    page.locator(".q-actions button").first.click()
    page.locator("#preview-title").wait_for()


def _sign(page: Page, product: Product) -> None:
    number = product.to_decision()
    product.complete(number, SPECIALIST, {"outcome": "granted"})
    go(page, product, f"/tasks/{product.task(number).id}")
    page.locator("a[href*='/sign/']").click()
    page.locator("[name=pin]").wait_for()


SIGHTS = (
    Sight("sign-in", NOBODY, at("/sign-in")),
    Sight("about", NOBODY, at("/about")),
    Sight("about-software", NOBODY, at("/about/software")),
    Sight("inbox-mine", SPECIALIST, at("/tasks?list=mine")),
    Sight("inbox-groups", SPECIALIST, at("/tasks?list=groups")),
    Sight("inbox-all", SUPERVISOR, at("/tasks?list=all&order=applicant")),
    Sight("batch-preview", SECOND_CLERK, _batch_preview),
    Sight("batch", SECOND_CLERK, _batch),
    Sight("substitutions", SECOND_SPECIALIST, _substitutions),
    Sight("inbox-empty", CLERK, at("/tasks?list=mine&text=нет+такого")),
    Sight(
        "inbox-by-values",
        SPECIALIST,
        at("/tasks?list=all&process=personal-assistant&v.package=yes&v.hearing_on.from=когда"),
    ),
    Sight("keys", SPECIALIST, _keys),
    Sight("notes", CLERK, _notes),
    Sight("notices", SPECIALIST, _mentions),
    Sight("notice-settings", SPECIALIST, _notice_settings),
    Sight("notice-settings-errors", SECOND_CLERK, _notice_settings_with_errors, 422),
    Sight("start-form", CLERK, at("/cases/new?process=personal-assistant")),
    Sight("start-form-errors", CLERK, _start_form_with_errors, 422),
    Sight("start-form-operator", OPERATOR, at("/cases/new?process=personal-assistant")),
    Sight("start-form-operator-errors", OPERATOR, _start_form_with_errors, 422),
    Sight("complaint-find", CLERK, at("/complaints/new")),
    Sight("complaint-form", CLERK, _complaint_form),
    Sight("complaint-form-errors", CLERK, _complaint_form_with_errors, 422),
    Sight("complaint", HEAD, _complaint),
    Sight("complaint-register", CLERK, at("/registers?register=complaints&year=2026")),
    Sight("counter", CLERK, _counter),
    Sight("counter-operator", OPERATOR, at("/counter")),
    Sight("task", CLERK, _task),
    Sight("task-errors", CLERK, _task_with_errors, 422),
    Sight("task-decision", SPECIALIST, _decision),
    Sight("task-confirmation", CLERK, _confirmation),
    Sight("task-held", CLERK, _held_by_another),
    Sight("task-to-assign", SUPERVISOR, _to_be_assigned),
    Sight("task-own", SPECIALIST, _task_of_ones_own, 422),
    Sight("task-closed", CLERK, _closed_task),
    Sight("case-open", SPECIALIST, _open_case),
    Sight("case-ended", SPECIALIST, _ended_case),
    Sight("case-stuck", SUPERVISOR, _stuck_case),
    Sight("term", HEAD, _term),
    Sight("term-suspended", HEAD, _term_suspended),
    Sight("sign", HEAD, _sign),
    Sight("document", SPECIALIST, _document),
    Sight("verify", NOBODY, _verify),
    Sight("verify-by-hand", NOBODY, at("/verify")),
    Sight("verify-unknown", NOBODY, at("/verify/0000-0000-0000-0000-0000-0000"), 404),
    Sight("registers", SPECIALIST, at("/registers?register=notices&year=2026")),
    Sight("registers-narrowed", SPECIALIST, at("/registers?text=қ&since=кеше&year=2026")),
    Sight("registers-messages", SPECIALIST, at("/registers/messages?year=2026")),
    Sight("registers-empty", SPECIALIST, at("/registers?register=recipients&year=2020")),
    Sight("cases", SUPERVISOR, at("/cases")),
    Sight("control-room", SUPERVISOR, at("/instances")),
    Sight("mending", SUPERVISOR, _mending),
    Sight("mending-errors", SUPERVISOR, _mending_with_errors, 422),
    Sight("cases-narrowed", SUPERVISOR, at("/cases?show=soon&process=personal-assistant")),
    Sight("forbidden", DESIGNER, at("/tasks"), 403),
    *CABINET_SIGHTS,
    *ADMIN_SIGHTS,
    *DESIGNER_SIGHTS,
    *TRYING_SIGHTS,
    Sight("not-found", CLERK, at("/cases/ЖК-2026-999999"), 404),
    Sight("conflict", SPECIALIST, _conflict, 409),
    Sight("stand", NOBODY, at("/stand/?lang={language}")),
    Sight("stand-journal", NOBODY, at("/stand/journal?lang={language}")),
    *(
        Sight(f"stand-{name}", NOBODY, at(f"/stand/{name}?lang={{language}}"))
        for name in ("mail", "portal", "cabinet", "services", "monitoring", "letters")
    ),
    Sight("stand-person", NOBODY, at("/stand/people/580412400174?lang={language}")),
)
