"""Every route of the product: how it is asked, and what lets a person through."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from uuid import uuid4

from desk_world import APPLICATION, HERE, as_form

Rule = Literal[
    "public",
    "signed in",
    "power",
    "case",
    "candidate",
    "holder",
    "office",
    "mender",
    "keeper",
    "unblocked",
    "nothing",
    "system",
    "citizen",
]
"""What lets a person through, besides the power that the route declares.

`power`: nothing more. `case`: sight of the case in its office. `candidate`: that, and a role the
task is meant for. `holder`: holding the task. `office`: the office named in the form. `keeper`:
keeping the people or offices of the one at hand; `unblocked`: the same, and whoever passes is told
that the person is not blocked; `nothing`: more than any one office gives. `system`: the
secret of a state system, which no person has. `citizen`: a sign-in to the cabinet, which no role
gives.
"""


@dataclass(frozen=True)
class Way:
    """How a route is asked."""

    path: str
    rule: Rule
    method: str = "GET"
    form: str = ""
    """`command`, `answers`, `application`, `lookup` or `file`."""


NOTHING = "00000000-0000-4000-8000-000000000000"
SERVICE = "/designer/services/personal-assistant"
UNKNOWN = "00000000-0000-0000-0000-000000000000"
WAYS: dict[str, Way] = {
    "assets.serve": Way("/static/build/qadam.css", "public"),
    "home.start": Way("/", "signed in"),
    "home.about": Way("/about", "public"),
    "home.notices": Way("/about/software", "public"),
    "home.notice": Way("/about/software/Flask", "public"),
    "home.healthz": Way("/healthz", "public"),
    "entrance.show": Way("/sign-in", "public"),
    "entrance.sign_in": Way("/sign-in", "public", "POST"),
    "entrance.sign_in_demo": Way("/sign-in/demo", "public", "POST"),
    "entrance.sign_out": Way("/sign-out", "public", "POST"),
    "entrance.language": Way("/language?language=ru", "public"),
    "inbox.show": Way("/tasks", "power"),
    "inbox.news": Way("/tasks/news?known=0", "power"),
    "inbox.preview": Way("/tasks/batch?deed=claim", "power"),
    "inbox.begin": Way("/tasks/batch", "power", "POST", "batch"),
    "inbox.batch": Way(f"/tasks/batches/{UNKNOWN}", "power"),
    "inbox.batch_progress": Way(f"/tasks/batches/{UNKNOWN}/progress", "power"),
    "inbox.stop_batch": Way(f"/tasks/batches/{UNKNOWN}/stop", "power", "POST"),
    "substitutions.show": Way("/substitutions", "signed in"),
    "substitutions.keep": Way("/substitutions", "signed in", "POST", "substitution"),
    "substitutions.end": Way(f"/substitutions/{UNKNOWN}/end", "signed in", "POST"),
    "inbox.save_filter": Way("/tasks/filters", "power", "POST", "filter"),
    "inbox.drop_filter": Way(f"/tasks/filters/{UNKNOWN}/delete", "power", "POST"),
    "inbox.set_columns": Way("/tasks/columns", "power", "POST"),
    "task.show": Way("/tasks/{task}", "case"),
    "task.draft": Way("/tasks/{task}/draft", "candidate", "POST", "answers"),
    "task.fields": Way("/tasks/{task}/fields", "case", "POST", "answers"),
    "task.look_up": Way("/tasks/{task}/person", "candidate", "POST", "iin"),
    "task.upload": Way("/tasks/{task}/uploads?field=f", "candidate", "POST", "file"),
    "task.claim": Way("/tasks/{task}/claim", "candidate", "POST", "command"),
    "task.complete": Way("/tasks/{task}/complete", "candidate", "POST", "command"),
    "task.unclaim": Way("/tasks/{task}/return", "holder", "POST", "command"),
    "task.assign": Way("/tasks/{task}/assign", "office", "POST", "command"),
    "task.delegate": Way("/tasks/{task}/delegate", "holder", "POST", "delegate"),
    "task.take_back": Way("/tasks/{task}/take-back", "holder", "POST", "command"),
    "task.set_aside": Way("/tasks/{task}/aside", "holder", "POST", "command"),
    "task.prioritize": Way("/tasks/{task}/priority", "office", "POST", "priority"),
    "registers.show": Way(f"/registers?office={HERE}", "case"),
    "registers.take_csv": Way(f"/registers/csv?office={HERE}", "case"),
    "registers.take_pdf": Way(f"/registers/pdf?office={HERE}", "case"),
    "registers.messages": Way(f"/registers/messages?office={HERE}", "case"),
    "registers.take_messages": Way(f"/registers/messages/csv?office={HERE}", "case"),
    "verify.ask": Way("/verify", "public"),
    "verify.show": Way("/verify/0000-0000-0000-0000-0000-0000", "public"),
    "verify.compare": Way("/verify/0000-0000-0000-0000-0000-0000", "public", "POST"),
    "signing.show": Way("/tasks/{task}/sign/f", "candidate"),
    "signing.sign": Way("/tasks/{task}/sign/f", "candidate", "POST", "signature"),
    "signing.sign_with_demo_key": Way("/tasks/{task}/sign/f/demo", "candidate", "POST", "pin"),
    "counter.show": Way("/counter", "power"),
    "intake.show": Way("/cases/new", "power"),
    "intake.fields": Way("/cases/new/fields", "power", "POST", "application"),
    "intake.look_up": Way("/cases/new/person", "power", "POST", "lookup"),
    "intake.register": Way("/cases/new", "office", "POST", "application"),
    "complaint.show": Way("/complaints/new", "power"),
    "complaint.file": Way("/complaints/new", "power", "POST", "complaint"),
    "complaint.fields": Way("/complaints/new/fields", "power", "POST", "complaint"),
    "case.index": Way("/cases", "power"),
    "case.search": Way("/search?text=x", "power"),
    "case.show": Way("/cases/{number}", "case"),
    "case.term": Way("/cases/{number}/term", "case"),
    "case.change_term": Way("/cases/{number}/term", "case", "POST", "command"),
    "case.term_fields": Way("/cases/{number}/term/fields", "case", "POST", "answers"),
    "case.tell": Way("/cases/{number}/counter", "case", "POST", "told"),
    "notes.show": Way("/cases/{number}/notes", "case"),
    "notes.write": Way("/cases/{number}/notes", "case", "POST", "note"),
    "notices.show": Way("/notices", "signed in"),
    "notices.see_all": Way("/notices/seen", "signed in", "POST"),
    "notices.settings": Way("/notices/settings", "signed in"),
    "notices.choose": Way("/notices/settings", "signed in", "POST", "notice_choice"),
    "notices.give": Way("/notices/settings/sms", "signed in", "POST"),
    "notices.confirm": Way("/notices/settings/sms/code", "signed in", "POST"),
    "case.diagram": Way("/cases/{number}/diagram.bpmn", "case"),
    "case.diagram_state": Way("/cases/{number}/diagram.json", "case"),
    "papers.document": Way("/documents/{document}", "case"),
    "papers.pdf": Way("/documents/{document}.pdf", "case"),
    "papers.signature": Way("/documents/{document}/{signature}.p7s", "case"),
    "papers.upload": Way("/uploads/{upload}", "case"),
    "cabinet.sign_in": Way("/cabinet/sign-in", "public"),
    "cabinet.ask_password": Way("/cabinet/sign-in", "public", "POST"),
    "cabinet.password": Way("/cabinet/sign-in/password", "public"),
    "cabinet.enter": Way("/cabinet/sign-in/password", "public", "POST"),
    "cabinet.sign_out": Way("/cabinet/sign-out", "citizen", "POST"),
    "cabinet.show": Way("/cabinet", "citizen"),
    "cabinet.case": Way("/cabinet/cases/{number}", "citizen"),
    "cabinet.readers": Way("/cabinet/cases/{number}/readers", "citizen"),
    "cabinet.document": Way("/cabinet/documents/{document}", "citizen"),
    "cabinet.pdf": Way("/cabinet/documents/{document}.pdf", "citizen"),
    "cabinet.signature": Way("/cabinet/documents/{document}/{signature}.p7s", "citizen"),
    "cabinet.answer_hearing": Way("/cabinet/cases/{number}/hearing", "citizen", "POST", "reply"),
    "cabinet.add_file": Way("/cabinet/cases/{number}/files", "citizen", "POST", "command"),
    "cabinet.rate": Way("/cabinet/cases/{number}/rating", "citizen", "POST"),
    "cabinet.withdrawal": Way("/cabinet/cases/{number}/withdrawal", "citizen"),
    "cabinet.withdraw": Way("/cabinet/cases/{number}/withdrawal", "citizen", "POST", "withdrawal"),
    "cabinet.complaint": Way("/cabinet/cases/{number}/complaint", "citizen"),
    "cabinet.complain": Way("/cabinet/cases/{number}/complaint", "citizen", "POST", "command"),
    "supervisor.ratings": Way("/ratings", "power"),
    "cabinet.key": Way("/cabinet/sign-in/key", "public"),
    "cabinet.challenge": Way("/cabinet/sign-in/challenge", "public"),
    "cabinet.enter_by_key": Way("/cabinet/sign-in/key", "public", "POST"),
    "cabinet.enter_by_demo_key": Way("/cabinet/sign-in/key/demo", "public", "POST"),
    "cabinet.apply": Way("/cabinet/apply", "citizen"),
    "cabinet.application": Way("/cabinet/apply/personal-assistant", "citizen"),
    "cabinet.fill": Way("/cabinet/apply/personal-assistant", "citizen", "POST", "command"),
    "cabinet.pending": Way(f"/cabinet/applications/{NOTHING}", "citizen"),
    "cabinet.pending_content": Way(f"/cabinet/applications/{NOTHING}/content", "citizen"),
    "cabinet.ask_consent": Way(
        f"/cabinet/applications/{NOTHING}/password", "citizen", "POST", "command"
    ),
    "cabinet.send_application": Way(
        f"/cabinet/applications/{NOTHING}/signature", "citizen", "POST", "signature"
    ),
    "cabinet.send_with_demo_key": Way(
        f"/cabinet/applications/{NOTHING}/signature/demo", "citizen", "POST", "pin"
    ),
    "cabinet.choice": Way("/cabinet/cases/{number}/supplier", "citizen"),
    "cabinet.choose": Way("/cabinet/cases/{number}/supplier", "citizen", "POST", "command"),
    "cabinet.upload": Way("/cabinet/uploads/{upload}", "citizen"),
    "inbound.person_event": Way("/api/inbound/gbdfl/events", "system", "POST"),
    "inbound.sms_reply": Way("/api/inbound/sms/replies", "system", "POST"),
    "inbound.sms_receipt": Way("/api/inbound/sms/receipts", "system", "POST"),
    "inbound.portal_request": Way("/api/inbound/egov/requests", "system", "POST"),
    "inbound.cabinet_reply": Way("/api/inbound/egov/replies", "system", "POST"),
    "inbound.documents_consent": Way("/api/inbound/dds/consents", "system", "POST"),
    "inbound.supplier_choice": Way("/api/inbound/aleumet/choices", "system", "POST"),
    **{
        f"inbound.state_from_{system}": Way(f"/api/inbound/{system}/states", "system", "POST")
        for system in ("gbdfl", "esobes", "aleumet")
    },
    "inbound.programme_event": Way("/api/inbound/esobes/events", "system", "POST"),
    "designer.lint": Way("/lint", "power", "POST"),
    "designer.index": Way("/designer", "power"),
    "designer.take_in": Way("/designer/archives", "power", "POST"),
    "designer.service": Way(f"{SERVICE}", "power"),
    "designer.archive": Way(f"{SERVICE}/1.zip", "power"),
    "designer.file": Way(f"{SERVICE}/1/files/service.yaml", "power"),
    "designer.raw": Way(f"{SERVICE}/1/raw/service.yaml", "power"),
    "designer.begin_draft": Way(f"{SERVICE}/drafts", "power", "POST"),
    "designer.copying": Way(f"{SERVICE}/copy?version=1", "power"),
    "designer.copy": Way(f"{SERVICE}/copy", "power", "POST"),
    "designer.draft": Way("/designer/drafts/{draft}", "power"),
    "designer.draft_archive": Way("/designer/drafts/{draft}.zip", "power"),
    "designer.draft_raw": Way("/designer/drafts/{draft}/raw/service.yaml", "power"),
    "designer.edit": Way("/designer/drafts/{draft}/edit/personal-assistant.bpmn", "power"),
    "designer.decision": Way("/designer/drafts/{draft}/decide/decisions/eligibility.dmn", "power"),
    "designer.decide": Way(
        "/designer/drafts/{draft}/decide/decisions/eligibility.dmn", "power", "POST", "decision"
    ),
    "designer.new_decision": Way("/designer/drafts/{draft}/decisions/new", "power"),
    "designer.make_decision": Way("/designer/drafts/{draft}/decisions/new", "power", "POST"),
    "designer.new_document": Way("/designer/drafts/{draft}/new-document", "power"),
    "designer.make_document": Way("/designer/drafts/{draft}/new-document", "power", "POST"),
    "designer.choices": Way(
        "/designer/drafts/{draft}/choices/documents.yaml?id=notice&value=volume", "power"
    ),
    "designer.write_choices": Way(
        "/designer/drafts/{draft}/choices/documents.yaml", "power", "POST", "choices"
    ),
    "designer.removing": Way("/designer/drafts/{draft}/remove/decisions/x.dmn", "power"),
    "designer.remove": Way("/designer/drafts/{draft}/remove/decisions/x.dmn", "power", "POST"),
    "designer.table": Way("/designer/drafts/{draft}/tables/decisions/eligibility.dmn", "power"),
    "designer.ask_table": Way(
        "/designer/drafts/{draft}/ask/decisions/eligibility.dmn", "power", "POST"
    ),
    "designer.scenario_list": Way("/designer/drafts/{draft}/scenarios", "power"),
    "designer.run_scenarios": Way("/designer/drafts/{draft}/scenarios", "power", "POST"),
    "designer.scenario": Way("/designer/drafts/{draft}/run/scenarios/a.yaml", "power"),
    "designer.coverage": Way("/designer/drafts/{draft}/coverage.json?of=a.bpmn", "power"),
    "designer.trial": Way("/designer/drafts/{draft}/try", "power"),
    "designer.begin_trial": Way("/designer/drafts/{draft}/try", "power", "POST"),
    "designer.start_in_trial": Way("/designer/drafts/{draft}/try/start", "power", "POST"),
    "designer.step_in_trial": Way("/designer/drafts/{draft}/try/steps", "power", "POST"),
    "designer.undo_in_trial": Way("/designer/drafts/{draft}/try/undo", "power", "POST"),
    "designer.record_trial": Way("/designer/drafts/{draft}/try/record", "power", "POST"),
    "designer.end_trial": Way("/designer/drafts/{draft}/try/end", "power", "POST"),
    "designer.trial_task": Way("/designer/drafts/{draft}/try/tasks/{task}", "power"),
    "designer.work_in_trial": Way("/designer/drafts/{draft}/try/tasks/{task}", "power", "POST"),
    "designer.trial_start_fields": Way("/designer/drafts/{draft}/try/fields", "power", "POST"),
    "designer.trial_task_fields": Way(
        "/designer/drafts/{draft}/try/tasks/{task}/fields", "power", "POST"
    ),
    "designer.trial_paper": Way("/designer/drafts/{draft}/try/papers/{task}.pdf", "power"),
    "designer.trial_diagram": Way("/designer/drafts/{draft}/try/diagram.bpmn", "power"),
    "designer.trial_diagram_state": Way("/designer/drafts/{draft}/try/diagram.json", "power"),
    "designer.publishing": Way("/designer/drafts/{draft}/publish", "power"),
    "designer.publish": Way("/designer/drafts/{draft}/publish", "power", "POST"),
    "designer.bring_back": Way(f"{SERVICE}/in-force", "power", "POST"),
    "designer.compare_versions": Way(f"{SERVICE}/compare?old=1&new=1", "power"),
    "designer.compare_draft": Way("/designer/drafts/{draft}/compare", "power"),
    "designer.form": Way("/designer/drafts/{draft}/forms/forms/a.form", "power"),
    "designer.move_field": Way("/designer/drafts/{draft}/forms/forms/a.form", "power", "POST"),
    "designer.try_form": Way("/designer/drafts/{draft}/preview/forms/a.form", "power", "POST"),
    "designer.field": Way("/designer/drafts/{draft}/fields/forms/a.form", "power"),
    "designer.write_field": Way("/designer/drafts/{draft}/fields/forms/a.form", "power", "POST"),
    "designer.documents": Way("/designer/drafts/{draft}/documents/documents.yaml", "power"),
    "designer.document": Way("/designer/drafts/{draft}/document/documents.yaml", "power"),
    "designer.write_document": Way(
        "/designer/drafts/{draft}/document/documents.yaml", "power", "POST"
    ),
    "designer.messages": Way("/designer/drafts/{draft}/messages/messages.yaml", "power"),
    "designer.message": Way("/designer/drafts/{draft}/message/messages.yaml", "power"),
    "designer.write_message": Way(
        "/designer/drafts/{draft}/message/messages.yaml", "power", "POST"
    ),
    "designer.edition": Way("/designer/drafts/{draft}/standard/edition", "power"),
    "designer.write_edition": Way("/designer/drafts/{draft}/standard/edition", "power", "POST"),
    "designer.remove_edition": Way("/designer/drafts/{draft}/standard/editions", "power", "POST"),
    "designer.standard": Way("/designer/drafts/{draft}/standard", "power"),
    "designer.remove_entry": Way("/designer/drafts/{draft}/standard", "power", "POST"),
    "designer.entry": Way("/designer/drafts/{draft}/standard/entry?section=terms", "power"),
    "designer.write_entry": Way("/designer/drafts/{draft}/standard/entry", "power", "POST"),
    "designer.new_file": Way("/designer/drafts/{draft}/text?path=forms/x.form", "power"),
    "designer.text": Way("/designer/drafts/{draft}/text/service.yaml", "power"),
    "designer.save_text": Way("/designer/drafts/{draft}/text/service.yaml", "power", "POST"),
    "designer.save_file": Way("/designer/drafts/{draft}/files/a?revision=0", "power", "POST"),
    "designer.split_draft": Way("/designer/drafts/{draft}/split/a?revision=0", "power", "POST"),
    "designer.drop_draft": Way("/designer/drafts/{draft}/delete", "power", "POST"),
    "supervisor.show": Way("/instances", "power"),
    "supervisor.retry": Way("/incidents/{incident}/retry", "mender", "POST", "command"),
    "supervisor.retry_start": Way("/starts/retry", "power", "POST"),
    "supervisor.retry_all": Way("/incidents/retry", "power", "POST", "incidents"),
    "supervisor.close": Way("/incidents/{incident}/closing", "mender", "POST", "command"),
    "supervisor.data": Way("/cases/{number}/data", "mender"),
    "supervisor.mend": Way("/cases/{number}/data", "mender", "POST", "command"),
    "supervisor.steer": Way("/cases/{number}/steering", "mender", "POST", "steering"),
    "entrance.password": Way("/password", "signed in"),
    "entrance.change_password": Way("/password", "signed in", "POST"),
    "admin.show": Way("/admin", "power"),
    "admin.roles": Way("/admin/roles", "power"),
    "admin.people": Way("/admin/people", "power"),
    "admin.new_person": Way("/admin/people/new", "power"),
    "admin.add_person": Way("/admin/people", "power", "POST", "person"),
    "admin.importing": Way("/admin/import", "power"),
    "admin.import_sample": Way("/admin/import/sample.csv", "power"),
    "admin.preview_import": Way("/admin/import", "power", "POST"),
    "admin.import_people": Way("/admin/import/people", "power", "POST", "sheet"),
    "admin.import_left": Way("/admin/import/left.csv", "power", "POST", "sheet"),
    "admin.slips": Way("/admin/slips", "power", "POST", "slips"),
    "admin.person": Way("/admin/people/zhanar", "keeper"),
    "admin.change_person": Way("/admin/people/zhanar", "keeper", "POST", "staff"),
    "admin.give_role": Way("/admin/people/zhanar/roles", "keeper", "POST", "role"),
    "admin.take_role": Way("/admin/people/zhanar/roles/taken", "keeper", "POST", "grant"),
    "admin.move_person": Way("/admin/people/zhanar/office", "keeper", "POST", "move"),
    "admin.blocking": Way("/admin/people/zhanar/block", "keeper"),
    "admin.block": Way("/admin/people/nobody/block", "power", "POST"),
    "admin.hand_over": Way("/admin/people/zhanar/tasks", "unblocked", "POST"),
    "admin.unblock": Way("/admin/people/zhanar/unblock", "keeper", "POST"),
    "admin.slip": Way("/admin/people/nobody/slip", "power", "POST"),
    "admin.calendar_page": Way("/admin/calendar", "power"),
    "admin.draw_up_change": Way("/admin/calendar", "power", "POST"),
    "admin.calendar_change": Way(f"/admin/calendar/{UNKNOWN}", "power"),
    "admin.calendar_progress": Way(f"/admin/calendar/{UNKNOWN}/progress", "power"),
    "admin.apply_change": Way(f"/admin/calendar/{UNKNOWN}/apply", "nothing", "POST"),
    "admin.drop_change": Way(f"/admin/calendar/{UNKNOWN}/drop", "nothing", "POST"),
    "admin.offices": Way("/admin/offices", "power"),
    "admin.new_office": Way("/admin/offices/new", "power"),
    "admin.add_office": Way("/admin/offices", "power", "POST"),
    "admin.office": Way(f"/admin/offices/{HERE}", "power"),
    "admin.change_office": Way(f"/admin/offices/{HERE}", "keeper", "POST", "office"),
}

SMALL_FORMS: Mapping[str, Mapping[str, object]] = {
    "command": {},
    "notice_choice": {"quiet_begin": "20:00", "quiet_end": "08:00", "digest_at": "09:00"},
    "told": {"message": "result-requested"},
    "reply": {"reply": "attends"},
    "withdrawal": {"reason": "why"},
    # Of no case: whoever may mend anything is told that nothing is tried again.
    "incidents": {"incident": "0b0e7a2e-8f5e-4a3f-9d58-6b1f2f0f9a11"},
    # Nothing is on hold: it is refused as a conflict by whom may do it, and changes nothing.
    "steering": {"deed": "resumed", "reason": "why"},
    # A number and an IIN that do not belong together: nothing is found, nobody is refused.
    "complaint": {"number": "ЖК-2026-000001", "iin": "", "channel": "chancellery"},
    "decision": {"decision": "eligibility", "sample": "{}"},
    "choices": {"revision": "1", "id": "notice", "value": "volume"},
    "signature": {"signature": "MA=="},
    "pin": {"pin": "MA=="},
    "delegate": {"person": "zhanar"},
    "batch": {"deed": "claim", "task": UNKNOWN},
    "substitution": {"substitute": "zhanar"},
    "priority": {"priority": "50"},
    "note": {"text": "a note"},
}


PLAIN_FORMS: Mapping[str, Mapping[str, object]] = {
    "iin": {"look_up": "person.iin"},
    # Nothing that changes a person of the world: what is refused for another cause has passed.
    "person": {"login": "1", "full_name": "x", "role": "clerk", "office": HERE},
    "staff": {"full_name": ""},
    "role": {"role": "clerk", "office": HERE},
    "grant": {"grant": f"auditor@{HERE}", "reason": "why"},
    "move": {"source": "nowhere", "target": HERE, "reason": "why"},
    "office": {"name_kk": ""},
    "sheet": {"sheet": "login;full_name;role;office\n1;x;y;z\n"},
    "slips": {"people": "nobody"},
}
"""Forms that bear no command id: to send them twice changes nothing."""


def body_of(way: Way) -> dict[str, object]:
    """What is sent along, complete as far as it decides who passes."""
    if way.form in PLAIN_FORMS:
        return {**PLAIN_FORMS[way.form]}
    if way.form in SMALL_FORMS:
        return {"command_id": str(uuid4()), **SMALL_FORMS[way.form]}
    if way.form in ("application", "lookup"):
        head = {"process": "personal-assistant", "office": HERE, "channel": "department_counter"}
        asked = {"look_up": "applicant_iin"} if way.form == "lookup" else {}
        return {"command_id": str(uuid4()), **head, **as_form(APPLICATION), **asked}
    if way.form == "file":
        return {"file": pdf()}
    return {}


def pdf() -> tuple[object, str]:
    return BytesIO(b"%PDF-1.7 a paper"), "paper.pdf"
