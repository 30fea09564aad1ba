"""The acts by which days of the calendar differ from their week, in three languages."""

from app.domain.texts import Text

HOLIDAYS = Text(
    "Қазақстан Республикасындағы мерекелер туралы заң 2001 ж. № 267; Еңбек кодексі 84-бап",
    "Закон о праздниках в Республике Казахстан 2001 г. № 267; Трудовой кодекс, статья 84",
    "Law on holidays in the Republic of Kazakhstan of 2001, No. 267; Labour Code, article 84",
)
SHIFTS = Text("Еңбек кодексі 85-бап", "Трудовой кодекс, статья 85", "Labour Code, article 85")
TRANSFERS = Text(
    "Еңбек кодексі 85-бап 3-тармақ",
    "Трудовой кодекс, статья 85, пункт 3",
    "Labour Code, article 85, item 3",
)
TRANSFER_OF_2025 = Text(
    "ҚР Еңбек және халықты әлеуметтік қорғау министрінің 2024 ж. № 436 бұйрығы",
    "Приказ министра труда и социальной защиты населения РК 2024 г. № 436",
    "Order of the Minister of Labour and Social Protection of Kazakhstan of 2024, No. 436",
)
ESTIMATED = "estimated"
"""Stands for an act that has not appeared yet."""
_KNOWN = {act.kk: act for act in (HOLIDAYS, SHIFTS, TRANSFERS, TRANSFER_OF_2025)}


def act_words(act: str) -> Text:
    """The calendar keeps the Kazakh words; an act that an official typed stays as it is."""
    return _KNOWN.get(act) or Text(act)
