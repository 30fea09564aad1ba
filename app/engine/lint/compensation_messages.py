"""What the rules about compensation tell a designer."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

COMPENSATION_MESSAGES: Mapping[str, Text] = {
    "compensation-without-handler": Text(
        "Кері қайтару оқиғасы осы деңгейдегі «Кері қайтару» белгісі бар дәл бір әрекетке ассоциациямен жалғануы керек, табылғаны: {what}. Онсыз кері қайтаратын ештеңе жоқ. Ассоциацияны сызыңыз.",
        "Событие компенсации должно быть соединено ассоциацией ровно с одним действием этого уровня с отметкой «Компенсация», найдено: {what}. Без него отменять нечем. Нарисуйте ассоциацию.",
        "A compensation event has to be joined by an association with exactly one activity of its level that is marked “Compensation”; found: {what}. Without it nothing would undo the activity. Draw the association.",
    ),
    "handler-without-event": Text(
        "«Кері қайтару» деп белгіленген әрекетке ешқандай кері қайтару оқиғасы жалғанбаған, ол ешқашан орындалмас еді. Оны әрекеттің шекарасындағы кері қайтару оқиғасымен ассоциация арқылы жалғаңыз немесе белгіні алып тастаңыз.",
        "К действию с отметкой «Компенсация» не ведёт ни одно событие компенсации, оно никогда бы не исполнилось. Соедините его ассоциацией с событием компенсации на границе действия или снимите пометку.",
        "No compensation event leads to this activity marked “Compensation”, so it would never run. Join it by an association with a compensation event on the border of an activity, or remove the mark.",
    ),
    "compensation-with-flow": Text(
        "Кері қайтару оқиғасы мен әрекеті арқылы жол өтпейді: олар үдерістің қалыпты жолынан тыс тұрады. Бұл жолды алып тастап, ассоциация сызыңыз.",
        "Через событие компенсации и действие компенсации не проходят потоки: они стоят вне обычного хода процесса. Удалите этот поток и нарисуйте ассоциацию.",
        "No sequence flow leads from a compensation event, or to or from a compensation activity: they stand outside the normal flow. Remove this flow and draw an association.",
    ),
    "handler-with-events": Text(
        "Кері қайтару әрекетінің («{what}») шекарасында оқиға тұрмайды: одан шығатын жол үдерістің қалыпты жолына кірер еді. Әрекетті ішкі үдеріске салып, оқиғаны соның ішіне сызыңыз.",
        "На границе действия компенсации («{what}») событие не ставится: путь от него вошёл бы в обычный ход процесса. Поместите действие в подпроцесс и нарисуйте событие внутри него.",
        "No event stands on the border of a compensation activity (“{what}”): its way would lead into the normal flow. Put the activity into a subprocess and draw the event in there.",
    ),
    "compensated-twice": Text(
        "«{what}» әрекетін кері қайтаратын бірнеше өңдегіш бар, біреуі ғана орындалар еді. Шекарадағы бір кері қайтару оқиғасын немесе ішіндегі бір кері қайтару ішкі үдерісін қалдырыңыз.",
        "У «{what}» несколько обработчиков компенсации, исполнился бы только один. Оставьте одно событие компенсации на границе или один событийный подпроцесс компенсации внутри.",
        "“{what}” has several compensation handlers, of which one would run. Keep one compensation event on its border, or one compensation event subprocess in it.",
    ),
    "compensation-out-of-reach": Text(
        "Бұл жерден «{what}» әрекетін кері қайтаруды бастау мүмкін емес: тек өз деңгейіндегі әрекет, ал оқиғалық ішкі үдерістен оны қоршаған деңгейдегі әрекет көрінеді. Оқиғаны сол деңгейге сызыңыз немесе «Әрекет» өрісінде басқа әрекетті таңдаңыз.",
        "Отсюда нельзя вызвать компенсацию «{what}»: видны только действия своего уровня, а из событийного подпроцесса – и окружающего его уровня. Нарисуйте событие на том уровне или выберите другое в поле «Действие».",
        "Compensation of “{what}” cannot be thrown from here: an event sees the activities of its own level, and out of an event subprocess those of the level around it. Draw the event on that level, or choose another one in the field “Activity reference”.",
    ),
    "not-compensable": Text(
        "«{what}» әрекетін кері қайтаратын ештеңе сызылмаған: шекарасында кері қайтару оқиғасы да, ішінде өңдегіш те жоқ. Өңдегіш сызыңыз немесе бұл оқиғаны алып тастаңыз.",
        "Для «{what}» не нарисовано ничего, что его отменяет: нет ни события компенсации на границе, ни обработчика внутри. Нарисуйте обработчик или удалите это событие.",
        "Nothing is drawn that undoes “{what}”: neither a compensation event on its border nor a handler in it. Draw a handler, or remove this event.",
    ),
    "compensates-nothing": Text(
        "Бұл оқиға көретін деңгейде кері қайтару өңдегіші бар бірде-бір әрекет жоқ, сондықтан ол ештеңені кері қайтармайды. Өңдегіш сызыңыз немесе оқиғаны алып тастаңыз.",
        "На уровне, который видит это событие, нет ни одного действия с обработчиком компенсации, поэтому оно ничего не отменит. Нарисуйте обработчик или удалите событие.",
        "No activity that this event sees has a compensation handler, so it would undo nothing. Draw a handler, or remove the event.",
    ),
}
