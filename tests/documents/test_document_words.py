import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.bootstrap.deployments import read_folder
from app.documents import CASE_VALUES, TextsBroken, long_date, parse_documents
from app.documents.dates import local_day, long_moment, short_moment
from app.documents.service_words import documents_of, messages_of
from app.documents.texts import DocumentText, MessageText
from app.domain.registers import Register
from app.domain.texts import LANGUAGES, Text
from app.ports.outside import DocumentNotRendered, Fact, Fill, Items, Paragraphs

CASE = {
    "number": "ЖК-2026-000041",
    "registered_on": date(2026, 11, 20),
    "dated": date(2026, 12, 8),
    "applicant": "Қалиева Айгүл Серікқызы",
    "service": Text("Жеке көмекші қызметі", "Услуги индивидуального помощника"),
    "short_service": Text(
        "Жеке көмекші қызметі", "Услуги индивидуального помощника", "Personal assistant"
    ),
    "office": Text("Бостандық бөлімі", "Бостандыкский отдел", "Bostandyk department"),
}
VALUES = {
    "until": date(2027, 1, 8),
    "unit": Text("Бостандық бөлімшесі", "Отделение Бостандыкского района", "Bostandyk unit"),
    "hearing_at": datetime(2026, 12, 17, 16, 0, tzinfo=UTC),
    "hearing_place": "Алматы, Тимирязев көшесі, 42, 105-бөлме",
    "new_due": date(2027, 1, 13),
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


def files_of(service: Path) -> dict[str, bytes]:
    """The service's own files and the shared ones it takes along."""
    return {file.path: file.content for file in read_folder(service)}


def test_the_words_of_a_service_stand_over_the_shared_ones_of_the_same_id() -> None:
    shared = f"{DOCUMENT}{DOCUMENT.replace('refusal:', 'notice:')}".encode()
    own = DOCUMENT.replace("ru: Отказ", "ru: Отказ в услуге").encode()
    found = documents_of({"shared/documents.yaml": shared, "documents.yaml": own})

    assert {id: text.titles["ru"] for id, text in found.items()} == {
        "refusal": "Отказ в услуге",
        "notice": "Отказ",
    }


def words_of(body: Paragraphs) -> str:
    lines = [body.title]
    for block in body.paragraphs:
        match block:
            case Items():
                lines += block.items
            case Fact():
                lines.append(f"{block.label}: {block.words}")
            case _:
                lines.append(block)
    return "\n".join(lines)


def a_value(text: DocumentText, name: str) -> Fill:
    """A value of the kind that the name promises."""
    if name in text.occasion.choices:
        return next(iter(text.occasion.choices[name]))
    if name.endswith(("_on", "_until", "_since", "_due")):
        return date(2026, 12, 18)
    if name.endswith("_at"):
        return datetime(2026, 12, 14, 5, 0, tzinfo=UTC)
    return ("сенімхат", "куәлік")


def test_every_document_of_the_service_is_filled_in_both_official_languages(
    service: Path,
) -> None:
    documents = documents_of(files_of(service))

    assert {"receipt", "acceptance-refusal", "hearing-notice", "hearing-minutes", "notice",
            "refusal", "handover-act", "return-act"} <= set(documents)  # fmt: skip
    for text in documents.values():
        names = text.occasion.values | text.occasion.optional
        bodies = text.filled(CASE, {name: a_value(text, name) for name in names})
        assert [body.language for body in bodies] == ["kk", "ru"]
        for body in bodies:
            assert not re.search("[{}]", words_of(body))
            assert len(body.paragraphs) == len(text.paragraphs[body.language])
        kazakh, russian = map(words_of, bodies)
        assert "20\N{NO-BREAK SPACE}ноября\N{NO-BREAK SPACE}2026" in russian
        assert "2026\N{NO-BREAK SPACE}жылғы\N{NO-BREAK SPACE}20\N{NO-BREAK SPACE}қараша" in kazakh


def test_minutes_and_acts_have_a_register_of_their_own(service: Path) -> None:
    documents = documents_of(files_of(service))

    assert {name for name, text in documents.items() if text.register is Register.ACTS} == {
        "hearing-minutes", "handover-act", "return-act", "issue-note",
    }  # fmt: skip
    assert all(text.hands for text in documents.values() if text.register is Register.ACTS)


RICH = """
rich:
  trigger: {kk: т, ru: т, en: t}
  channel: counter
  norm: 458/std-1 r.9
  values: [due, how]
  optional: [papers, volume, met_at]
  choices: {how: {remote: {kk: бейнебайланыс, ru: видеосвязь, en: video}}}
  title: {kk: Құжат, ru: Документ}
  paragraphs:
    kk:
      - "{due:dative} дейін, {due:ablative} бастап, {due:locative}: {how}"
      - "{papers}"
      - Көлемі: "{volume} сағат"
      - "{met_at}"
    ru:
      - "до {due}: {how}"
      - "{papers}"
      - Объём: "{volume} часов"
      - "{met_at}"
"""


def spaced(words: object) -> str:
    return str(words).replace("\N{NO-BREAK SPACE}", " ")


def test_dates_take_their_kazakh_endings_and_choices_their_words() -> None:
    kazakh, russian = parse_documents(RICH.encode())["rich"].filled(
        CASE, {"due": date(2026, 12, 8), "how": "remote"}
    )

    assert spaced(kazakh.paragraphs[0]) == (
        "2026 жылғы 8 желтоқсанға дейін, 2026 жылғы 8 желтоқсаннан бастап, "
        "2026 жылғы 8 желтоқсанда: бейнебайланыс"
    )
    assert spaced(russian.paragraphs[0]) == "до 8 декабря 2026 года: видеосвязь"


def test_a_line_whose_optional_value_was_not_given_is_left_out() -> None:
    kazakh, russian = parse_documents(RICH.encode())["rich"].filled(
        CASE, {"due": date(2026, 12, 8), "how": "remote"}
    )

    assert (len(kazakh.paragraphs), len(russian.paragraphs)) == (1, 1)


def test_lists_figures_and_moments_are_worded_by_their_kind() -> None:
    given = {
        "due": date(2026, 12, 8),
        "how": "remote",
        "papers": ("Өтініш", "Сенімхат"),
        "volume": Decimal("2920.5"),
        "met_at": datetime(2026, 12, 31, 20, 30, tzinfo=UTC),
    }

    kazakh, russian = parse_documents(RICH.encode())["rich"].filled(CASE, given)

    assert kazakh.paragraphs[1] == Items(("Өтініш", "Сенімхат"))
    assert isinstance(russian.paragraphs[2], Fact)
    assert spaced(russian.paragraphs[2].words) == "2 920,5 часов"
    assert spaced(kazakh.paragraphs[3]) == "2027 жылғы 1 қаңтар, сағат 01:30"
    assert spaced(russian.paragraphs[3]) == "1 января 2027 года, 01:30"


def test_a_moment_gives_its_day_where_a_day_is_asked_for() -> None:
    rich = RICH.replace('"{met_at}"', '"{met_at:ablative}"', 1).replace(
        '"{met_at}"', '"{met_at:day}"'
    )
    given = {
        "due": date(2026, 12, 8),
        "how": "remote",
        "met_at": datetime(2026, 12, 31, 20, 30, tzinfo=UTC),
    }

    kazakh, russian = parse_documents(rich.encode())["rich"].filled(CASE, given)

    assert spaced(kazakh.paragraphs[1]) == "2027 жылғы 1 қаңтардан"
    assert spaced(russian.paragraphs[1]) == "1 января 2027 года"


def test_a_moment_of_a_form_is_on_the_clock_of_the_office() -> None:
    typed = datetime(2026, 12, 24, 11, 0)  # noqa: DTZ001 - a form's date and time know no zone

    assert long_moment(typed).kk == "2026 жылғы 24 желтоқсан, сағат 11:00".replace(
        " ", "\u00a0", 3
    ).replace("сағат ", "сағат\u00a0")
    assert short_moment(typed) == "24.12.2026 11:00"
    assert local_day(typed) == date(2026, 12, 24)


def test_a_value_that_is_no_choice_is_refused() -> None:
    text = parse_documents(RICH.encode())["rich"]

    with pytest.raises(DocumentNotRendered, match="rich takes as how one of remote"):
        text.filled(CASE, {"due": date(2026, 12, 8), "how": "by pigeon"})


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{due:dative}", "{due:vocative}", "{due:vocative}: Kazakh words alone take"),
        ("до {due}:", "до {due:dative}:", "paragraphs.ru: {due:dative}: Kazakh words"),
        ("[due, how]", "[due, how, papers]", "rich.optional: papers is needed already"),
        ("choices: {how:", "choices: {hwo:", "rich.choices.hwo: no value of this text"),
        (", en: video}", "}", "rich.choices.how.remote.en: missing"),
        ("channel: counter", "channel: counter\n  register: recipients",
         "rich.register: one of notices, acts"),
        ("channel: counter", "channel: counter\n  hands: {kk: [Алды], ru: Получил}",
         "rich.hands.ru: has to be a list of lines"),
    ],
)  # fmt: skip
def test_a_file_with_a_fault_in_its_values_is_refused_by_place(
    old: str, new: str, problem: str
) -> None:
    assert old in RICH

    with pytest.raises(TextsBroken) as broken:
        parse_documents(RICH.replace(old, new, 1).encode())

    assert any(problem in found for found in broken.value.problems), broken.value.problems


def test_a_date_in_words_cannot_break_over_two_lines() -> None:
    told = long_date(date(2026, 12, 8))

    assert [words.replace("\N{NO-BREAK SPACE}", "_") for words in (told.kk, told.ru, told.en)] == [
        "2026_жылғы_8_желтоқсан",
        "8_декабря_2026_года",
        "8_December_2026",
    ]


def test_every_sms_of_the_service_has_its_number_and_fits(service: Path) -> None:
    for text in sms_of(service):
        for language in LANGUAGES:
            given = {name: VALUES[name] for name in text.occasion.values}
            words = text.filled(language, CASE, given)
            assert "ЖК-2026-000041" in words
            assert "1414" in words
            assert len(words) <= 335


def test_no_sms_tells_a_diagnosis_or_a_ground(service: Path) -> None:
    telling = re.compile("мүгедек|инвалид|disab|топ|групп|group", re.IGNORECASE)

    for text in sms_of(service):
        assert text.occasion.values <= {"until", "unit", "hearing_at", "hearing_place", "new_due"}
        for language in LANGUAGES:
            words = text.text.in_language(language)
            assert not telling.search(words)
            # The full name of the service tells whom it is for.
            assert "{service}" not in words
            assert "{applicant}" not in words


def test_only_the_offer_names_the_service_that_is_agreed_to(service: Path) -> None:
    naming = {text.occasion.id for text in sms_of(service) if "{short_service}" in text.text.kk}

    assert naming == {"offer"}


def sms_of(service: Path) -> list[MessageText]:
    messages = messages_of(files_of(service)).values()
    return [text for text in messages if text.occasion.channel == "sms"]


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
        ("values: [reason]", "values: []", "refusal.paragraphs.kk: nobody fills {reason}"),
        ("[reason]", "[reason, missing]", "refusal.paragraphs.ru: {missing} is promised"),
        ("[reason]", "[reason, number]", "refusal.values: number is the case's own value"),
        (", ru: Отказ}", "}", "refusal.title.ru: missing"),
        ("title: {kk: Бас тарту, ru: Отказ}", "title: Отказ", "refusal.title: has to hold"),
        (
            '    ru: ["№ {number}: {reason}"]',
            "    ru: []",
            "refusal.paragraphs.ru: has to be a list",
        ),
        ('ru: ["№ {number}: {reason}"]', 'ru: ["{reason"]', "paragraphs.ru: a brace without its"),
        ('    kk: ["№ {number}: {reason}"]\n', "", "refusal.paragraphs.kk: missing"),
        ("  values: [reason]", "  norm: x\n  values: [reason]", "the key norm stands twice"),
        (DOCUMENT, "- a list", "the file has to map ids to texts"),
        (DOCUMENT, "a: [", "a value is missing here"),
        (DOCUMENT, "a: text", "a: not a mapping"),
        ("norm: 458/std-1 r.9", "norm: 2026-13-40", "there is no such value"),
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
        "refusal.channel: one of counter, sms, cabinet has to stand here",
        "refusal.paragraphs.kk: nobody fills {reason}; add the name to values",
        "refusal.paragraphs.ru: nobody fills {reason}; add the name to values",
    )


def test_the_case_fills_what_the_texts_of_the_service_use(service: Path) -> None:
    files = files_of(service)
    words = (name for name in files if name.endswith(("documents.yaml", "messages.yaml")))
    text = "".join(files[name].decode() for name in words)

    assert set(re.findall(r"\{([a-z_]+)\}", text)) >= CASE_VALUES - {"dated"}
