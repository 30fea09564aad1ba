import re
from datetime import date
from pathlib import Path

import pytest

from app.documents import CASE_VALUES, TextsBroken, long_date, parse_documents, parse_messages
from app.domain.texts import LANGUAGES, Text
from app.ports.outside import DocumentNotRendered

CASE = {
    "number": "ЖК-2026-000041",
    "registered_on": long_date(date(2026, 11, 20)),
    "dated": long_date(date(2026, 12, 8)),
    "applicant": "Қалиева Айгүл Серікқызы",
    "service": Text("Жеке көмекші қызметі", "Услуги индивидуального помощника"),
    "office": Text("Бостандық бөлімі", "Бостандыкский отдел", "Bostandyk department"),
}
GROUNDS = Text("талапқа сай емес", "не отвечает требованиям")

DOCUMENT = """
refusal:
  trigger: {kk: т, ru: т, en: t}
  channel: counter
  norm: 458/std-1 r.9
  values: [reason]
  title: {kk: Бас тарту, ru: Отказ}
  paragraphs:
    kk: ["№ {number}: {reason}"]
    ru: ["№ {number}: {reason}"]
"""


def test_every_document_of_the_service_is_filled_in_both_official_languages(
    service: Path,
) -> None:
    documents = parse_documents((service / "documents.yaml").read_bytes())

    assert set(documents) == {"notice", "refusal", "acceptance-refusal"}
    for text in documents.values():
        given = dict.fromkeys(text.occasion.values, "сенімхат")
        bodies = text.filled(CASE, given)
        words = "\n".join(line for body in bodies for line in (body.title, *body.paragraphs))
        assert [body.language for body in bodies] == ["kk", "ru"]
        assert not re.search("[{}]", words)
        assert "20\N{NO-BREAK SPACE}ноября\N{NO-BREAK SPACE}2026" in words


def test_every_message_of_the_service_is_filled_and_fits_one_sms(service: Path) -> None:
    messages = parse_messages((service / "messages.yaml").read_bytes())

    assert set(messages) == {"notice", "refusal", "acceptance-refusal"}
    for text in messages.values():
        for language in LANGUAGES:
            words = text.filled(language, CASE, {})
            assert "ЖК-2026-000041" in words
            assert "1414" in words
            assert len(words) <= 335


def test_no_message_tells_a_diagnosis_or_a_ground(service: Path) -> None:
    messages = parse_messages((service / "messages.yaml").read_bytes())
    telling = re.compile(
        "мүгедек|инвалид|disab|көмекші|помощник|assistant|топ|групп", re.IGNORECASE
    )

    for text in messages.values():
        assert text.occasion.values == frozenset()
        for language in LANGUAGES:
            assert not telling.search(text.text.in_language(language))


def test_a_value_may_differ_by_language() -> None:
    text = parse_documents(DOCUMENT.encode())["refusal"]

    by_text = text.filled(CASE, {"reason": GROUNDS})
    by_suffix = text.filled(CASE, {"reason": GROUNDS.kk, "reason_ru": GROUNDS.ru})

    assert by_text == by_suffix
    assert [body.paragraphs[0] for body in by_text] == [
        "№\N{NO-BREAK SPACE}ЖК-2026-000041: талапқа сай емес",
        "№\N{NO-BREAK SPACE}ЖК-2026-000041: не отвечает требованиям",
    ]


def test_a_placeholder_inside_a_value_stays_as_it_is() -> None:
    text = parse_documents(DOCUMENT.encode())["refusal"]

    assert text.filled(CASE, {"reason": "{applicant}"})[0].paragraphs[0].endswith("{applicant}")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "refusal needs reason"),
        ({"reason": ""}, "refusal needs reason"),
        ({"reason_ru": "причина"}, "refusal needs reason"),
        ({"reason": "себеп", "raeson": "x"}, "refusal has no place for raeson"),
    ],
)
def test_values_that_do_not_fit_are_refused_by_name(given: dict[str, str], problem: str) -> None:
    text = parse_documents(DOCUMENT.encode())["refusal"]

    with pytest.raises(DocumentNotRendered, match=problem):
        text.filled(CASE, given)


def test_a_case_without_a_number_is_refused() -> None:
    text = parse_documents(DOCUMENT.encode())["refusal"]

    with pytest.raises(DocumentNotRendered, match="the case has no number"):
        text.filled({}, {"reason": "себеп"})


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("refusal:", "Refusal:", "Refusal: an id is lower-case latin words"),
        ("channel: counter", "channel: pigeon", "refusal.channel: one of counter, sms, cabinet"),
        ("norm: 458/std-1 r.9", "norm: 9", "refusal.norm: has to be a text"),
        ("norm: 458/std-1 r.9", "nrom: x", "refusal.nrom: unknown key"),
        (", en: t}", "}", "refusal.trigger.en: missing"),
        (", en: t}", ", en: t, de: t}", "refusal.trigger.de: no language of the product"),
        ("values: [reason]", "values: reason", "refusal.values: has to be a list of names"),
        ("values: [reason]", "values: []", "refusal.kk: nobody fills {reason}"),
        ("[reason]", "[reason, missing]", "refusal.ru: {missing} is promised but not used"),
        ("[reason]", "[reason, number]", "refusal.values: number is the case's own value"),
        (", ru: Отказ}", "}", "refusal.title.ru: missing"),
        ("title: {kk: Бас тарту, ru: Отказ}", "title: Отказ", "refusal.title: has to hold"),
        (
            '    ru: ["№ {number}: {reason}"]',
            "    ru: []",
            "refusal.paragraphs.ru: has to be a list",
        ),
        ('ru: ["№ {number}: {reason}"]', 'ru: ["{reason"]', "refusal.ru: a brace without its pair"),
        ('    kk: ["№ {number}: {reason}"]\n', "", "refusal.paragraphs.kk: missing"),
        ("  values: [reason]", "  norm: x\n  values: [reason]", "the key norm stands twice"),
        (DOCUMENT, "- a list", "the file has to map ids to texts"),
        (DOCUMENT, "a: [", "expected the node content"),
        (DOCUMENT, "a: text", "a: not a mapping"),
    ],
)
def test_a_file_with_a_fault_is_refused_by_place(old: str, new: str, problem: str) -> None:
    assert old in DOCUMENT

    with pytest.raises(TextsBroken) as broken:
        parse_documents(DOCUMENT.replace(old, new).encode())

    assert any(problem in found for found in broken.value.problems), broken.value.problems


def test_all_faults_are_told_at_once() -> None:
    wrong = DOCUMENT.replace("counter", "pigeon").replace("[reason]", "[]")

    with pytest.raises(TextsBroken) as broken:
        parse_documents(wrong.encode())

    assert broken.value.problems == (
        "refusal.channel: one of counter, sms, cabinet",
        "refusal.kk: nobody fills {reason}",
        "refusal.ru: nobody fills {reason}",
    )


def test_the_case_fills_what_the_texts_of_the_service_use(service: Path) -> None:
    text = (service / "documents.yaml").read_text() + (service / "messages.yaml").read_text()

    assert set(re.findall(r"\{([a-z_]+)\}", text)) >= CASE_VALUES - {"dated"}
