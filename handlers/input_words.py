"""What the inputs and results of handlers are called where a designer fills them in."""
# ruff: noqa: E501  a sentence for people stays on one line, so that it can be read and compared

from collections.abc import Iterable, Mapping

from app.domain.identity import Topic
from app.domain.texts import Text
from app.ports.engine import InputWords

_IIN = InputWords(
    Text("Адамның ЖСН-і", "ИИН человека", "IIN of the person"),
    Text(
        "Өрнек, мысалы = applicant.iin",
        "Выражение, например = applicant.iin",
        "An expression, such as = applicant.iin",
    ),
)
_OWNERS_IIN = InputWords(
    Text("Құжаттар иесінің ЖСН-і", "ИИН владельца документов", "IIN of the owner"),
    _IIN.hint,
)
_WORD_VALUES = InputWords(
    Text("Мәтінге қойылатын мәндер", "Значения для текста", "Values for the words"),
    Text(
        "Жақшадағы аттар мен мәндері, мысалы = {visit_date: visit_date}. Істің өз деректері жазылмайды",
        "Имена в скобках и их значения, например = {visit_date: visit_date}. Данные самого дела не пишут",
        "The names in braces with their values, such as = {visit_date: visit_date}. What the case itself knows is not written",
    ),
)
_FULL_NAME = InputWords(
    Text("Салыстыратын аты-жөні", "ФИО для сверки", "Full name to compare"),
    Text(
        "Өтініштегі немесе басқа жүйедегі аты-жөні; айырмашылығы болса, нәтижеде айтылады",
        "Как в заявлении или другой системе; о расхождении скажет результат",
        "As the application or another system has it; the result tells of a difference",
    ),
)
_MEASURES = InputWords(
    Text("Порталдағы іс-шара", "Мероприятие на портале", "Measure at the portal"),
    Text(
        "Аты, істің нөмірі мен коды қос нүктемен бірге немесе порталдағы белгісі",
        "Название, номер дела и код через двоеточие или идентификатор портала",
        "Its name, the number of the case and its code joined by a colon, or the portal's id",
    ),
)
COMMON: Mapping[str, InputWords] = {"iin": _IIN, "full_name": _FULL_NAME, "measures": _MEASURES}
"""The same wherever they are asked for."""
OWN: Mapping[str, Mapping[str, InputWords]] = {
    "ask-digital-consent": {
        "iin": _OWNERS_IIN,
        "documents": InputWords(
            Text("Қандай құжаттар", "Какие документы", "Which documents"),
            Text(
                "Тізім: identity-document – жеке куәлік, power-of-attorney – сенімхат, guardianship – қамқоршылық құжаты",
                "Список: identity-document – удостоверение, power-of-attorney – доверенность, guardianship – документ об опеке",
                "A list: identity-document, power-of-attorney, guardianship",
            ),
        ),
        "method": InputWords(
            Text("Келісім қалай сұралады", "Как спросить согласие", "How consent is asked"),
            Text(
                "sms – иесі хабарламаға жауап береді; password – бір реттік құпиясөзді қызметкерге айтады",
                "sms – владелец отвечает на сообщение; password – говорит сотруднику одноразовый пароль",
                "sms – the owner answers the message; password – tells the clerk the one-time password",
            ),
        ),
    },
    "enter-register": {
        "register": InputWords(
            Text("Қай журнал", "Какой журнал", "Which register"),
            Text(
                "applications – өтініштер, recipients – қызмет алушылар, complaints – шағымдар",
                "applications – заявления, recipients – получатели, complaints – жалобы",
                "applications, recipients or complaints",
            ),
        ),
        "values": InputWords(
            Text(
                "Журнал бағандарының мәндері", "Значения столбцов журнала", "Values of the columns"
            ),
            Text(
                'Істің өз деректерінен бөлек жазылатындары, мысалы = {outcome: "granted"}',
                'То, чего нет среди данных дела, например = {outcome: "granted"}',
                'What the case itself does not know, such as = {outcome: "granted"}',
            ),
        ),
        "office": InputWords(
            Text("Кімнің журналы", "Чей журнал", "Whose register"),
            Text(
                "Бөлімнің коды; бос болса, істі жүргізетін бөлімнің журналы",
                "Код отдела; если пусто, журнал отдела, который ведёт дело",
                "The code of an office; empty: that of the case",
            ),
        ),
    },
    "mark-contested-act": {
        "state": InputWords(
            Text("Актінің жаңа күйі", "Новое состояние акта", "New state of the act"),
            Text(
                "suspended – тоқтатыла тұрды, restored – қалпына келді, annulled – күші жойылды",
                "suspended – приостановлен, restored – восстановлен, annulled – отменён",
                "suspended, restored or annulled",
            ),
        ),
    },
    "open-ordering": {
        "choose_until": InputWords(
            Text("Таңдаудың соңғы күні", "Последний день выбора", "Last day to choose"),
            Text(
                "Күн беретін өрнек",
                "Выражение, которое даёт дату",
                "An expression that gives a date",
            ),
        ),
    },
    "pass-measures": {
        "programme_number": InputWords(
            Text("Бағдарлама нөмірі", "Номер программы", "Number of the programme"),
            Text(
                "Мысалы = programme.number",
                "Например = programme.number",
                "Such as = programme.number",
            ),
        ),
        "measure_code": InputWords(
            Text("Іс-шараның коды", "Код мероприятия", "Code of the measure"),
            Text("Бағдарламадағы коды", "Как в программе", "As the programme has it"),
        ),
        "measure_name": InputWords(
            Text(
                "Іс-шараның қазақша атауы",
                "Название мероприятия на казахском",
                "Name of the measure in Kazakh",
            ),
            Text("Бағдарламадағы атауы", "Как в программе", "As the programme has it"),
        ),
        "measure_name_ru": InputWords(
            Text(
                "Іс-шараның орысша атауы",
                "Название мероприятия на русском",
                "Name of the measure in Russian",
            ),
            Text("Бағдарламадағы атауы", "Как в программе", "As the programme has it"),
        ),
        "hours_per_day": InputWords(
            Text("Күніне неше сағат", "Часов в день", "Hours a day"),
            Text("Бүтін сан", "Целое число", "A whole number"),
        ),
        "period_from": InputWords(
            Text("Қызметтің бірінші күні", "Первый день услуги", "First day of the service"),
            Text(
                "Күн беретін өрнек",
                "Выражение, которое даёт дату",
                "An expression that gives a date",
            ),
        ),
        "period_until": InputWords(
            Text(
                "Бағдарламаның соңғы күні", "Последний день программы", "Last day of the programme"
            ),
            Text("Бос болса, мерзімсіз", "Если пусто, бессрочно", "Empty: without a limit"),
        ),
    },
    "render-document": {
        "template": InputWords(
            Text("Қандай құжат", "Какой документ", "Which document"),
            Text(
                "Қараламаның құжаттарынан таңдалады",
                "Выбирается из документов черновика",
                "One of the documents of the draft",
            ),
        ),
        "values": _WORD_VALUES,
        "office": InputWords(
            Text("Кімнің құжаты", "Чей документ", "Whose document"),
            Text(
                "Бөлімнің коды; бос болса, істі жүргізетін бөлімдікі",
                "Код отдела; если пусто, отдела, который ведёт дело",
                "The code of an office; empty: that of the case",
            ),
        ),
    },
    "report-stage": {
        "stage": InputWords(
            Text("Қандай кезең", "Какой этап", "Which stage"),
            Text(
                "Мысалы registered – тіркелді, decided – шешім қабылданды, closed – жабылды",
                "Например registered – зарегистрировано, decided – решение принято, closed – закрыто",
                "Such as registered, decided or closed",
            ),
        ),
        "outcome": InputWords(
            Text("Нәтижесі", "Исход", "Outcome"),
            Text(
                "Шешімнен кейін ғана: granted, refused, not_accepted немесе withdrawn",
                "Только после решения: granted, refused, not_accepted или withdrawn",
                "After the decision only: granted, refused, not_accepted or withdrawn",
            ),
        ),
    },
    "request-digital-documents": {
        "consent": InputWords(
            Text("Берілген келісім", "Данное согласие", "The consent given"),
            Text(
                "Мысалы = digital_consent.id",
                "Например = digital_consent.id",
                "Such as = digital_consent.id",
            ),
        ),
        "password": InputWords(
            Text("Бір реттік құпиясөз", "Одноразовый пароль", "One-time password"),
            Text(
                "Келісім құпиясөзбен сұралса, иесі айтқаны",
                "Если согласие спрашивали паролем, как его назвал владелец",
                "As the owner told it, where consent was asked by password",
            ),
        ),
    },
    "request-disability": {
        "birth_date": InputWords(
            Text("Салыстыратын туған күні", "Дата рождения для сверки", "Date of birth to compare"),
            _FULL_NAME.hint,
        ),
    },
    "request-phone": {
        "stated": InputWords(
            Text("Өтініштегі телефон", "Телефон из заявления", "Phone of the application"),
            Text(
                "Мысалы = application.phone",
                "Например = application.phone",
                "Such as = application.phone",
            ),
        ),
    },
    "request-rehabilitation-programme": {
        "group": InputWords(
            Text(
                "Салыстыратын мүгедектік тобы",
                "Группа инвалидности для сверки",
                "Group of disability to compare",
            ),
            Text(
                "Деректер банкіндегі топ; айырмашылығы болса, нәтижеде айтылады",
                "Группа из банка данных; о расхождении скажет результат",
                "As the databank has it; the result tells of a difference",
            ),
        ),
    },
    "send-sms": {
        "message": InputWords(
            Text("Қандай хабарлама", "Какое сообщение", "Which message"),
            Text(
                "Қараламаның хабарламаларынан таңдалады",
                "Выбирается из сообщений черновика",
                "One of the messages of the draft",
            ),
        ),
        "phone": InputWords(
            Text("Қай нөмірге", "На какой номер", "To which phone"),
            Text(
                "Мысалы = applicant.phone",
                "Например = applicant.phone",
                "Such as = applicant.phone",
            ),
        ),
        "language": InputWords(
            Text("Қай тілде", "На каком языке", "In which language"),
            Text(
                "Мысалы = applicant.language; бос болса, қазақша",
                "Например = applicant.language; если пусто, на казахском",
                "Such as = applicant.language; empty: in Kazakh",
            ),
        ),
        "values": _WORD_VALUES,
    },
    "take-up-case": {
        "stage": InputWords(
            Text("Қай кезеңнен", "С какого этапа", "From which stage"),
            Text(
                "Шағым жасалған істің үлгісіндегі аты, мысалы verification немесе decision",
                "Как в модели оспоренного дела, например verification или decision",
                "As the contested case's model knows it, such as verification or decision",
            ),
        ),
        "reason": InputWords(
            Text("Себебі", "Причина", "Reason"),
            Text(
                "Шағым жасалған істің тарихына жазылады",
                "Войдёт в историю оспоренного дела",
                "Goes into the history of the contested case",
            ),
        ),
    },
    "update-cabinet": {
        "status": InputWords(
            Text("Кабинеттегі мәртебе", "Статус в кабинете", "Status in the cabinet"),
            Text(
                "Мысалы accepted – қабылданды, in_review – қаралып жатыр, granted – берілді",
                "Например accepted – принято, in_review – рассматривается, granted – предоставлено",
                "Such as accepted, in_review or granted",
            ),
        ),
        "message": InputWords(
            Text("Қасындағы хабарлама", "Сообщение рядом", "Message beside it"),
            Text(
                "Қараламаның хабарламаларынан таңдалады, мәртебенің қасында тұрады",
                "Выбирается из сообщений черновика и стоит рядом со статусом",
                "One of the messages of the draft; it stands beside the status",
            ),
        ),
        "document_id": InputWords(
            Text("Бірге көрсетілетін құжат", "Документ рядом", "Document beside it"),
            Text("Мысалы = document_id", "Например = document_id", "Such as = document_id"),
        ),
        "iin": InputWords(
            Text("Кімнің кабинеті", "Чей кабинет", "Whose cabinet"),
            Text(
                "ЖСН; бос болса, өтініш берушінің кабинеті",
                "ИИН; если пусто, кабинет заявителя",
                "An IIN; empty: the applicant's",
            ),
        ),
        "values": _WORD_VALUES,
    },
    "withdraw-measures": {
        "reason": InputWords(
            Text("Себебі", "Причина", "Reason"),
            Text(
                "Порталдағы жазба үшін; бас тарту негізі мен диагноз жазылмайды",
                "Для записи на портале; без основания отказа и диагноза",
                "For the portal's records; no ground of refusal, no diagnosis",
            ),
        ),
    },
}
RESULTS: Mapping[str, Text] = {
    "digital_consent": Text("Келісім", "Согласие", "The consent"),
    "register_number": Text("Журналдағы нөмірі", "Номер в журнале", "Number in the register"),
    "register_entry_id": Text("Журналдағы жазба", "Запись журнала", "Entry of the register"),
    "act_state": Text("Актінің күйі", "Состояние акта", "State of the act"),
    "ordering_receipt": Text("Порталдың жауабы", "Ответ портала", "Receipt of the portal"),
    "reviewer": Text(
        "Қарайтын органның коды", "Код рассматривающего органа", "Code of the reviewing body"
    ),
    "reviewer_name": Text(
        "Қарайтын орган, қазақша",
        "Рассматривающий орган, на казахском",
        "Reviewing body, in Kazakh",
    ),
    "reviewer_name_ru": Text(
        "Қарайтын орган, орысша", "Рассматривающий орган, на русском", "Reviewing body, in Russian"
    ),
    "case_papers": Text(
        "Іс құжаттарының тізімі, қазақша",
        "Опись дела, на казахском",
        "Papers of the file, in Kazakh",
    ),
    "case_papers_ru": Text(
        "Іс құжаттарының тізімі, орысша", "Опись дела, на русском", "Papers of the file, in Russian"
    ),
    "measures": Text("Порталдағы іс-шара", "Мероприятие на портале", "Measure at the portal"),
    "document_id": Text("Жасалған құжат", "Составленный документ", "The document drawn up"),
    "document_template": Text("Құжаттың түрі", "Вид документа", "Kind of the document"),
    "document_number": Text("Құжаттың нөмірі", "Номер документа", "Number of the document"),
    "stage_receipt": Text("Мониторингтің жауабы", "Ответ мониторинга", "Receipt of the monitoring"),
    "digital_documents": Text("Алынған құжаттар", "Полученные документы", "The documents fetched"),
    "disability": Text(
        "Мүгедектік туралы деректер", "Сведения об инвалидности", "Data of the disability"
    ),
    "disability_discrepancies": Text(
        "Табылған айырмашылықтар", "Найденные расхождения", "Differences found"
    ),
    "person": Text("Адам туралы деректер", "Сведения о человеке", "Data of the person"),
    "phone": Text("Табылған нөмір", "Найденный номер", "The number found"),
    "phone_source": Text("Нөмір қайдан алынды", "Откуда номер", "Where the number is from"),
    "phone_discrepancies": Text("Басқа нөмірлер", "Другие номера", "Other numbers"),
    "programme": Text("Оңалту бағдарламасы", "Программа реабилитации", "Rehabilitation programme"),
    "programme_discrepancies": Text(
        "Табылған айырмашылықтар", "Найденные расхождения", "Differences found"
    ),
    "supplier": Text("Таңдалған өнім беруші", "Выбранный поставщик", "The supplier chosen"),
    "sms_receipt": Text("SMS нөмірі", "Номер SMS", "Number of the SMS"),
    "taken_up_at": Text("Қайта алынған сәті", "Когда возобновлено", "When it was taken up"),
    "cabinet_receipt": Text(
        "Кабинет жазбасының нөмірі", "Номер записи в кабинете", "Number of the entry"
    ),
    "withdrawal_receipt": Text("Порталдың жауабы", "Ответ портала", "Receipt of the portal"),
}


def input_words(topic: Topic, names: Iterable[str]) -> Mapping[str, InputWords]:
    """By name. KeyError for an input that nobody has named: a mistake of ours, found by a test."""
    own = OWN.get(topic, {})
    return {name: own.get(name) or COMMON[name] for name in names}


def result_names(names: Iterable[str]) -> Mapping[str, Text]:
    """By name. KeyError as above."""
    return {name: RESULTS[name] for name in names}
