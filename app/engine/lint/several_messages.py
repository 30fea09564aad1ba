"""What the rules about several events, and about what begins a process, tell a designer."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

SEVERAL_MESSAGES: Mapping[str, Text] = {
    "events-contradict": Text(
        "Бір элементте «{what}» оқиғалары бірге тұра алмайды: біреуі екіншісін болдырмайды. Әрқайсысына бөлек элемент сызыңыз.",
        "События «{what}» не могут стоять на одном элементе: одно исключает другое. Нарисуйте для них отдельные элементы.",
        "The events “{what}” cannot stand on one element: one rules the other out. Draw an element for each.",
    ),
    "event-repeated": Text(
        "«{what}» оқиғасы мұнда екі рет күтіледі; екіншісі ештеңе өзгертпейді. Біреуін алып тастаңыз.",
        "Событие «{what}» ожидается здесь дважды; второе ничего не меняет. Удалите одно из них.",
        "The event “{what}” is waited for twice here, and the second wait changes nothing. Remove one of them.",
    ),
    "parallel-multiple-single": Text(
        "«Барлық оқиғаны күту» белгісі бірнеше оқиғаның бәрін күтеді, ал мұнда оқиға біреу ғана. Белгіні алып тастаңыз немесе қалған оқиғаларды қосыңыз.",
        "Отметка «Ждать всех событий» ждёт нескольких событий сразу, а событие здесь одно. Снимите отметку или добавьте остальные события.",
        "The mark “Parallel multiple” waits for all of several events, and there is one only. Remove the mark, or add the other events.",
    ),
    "parallel-multiple-event": Text(
        "«{what}» оқиғасы әрекетті сол сәтте үзеді, сондықтан қалған оқиғаларды бірге күтуге болмайды. Оған бөлек оқиға сызыңыз.",
        "Событие «{what}» прерывает действие в тот же миг, поэтому ждать вместе с ним остальных нельзя. Нарисуйте для него отдельное событие.",
        "The event “{what}” ends its activity that very moment, so others cannot be waited for together with it. Draw an event of its own for it.",
    ),
    "start-repeated": Text(
        "«{what}» оқиғасы үдерісті екі жерден бастайды; қайсысы екені белгісіз. Біреуін қалдырыңыз немесе бөлек хабарлама жариялаңыз.",
        "Событие «{what}» начинает процесс в двух местах; неясно, в каком. Оставьте одно или объявите отдельное сообщение.",
        "The event “{what}” begins the process in two places, and it is unclear in which. Keep one, or declare another message.",
    ),
    "which-start": Text(
        "Ештеңе күтпейтін бастапқы оқиға бірнешеу: {what}. Іс бастайтын адам атаған оқиғадан басталады, ал ешкім атамаса – «{usual}» оқиғасынан. Әрқайсысына түсінікті атау беріңіз; шақыру әрекетінің «Қосымша қасиеттер» тобында startEvent қасиетін қосыңыз.",
        "Начальных событий, которые ничего не ждут, несколько: {what}. Дело начнётся с того, которое назовёт начинающий, а если не назовёт никто – с «{usual}». Дайте каждому понятное название; у вызова добавьте в группе «Дополнительные свойства» свойство startEvent.",
        "Several start events wait for nothing: {what}. A case begins at the one that whoever starts it names, and where nobody does, at “{usual}”. Give each a clear name; give a call activity the property startEvent under “Extension properties”.",
    ),
    "call-start": Text(
        "«Қосымша қасиеттер» тобындағы startEvent «{what}» дегенді атайды. Ол тек шақыру әрекетінде тұрады және шақырылатын үдерістің ештеңе күтпейтін бастапқы оқиғасын атайды. Оны түзетіңіз.",
        "Дополнительное свойство startEvent называет «{what}». Оно стоит только у вызова и называет простое начальное событие вызываемого процесса. Исправьте его.",
        "The extension property startEvent names “{what}”. It stands on a call activity alone, and names a plain start event of the called process. Mend it.",
    ),
    "condition-start": Text(
        "Үдерісті бастайтын шарт «{what}» дегенді оқиды, ал ол кезде іс әлі жоқ (BPMN 2.0.2, 10.5.2). Мемлекеттік жүйе хабарлайтын деректерді ғана оқыңыз: system, entity, subject және оның мәндері.",
        "Условие, которое начинает процесс, читает «{what}», а дела в этот момент ещё нет (BPMN 2.0.2, 10.5.2). Читайте только то, что сообщает государственная система: system, entity, subject и её значения.",
        "The condition that begins the process reads “{what}”, but there is no case yet (BPMN 2.0.2, 10.5.2). Read only what a state system tells: system, entity, subject and its values.",
    ),
    "start-timer-reads": Text(
        "Үдерісті бастайтын таймер «{what}» дегенді оқиды, ал ол кезде іс әлі жоқ. Күнтізбе функцияларын ғана қолданыңыз (today, working_days_after).",
        "Таймер, который начинает процесс, читает «{what}», а дела в этот момент ещё нет. Используйте только функции календаря (today, working_days_after).",
        "The timer that begins the process reads “{what}”, but there is no case yet. Use functions of the calendar only (today, working_days_after).",
    ),
    "office-missing": Text(
        "Таймер немесе шарт бастаған істердің қай бөлімге тиесілі екені айтылмаған. Бастапқы оқиғаның «Қосымша қасиеттер» тобында office қасиетін қосып, бөлімнің кодын жазыңыз.",
        "Не сказано, какому отделу принадлежат дела, которые начинает таймер или условие. Добавьте у начального события в группе «Дополнительные свойства» свойство office с кодом отдела.",
        "It is not said whose the cases are that the timer or condition begins. Give the start event the property office with the code of an office, under “Extension properties”.",
    ),
    "office-without-start": Text(
        "office деген қосымша қасиетті мұнда ешкім оқымайды: бұл – үдерісті оқиғамен бастайтын элемент те, адам тапсырмасы да емес. Оны алып тастаңыз.",
        "Дополнительное свойство office здесь никто не читает: этот элемент не начинает процесс по событию и не является задачей человека. Удалите его.",
        "Nothing reads the extension property office here: the element neither begins the process by an event nor is a user task. Remove it.",
    ),
    "takes-over-place": Text(
        "takesOver деген қосымша қасиетті мұнда ешкім оқымайды: шағымнан кейін іс үдерістің ештеңе күтпейтін бастапқы оқиғасынан ғана қайта басталады. Қасиетті соған көшіріңіз.",
        "Дополнительное свойство takesOver здесь никто не читает: дело после жалобы возобновляется только с простого начального события процесса. Перенесите свойство туда.",
        "Nothing reads the extension property takesOver here: only at the plain start event of the process is a case taken up again. Move the property there.",
    ),
    "instantiate-place": Text(
        "Бұл элемент «істі бастайды» деп белгіленген, сондықтан оған жол кірмейді және ол ішкі үдерісте тұрмайды. Жолды немесе белгіні алып тастаңыз.",
        "Элемент отмечен как начинающий дело, поэтому в него не входят потоки и он не стоит в подпроцессе. Удалите поток или признак.",
        "The element is marked as one that begins the case, so no flow enters it and it stands in no subprocess. Remove the flow or the mark.",
    ),
    "parallel-event-gateway": Text(
        "Барлық оқиғаны күтетін оқиғалық шлюз тек үдерістің басында болады. Оны «Істі бастайтын параллель оқиғалық шлюз» етіңіз немесе параллель шлюз сызыңыз.",
        "Шлюз по событиям, который ждёт всех событий, бывает только в начале процесса. Сделайте его «Параллельным шлюзом по событиям, начинающим дело» или нарисуйте параллельный шлюз.",
        "An event-based gateway that waits for all its events stands at the beginning of a process only. Make it a “Parallel Event based instantiating Gateway”, or draw a parallel gateway.",
    ),
    "standard-correlation": Text(
        "Стандарттың корреляция бөліктері («{what}») орындалмайды. Оның орнына күтетін элементтің «Қосымша қасиеттер» тобында correlationKey қасиетін қосып, FEEL өрнегін жазыңыз, мысалы: =case.number.",
        "Части корреляции стандарта («{what}») не исполняются. Вместо них добавьте у ждущего элемента в группе «Дополнительные свойства» свойство correlationKey с выражением FEEL, например: =case.number.",
        "The correlation parts of the standard (“{what}”) are not obeyed. Instead, give the waiting element the property correlationKey with a FEEL expression, such as =case.number, under “Extension properties”.",
    ),
}
