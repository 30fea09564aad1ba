from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity import PersonId
from app.domain.names import search_term, short_name, sort_key
from app.domain.people import Person, by_name


def test_a_keyboard_without_kazakh_letters_finds_the_name() -> None:
    for typed in ("Калиева айгул", "ҚАЛИЕВА  АЙГҮЛ", "Қалиева-Айгүл"):
        assert search_term("Қалиева Айгүл").startswith(search_term(typed))


def test_every_letter_of_the_fold_falls_on_its_kin() -> None:
    assert search_term("ёәғқңөұүһіьъ") == "еагкноуухи"
    assert search_term("ЁӘҒҚҢӨҰҮҺІЬЪ") == "еагкноуухи"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert search_term("и\u0306од") == search_term("йод")


def test_names_sort_by_the_kazakh_alphabet() -> None:
    ordered = ["Абай", "Әлия", "Ғани", "Гүлнұр", "Қалиева", "Ұлан", "Үміт", "Ыбырай", "Ілияс"]
    ordered = sorted(ordered, key=sort_key)
    assert ordered == [
        "Абай", "Әлия", "Гүлнұр", "Ғани", "Қалиева", "Ұлан", "Үміт", "Ыбырай", "Ілияс"
    ]  # fmt: skip


def test_people_are_listed_by_the_kazakh_alphabet() -> None:
    names = ["Бауыржан", "Бақыт", "Марат", "Сәуле", "Әсел"]
    people = [Person(PersonId(name), name, "kk", "", ()) for name in names]
    assert [one.full_name for one in by_name(people)] == [
        "Әсел", "Бақыт", "Бауыржан", "Марат", "Сәуле"
    ]  # fmt: skip


def test_the_alphabet_has_its_42_letters_in_order() -> None:
    alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    assert len(alphabet) == 42
    backwards = alphabet[::-1]
    assert "".join(sorted(backwards, key=sort_key)) == alphabet


def test_a_shorter_name_sorts_before_a_longer_one() -> None:
    assert sort_key("Ким Ян") < sort_key("Кима Ян") < sort_key("Smith")


@given(st.text())
def test_a_key_holds_figures_alone(text: str) -> None:
    assert not set(sort_key(text)) - set("0123456789")
    assert search_term(search_term(text)) == search_term(text)


def test_a_short_name_is_initial_and_surname() -> None:
    assert short_name("Қалиева Айгүл Серікқызы") == "А. Қалиева"
    assert short_name(" Ким ") == "Ким"
