from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.texts import LANGUAGES
from app.domain.words import (
    MONTHS,
    MONTHS_ABLATIVE,
    MONTHS_DATIVE,
    MONTHS_LOCATIVE,
    Ending,
    counted,
    kazakh_ending,
    kazakh_number,
    kazakh_time,
    long_date,
    russian_form,
    until,
    weekday,
    working_days,
    working_hours,
)

UNITS = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
FRONT, BACK = "әеіөүё", "аоұы"
VOICELESS, NASAL = "кқпстфхһцчшщ", "мнң"


def last_word(number: int) -> str:
    """The last word the number is read as, spelled: an oracle apart from the tables."""
    words = []
    if number == 1000:
        words = ["бір", "мың"]
    else:
        words = [
            *([UNITS[number // 100], "жүз"] if number >= 100 else []),
            TENS[number // 10 % 10],
            UNITS[number % 10],
        ]
    return [word for word in words if word][-1] if number else "нөл"


def by_sound(word: str, ending: Ending) -> str:
    """The rule of the grammar: vowel harmony by the last vowel, consonant by the last letter."""
    is_front = word == "елу" or next(c for c in reversed(word) if c in FRONT + BACK) in FRONT
    last = word[-1]
    is_vowel = last in FRONT + BACK
    is_voiceless, is_nasal = last in VOICELESS, last in NASAL
    if ending is Ending.DATIVE:
        return ("к" if is_voiceless and is_front else "қ" if is_voiceless else "г" if is_front
                else "ғ") + ("е" if is_front else "а")  # fmt: skip
    if ending is Ending.POSSESSIVE:
        return ("с" if is_vowel else "") + ("і" if is_front else "ы")
    vowel = "е" if is_front else "а"
    if ending is Ending.LOCATIVE:
        return ("т" if is_voiceless else "д") + vowel
    return ("т" if is_voiceless else "н" if is_nasal else "д") + vowel + "н"


@pytest.mark.parametrize("ending", Ending)
def test_an_ending_follows_the_sound_of_every_number_to_a_thousand(ending: Ending) -> None:
    for number in range(1001):
        expected = by_sound(last_word(number), ending)
        assert kazakh_ending(number, ending) == expected, (number, last_word(number))


def test_a_number_keeps_its_ending_on_its_line() -> None:
    assert kazakh_number(5, Ending.DATIVE) == "5-\u2060ке"
    assert kazakh_number(2_000_000, Ending.ABLATIVE) == "2000000-\u2060нан"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (time(18), "18:00-\u2060ге"),
        (time(18, 30), "18:30-\u2060ға"),
        (time(9), "09:00-\u2060ға"),
        (time(0), "00:00-\u2060ге"),
        (time(13, 5), "13:05-\u2060ке"),
    ],
)
def test_a_full_hour_is_read_without_its_minutes(at: time, expected: str) -> None:
    assert kazakh_time(at, Ending.DATIVE) == expected


@pytest.mark.parametrize("number", [-1, 1_000_000_000])
def test_a_number_outside_the_table_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="Expected a number"):
        kazakh_ending(number, Ending.DATIVE)


def test_declined_months_follow_the_sound_of_the_month() -> None:
    for k, month in enumerate(MONTHS):
        # Vowels of foreign stems do not mislead: every month has a plain last vowel.
        assert MONTHS_DATIVE[k] == month.kk + by_sound(month.kk, Ending.DATIVE)
        assert MONTHS_LOCATIVE[k] == month.kk + by_sound(month.kk, Ending.LOCATIVE)
        assert MONTHS_ABLATIVE[k] == month.kk + by_sound(month.kk, Ending.ABLATIVE)


def test_long_dates_are_bound_in_each_language() -> None:
    day = date(2026, 11, 20)
    assert long_date(day, "kk") == "2026\u00a0ж.\u00a020\u00a0қараша"
    assert long_date(day, "ru") == "20\u00a0ноября\u00a02026\u00a0г."
    assert long_date(day, "en") == "20\u00a0November\u00a02026"


def test_until_declines_the_kazakh_date() -> None:
    day = date(2026, 11, 20)
    assert until(day, "kk") == "2026\u00a0жылғы\u00a020\u00a0қарашаға\u00a0дейін"
    assert until(day, "ru") == "до\u00a020\u00a0ноября\u00a02026\u00a0г."
    assert until(day, "en") == "until\u00a020\u00a0November\u00a02026"


def test_weekdays_start_on_monday() -> None:
    assert weekday(date(2026, 11, 20), "kk") == "жұма"
    assert weekday(date(2026, 11, 22), "ru") == "воскресенье"


@pytest.mark.parametrize(
    ("number", "russian"),
    [(0, "рабочих дней"), (1, "рабочий день"), (2, "рабочих дня"), (5, "рабочих дней"),
     (11, "рабочих дней"), (14, "рабочих дней"), (21, "рабочий день"), (112, "рабочих дней"),
     (123, "рабочих дня")],
)  # fmt: skip
def test_russian_takes_one_of_three_forms(number: int, russian: str) -> None:
    assert working_days(number, "ru") == f"{number}\u00a0{russian}"


def test_kazakh_takes_no_plural_after_a_number() -> None:
    assert working_days(3, "kk") == "3\u00a0жұмыс күні"
    assert working_hours(3, "kk") == "3\u00a0жұмыс сағаты"


def test_english_is_singular_for_one_alone() -> None:
    assert working_hours(1, "en") == "1\u00a0working hour"
    assert counted(2, "month", "en") == "2\u00a0months"


@given(st.integers(0, 10_000))
def test_the_form_repeats_with_the_last_two_figures(number: int) -> None:
    assert russian_form(number, "1", "2", "5") == russian_form(number % 100, "1", "2", "5")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(LANGUAGES))
def test_no_date_can_break_over_lines(day: date, language: str) -> None:
    assert " " not in until(day, language)  # type: ignore[arg-type]  # sampled from Language
    assert " " not in long_date(day + timedelta(days=1), language)  # type: ignore[arg-type]  # same
