"""What the rules of forms tell a designer beyond missing keys and texts."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

FORM_MESSAGES: Mapping[str, Text] = {
    "frame-refused": Text(
        "iframe бөтен бетті форманың ішіне салады: ол істің деректеріне қауіп төндіреді және көрсетілмейді. Оның орнына мәтіндегі сілтемені немесе құжатты қарау өрісін қойыңыз.",
        "iframe вставляет в форму чужую страницу: это опасно для данных дела, и она не показывается. Поставьте вместо неё ссылку в тексте или просмотр документа.",
        "An iframe puts a foreign page into the form: it endangers the data of the case and is not shown. Use a link in a text or a document preview instead.",
    ),
    "image-not-embedded": Text(
        "Сурет форманың ішінде болуы керек (деректері «data:image/…» деп басталады): бөтен мекенжайдан сурет жүктелмейді.",
        "Картинка должна быть внутри формы (данные начинаются с «data:image/…»): с чужих адресов картинки не загружаются.",
        "A picture has to come with the form (its data begin with “data:image/…”): pages load none from elsewhere.",
    ),
    "source-missing": Text(
        "«{what}» өрісі нені көрсететінін айтпайды: «{name}» ішіне FEEL өрнегін жазыңыз.",
        "Поле «{what}» не говорит, что показывать: напишите выражение FEEL в «{name}».",
        "The field “{what}” does not say what to show: write a FEEL expression into “{name}”.",
    ),
    "columns-missing": Text(
        "«{what}» кестесінің бағандары жоқ немесе бағанның айнымалысы аталмаған. Бағандарды жазыңыз.",
        "У таблицы «{what}» нет столбцов или у столбца не названа переменная. Добавьте столбцы.",
        "The table “{what}” has no columns, or a column names no variable. Add them.",
    ),
    "bad-pattern": Text(
        "«{what}» өрісінің үлгісі оқылмайды: {value}. Тұрақты өрнекті түзетіңіз.",
        "Шаблон поля «{what}» не читается: {value}. Исправьте регулярное выражение.",
        "The pattern of the field “{what}” cannot be read: {value}. Mend the regular expression.",
    ),
    "bad-bounds": Text(
        "«{what}» өрісінде «{name}» мәні жарамайды: «{value}». Сан жазыңыз, төменгі шегі жоғарғысынан аспасын.",
        "У поля «{what}» значение «{name}» не годится: «{value}». Напишите число; нижняя граница не больше верхней.",
        "The value of “{name}” of the field “{what}” does not fit: “{value}”. Write a number; the lower bound is not above the upper.",
    ),
    "unknown-choice": Text(
        "«{what}» өрісінде «{name}» мәні белгісіз: «{value}». Форма редакторындағы мәндердің бірін таңдаңыз.",
        "У поля «{what}» неизвестное значение «{name}»: «{value}». Выберите одно из тех, что предлагает редактор формы.",
        "The field “{what}” has an unknown value of “{name}”: “{value}”. Choose one that the form editor offers.",
    ),
    "bad-words": Text(
        "«{what}» мәтініндегі жақшалар сәйкес емес: {detail}. Әр {{{{#if …}}}} пен {{{{#loop …}}}} жабылуы керек.",
        "В тексте «{what}» не сходятся скобки: {detail}. Каждый {{{{#if …}}}} и {{{{#loop …}}}} должен закрываться.",
        "The braces in the text “{what}” do not fit together: {detail}. Each {{{{#if …}}}} and {{{{#loop …}}}} has to be closed.",
    ),
    "signature-in-rows": Text(
        "«{what}» қолтаңба өрісі жолдардың ішінде тұр: құжатқа бір рет қол қойылады. Оны тізімнен шығарыңыз.",
        "Поле подписи «{what}» стоит внутри строк: документ подписывается один раз. Вынесите его из списка.",
        "The signature field “{what}” stands inside rows: a document is signed once. Move it out of the list.",
    ),
}
