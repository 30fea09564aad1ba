"""What a supervisor reads of a failure of the engine."""

from collections.abc import Mapping

from app.domain.texts import Text
from app.ports.engine import Failure

_WORDS: Mapping[str, Text] = {
    "no-matching-flow": Text(
        "Шлюзде сәйкес жол жоқ",
        "У шлюза нет подходящего пути",
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
    "decision-failed": Text(
        "Шешім кестесі мән бермеді",
        "Таблица решений не дала значения",
        "A decision gave no value",
    ),
    "decision-missing": Text(
        "Сызба сұраған шешім орнатылмаған",
        "Решение, которое спрашивает схема, не установлено",
        "The decision that the diagram asks is not deployed",
    ),
    "decision-result": Text(
        "Шешімнің нәтижесі сызба күткеннен көп",
        "Решение дало больше, чем ожидает схема",
        "The decision gave more than the diagram expects",
    ),
    "no-such-process": Text(
        "Шақырылатын үдеріс орнатылмаған",
        "Вызываемый процесс не установлен",
        "The called process is not deployed",
    ),
    "no-such-start": Text(
        "Шақырылатын үдерісте сызба атаған бастапқы оқиға жоқ",
        "В вызываемом процессе нет начального события, которое называет схема",
        "The called process has no such start event as the diagram names",
    ),
    "budget-exceeded": Text(
        "Есептеу көлемі немесе қадам саны шектен асты",
        "Превышен предел вычислений или шагов",
        "A limit of computing or of steps was exceeded",
    ),
    "no-token-can-move": Text(
        "Іс енді ештеңе күтпейді, алға жүре алмайды",
        "Дело больше ничего не ждёт и не может двигаться",
        "The case waits for nothing and cannot move",
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
