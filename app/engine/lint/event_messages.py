"""What the rules about events tell a designer."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Mapping

from app.domain.texts import Text

EVENT_MESSAGES: Mapping[str, Text] = {
    "message-missing": Text(
        "Оқиға хабарламаға сілтемейді немесе ондай хабарлама файлда жоқ («{what}»); ол ешқашан болмас еді. Хабарламаны жариялап, оған атау беріңіз.",
        "Событие не ссылается на сообщение, или такого сообщения в файле нет («{what}»); оно никогда бы не произошло. Объявите сообщение и дайте ему имя.",
        "The event refers to no message, or the file declares none like it (“{what}”), so it would never happen. Declare the message and name it.",
    ),
    "event-start": Text(
        "Оқиғалық ішкі үдерісте дәл бір бастапқы оқиға болуы керек және ол бірнәрсені күтуі керек (хабарлама, таймер, қате). Оны түзетіңіз.",
        "У событийного подпроцесса должно быть ровно одно начальное событие, и оно должно чего-то ждать (сообщения, таймера, ошибки). Исправьте его.",
        "An event subprocess needs exactly one start event, and that waits for something (a message, a timer, an error). Mend it.",
    ),
    "event-start-outside": Text(
        "«{what}» бастапқы оқиғасы мұнда басталмайды: ол тек оқиғалық ішкі үдерісте орындалады. Ішкі үдерісті «Оқиғалық ішкі үдеріс» етіңіз немесе жай бастапқы оқиға сызыңыз.",
        "Начальное событие «{what}» здесь не сработает: оно исполняется только в событийном подпроцессе. Сделайте подпроцесс «Событийным подпроцессом» или нарисуйте простое начальное событие.",
        "The start event “{what}” does not begin anything here: it runs in an event subprocess only. Make the subprocess an “Event sub-process”, or draw a plain start event.",
    ),
    "event-subprocess-flow": Text(
        "Оқиғалық ішкі үдеріске жол кірмейді және одан жол шықпайды: оны оқиға бастайды. Жолдарды алып тастаңыз.",
        "В событийный подпроцесс не входят и из него не выходят потоки: его запускает событие. Удалите потоки.",
        "No flow enters or leaves an event subprocess: its event begins it. Remove the flows.",
    ),
    "key-without-message": Text(
        "correlationKey деген қосымша қасиетті мұнда ешкім оқымайды: бұл элемент хабарлама күтпейді. Оны алып тастаңыз.",
        "Дополнительное свойство correlationKey здесь никто не читает: этот элемент не ждёт сообщения. Удалите его.",
        "Nothing reads the extension property correlationKey here: the element waits for no message. Remove it.",
    ),
    "interrupting-start": Text(
        "«Үзбейтін» белгісі тек оқиғалық ішкі үдерістің бастапқы оқиғасында мағыналы. Белгіні алып тастаңыз.",
        "Отметка «не прерывает» имеет смысл только у начального события событийного подпроцесса. Снимите её.",
        "The mark “non-interrupting” means something on the start event of an event subprocess only. Remove the mark.",
    ),
    "event-without-name": Text(
        "Оқиға сілтейтін қате немесе эскалация файлда жоқ немесе оның коды жоқ: «{what}». Оны жариялап, код беріңіз.",
        "Ошибки или эскалации, на которую ссылается событие, в файле нет, или у неё нет кода: «{what}». Объявите её с кодом.",
        "The error or escalation that the event refers to is not in the file, or has no code: “{what}”. Declare it with a code.",
    ),
    "signal-missing": Text(
        "Оқиға сигналға сілтемейді немесе ондай сигнал файлда жоқ («{what}»); оны ешкім естімес еді. Сигналды жариялап, оған атау беріңіз.",
        "Событие не ссылается на сигнал, или такого сигнала в файле нет («{what}»); его никто бы не услышал. Объявите сигнал и дайте ему имя.",
        "The event refers to no signal, or the file declares none like it (“{what}”), so nobody would hear it. Declare the signal and name it.",
    ),
    "condition-missing": Text(
        "Шартты оқиғада шарт жоқ, ол ешқашан болмас еді. Шартты FEEL тілінде жазыңыз.",
        "У условного события нет условия, оно никогда бы не произошло. Запишите условие на FEEL.",
        "The conditional event has no condition and would never happen. Write one in FEEL.",
    ),
    "event-gateway-target": Text(
        "Оқиғалық шлюзден кейін тек оқиға күтетін элемент тұра алады: хабарлама, таймер, сигнал, шарт немесе хабарлама күту тапсырмасы, оған басқа жол кірмейді және шекаралық оқиға бекітілмейді. Сызбаны түзетіңіз.",
        "За шлюзом по событиям может стоять только ожидание: сообщение, таймер, сигнал, условие или задача ожидания сообщения, без других входящих потоков и без граничных событий. Исправьте схему.",
        "Behind an event-based gateway only a wait may stand: a message, timer, signal, condition or receive task, with no other flow into it and no boundary event on it. Mend the drawing.",
    ),
    "link-without-pair": Text(
        "«{what}» сілтеме-оқиғасының осы деңгейде аты бірдей дәл бір жұбы жоқ. Жіберетін және қабылдайтын сілтемеге бірдей атау беріңіз; қабылдайтыны біреу ғана болсын.",
        "У события-ссылки «{what}» нет ровно одной пары с тем же именем на этом уровне. Назовите отправляющую и принимающую ссылки одинаково; принимающая должна быть одна.",
        "The link event “{what}” has no one counterpart of its name on this level. Give the throwing and the catching link the same name, and draw one catching link only.",
    ),
}
