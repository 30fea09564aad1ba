"""The words of the pages: in three languages, used, and nowhere but in the catalogue."""

import re
from pathlib import Path

import pytest

from app.web import wording
from app.web.catalogue import TextMissing, catalogue, say
from handlers.registry import HANDLERS

WEB = Path(wording.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SOURCES = [*TEMPLATES, *(p for p in WEB.rglob("*.py"))]
KEY = re.compile(r"""["']((?:\w+)\.(?:\w+))["']""")
PLACE = re.compile(r"{(\w+)}")
LETTERS = re.compile(r"[A-Za-zА-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]{2,}")
LITERAL = frozenset({"Qadam", "nbsp"})
"""The name mark, which is never translated."""


def _used() -> tuple[set[str], set[str]]:
    """Keys named in full, and beginnings of keys that are completed by a value."""
    whole, begun = set[str](), set[str]()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        whole |= set(KEY.findall(text))
        begun |= set(re.findall(r"""["'](\w+\.\w*_|\w+\.)["'] ~""", text))
        begun |= set(re.findall(r"""f["'](\w+\.(?:\w+_)?){""", text))
    return whole, begun


def test_every_text_that_a_page_names_is_there() -> None:
    told = re.compile(r"""(?:\bt|say|notice)\(\s*["'](\w+\.\w+)["'](?!\s*~)""")
    named = {key for path in SOURCES for key in told.findall(path.read_text(encoding="utf-8"))}
    assert {key for key in named if key not in catalogue() and not key.endswith("_")} == set()


def test_every_text_is_used_somewhere() -> None:
    whole, begun = _used()
    idle = {key for key in catalogue() if key not in whole and not key.startswith(tuple(begun))}
    assert idle == set()


def test_a_text_has_the_same_places_in_each_language() -> None:
    places = {
        key: {frozenset(PLACE.findall(form)) for told in entry.forms.values() for form in told}
        for key, entry in catalogue().items()
    }
    assert {key: found for key, found in places.items() if len(found) != 1} == {}


def test_a_kazakh_text_is_not_the_russian_one() -> None:
    same = {
        key for key, entry in catalogue().items() if entry.forms["kk"][0] == entry.forms["ru"][0]
    }
    assert same <= SAME_IN_BOTH


SAME_IN_BOTH = frozenset(
    {
        "common.demo_mark", "sign_in.login",
        "control.incident", "case.state_incident", "case.event_incident", "case.legend_incident",
        "trying.took", "trying.unit_minutes",
    }
)  # fmt: skip


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    attributes = re.findall(r'(?:aria-label|placeholder|title|alt|data-failed)="([^"]*)"', text)
    bare = re.sub(r'<[^>]*>|(?<=")>|aria-\w+="[^"]*"', " ", text)
    found = [word for part in [bare, *attributes] for word in LETTERS.findall(part)]
    assert [word for word in found if word not in LITERAL] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_script_and_no_style_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|hx-on", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_a_text_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(TextMissing):
        say("inbox.no_such_text", "kk")


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1 задача"), (2, "2 задачи"), (5, "5 задач"), (11, "11 задач"), (21, "21 задача")],
)
def test_russian_words_follow_the_figure(n: int, words: str) -> None:
    assert say("sign_in.tasks", "ru", n=n) == words


@pytest.mark.parametrize(
    ("loose", "bound"),
    [
        ("№ 458", "№\u00a0458"),
        ("№ ШҒ-2026-000002 шағым", "№\u00a0ШҒ-2026-000002 шағым"),
        ("+7 701 123 45 67", "+7\u00a0701\u00a0123\u00a045\u00a067"),
        ("10 МБ-тан аспайды", "10\u00a0МБ-\u2060тан аспайды"),
        ("CSV UTF-8", "CSV\u00a0UTF-\u20608"),
        ("3 жұмыс күні", "3\u00a0жұмыс күні"),
        ("18:00-ге дейін", "18:00-\u2060ге дейін"),
        ("21–22 қараша", "21\u2060–\u206022\u00a0қараша"),
        ("2026 ж.", "2026\u00a0ж."),
        ("Б. Нұрланов", "Б.\u00a0Нұрланов"),
        ("ЖК-2026-000041 ісі", "ЖК-2026-000041 ісі"),
        ("2026-жылғы", "2026-\u2060жылғы"),
    ],
)
def test_what_must_not_part_at_a_lines_end_is_bound(loose: str, bound: str) -> None:
    assert wording.bind(loose) == bound
    assert wording.bind(bound) == bound


@pytest.mark.parametrize(
    ("number", "masked"), [("+77010004812", "+7 701 ••• 48 12"), ("unknown", "unknown")]
)
def test_a_phone_is_masked(number: str, masked: str) -> None:
    assert wording.masked_phone(number).replace("\u00a0", " ") == masked


def test_a_size_is_told_in_words() -> None:
    assert wording.size_words(1_258_291, "kk") == "1,2\u00a0МБ"
    assert wording.size_words(1_258_291, "en") == "1.2\u00a0MB"
    assert wording.size_words(10, "ru") == "1\u00a0КБ"


def test_what_each_handler_does_is_told_in_every_language() -> None:
    told = {key.partition(".")[2] for key in catalogue() if key.startswith("topics.")}

    assert told == set(HANDLERS)
