"""Why a layout gives no paper, for the designer who wrote it; what Typst answers stays English."""

from app.domain.mistakes import Words

BROKEN: Words = (
    "макет жиналмайды, Typst жауабы: {told}",
    "макет не собирается, ответ Typst: {told}",
    "the layout does not compile: {told}",
)
BROKEN_AT: Words = (
    "макеттің {line}-жолы жиналмайды, Typst жауабы: {told}",
    "макет не собирается, строка {line}, ответ Typst: {told}",
    "the layout does not compile, line {line}: {told}",
)
WARNED: Words = (
    "макет ескертумен жиналады, Typst жауабы: {told}",
    "макет собирается с замечаниями, ответ Typst: {told}",
    "the layout compiles with warnings: {told}",
)
WARNED_AT: Words = (
    "макеттің {line}-жолы ескертумен жиналады, Typst жауабы: {told}",
    "макет собирается с замечаниями, строка {line}, ответ Typst: {told}",
    "the layout compiles with warnings, line {line}: {told}",
)
NO_PDF: Words = (
    "макеттен PDF шықпайды; оның мәтінін тексеріңіз",
    "из макета не получается PDF; проверьте его текст",
    "the layout gives no PDF",
)
NO_PACKAGES: Words = (
    "макет пакет жүктей алмайды; @preview немесе @local тұрған жолды өшіріңіз",
    "макет не может загружать пакеты; удалите строку с @preview или @local",
    "a layout cannot load packages",
)
TOO_GREEDY: Words = (
    "макетті жинау тым көп уақыт немесе жад алады; оны жеңілдетіңіз",
    "на сборку макета уходит слишком много времени или памяти; упростите его",
    "the layout takes too much time or memory",
)
TOO_LARGE: Words = (
    "құжат {most} байттан үлкен; оны қысқартыңыз",
    "документ больше {most} байт; сократите его",
    "the document has more than {most} bytes",
)
