"""The service standard as forms: terms, papers and grounds, the rest of the file untouched."""

from datetime import time
from difflib import unified_diff
from urllib.parse import urlencode

import pytest
from desk_world import Visitor, raw
from werkzeug.test import TestResponse

from app.bootstrap.composition import read_yaml
from app.domain.identity import DraftId, TermId
from app.domain.standard import parse_standard
from app.usecases.service_version import STANDARD

EDITION = "458-2021"
VISIT = {
    "section": "terms", "edition": EDITION, "revision": "1", "id": "visit_term",
    "name_kk": "Үйге бару мерзімі", "name_ru": "Срок посещения", "name_en": "Term of the visit",
    "amount": "3", "unit": "working_day", "counts_from": "+", "norm": "practice",
    "event_kk": "бару тағайындалған күн", "event_ru": "день назначения", "event_en": "the day",
}  # fmt: skip


def page_of(visitor: Visitor, draft: DraftId, **asked: str) -> str:
    address = f"/designer/drafts/{draft}/standard/entry?{urlencode(asked)}"
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.text


def written(visitor: Visitor, draft: DraftId, sent: dict[str, object]) -> TestResponse:
    return visitor.post(f"/designer/drafts/{draft}/standard/entry", sent)


def test_a_term_of_three_working_days_is_added_with_an_event_of_its_own(
    designer: Visitor, draft: DraftId
) -> None:
    before = raw(designer, draft, STANDARD)

    answer = written(designer, draft, dict(VISIT))

    assert answer.status_code == 303, answer.text
    assert "Срок посещения" in designer.get(answer.location).text
    after = raw(designer, draft, STANDARD)
    standard = parse_standard(read_yaml(after.encode()))
    term = standard.editions[0].terms[TermId("visit_term")]
    assert (term.amount, term.unit, term.event.ru) == (3, "working_day", "день назначения")
    assert not [
        line
        for line in unified_diff(before.splitlines(), after.splitlines(), n=0)
        if line.startswith("-") and not line.startswith("---")
    ]
    assert "deadline(&#34;visit_term&#34;, now())" in designer.get(
        f"/designer/drafts/{draft}/edit/personal-assistant.bpmn"
    ).text.replace("\\u0022", "&#34;").replace('\\"', "&#34;")


def test_a_changed_length_is_the_only_change_of_the_file(designer: Visitor, draft: DraftId) -> None:
    before = raw(designer, draft, STANDARD)
    assert 'value="10"' in page_of(designer, draft, section="terms", id="result_term")
    sent = {
        **VISIT, "known": "result_term", "id": "", "amount": "12", "norm": "458/std-1 r.3(1)",
        "gap": "458/G-06", "counts_from": "application_registered",
        "name_kk": "Қызмет көрсету мерзімі", "name_ru": "Срок оказания услуги",
        "name_en": "Term of the service",
    }  # fmt: skip

    assert written(designer, draft, sent).status_code == 303

    assert raw(designer, draft, STANDARD) == before.replace("amount: 10\n", "amount: 12\n", 1)


RESULT = {
    **VISIT, "known": "result_term", "id": "", "amount": "10", "norm": "458/std-1 r.3(1)",
    "gap": "458/G-06", "counts_from": "application_registered",
    "name_kk": "Қызмет көрсету мерзімі", "name_ru": "Срок оказания услуги",
    "name_en": "Term of the service", "cut_off": "", "cut_off_egov_portal": "closing",
}  # fmt: skip


def test_an_event_late_in_the_day_counts_as_of_the_next_one(
    designer: Visitor, draft: DraftId
) -> None:
    opened = page_of(designer, draft, section="terms", id="result_term")
    portal = opened.partition('id="cut_off_egov_portal"')[2].partition("</select>")[0]
    assert '<option value="closing" selected>' in portal
    before = raw(designer, draft, STANDARD)

    assert written(designer, draft, RESULT).status_code == 303
    assert raw(designer, draft, STANDARD) == before

    late = {**RESULT, "cut_off": "16:30", "counts_start_day": "true", "revision": "2"}
    assert written(designer, draft, late).status_code == 303
    after = raw(designer, draft, STANDARD)
    term = parse_standard(read_yaml(after.encode())).editions[0].terms[TermId("result_term")]
    assert (term.cut_off, term.counts_start_day) == (time(16, 30), True)
    again = page_of(designer, draft, section="terms", id="result_term")
    assert '<option value="16:30" selected>' in again
    assert 'name="counts_start_day" value="true" checked' in again


def test_a_channel_that_says_nothing_else_is_taken_out(designer: Visitor, draft: DraftId) -> None:
    before = raw(designer, draft, STANDARD)
    sent = {**RESULT, "cut_off_mobile_phone": "18:00", "cut_off_egov_portal": ""}

    assert written(designer, draft, sent).status_code == 303

    changed = unified_diff(before.splitlines(), raw(designer, draft, STANDARD).splitlines(), n=0)
    lines = [line for line in changed if line[0] in "+-" and line[:3] not in ("+++", "---")]
    assert lines == ["-            cut_off: closing", '+            cut_off: "18:00"']


def test_a_paper_is_added_changed_and_taken_out_again(designer: Visitor, draft: DraftId) -> None:
    before = raw(designer, draft, STANDARD)
    paper = {
        "section": "documents", "edition": EDITION, "revision": "1", "id": "DOC-5",
        "name_kk": "Анықтама", "name_ru": "Справка", "name_en": "Certificate",
        "when_kk": "әрқашан", "when_ru": "всегда", "when_en": "always", "norm": "practice",
        "channels": ["department_counter"],
    }  # fmt: skip
    assert written(designer, draft, paper).status_code == 303
    change = {**paper, "known": "DOC-5", "id": "", "revision": "2", "needed": "attorney"}
    assert written(designer, draft, change).status_code == 303
    standard = parse_standard(read_yaml(raw(designer, draft, STANDARD).encode()))
    assert standard.editions[0].documents[-1].needed == "attorney"

    out = {"section": "documents", "edition": EDITION, "revision": "3", "id": "DOC-5"}
    designer.post(f"/designer/drafts/{draft}/standard", out)

    assert raw(designer, draft, STANDARD) == before


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": "visit term"}, "id"),
        ({"id": "result_term"}, "id"),
        ({"amount": "0"}, "amount"),
        ({"amount": "three"}, "amount"),
        ({"name_ru": ""}, "name_ru"),
        ({"event_en": ""}, "event_en"),
        ({"counts_from": ""}, "counts_from"),
        ({"counts_from": "application_accepted", "before": "result_term"}, "counts_from"),
        ({"norm": ""}, "norm"),
        ({"gap": "458/G-99"}, "gap"),
        ({"cut_off": "25:00"}, "cut_off"),
        ({"cut_off": "evening"}, "cut_off"),
        ({"cut_off_egov_portal": "9 o'clock"}, "cut_off_egov_portal"),
        ({"unit": "working_hour", "cut_off": "closing"}, "cut_off"),
        (
            {"counts_from": "", "before": "result_term", "counts_start_day": "true"},
            "counts_start_day",
        ),
    ],
)
def test_what_no_standard_allows_is_told_and_kept_on_the_page(
    designer: Visitor, draft: DraftId, changed: dict[str, str], field: str
) -> None:
    before = raw(designer, draft, STANDARD)
    answer = written(designer, draft, {**VISIT, **changed})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Үйге бару мерзімі" in answer.text
    assert raw(designer, draft, STANDARD) == before


def test_the_term_of_the_case_stays_and_the_page_says_why(
    designer: Visitor, draft: DraftId
) -> None:
    before = raw(designer, draft, STANDARD)
    out = {"section": "terms", "edition": EDITION, "revision": "1", "id": "result_term"}
    answer = designer.post(f"/designer/drafts/{draft}/standard", out)
    assert "Запись не удалена" in designer.get(answer.location).text
    assert raw(designer, draft, STANDARD) == before


def test_of_two_who_save_the_second_is_told(designer: Visitor, draft: DraftId) -> None:
    written(designer, draft, dict(VISIT))
    answer = written(designer, draft, {**VISIT, "id": "second_term"})
    assert answer.status_code == 409
    assert 'value="second_term"' in answer.text


def test_every_entry_opens_and_what_is_not_there_is_not_found(
    designer: Visitor, draft: DraftId
) -> None:
    for section, name in (("documents", "DOC-3"), ("refusal_grounds", "RF-1"), ("terms", "")):
        page_of(designer, draft, section=section, id=name)
    for asked in ("section=terms&id=none", "section=terms&edition=none"):
        answer = designer.get(f"/designer/drafts/{draft}/standard/entry?{asked}")
        assert answer.status_code == 404
