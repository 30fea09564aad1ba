"""Files of a form: kept with what was typed, refused in words, given back as attachments."""

import re
from io import BytesIO

import pytest
from desk_world import SPECIALIST, DeskWorld, as_form

PDF = b"%PDF-1.7 a paper"


def test_a_file_beside_typed_answers_keeps_them(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    sent = {**as_form({"internal_note": "Важно"}), "file.papers": (BytesIO(PDF), "акт.pdf")}
    answer = visitor.post(f"/tasks/{task.id}/uploads?field=papers", sent)
    assert answer.status_code == 303
    draft = world.draft_of(task.id, SPECIALIST)
    assert draft["internal_note"] == "Важно"
    (upload_id,) = draft["papers"]
    assert draft["#files"] == {upload_id: {"name": "акт.pdf", "size": str(len(PDF))}}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-" + b"x" * 40_000_000, "не более 10\u00a0МБ"),
        (b"MZ a programme", "загрузите PDF, JPEG или PNG"),
        (b"", "загрузите PDF, JPEG или PNG"),
    ],
)
def test_a_refused_file_loses_nothing_that_was_typed(
    world: DeskWorld, content: bytes, words: str
) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    sent = {**as_form({"internal_note": "Важно"}), "file.papers": (BytesIO(content), "a.pdf")}
    answer = visitor.post(f"/tasks/{task.id}/uploads?field=papers", sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Важно" in answer.text
    assert world.draft_of(task.id, SPECIALIST) == {"internal_note": "Важно"}


def test_a_file_of_40_mb_sent_by_script_is_answered_in_words(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    sent = {"file": (BytesIO(b"%PDF-" + b"x" * 40_000_000), "big.pdf")}
    path = f"/tasks/{task.id}/uploads?field=papers"
    answer = visitor.post(path, sent, X_Requested_With="upload")
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert "не более 10 МБ" in answer.json["title"]


def test_a_body_beyond_every_measure_is_answered_too(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    world.app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    sent = {"file": (BytesIO(b"%PDF-" + b"x" * 2_000_000), "big.pdf")}
    answer = visitor.post(f"/tasks/{task.id}/uploads?field=papers", sent)
    assert answer.status_code == 413
    assert "не более 10\u00a0МБ" in answer.text


def test_an_uploaded_file_comes_back_as_an_attachment_that_runs_nothing(world: DeskWorld) -> None:
    task = world.open_task(world.to_decision())
    visitor = world.visitor(SPECIALIST)
    visitor.get(f"/tasks/{task.id}")
    sent = {"file": (BytesIO(PDF), 'акт "1".pdf')}
    answer = visitor.post(f"/tasks/{task.id}/uploads?field=papers", sent)
    found = re.search(r'name="answers.papers" value="([0-9a-f-]{36})"', answer.text)
    assert answer.status_code == 201
    assert found is not None
    file = visitor.get(f"/uploads/{found[1]}")
    assert file.data == PDF
    assert file.mimetype == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
