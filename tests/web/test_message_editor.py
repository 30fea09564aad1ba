"""Messages of a draft: written in three languages, seen filled, the rest of the file untouched."""

import pytest
from desk_world import DESIGNER, DeskWorld, Visitor, raw

from app.bootstrap.composition import read_yaml
from app.domain.identity import DraftId

OWN, SHARED = "messages.yaml", "shared/messages.yaml"
REMINDER = {
    "revision": "0", "id": "visit-reminder", "channel": "sms", "norm": "practice",
    "trigger_kk": "Үйге бару тағайындалды", "trigger_ru": "Назначено посещение",
    "trigger_en": "A visit is arranged",
    "text_kk": "№ {number}: {visit_date} күні үйіңізге барамыз. {who}",
    "text_ru": "№ {number}: придём к вам {visit_date}. {who}",
    "text_en": "No. {number}: we come to you on {visit_date}. {who}",
}  # fmt: skip


def test_a_message_is_added_and_asks_for_what_its_words_name(
    designer: Visitor, draft: DraftId
) -> None:
    assert "ещё нет сообщений" in designer.get(f"/designer/drafts/{draft}/messages/{OWN}").text

    answer = designer.post(f"/designer/drafts/{draft}/message/{OWN}", REMINDER)

    assert answer.status_code == 303, answer.text
    assert "Назначено посещение" in designer.get(answer.location).text
    found = read_yaml(raw(designer, draft, OWN).encode())["visit-reminder"]
    assert isinstance(found, dict)
    assert found["values"] == ["visit_date", "who"]
    assert found["text"]["ru"] == REMINDER["text_ru"]
    shown = designer.get(f"/designer/drafts/{draft}/message/{OWN}?id=visit-reminder").text
    assert "придём к вам 05.01.2027. ‹who›" in shown.replace("\u00a0", " ")


def test_a_changed_word_is_the_only_change_of_the_file(designer: Visitor, draft: DraftId) -> None:
    before = raw(designer, draft, SHARED)
    typed = read_yaml(before.encode())["notice"]
    assert isinstance(typed, dict)
    sent = {"revision": "1", "known": "notice", "channel": "sms", "norm": typed["norm"]}
    for part in ("trigger", "text"):
        sent |= {f"{part}_{language}": words for language, words in typed[part].items()}

    sent["trigger_ru"] = "Решено: оказать"
    assert designer.post(f"/designer/drafts/{draft}/message/{SHARED}", sent).status_code == 303

    after = raw(designer, draft, SHARED)
    assert after == before.replace(typed["trigger"]["ru"], '"Решено: оказать"', 1)


def test_the_words_are_seen_filled_before_they_are_saved(designer: Visitor, draft: DraftId) -> None:
    answer = designer.post(f"/designer/drafts/{draft}/message/{OWN}", {**REMINDER, "do": "show"})
    assert "we come to you on 05.01.2027" in answer.text.replace("\u00a0", " ")
    assert raw(designer, draft, OWN).startswith("<") or "visit-reminder" not in raw(
        designer, draft, OWN
    )


def test_the_filled_words_are_what_one_is_led_to(designer: Visitor, draft: DraftId) -> None:
    answer = designer.post(f"/designer/drafts/{draft}/message/{OWN}", {**REMINDER, "do": "show"})
    assert 'id="filled" aria-labelledby="filled-title" tabindex="-1" data-focus' in answer.text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": ""}, "id"),
        ({"text_en": "We come to {visit_date"}, "text_kk"),
        ({"text_kk": ""}, "text_kk"),
    ],
)
def test_what_cannot_be_seen_filled_says_why(
    designer: Visitor, draft: DraftId, changed: dict[str, str], field: str
) -> None:
    sent = {**REMINDER, **changed, "do": "show"}
    answer = designer.post(f"/designer/drafts/{draft}/message/{OWN}", sent)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_what_comes_from_the_case_by_itself_is_explained(designer: Visitor, draft: DraftId) -> None:
    page = designer.get(f"/designer/drafts/{draft}/message/{OWN}").text
    assert "<code>{registered_on}</code> день регистрации" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id": "Visit reminder"}, "id"),
        ({"id": "a: b"}, "id"),
        ({"text_ru": " "}, "text_ru"),
        ({"norm": ""}, "norm"),
        ({"text_en": "We come to {visit_date"}, "text_kk"),
        ({"text_ru": "Придём {visit_date:dative} {who}"}, "text_kk"),
    ],
)
def test_what_cannot_go_out_is_told_and_kept_on_the_page(
    designer: Visitor, draft: DraftId, changed: dict[str, str], field: str
) -> None:
    answer = designer.post(f"/designer/drafts/{draft}/message/{OWN}", {**REMINDER, **changed})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Назначено посещение" in answer.text


def test_of_two_who_save_the_second_is_told(designer: Visitor, draft: DraftId) -> None:
    address = f"/designer/drafts/{draft}/message/{OWN}"
    designer.post(address, REMINDER)
    answer = designer.post(address, {**REMINDER, "id": "second"})
    assert answer.status_code == 409
    assert 'value="second"' in answer.text
    assert designer.post(address, {**REMINDER, "id": "second", "revision": "1"}).status_code == 303
    assert [*read_yaml(raw(designer, draft, OWN).encode())] == ["visit-reminder", "second"]


def test_the_check_finds_nothing_in_a_message_made_here(
    designer: Visitor, draft: DraftId, office: DeskWorld
) -> None:
    designer.post(f"/designer/drafts/{draft}/message/{OWN}", REMINDER)
    person = office.world.qadam.storage.queries.person(DESIGNER)  # type: ignore[arg-type]  # a login
    assert person is not None
    assert office.services.design.publisher.findings(person, draft) == ()


def test_only_files_of_messages_open_so(designer: Visitor, draft: DraftId) -> None:
    for path in ("service.yaml", "messages.yaml?id=none"):
        assert designer.get(f"/designer/drafts/{draft}/message/{path}").status_code == 404
