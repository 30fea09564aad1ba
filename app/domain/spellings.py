"""Names typed in Latin letters, read as the Cyrillic ones that they may stand for."""

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice, product

from app.domain.names import search_term

MOST_READINGS = 12
_VOWELS = "aeiouy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Longest first. A letter that people spell differently has several readings, the likelier first.
_SOUNDS: Mapping[str, str] = {
    "shch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "gh": "г", "ts": "ц", "ng": "н нг",
    "yo": "е", "yu": "ю", "ya": "я", "ye": "е", "iy": "ий и", "ia": "ия иа", "iu": "ию иу",
    "iya": "ия", "iye": "ие", "iyu": "ию",
    "a": "а", "b": "б", "c": "с к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р",
    "s": "с", "t": "т", "u": "у", "v": "в", "w": "у", "x": "кс х", "y": "ы й", "z": "з",
}  # fmt: skip
_BY_LENGTH = (4, 3, 2, 1)
# The keys of the Russian layout, for whoever forgot to switch.
_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS = str.maketrans(_QWERTY, "йцукенгшщзхъфывапролджэячсмитьбюё")
_OWN_LETTERS = str.maketrans({"ı": "i", "ş": "sh", "ç": "ch", "ñ": "n", "ğ": "g"})


def readings(piece: str) -> tuple[str, ...]:
    """The search terms that a typed piece of a name may stand for, as it is typed first.

    What holds no Latin letter stands for itself alone. A piece that falls apart into several words,
    such as a double name, keeps them parted by a space.
    """
    own = search_term(piece)
    lower = piece.lower()
    if not any(letter in _LATIN for letter in _plain(lower)):
        return (own,)
    by_sound = (search_term(read) for read in _by_sound(_plain(lower)))
    by_keys = [search_term(lower.translate(_KEYS))] if set(lower) <= set(_QWERTY) else []
    return tuple(dict.fromkeys([own, *by_sound, *by_keys]))


def _plain(word: str) -> str:
    """Latin letters without their marks: `Ä` of the new Kazakh alphabet is `a`."""
    told = word.translate(_OWN_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", told) if not unicodedata.combining(c))


def _by_sound(word: str) -> Iterator[str]:
    parts = tuple(_sounds(word))
    return ("".join(chosen) for chosen in islice(product(*parts), MOST_READINGS))


def _sounds(word: str) -> Iterator[list[str]]:
    place = 0
    while place < len(word):
        for length in _BY_LENGTH:
            piece = word[place : place + length]
            if piece in _SOUNDS:
                yield _told(piece, word, place)
                break
        else:
            piece = word[place]
            yield [piece]
        place += len(piece)


def _told(piece: str, word: str, place: int) -> list[str]:
    """The readings of a sound by where it stands."""
    after_vowel = place > 0 and word[place - 1] in _VOWELS
    if piece == "i" and after_vowel:
        return ["й", "и"]
    if piece == "y" and after_vowel:
        return ["й"]
    if piece == "y" and place == len(word) - 1:
        return ["ы", "ий", "и"]
    if piece == "e" and place == 0:
        return ["е", "э"]
    return _SOUNDS[piece].split()
