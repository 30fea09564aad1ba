"""A document of a draft: checked line by line, and pressed with sample values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from app.documents.dates import DAY, ENDINGS
from app.documents.layout_words import TOO_LARGE
from app.documents.placeholders import PLACEHOLDER, Filling
from app.documents.renderer import TypstRenderer
from app.documents.text_files import TextsBroken, parse_documents
from app.documents.texts import CASE_VALUES, OFFICIAL
from app.documents.trying import SAMPLE
from app.domain.field_names import IN_LANGUAGE
from app.domain.forms import Problem
from app.domain.mistakes import Mistake, filled, joined
from app.domain.texts import LANGUAGES, Language, Text
from app.ports.outside import DocumentNotRendered, OfficialDocument
from app.usecases.change_document import BESIDE, PaperSample, PaperTyped
from app.usecases.copy_service import MISSING

LARGEST_PDF = 4_000_000
"""Bytes of a document that is shown."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SAMPLE_ONLY = Text(
    "Үлгі: бұл құжат берілмеген", "Образец: этот документ не выдан", "A sample: never issued"
)
_UNKNOWN = (
    "{n}-жол: {{{name}}} мәнін ешкім бермейді; атын төмендегі мәндерге қосыңыз",
    "строка {n}: {{{name}}} никто не заполнит; добавьте имя в значения ниже",
    "line {n}: nobody fills {{{name}}}; add the name to the values below",
)
_ENDING = (
    "{n}-жол: {name} дұрыс емес; жалғау тек қазақша мәтінде болады: {known}",
    "строка {n}: {name} неверно; окончание бывает только в казахском тексте: {known}",
    "line {n}: {name} is wrong; Kazakh words alone take an ending: {known}",
)
_BRACE = (
    "{n}-жол: жақшаның сыңары жоқ",
    "строка {n}: скобка без пары",
    "line {n}: a brace without its pair",
)
_HIDDEN = (
    "{n}-жол: көрінбейтін таңбалар бар, оларды өшіріңіз",
    "строка {n}: есть невидимые знаки, удалите их",
    "line {n}: there are invisible characters, please delete them",
)
_LABEL = (
    "{n}-жол: | белгісінің екі жағында да мәтін болуы керек",
    "строка {n}: текст нужен по обе стороны знака |",
    "line {n}: there has to be text at both sides of |",
)
_UNUSED = (
    "Мәтіннің {language} нұсқасында {{{name}}} жоқ: оны қойыңыз немесе атын осы жерден алыңыз",
    "В тексте {language} нет {{{name}}}: вставьте его или уберите имя отсюда",
    "{{{name}}} is missing in the text {language}: put it in, or take the name out here",
)
_BAD_NAME = (
    "«{name}» ат бола алмайды: кіші латын әріптері, цифрлар және _",
    "«{name}» не может быть именем: строчные латинские буквы, цифры и _",
    "“{name}” is no name: small Latin letters, digits and _",
)
_OWN = (
    "«{name}» мәнін істің өзі береді",
    "«{name}» даёт само дело",
    "“{name}” is given by the case itself",
)


def check_paper(typed: PaperTyped) -> Sequence[Problem]:
    """What keeps the document from being used, by the field and the line where it stands."""
    return [*_languages(typed), *_lines(typed), *_names(typed)]


def press_paper(sample: PaperSample, renderer: TypstRenderer) -> bytes:
    """The PDF, marked as a sample. Raises DocumentNotRendered."""
    try:
        text = parse_documents(sample.content)[sample.id]
    except TextsBroken as broken:
        told = joined([one.said() for one in broken.of(sample.id) or broken.mistakes])
        raise DocumentNotRendered(told) from broken
    given = {name: _value(told) for name, told in sample.values.items() if told.strip()}
    case = {name: given.pop(name, known) for name, known in SAMPLE.items()}
    places = text.occasion.values | text.occasion.optional
    bodies = text.filled(case, {name: one for name, one in given.items() if name in places})
    office = case["office"]
    document = OfficialDocument(
        template=sample.id,
        number="Х-15/2026",
        case_number=str(case["number"]),
        dated=dated if isinstance(dated := case["dated"], date) else date(2026, 12, 28),
        office=office if isinstance(office, Text) else Text(str(office), str(office), str(office)),
        signer="Ж. Сейітова",
        edition_notice=_SAMPLE_ONLY,
        verify_code="0000-0000-0000-0000-0000-0000",
        verify_url="https://example.invalid/verify/0000-0000-0000-0000-0000-0000",
        bodies=bodies,
    )
    try:
        pdf = renderer.render(document, sample.layout)
    except DocumentNotRendered as refused:
        raise DocumentNotRendered(Mistake(sample.layout_path, refused.told).said()) from refused
    if len(pdf) > LARGEST_PDF:
        raise DocumentNotRendered(filled(TOO_LARGE, most=f"{LARGEST_PDF:,}"))
    return pdf


def sample_value(name: str, choices: Mapping[str, Sequence[str]]) -> str:
    """As it is typed on the page; the kinds of values are those of real cases."""
    if name in choices:
        return next(iter(choices[name]), "")
    if name.endswith("_at"):
        return "2027-01-05T11:00:00+05:00"
    is_day = name.endswith(("_on", "_until", "_from", "_since", "_date", "due"))
    return "2027-01-05" if is_day else f"‹{name}›"


def _value(told: str) -> Filling:
    """A day, a moment, a number, several texts, or a text."""
    text = told.strip()
    for read in (date.fromisoformat, datetime.fromisoformat, Decimal):
        try:
            found = read(text)
        except (ValueError, InvalidOperation):
            continue
        if not isinstance(found, Decimal) or found.is_finite():
            return found
    several = tuple(part.strip() for part in text.split(";") if part.strip())
    return several if len(several) > 1 else text


def _languages(typed: PaperTyped) -> Iterator[Problem]:
    for language in LANGUAGES:
        title, lines = getattr(typed.title, language), typed.lines.get(language, ())
        is_told = language in OFFICIAL or title or lines
        if is_told and not title:
            yield Problem(f"title_{language}", MISSING)
        if is_told and not lines:
            yield Problem(f"lines_{language}", MISSING)


def _lines(typed: PaperTyped) -> Iterator[Problem]:
    known = {*typed.needed, *typed.optional, *CASE_VALUES}
    for language in LANGUAGES:
        yield from _line(f"title_{language}", language, 1, getattr(typed.title, language), known)
        for number, line in enumerate(typed.lines.get(language, ()), 1):
            yield from _line(f"lines_{language}", language, number, line, known)
            label, mark, words = line.partition(BESIDE.rstrip())
            if mark and not (label.strip() and words.strip()):
                yield _told(f"lines_{language}", _LABEL, n=number)


def _line(
    key: str, language: Language, number: int, line: str, known: set[str]
) -> Iterator[Problem]:
    for match in PLACEHOLDER.finditer(line):
        if match[1] not in known:
            yield _told(key, _UNKNOWN, n=number, name=match[1])
        is_kazakh_ending = language == "kk" and match[2] in ENDINGS
        if match[2] not in (None, DAY) and not is_kazakh_ending:
            yield _told(key, _ENDING, n=number, name=match[0], known=", ".join(ENDINGS))
    if re.search(r"[{}]", PLACEHOLDER.sub("", line)):
        yield _told(key, _BRACE, n=number)
    if _UNSEEN.search(line):
        yield _told(key, _HIDDEN, n=number)


def _names(typed: PaperTyped) -> Iterator[Problem]:
    for key, names in (("needed", typed.needed), ("optional", typed.optional)):
        for name in names:
            if not _NAME.fullmatch(name):
                yield _told(key, _BAD_NAME, name=name)
            elif name in CASE_VALUES:
                yield _told(key, _OWN, name=name)
            else:
                for language in _told_in(typed):
                    if name not in _used(typed, language):
                        said = filled(_UNUSED, language=IN_LANGUAGE[language], name=name)
                        yield Problem(key, said)
                        break


def _told_in(typed: PaperTyped) -> list[Language]:
    return [language for language in LANGUAGES if typed.lines.get(language)]


def _used(typed: PaperTyped, language: Language) -> set[str]:
    together = "\n".join((getattr(typed.title, language), *typed.lines.get(language, ())))
    return {match[1] for match in PLACEHOLDER.finditer(together)}


def _told(key: str, words: tuple[str, str, str], **values: object) -> Problem:
    return Problem(key, Text(*(one.format(**values) for one in words)))
