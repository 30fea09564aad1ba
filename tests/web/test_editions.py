"""Editions of the act as forms, and by whose working hours a term is counted."""

from datetime import date

import pytest
from desk_world import Visitor, raw

from app.bootstrap.composition import read_yaml
from app.domain.identity import DraftId, TermId
from app.domain.standard import ServiceStandard, parse_standard
from app.usecases.service_version import STANDARD

LAW, DEMO = "458-2021", "458-2021-demo"
NEW = {
    "revision": "1", "id": "163-2026", "rules_of": LAW, "standing": "in_force",
    "effective_from": "01.01.2027", "act_kk": "№ 163 бұйрық", "act_ru": "Приказ № 163",
    "act_en": "Order No. 163",
}  # fmt: skip
TERM = {
    "section": "terms", "edition": LAW, "revision": "1", "known": "result_term", "amount": "10",
    "unit": "working_day", "counts_from": "application_registered", "gap": "458/G-06",
    "norm": "458/std-1 r.3(1)", "name_kk": "Қызмет көрсету мерзімі",
    "name_ru": "Срок оказания услуги", "name_en": "Term of the service",
}  # fmt: skip


@pytest.fixture
def address(draft: DraftId) -> str:
    return f"/designer/drafts/{draft}/standard"


def standard_of(visitor: Visitor, draft: DraftId) -> ServiceStandard:
    return parse_standard(read_yaml(raw(visitor, draft, STANDARD).encode()))


def test_every_edition_is_listed_with_its_days_and_its_standing(
    designer: Visitor, address: str
) -> None:
    page = designer.get(address).text.replace("\u00a0", " ")

    assert "утратила силу · 20.12.2021 – 01.07.2023" in page
    assert "для демонстрации · 01.07.2023 – … · по правилам редакции 458-2021" in page


def test_a_new_edition_repeats_the_rules_of_another_from_its_day(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, STANDARD)

    answer = designer.post(f"{address}/edition", NEW)

    assert answer.status_code == 303, answer.text
    assert raw(designer, draft, STANDARD).startswith(before.rstrip("\n"))
    edition = standard_of(designer, draft).editions[-1]
    assert (edition.id, edition.effective_from) == ("163-2026", date(2027, 1, 1))
    assert edition.effective_to is None
    assert TermId("result_term") in edition.terms
    assert "163-2026" in designer.get(address).text


def test_a_changed_day_is_the_only_change_of_the_file(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, STANDARD)
    demo = standard_of(designer, draft).editions[-1]
    sent = {
        "revision": "1", "known": DEMO, "rules_of": LAW, "standing": "demonstration",
        "effective_from": "01.07.2023", "effective_to": "31.12.2027",
        **{f"act_{one}": getattr(demo.act, one) for one in ("kk", "ru", "en")},
        **{f"notice_{one}": getattr(demo.notice, one) for one in ("kk", "ru", "en")},
    }  # fmt: skip

    assert designer.post(f"{address}/edition", sent).status_code == 303
    added = set(raw(designer, draft, STANDARD).splitlines()) - set(before.splitlines())
    assert [line.strip() for line in added] == ["effective_to: 2027-12-31"]

    sent |= {"revision": "2", "effective_to": ""}
    assert designer.post(f"{address}/edition", sent).status_code == 303
    assert raw(designer, draft, STANDARD) == before


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": "new edition"}, "id"),
        ({"id": LAW}, "id"),
        ({"rules_of": ""}, "rules_of"),
        ({"effective_from": "31.02.2027"}, "effective_from"),
        ({"effective_from": ""}, "effective_from"),
        ({"effective_from": "01.01.2022"}, "effective_from"),
        ({"effective_from": "01.01.2020"}, "effective_from"),
        ({"effective_to": "soon"}, "effective_to"),
        ({"effective_to": "01.01.2027"}, "effective_to"),
        ({"standing": "repealed"}, "effective_to"),
        ({"standing": "demonstration"}, "notice_ru"),
        ({"act_ru": " "}, "act_ru"),
    ],
)
def test_what_no_law_allows_is_told_by_field_and_nothing_is_saved(
    changed: dict[str, str], field: str, designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, STANDARD)
    answer = designer.post(f"{address}/edition", {**NEW, **changed})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert raw(designer, draft, STANDARD) == before


def test_an_edition_is_taken_out_unless_another_repeats_it(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, STANDARD)
    answer = designer.post(f"{address}/editions", {"revision": "1", "id": LAW})
    assert "Запись не удалена" in designer.get(answer.location).text
    assert raw(designer, draft, STANDARD) == before

    designer.post(f"{address}/edition", NEW)
    designer.post(f"{address}/editions", {"revision": "2", "id": "163-2026"})
    assert [one.id for one in standard_of(designer, draft).editions] == [LAW, DEMO]


def test_a_day_that_no_month_has_is_told_as_such(designer: Visitor, address: str) -> None:
    answer = designer.post(f"{address}/edition", {**NEW, "effective_from": "31.02.2027"})

    assert "Такого дня нет, проверьте дату" in answer.text.replace("\u00a0", " ")
    assert "31.12.2026" not in answer.text


def test_of_two_who_save_the_second_is_told(designer: Visitor, address: str) -> None:
    designer.post(f"{address}/edition", {**NEW, "effective_to": "01.06.2027"})
    later = {**NEW, "id": "164-2027", "effective_from": "01.06.2027"}
    answer = designer.post(f"{address}/edition", later)

    assert answer.status_code == 409
    assert 'value="164-2027"' in answer.text


def test_an_unknown_edition_is_not_found(designer: Visitor, address: str) -> None:
    assert designer.get(f"{address}/edition?id=none").status_code == 404
    assert designer.get(f"{address}/edition?id={DEMO}").status_code == 200


def test_a_term_is_counted_by_the_hours_of_another_body_and_by_channel(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, STANDARD)
    sent = {**TERM, "schedule": "CAL-SC", "schedule_egov_portal": "CAL-ED-A"}

    assert designer.post(f"{address}/entry", sent).status_code == 303

    edition = standard_of(designer, draft).editions[0]
    assert edition.terms[TermId("result_term")].schedule == "CAL-SC"
    assert edition.term(TermId("result_term"), "egov_portal").schedule == "CAL-ED-A"
    page = designer.get(f"{address}/entry?section=terms&edition={LAW}&id=result_term").text
    assert page.count('<option value="CAL-ED-A" selected>') == 1

    back = {**TERM, "revision": "2", "schedule": "", "schedule_egov_portal": ""}
    assert designer.post(f"{address}/entry", back).status_code == 303
    assert raw(designer, draft, STANDARD) == before


def test_a_schedule_that_there_is_not_is_refused(designer: Visitor, address: str) -> None:
    for name in ("schedule", "schedule_egov_portal"):
        answer = designer.post(f"{address}/entry", {**TERM, name: "CAL-NOWHERE"})
        assert answer.status_code in (400, 422)


def test_what_several_terms_share_is_not_changed_for_one_of_them(
    designer: Visitor, draft: DraftId, address: str
) -> None:
    before = raw(designer, draft, STANDARD)
    assert "channels: *from_the_channels_event" in before
    sent = {
        **TERM, "known": "result_target", "amount": "9", "norm": "practice",
        "name_kk": "Нәтижені дайындаудың ішкі мерзімі", "name_ru": "Срок", "name_en": "Target",
        "schedule_state_corporation": "CAL-SC",
    }  # fmt: skip
    answer = designer.post(f"{address}/entry", sent)

    assert answer.status_code == 422
    assert "общая у нескольких сроков" in answer.text
    assert raw(designer, draft, STANDARD) == before
