"""The words of the stand's page in Kazakh, Russian and English."""

from typing import Literal

from app.stand.page_words import PAGE_WORDS

Language = Literal["kk", "ru", "en"]
LANGUAGES: dict[Language, str] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}

WORDS: dict[str, tuple[str, str, str]] = {
    "stand": ("Стенд", "Стенд", "Stand"),
    "title": (
        "Стенд: мемлекеттік жүйелердің үлгісі",
        "Стенд: модели государственных систем",
        "Stand: simulated state systems",
    ),
    "invented": (
        "Мұндағы адамдар, нөмірлер мен жауаптар ойдан шығарылған. "
        "Нақты жүйелерге ештеңе жіберілмейді",
        "Люди, номера и ответы здесь вымышлены. В настоящие системы ничего не отправляется",
        "People, numbers and answers here are invented. Nothing is sent to real systems",
    ),
    "reset": ("Бастапқы күйге қайтару", "Вернуть исходное состояние", "Reset to the start"),
    "skip": ("Негізгі мазмұнға өту", "К основному содержанию", "Skip to the content"),
    "menu": ("Стенд беттері", "Страницы стенда", "Pages of the stand"),
    "language": ("Тіл", "Язык", "Language"),
    "back": ("Qadam-ға оралу", "Вернуться в Qadam", "Back to Qadam"),
    "saved": ("Өзгеріс сақталды", "Изменения сохранены", "The change is saved"),
    "phones": ("Телефондар", "Телефоны", "Phones"),
    "no-messages": (
        "Әзірге бірде-бір SMS жіберілген жоқ",
        "Пока не отправлено ни одного SMS",
        "No SMS has been sent yet",
    ),
    "unknown-owner": ("Иесі белгісіз", "Владелец неизвестен", "Owner unknown"),
    "faults": ("Ақау қосқыштары", "Переключатели сбоев", "Fault switches"),
    "works": ("Жұмыс істейді", "Работает", "Works"),
    "slow": ("Баяу", "Медленно", "Slow"),
    "error": ("Қате", "Ошибка", "Error"),
    "nonsense": ("Мағынасыз", "Бессмыслица", "Nonsense"),
    "off": ("Өшірулі", "Выключена", "Off"),
    "three-days": ("3 күнге", "На 3 дня", "For 3 days"),
    "apply": ("Қолдану", "Применить", "Apply"),
    "all-on": ("Бәрін жұмысқа қайтару", "Вернуть всё в работу", "Put all back to work"),
    "gbdfl": (
        "«Жеке тұлғалар» дерекқоры",
        "База данных «Физические лица»",
        "Database “Natural persons”",
    ),
    "gbdfl.about": (
        "Тұлға, тіркеу орны, қайтыс болуы",
        "Личность, регистрация, смерть",
        "Person, residence, death",
    ),
    "cbdi": (
        "Мүгедектігі бар адамдардың деректер банкі",
        "Банк данных лиц с инвалидностью",
        "Databank of persons with disabilities",
    ),
    "cbdi.about": ("Тобы, себебі, мерзімі", "Группа, причина, срок", "Group, reason, term"),
    "esobes": ("Е-Собес", "Е-Собес", "E-Sobes"),
    "esobes.about": (
        "Оңалтудың жеке бағдарламасы",
        "Индивидуальная программа реабилитации",
        "Individual programme of rehabilitation",
    ),
    "mab": ("Мобильді азаматтар базасы", "База мобильных граждан", "Mobile citizens base"),
    "mab.about": ("Телефон нөмірі", "Номер телефона", "Phone number"),
    "egov": (
        "«Электрондық үкімет» порталы",
        "Портал «электронного правительства»",
        "“Electronic government” portal",
    ),
    "egov.about": (
        "Тіркелген нөмір, жеке кабинет",
        "Зарегистрированный номер, личный кабинет",
        "Registered number, personal cabinet",
    ),
    "dds": (
        "Цифрлық құжаттар сервисі",
        "Сервис цифровых документов",
        "Digital documents service",
    ),
    "dds.about": (
        "Иесінің келісімімен құжаттар",
        "Документы с согласия владельца",
        "Documents with their owner's consent",
    ),
    "sms": ("SMS шлюзі", "SMS-шлюз", "SMS gateway"),
    "sms.about": ("Хабарлама жіберу", "Отправка сообщений", "Sending messages"),
    "monitoring": (
        "Қызмет көрсету мониторингі",
        "Мониторинг оказания услуг",
        "Monitoring of services",
    ),
    "monitoring.about": ("Істердің кезеңдері", "Этапы дел", "Stages of cases"),
    "aleumet": (
        "Әлеуметтік қызметтер порталы",
        "Портал социальных услуг",
        "Social services portal",
    ),
    "aleumet.about": (
        "Іс-шаралар, өнім берушіні таңдау",
        "Мероприятия, выбор поставщика",
        "Measures, choice of a supplier",
    ),
    "requests": ("Сұраулар", "Запросов", "Requests"),
    "timeout": ("жауап келмейді", "ответ не приходит", "no answer comes"),
    "error-500": ("500 қатесімен жауап береді", "отвечает ошибкой 500", "answers with error 500"),
    "malformed": ("жауабы бүлінген", "ответ повреждён", "the answer is damaged"),
    "down-until": ("жұмыс істемейді", "не работает", "is down"),
    "slow-fault": ("баяу жауап береді", "отвечает медленно", "answers slowly"),
    "times-left": ("қалғаны", "осталось раз", "times left"),
    "until": ("аяқталуы", "до", "until"),
    "registry": ("Тізілім жазбалары", "Записи реестра", "Registry records"),
    "search": ("Аты-жөні немесе ЖСН", "ФИО или ИИН", "Name or IIN"),
    "find": ("Табу", "Найти", "Find"),
    "clear": ("Іздеуді тазалау", "Очистить поиск", "Clear the search"),
    "nobody": ("Мұндай адам жоқ", "Такого человека нет", "There is no such person"),
    "add": ("Адам қосу", "Добавить человека", "Add a person"),
    "person": ("Адам", "Человек", "Person"),
    "iin": ("ЖСН", "ИИН", "IIN"),
    "born": ("Туған күні", "Дата рождения", "Born"),
    "residence": ("Тұрғылықты жері", "Место жительства", "Residence"),
    "status": ("Күйі", "Состояние", "Status"),
    "alive": ("Тірі", "В живых", "Alive"),
    "dead": ("Қайтыс болған", "Смерть", "Dead"),
    "departed": ("Шетелге кеткен", "Выезд за границу", "Left the country"),
    "status-date": (
        "Қайтыс болған немесе кеткен күні",
        "Дата смерти или выезда",
        "Day of death or departure",
    ),
    "optional": ("міндетті емес", "необязательно", "optional"),
    "phone": ("Телефон", "Телефон", "Phone"),
    "full-name": ("Тегі, аты, әкесінің аты", "Фамилия, имя, отчество", "Surname, name, patronymic"),
    "change": ("Жазбаны өзгерту", "Изменить запись", "Change the record"),
    "save": ("Сақтау", "Сохранить", "Save"),
    "cancel": ("Болдырмау", "Отменить", "Cancel"),
    "mend": ("Өрістерді түзетіңіз", "Исправьте поля", "Please mend these fields"),
    "wrong.iin": (
        "ЖСН 12 цифрдан тұрады, соңғысы бақылау цифры. Тексеріп, қайта жазыңыз",
        "ИИН состоит из 12 цифр, последняя контрольная. Проверьте и введите снова",
        "An IIN has 12 digits, the last one checks. Please check and type it again",
    ),
    "wrong.iin-taken": (
        "Бұл ЖСН тізілімде бар. Сол жазбаны өзгертіңіз",
        "Этот ИИН уже есть в реестре. Измените ту запись",
        "This IIN is in the registry. Please change that record",
    ),
    "wrong.full_name": (
        "Тегі мен атын жазыңыз",
        "Укажите фамилию и имя",
        "Please write surname and name",
    ),
    "wrong.birth_date": (
        "Туған күнін ЖСН-дегідей көрсетіңіз",
        "Укажите дату рождения, как в ИИН",
        "Please give the birth date that the IIN tells",
    ),
    "wrong.status": ("Күйін таңдаңыз", "Выберите состояние", "Please choose the status"),
    "wrong.status_date": (
        "Күні туған күннен бұрын немесе болашақта болмауы керек",
        "Дата не может быть раньше рождения или в будущем",
        "The day cannot be before birth or in the future",
    ),
    "wrong.district": ("Ауданды таңдаңыз", "Выберите район", "Please choose the district"),
    "wrong.phone": (
        "Телефонды +77010001234 түрінде жазыңыз",
        "Укажите телефон в виде +77010001234",
        "Please write the phone as +77010001234",
    ),
    "journal": ("Журнал", "Журнал", "Journal"),
    "journal-title": ("Сұраулар журналы", "Журнал запросов", "Journal of requests"),
    "no-requests": ("Әзірге сұрау болған жоқ", "Запросов пока не было", "No requests yet"),
    "when": ("Уақыты", "Время", "When"),
    "system": ("Жүйе", "Система", "System"),
    "about": ("Кім туралы, кімге", "О ком, кому", "About or to whom"),
    "answer": ("Жауабы", "Ответ", "Answer"),
    "fault": ("Ақауы", "Сбой", "Fault"),
    "none": ("жоқ", "нет", "none"),
    "foreign": (
        "Бұл форма стендтің өз бетінен жіберілмеген",
        "Эта форма отправлена не со страницы стенда",
        "This form was not sent from the stand's own page",
    ),
}

WORDS.update(PAGE_WORDS)


def word(key: str, language: Language) -> str:
    """The words of `key`; an unknown key is a KeyError."""
    return WORDS[key][list(LANGUAGES).index(language)]
