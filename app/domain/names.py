"""Names of people: found without Kazakh letters, sorted by the 42-letter alphabet, shortened."""

import unicodedata

_FOLDED = str.maketrans(
    {"ё": "е", "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х",
     "і": "и", "ь": None, "ъ": None}
)  # fmt: skip
KAZAKH_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
# Two figures per character: any collation of any database sorts figures alike.
_PLACE = {
    letter: f"{place:02}"
    for place, letter in enumerate(" 0123456789" + KAZAKH_ALPHABET + _LATIN_ALPHABET)
}
_UNKNOWN = "99"


def search_term(text: str) -> str:
    """What a name is stored and searched by: lower case, Kazakh letters as their Russian kin.

    Anything but letters and figures parts words; words are parted by one space.
    """
    return _words(text).translate(_FOLDED)


def sort_key(text: str) -> str:
    """Figures that sort as the Kazakh alphabet does: words first, then the Latin alphabet last."""
    return "".join(_PLACE.get(letter, _UNKNOWN) for letter in _words(text))


def short_name(full_name: str) -> str:
    """`Қалиева Айгүл Серікқызы` → `А. Қалиева`; a single word stays as it is."""
    words = full_name.split()
    if len(words) < 2:
        return full_name.strip()
    return f"{words[1][0]}. {words[0]}"


def _words(text: str) -> str:
    lower = unicodedata.normalize("NFC", text).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in lower).split())
