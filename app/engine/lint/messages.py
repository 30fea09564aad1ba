"""What each rule tells a designer: what is wrong, why it matters, what to do instead."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text
from app.engine.lint.compensation_messages import COMPENSATION_MESSAGES
from app.engine.lint.decision_messages import DECISION_MESSAGES
from app.engine.lint.duty_messages import DUTY_MESSAGES
from app.engine.lint.event_messages import EVENT_MESSAGES
from app.engine.lint.form_messages import FORM_MESSAGES
from app.engine.lint.loop_messages import LOOP_MESSAGES
from app.engine.lint.several_messages import SEVERAL_MESSAGES

MESSAGES: Mapping[str, Text] = {
    **COMPENSATION_MESSAGES,
    **DECISION_MESSAGES,
    **DUTY_MESSAGES,
    **EVENT_MESSAGES,
    **FORM_MESSAGES,
    **LOOP_MESSAGES,
    **SEVERAL_MESSAGES,
    "broken-xml": Text(
        "Файл XML ретінде оқылмайды: {detail}. Үлгіні редактордан қайта сақтаңыз.",
        "Файл не читается как XML: {detail}. Сохраните модель в редакторе заново.",
        "The file cannot be read as XML: {detail}. Save the model from the editor again.",
    ),
    "doctype-refused": Text(
        "Файлда DOCTYPE бар; ол бөгде файлдарды ашуы мүмкін. Бұл жолды алып тастаңыз.",
        "В файле есть DOCTYPE; через него можно читать чужие файлы. Удалите эту строку.",
        "The file has a DOCTYPE, which could read other files. Remove that line.",
    ),
    "file-too-large": Text(
        "Файл тым үлкен: {detail}. Үдерісті бөліктерге бөліңіз.",
        "Файл слишком велик: {detail}. Разделите процесс на части.",
        "The file is too large: {detail}. Split the process into parts.",
    ),
    "nested-too-deeply": Text(
        "Элементтер тым терең салынған: {detail}. Ішкі үдерістерді азайтыңыз.",
        "Элементы вложены слишком глубоко: {detail}. Уменьшите вложенность подпроцессов.",
        "Elements are nested too deeply: {detail}. Use fewer levels of subprocesses.",
    ),
    "no-process": Text(
        "Файлда орындалатын үдеріс жоқ. Үдерістің «Орындалады» белгісін қойыңыз.",
        "В файле нет исполняемого процесса. Отметьте у процесса «Исполняемый».",
        "The file has no executable process. Tick “Executable” of the process.",
    ),
    "unsupported-element": Text(
        "«{what}» элементін платформа орындай алмайды. Орнына: {note}.",
        "Элемент «{what}» платформа исполнить не может. Вместо него: {note}.",
        "The element “{what}” does not run: the engine cannot pass it. Instead: {note}.",
    ),
    "unsupported-event": Text(
        "«{what}» оқиғасы «{host}» элементінде орындалмайды, ол үнсіз еленбес еді. Мұнда орындалатындары: {known}.",
        "Событие «{what}» на элементе «{host}» не исполняется и было бы молча пропущено. Здесь исполняются: {known}.",
        "The event “{what}” on “{host}” does not run and would be skipped in silence. What runs there: {known}.",
    ),
    "unsupported-part": Text(
        "«{what}» бөлігін платформа орындамайды, ол үнсіз еленбес еді. Оны алып тастаңыз.",
        "Часть «{what}» платформа не исполняет, она была бы молча пропущена. Удалите её.",
        "The part “{what}” is not obeyed and would be skipped in silence. Remove it.",
    ),
    "unsupported-attribute": Text(
        "«{what}» дегенді мұнда ешкім оқымайды, сондықтан ол әсер етпейді. Оны алып тастаңыз немесе емлесін тексеріңіз.",
        "«{what}» здесь никто не читает, поэтому это не подействует. Удалите или проверьте написание.",
        "Nothing reads “{what}” here, so it would have no effect. Remove it or check its spelling.",
    ),
    "unknown-property": Text(
        "«{what}» деген қосымша қасиет белгісіз{nearest}. Оны алып тастаңыз немесе емлесін тексеріңіз.",
        "Дополнительное свойство «{what}» неизвестно{nearest}. Удалите его или проверьте написание.",
        "The extension property “{what}” is unknown{nearest}. Remove it or check its spelling.",
    ),
    "process-without-id": Text(
        "Үдерістің id атрибуты жоқ, сондықтан оны орнату да, шақыру да мүмкін емес. Оған id беріңіз.",
        "У процесса нет id, его нельзя ни установить, ни вызвать. Задайте id.",
        "The process has no id, so it can be neither deployed nor called. Give it one.",
    ),
    "call-without-process": Text(
        "Шақыру әрекеті ешқандай үдерісті атамайды, сондықтан іс осында тоқтар еді. «Шақырылатын үдеріс» өрісінде үдерістің белгісін жазыңыз.",
        "Вызов не называет процесса, дело остановилось бы здесь. Укажите в поле «Вызываемый процесс» идентификатор процесса.",
        "The call activity names no process, so a case would stop here. Write the id of a process in the field “Called element”.",
    ),
    "call-without-version": Text(
        "Шақыру нөмірі бойынша байланған, бірақ нөмірі жазылмаған. «Нұсқа» өрісінде оның нөмірін жазыңыз.",
        "Вызов привязан к версии, но её номер не указан. Запишите его в поле «Версия».",
        "The call is bound to a version, but names none. Write its number in the field “Version”.",
    ),
    "unknown-process": Text(
        "«{what}» үдерісі бірге орнатылатын файлдарда жоқ, сондықтан іс осында тоқтар еді. Оның файлын қосыңыз немесе мыналардың бірін атаңыз: {known}.",
        "Процесса «{what}» нет среди файлов, которые устанавливаются вместе; дело остановилось бы здесь. Добавьте его файл или назовите один из этих: {known}.",
        "The process “{what}” is not among the files deployed together, so a case would stop here. Add its file, or name one of these: {known}.",
    ),
    "misplaced-element": Text(
        "Бұл элемент «{what}» ішінде жазылған, ал онда элемент болмайды; оған ешбір жол жетпес еді. Үлгіні редактордан қайта сақтаңыз.",
        "Элемент записан внутри «{what}», где элементов не бывает; до него никто бы не дошёл. Сохраните модель в редакторе заново.",
        "The element is written inside “{what}”, which holds no elements, so nothing would reach it. Save the model from the editor again.",
    ),
    "missing-id": Text(
        "«{what}» элементінің белгісі (ID) жоқ: журнал мен есеп сүйенетін тұрақты аты болмайды. Оған белгі беріңіз.",
        "У элемента «{what}» нет id: у него не будет постоянного имени, на которое опираются журнал и отчёты. Задайте id.",
        "The element “{what}” has no id, so history and reports have no lasting name for it. Give it one.",
    ),
    "ignored-extension": Text(
        "«{what}» кеңейтуі еленбейді: басқа құралға арналған, мұнда әсері жоқ. Қызметтен оны алып тастаңыз.",
        "Расширение «{what}» не читается: оно для другого инструмента и здесь не действует. Уберите его из услуги.",
        "The extension “{what}” is not read: it is meant for another tool and has no effect here. Remove it from a service.",
    ),
    "bad-id": Text(
        "«{what}» id бола алмайды: id әріптен немесе «_» белгісінен басталып, тек әріп, цифр, «.», «-», «_» болуы керек; бос орын мен «/» сілтемелер мен тарихты шатастырар еді. Id-ді өзгертіңіз.",
        "«{what}» не может быть id: он начинается с буквы или «_» и состоит из букв, цифр, «.», «-», «_»; пробел и «/» спутали бы ссылки и историю. Измените id.",
        "“{what}” cannot be an id: it begins with a letter or “_” and has letters, digits, “.”, “-” and “_” only; a space or “/” would confuse references and history. Change it.",
    ),
    "duplicate-id": Text(
        "«{what}» id-і бірнеше рет кездеседі; сілтемелер қайсысы екенін білмейді. Әр элементке өз id-ін беріңіз.",
        "id «{what}» встречается несколько раз; ссылки на него неоднозначны. Дайте каждому элементу свой id.",
        "The id “{what}” occurs more than once, so references are ambiguous. Give each element its own.",
    ),
    "duplicate-process": Text(
        "«{what}» үдерісі басқа файлда да бар. Үдерістің біреуінің id-ін өзгертіңіз.",
        "Процесс «{what}» есть и в другом файле. Измените id одного из процессов.",
        "The process “{what}” is in another file too. Change the id of one of them.",
    ),
    "missing-start": Text(
        "Мұнда бастапқы оқиға жоқ: ешқандай жол кірмейтін элементтердің бәрі бірден басталады. Бір бастапқы оқиға сызыңыз.",
        "Здесь нет начального события: сразу начнётся всё, во что не входит поток. Нарисуйте одно начальное событие.",
        "There is no start event here, so everything that no flow leads to would begin at once. Draw one start event.",
    ),
    "several-starts": Text(
        "Ішкі үдерісте бірнеше бастапқы оқиға бар, ал маркер біреуіне ғана келеді (BPMN 2.0.2, 13.3.4). Біреуін қалдырыңыз.",
        "В подпроцессе несколько начальных событий, а маркер приходит только в одно (BPMN 2.0.2, 13.3.4). Оставьте одно.",
        "The subprocess has several start events, but a token comes to one alone (BPMN 2.0.2, 13.3.4). Keep one.",
    ),
    "missing-end": Text(
        "Мұнда соңғы оқиға жоқ, істің нәтижесі белгісіз қалады. Әр нәтижеге бөлек соңғы оқиға сызыңыз.",
        "Здесь нет конечного события, исход останется неизвестен. Нарисуйте конечное событие для каждого исхода.",
        "There is no end event here, so the outcome stays unknown. Draw one for each outcome.",
    ),
    "dead-end": Text(
        "Бұл элементтен жол шықпайды: тармақ осында нәтижесін атамай аяқталады. Келесі элементке немесе соңғы оқиғаға жол сызыңыз.",
        "Из этого элемента нет выхода: ветвь закончится здесь, не назвав исхода. Проведите поток дальше или к конечному событию.",
        "No flow leaves this element, so the path ends here and names no outcome. Draw a flow onwards or to an end event.",
    ),
    "unreachable-element": Text(
        "Бұл элементке бастапқы оқиғадан жету мүмкін емес, ол ешқашан орындалмайды. Оған жол сызыңыз немесе алып тастаңыз.",
        "До этого элемента нельзя дойти от начала, он никогда не исполнится. Проведите к нему поток или удалите его.",
        "This element cannot be reached from the start and would never run. Draw a flow to it or remove it.",
    ),
    "may-deadlock": Text(
        "Іс осы жерде мәңгі тоқтап қалуы мүмкін: біріктіру барлық кіріс жолды күтеді, ал кейбір тармақ ешқашан келмейді. Тармақтарды қандай шлюз бөлсе, сондай шлюзбен біріктіріңіз.",
        "Здесь дело может остановиться навсегда: слияние ждёт все входящие потоки, а некоторые ветви не придут никогда. Соединяйте ветви шлюзом того же вида, каким они разделены.",
        "A case may stop here for ever: the join waits for every incoming flow, and some branches never come. Join branches with the kind of gateway that split them.",
    ),
    "may-run-twice": Text(
        "Бұдан әрі бәрі екі рет орындалуы мүмкін: қатар жүрген тармақтар бірін-бірі күтпей қосылады. Оларды параллель шлюзбен біріктіріңіз.",
        "Всё дальнейшее может выполниться дважды: параллельные ветви сходятся, не дожидаясь друг друга. Соедините их параллельным шлюзом.",
        "What follows may run twice: parallel branches meet here without waiting for each other. Join them with a parallel gateway.",
    ),
    "no-way-out": Text(
        "Бұл айналымнан шығатын жол жоқ, іс ешқашан аяқталмайды. Соңғы оқиғаға жол сызыңыз.",
        "Из этого цикла нет выхода, дело никогда не закончится. Проведите поток к конечному событию.",
        "No path leaves this loop, so a case never ends. Draw a flow to an end event.",
    ),
    "broken-flow": Text(
        "Жол дұрыс жалғанбаған: {detail}. Оны қайта сызыңыз.",
        "Поток соединён неверно: {detail}. Проведите его заново.",
        "The flow is not connected properly: {detail}. Draw it again.",
    ),
    "conditional-flow": Text(
        "Шарт тапсырмадан, бірін немесе бірнешеуін таңдайтын шлюзден шыққан жолда ғана орындалады, мұнда ол еленбес еді. Алдына бірін таңдайтын шлюз қойыңыз.",
        "Условие действует только на потоке из задачи, исключающего или включающего шлюза, здесь его бы пропустили. Поставьте перед ним исключающий шлюз.",
        "A condition works only on a flow out of a task, an exclusive or an inclusive gateway; here it would be ignored. Put an exclusive gateway before it.",
    ),
    "flow-without-condition": Text(
        "Шлюзден шыққан жолда шарт жоқ және ол әдепкі жол емес. Шарт жазыңыз немесе әдепкі жол етіңіз.",
        "У потока из шлюза нет условия, и он не назначен по умолчанию. Задайте условие или сделайте его потоком по умолчанию.",
        "The flow out of the gateway has no condition and is not the default. Give it a condition or make it the default.",
    ),
    "default-with-condition": Text(
        "Әдепкі жолдың шарты ешқашан тексерілмейді. Шартты алып тастаңыз.",
        "Условие потока по умолчанию никогда не проверяется. Удалите условие.",
        "The condition of a default flow is never asked. Remove the condition.",
    ),
    "no-default": Text(
        "Бірде-бір шарт орындалмаса, іс осы шлюзде тоқтайды. Әдепкі жолды белгілеңіз.",
        "Если ни одно условие не выполнится, дело остановится на этом шлюзе. Назначьте поток по умолчанию.",
        "If no condition holds, a case stops at this gateway. Mark one flow as the default.",
    ),
    "no-such-option": Text(
        "«{what}» ішінде {name} «{value}» мәнімен салыстырылған, бірақ форманың бұл сұрағында ондай жауап жоқ: {known}. Шарт ешқашан күткендей орындалмас еді. Мәнді түзетіңіз.",
        "В «{what}» {name} сравнивается с «{value}», но у этого вопроса формы нет такого ответа: {known}. Условие никогда не сработало бы как задумано. Исправьте значение.",
        "“{what}” compares {name} with “{value}”, but this question of the form has no such answer: {known}. The condition would never work as meant. Mend the value.",
    ),
    "unknown-default": Text(
        "Әдепкі деп көрсетілген «{what}» жолы осы шлюзден шықпайды. Дұрыс жолды белгілеңіз.",
        "Поток по умолчанию «{what}» не выходит из этого шлюза. Назначьте верный поток.",
        "The default flow “{what}” does not leave this gateway. Mark the right one.",
    ),
    "bad-attachment": Text(
        "Шекаралық оқиға «{what}» элементіне бекітілген; ол тек адам тапсырмасына, жүйе тапсырмасына немесе ішкі үдеріске бекітіледі.",
        "Граничное событие прикреплено к «{what}»; его можно прикрепить только к задаче человека, задаче системы или подпроцессу.",
        "The boundary event is attached to “{what}”; it may be attached to a user task, a service task or a subprocess.",
    ),
    "error-not-interrupting": Text(
        "Қате оқиғасы әрқашан үзеді; «үзбейтін» белгісі орындалмайды. Белгіні алып тастаңыз.",
        "Событие ошибки всегда прерывает; отметка «не прерывает» не исполняется. Снимите её.",
        "An error event always interrupts; the mark “non-interrupting” cannot be obeyed. Remove it.",
    ),
    "unknown-error-reference": Text(
        "Оқиға сілтейтін «{what}» қатесі файлда жоқ немесе оның коды жоқ. Қатені кодымен көрсетіңіз.",
        "Ошибки «{what}», на которую ссылается событие, нет в файле или у неё нет кода. Задайте ошибку с кодом.",
        "The error “{what}” that the event refers to is not in the file or has no code. Define it with a code.",
    ),
    "unknown-error": Text(
        "«{what}» кодын мұнда ешбір жұмыс бермейді, оқиға ешқашан іске қосылмайды. Белгілі кодтар: {known}.",
        "Код «{what}» здесь не подаёт ни одна работа, событие никогда не сработает. Известные коды: {known}.",
        "No job here raises the code “{what}”, so the event would never fire. Known codes: {known}.",
    ),
    "too-many-findings": Text(
        "Бұл файлда тағы {count} ескерту бар, олар көрсетілмеді: бір файлға шегі {limit}. Алдымен жоғарыдағыларды түзетіңіз.",
        "В файле есть ещё {count} замечаний, они не показаны: предел на файл {limit}. Сначала исправьте показанные.",
        "The file has {count} more findings, which are not shown: the limit for a file is {limit}. Mend those above first.",
    ),
    "too-many-flows": Text(
        "Файлда {count} жол бар, шегі {limit}. Үдерісті бөліңіз.",
        "В файле {count} потоков, предел {limit}. Разделите процесс.",
        "The file has {count} flows; the limit is {limit}. Split the process.",
    ),
    "too-many-elements": Text(
        "Үдерісте {count} элемент бар, шегі {limit}. Үдерісті бөліңіз.",
        "В процессе {count} элементов, предел {limit}. Разделите процесс.",
        "The process has {count} elements; the limit is {limit}. Split the process.",
    ),
    "bad-expression": Text(
        "«{what}» ішіндегі FEEL өрнегі оқылмайды: {detail}. Өрнекті түзетіңіз.",
        "Выражение FEEL в «{what}» не читается: {detail}. Исправьте выражение.",
        "The FEEL expression in “{what}” cannot be read: {detail}. Mend the expression.",
    ),
    "unknown-function": Text(
        "«{what}» ішіндегі {name} функциясы жоқ, өрнек мән бермес еді. Атын тексеріңіз.",
        "Функции {name} в «{what}» нет, выражение не дало бы значения. Проверьте имя.",
        "There is no function {name}, used in “{what}”; the expression would give nothing. Check its name.",
    ),
    "bad-literal": Text(
        "«{what}» мәні «{value}» жарамайды: күтілгені {expected}.",
        "Значение «{value}» в «{what}» не подходит: ожидается {expected}.",
        "The value “{value}” of “{what}” does not fit: expected {expected}.",
    ),
    "timer-without-time": Text(
        "Таймердің уақыты жоқ, ол ешқашан іске қосылмайды. Күнін немесе ұзақтығын жазыңыз.",
        "У таймера не указано время, он никогда не сработает. Укажите дату или длительность.",
        "The timer has no time and would never fire. Give a date or a duration.",
    ),
    "script-format": Text(
        "Скрипт тілі «{what}» орындалмайды. «Тілі» өрісіне feel деп жазыңыз.",
        "Язык скрипта «{what}» не исполняется. Укажите feel в поле «Язык».",
        "The script language “{what}” does not run. Write feel into the field “Format”.",
    ),
    "missing-drawing": Text(
        "«{what}» сызылмаған: қызметкер істің қайда тұрғанын сызбадан көрмейді. Элементті редакторда сызыңыз.",
        "«{what}» не нарисован: на схеме не видно, где стоит дело. Нарисуйте элемент в редакторе.",
        "“{what}” is not drawn, so nobody sees on the diagram where a case stands. Draw it in the editor.",
    ),
    "bad-shape": Text(
        "«{what}» фигурасының өлшемдері сан емес, оны салу мүмкін емес. Фигураны қайта сызыңыз.",
        "Размеры фигуры «{what}» не числа, её нельзя показать. Нарисуйте фигуру заново.",
        "The bounds of the shape of “{what}” are no numbers, so it cannot be shown. Draw it again.",
    ),
    "shapes-overlap": Text(
        "Бұл фигура «{what}» фигурасын жауып тұр, сызба оқылмайды. Оларды ажыратып қойыңыз.",
        "Фигура перекрывает «{what}», схему трудно прочесть. Раздвиньте их.",
        "This shape covers “{what}”, so the diagram is hard to read. Move them apart.",
    ),
    "too-many-for-one-page": Text(
        "Негізгі сызбада {count} элемент бар, бір қарағанда оқылмайды: шегі {limit}. Кезеңдерді шақырылатын үдерістерге шығарыңыз.",
        "На главной схеме {count} элементов, с одного взгляда её не прочесть: предел {limit}. Вынесите этапы в вызываемые процессы.",
        "The main diagram has {count} elements, too many for one glance: the limit is {limit}. Move stages into called processes.",
    ),
    "page-too-small": Text(
        "Сызба {size} орын алады, экран мен параққа {limit} сыяды. Элементтерді жақындатыңыз немесе кезеңдерді шығарыңыз.",
        "Схема занимает {size}, на экран и лист помещается {limit}. Сдвиньте элементы или вынесите этапы.",
        "The drawing takes {size}; a screen and a page hold {limit}. Move elements closer or move stages out.",
    ),
    "unwritten-variable": Text(
        "«{what}» ішінде {name} оқылады, бірақ оны ешкім жазбайды: мәні әрқашан бос болады. Атын тексеріңіз (ұқсасы: {near}) немесе алдын ала жазыңыз.",
        "В «{what}» читается {name}, но её никто не записывает: значение всегда пустое. Проверьте имя (похожее: {near}) или запишите её раньше.",
        "“{what}” reads {name}, which nothing writes, so it is always null. Check the name (nearest: {near}), or write it before.",
    ),
    "reserved-variable": Text(
        "«{what}» айнымалысын платформа береді, оны жазуға болмайды: жазылған мән көрінбейді. Басқа ат беріңіз.",
        "Переменную «{what}» даёт платформа, записывать её нельзя: записанное не будет видно. Выберите другое имя.",
        "The platform gives the variable “{what}”; what is written to it is never seen. Choose another name.",
    ),
    "contract-input-missing": Text(
        "«{called}» кезеңіне «{what}» керек, бірақ ол берілмейді. «Шақыруға берілетін деректер» тобында қосыңыз.",
        "Этапу «{called}» нужна «{what}», но она не передаётся. Добавьте её в группе «Данные для вызова».",
        "The stage “{called}” needs “{what}”, which is not passed. Add it under “In mappings”.",
    ),
    "contract-input-unknown": Text(
        "«{called}» кезеңі «{what}» дерегін алмайды, ол жоғалады. Алатыны: {known}.",
        "Этап «{called}» не принимает «{what}», значение пропадёт. Принимает: {known}.",
        "The stage “{called}” takes no “{what}”, so the value is lost. It takes: {known}.",
    ),
    "contract-output-unknown": Text(
        "«{called}» кезеңі «{what}» дерегін бермейді, мәні бос болады. Беретіні: {known}.",
        "Этап «{called}» не возвращает «{what}», значение будет пустым. Возвращает: {known}.",
        "The stage “{called}” gives no “{what}”, so the value is null. It gives: {known}.",
    ),
    "contract-error-uncaught": Text(
        "«{called}» кезеңі «{what}» қатесін береді, мұнда оны ешкім ұстамайды: іс инцидентке тіреледі. Қате оқиғасын қойыңыз.",
        "Этап «{called}» подаёт ошибку «{what}», здесь её никто не ловит: дело встанет с инцидентом. Поставьте событие ошибки.",
        "The stage “{called}” raises the error “{what}”, which nothing here catches: the case would stop with an incident. Put an error event.",
    ),
    "missing-text": Text(
        "«{what}» {language} жазылмаған; адамдар оны өз тілінде көрмейді. Мәтінді жазыңыз.",
        "Нет текста «{what}» {language}; люди не увидят его на своём языке. Добавьте текст.",
        "The text “{what}” is missing {language}, so people cannot read it in their language. Add it.",
    ),
    "same-text": Text(
        "«{what}» мәтіні қазақша және орысша бірдей: «{value}». Аудармасын тексеріңіз.",
        "Текст «{what}» одинаков по-казахски и по-русски: «{value}». Проверьте перевод.",
        "The text “{what}” is the same in Kazakh and Russian: “{value}”. Check the translation.",
    ),
    "job-without-topic": Text(
        "Жүйе тапсырмасында өңдеуші таңдалмаған, оны ешкім орындамайды. Қасиеттеріндегі «Жүйе не істейді» тобынан таңдаңыз.",
        "У задачи системы не выбран обработчик, её никто не выполнит. Выберите его в свойствах, в группе «Что делает система».",
        "No handler is chosen for the service task, so nobody does it. Choose one in its properties, under “What the system does”.",
    ),
    "awaited-misplaced": Text(
        "awaited деген қосымша қасиет тек өңдеушісі бар хабарлама жіберу тапсырмасында тұра алады, мәні yes немесе no; мұнда «{what}». Оны алып тастаңыз не түзетіңіз.",
        "Дополнительное свойство awaited бывает только у задачи отправки сообщения с обработчиком, значение yes или no; здесь «{what}». Уберите или исправьте его.",
        "The extension property awaited stands on a send task with a handler alone and says yes or no; here it is “{what}”. Remove or mend it.",
    ),
    "unknown-topic": Text(
        "«{what}» өңдеушісі жоқ. Белгілі өңдеушілер: {known}.",
        "Обработчика «{what}» нет. Известные обработчики: {known}.",
        "There is no handler “{what}”. Known handlers: {known}.",
    ),
    "unknown-input": Text(
        "«{topic}» өңдеушісі «{what}» дегенді алмайды. Алатыны: {known}.",
        "Обработчик «{topic}» не берёт «{what}». Берёт: {known}.",
        "The handler “{topic}” takes no “{what}”. It takes: {known}.",
    ),
    "missing-input": Text(
        "«{topic}» өңдеушісіне «{what}» қажет. Қасиеттерінде толтырыңыз.",
        "Обработчику «{topic}» нужно «{what}». Заполните это в свойствах.",
        "The handler “{topic}” needs “{what}”. Fill it in in the properties.",
    ),
    "form-missing": Text(
        "«{what}» форма файлы қалтада жоқ, қызметкер бос бетті көрер еді. Файлды қосыңыз немесе сілтемені түзетіңіз.",
        "Файла формы «{what}» нет в папке, сотрудник увидел бы пустую страницу. Добавьте файл или исправьте ссылку.",
        "The form file “{what}” is not in the folder; staff would see an empty page. Add it or mend the reference.",
    ),
    "bad-form": Text(
        "Форма JSON ретінде оқылмайды: {detail}. Форманы редактордан қайта сақтаңыз.",
        "Форма не читается как JSON: {detail}. Сохраните форму в редакторе заново.",
        "The form cannot be read as JSON: {detail}. Save it from the editor again.",
    ),
    "component-without-key": Text(
        "«{what}» өрісінде айнымалының аты жоқ, жауабы сақталмайды. Атын жазыңыз.",
        "У поля «{what}» нет имени переменной, ответ не сохранится. Задайте имя.",
        "The field “{what}” has no name of a variable, so its answer would not be kept. Give it one.",
    ),
    "duplicate-key": Text(
        "«{what}» айнымалысы формада бірнеше рет кездеседі, жауаптар бірін-бірі өшіреді. Біреуінің атын өзгертіңіз.",
        "Переменная «{what}» встречается в форме несколько раз, ответы затрут друг друга. Измените имя одной из них.",
        "The variable “{what}” occurs twice in the form, so answers would overwrite each other. Rename one.",
    ),
    "unknown-component": Text(
        "«{what}» түріндегі өріс көрсетілмейді. Форма редакторындағы өріс түрлерінің бірін таңдаңыз.",
        "Поле типа «{what}» не показывается. Выберите один из видов полей, которые предлагает редактор формы.",
        "A field of type “{what}” cannot be shown. Choose one of the kinds of fields that the form editor offers.",
    ),
    "options-missing": Text(
        "«{what}» өрісінде жауап нұсқалары жоқ. Нұсқаларды мәнімен жазыңыз.",
        "У поля «{what}» нет вариантов ответа. Добавьте варианты со значениями.",
        "The field “{what}” has no options. Add options with values.",
    ),
    "signature-without-document": Text(
        "«{what}» қолтаңба өрісі қай құжатқа қол қойылатынын айтпайды. Құжаттың "
        "белгісін беретін FEEL өрнегін жазыңыз.",
        "Поле подписи «{what}» не говорит, какой документ подписывается. Напишите "
        "выражение FEEL, которое даёт идентификатор документа.",
        "The signature field “{what}” does not say which document is signed. Write a FEEL "
        "expression that gives the document's id.",
    ),
}
