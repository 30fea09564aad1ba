"""What a supervisor reads of a failure of the engine."""

from collections.abc import Mapping

from app.domain.texts import Text
from app.ports.engine import Failure

_WORDS: Mapping[str, Text] = {
    "no-matching-flow": Text(
        "Қақпада сәйкес жол жоқ",
        "На развилке нет подходящего пути",
        "No way out of the gateway fits",
    ),
    "expression-failed": Text(
        "Сызбадағы өрнек есептелмеді",
        "Выражение на схеме не вычислилось",
        "An expression of the diagram gave no value",
    ),
    "uncaught-error": Text(
        "Сызбада бұл қате қарастырылмаған",
        "Схема не предусматривает эту ошибку",
        "The diagram does not provide for this error",
    ),
    "lost-update": Text(
        "Қатар тармақтар бір деректі әртүрлі өзгертті",
        "Параллельные ветви изменили одни данные по-разному",
        "Parallel branches changed the same data differently",
    ),
}
_OTHER = Text("Үдеріс тоқтап қалды", "Процесс не может идти дальше", "The process cannot go on")


def words_of(failure: Failure) -> Text:
    """Why the instance stands still."""
    return _WORDS.get(failure.code, _OTHER)
