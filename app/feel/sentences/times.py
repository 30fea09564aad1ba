"""What dates, times, durations and patterns cannot be."""

TIMES_AND_PATTERNS: dict[str, tuple[str, str]] = {
    # times
    '"{text}" is no number': ("«{text}» – сан емес", "«{text}» – не число"),
    '"{source}" is no range': ("«{source}» – аралық емес", "«{source}» – не диапазон"),
    '"{text}" is no limit of a range': (
        "«{text}» аралықтың шегі бола алмайды",
        "«{text}» не может быть границей диапазона",
    ),
    '"{text}" is no date; expected for example "2026-01-31"': (
        "«{text}» – күн емес; мысалы, «2026-01-31» күтіледі",
        "«{text}» – не дата; ожидается, например, «2026-01-31»",
    ),
    '"{text}" is no time; expected for example "10:30:00"': (
        "«{text}» – уақыт емес; мысалы, «10:30:00» күтіледі",
        "«{text}» – не время; ожидается, например, «10:30:00»",
    ),
    '"{text}" is no date and time; expected for example "2026-01-31T10:30:00"': (
        "«{text}» – күн мен уақыт емес; мысалы, «2026-01-31T10:30:00» күтіледі",
        "«{text}» – не дата и время; ожидается, например, «2026-01-31T10:30:00»",
    ),
    '"{text}" is no duration; expected for example "P3D", "PT12H" or "P1Y2M"': (
        "«{text}» – ұзақтық емес; мысалы, «P3D», «PT12H» немесе «P1Y2M» күтіледі",
        "«{text}» – не длительность; ожидается, например, «P3D», «PT12H» или «P1Y2M»",
    ),
    '"{whole}" has no valid offset': (
        "«{whole}»: уақыт белдеуінің ығысуы дұрыс емес",
        "«{whole}»: неверное смещение часового пояса",
    ),
    "An offset from UTC is at most 18 hours": (
        "UTC уақытынан ығысу 18 сағаттан аспайды",
        "Смещение от UTC не больше 18 часов",
    ),
    "There is no date with year {year}, month {month}, day {day}": (
        "Мұндай күн жоқ: {year} жыл, {month}-ай, {day}-күн",
        "Такой даты нет: год {year}, месяц {month}, день {day}",
    ),
    "There is no time {hour}:{minute}:{second}": (
        "{hour}:{minute}:{second} деген уақыт жоқ",
        "Времени {hour}:{minute}:{second} не бывает",
    ),
    "There is no time zone {name}": ("{name} уақыт белдеуі жоқ", "Часового пояса {name} нет"),
    "The year {year} lies outside the years 1 to 9999": (
        "{year} жылы 1–9999 жылдардан тыс",
        "Год {year} выходит за годы 1–9999",
    ),
    "Times are kept to the nanosecond; this one is finer": (
        "Уақыт наносекундқа дейін сақталады, бұл одан дәлірек",
        "Время хранится до наносекунды, это – точнее",
    ),
    "Durations are kept to the microsecond; this one is finer": (
        "Ұзақтық микросекундқа дейін сақталады, бұл одан дәлірек",
        "Длительность хранится до микросекунды, эта – точнее",
    ),
    "The duration is too long": ("Ұзақтық тым үлкен", "Длительность слишком велика"),
    "The duration is longer than 999999999 years": (
        "Ұзақтық 999999999 жылдан асады",
        "Длительность больше 999999999 лет",
    ),
    "the offset must be a days and time duration": (
        "ығысу күн мен сағаттан тұратын ұзақтық болуы керек",
        "смещение должно быть длительностью в днях и часах",
    ),
    "the present time is not known here": (
        "қазіргі уақыт мұнда белгісіз",
        "текущее время здесь неизвестно",
    ),
    "the present time was given without a time zone": (
        "қазіргі уақыт белдеусіз берілген",
        "текущее время дано без часового пояса",
    ),
    # patterns
    "the pattern is longer than {pattern_limit} characters": (
        "үлгі {pattern_limit} таңбадан ұзын",
        "шаблон длиннее {pattern_limit} знаков",
    ),
    "the pattern is not valid: {told}": ("үлгі дұрыс емес: {told}", "шаблон неверен: {told}"),
    "the pattern matches nothing at all, everywhere": (
        "үлгі бос мәтінге де сәйкес келеді",
        "шаблон совпадает и с пустым местом",
    ),
    "the pattern has a [ that is not closed": ("үлгідегі [ жабылмаған", "в шаблоне не закрыта ["),
    "the pattern has a ( that is not closed": ("үлгідегі ( жабылмаған", "в шаблоне не закрыта ("),
    "the pattern has a ) without (": ("үлгіде ( белгісінсіз ) тұр", "в шаблоне есть ) без ("),
    "the pattern has a {letter} that closes nothing": (
        "үлгідегі {letter} ештеңені жаппайды",
        "в шаблоне знак {letter} ничего не закрывает",
    ),
    "the pattern has a {letter} with nothing before it": (
        "үлгідегі {letter} алдында ештеңе жоқ",
        "в шаблоне перед {letter} ничего нет",
    ),
    "the pattern has a { that is no repetition": (
        "үлгідегі { қайталау емес",
        "в шаблоне { не задаёт повтор",
    ),
    "the pattern has a \\{letter} that means nothing": (
        "үлгідегі \\{letter} ештеңені білдірмейді",
        "в шаблоне \\{letter} ничего не значит",
    ),
    "the pattern has a \\p without a category in { }": (
        "үлгідегі \\p кейін { } ішінде санат жоқ",
        "в шаблоне после \\p нет категории в { }",
    ),
    "the pattern has a range that runs backwards": (
        "үлгідегі аралық кері жазылған",
        "в шаблоне диапазон записан наоборот",
    ),
    "a pattern repeats at most {repeat_limit} times": (
        "үлгі ең көбі {repeat_limit} рет қайталайды",
        "шаблон повторяет не больше {repeat_limit} раз",
    ),
    "groups that start with (? are not supported, except (?:": (
        "(? деп басталатын топтар қолданылмайды, тек (?: болады",
        "группы, начинающиеся с (?, не поддерживаются, кроме (?:",
    ),
    "references back to a group are not supported": (
        "топқа кері сілтеме қолданылмайды",
        "обратные ссылки на группу не поддерживаются",
    ),
    "in a set, [ and ] must be written as \\[ and \\]": (
        "жиын ішінде [ мен ] белгілері \\[ және \\] түрінде жазылады",
        "внутри множества [ и ] пишутся как \\[ и \\]",
    ),
    "\\{following} inside [ ] is not supported": (
        "[ ] ішінде \\{following} белгісі қолданылмайды",
        "\\{following} внутри [ ] не поддерживается",
    ),
    "this difference of sets in the pattern is not supported": (
        "үлгіде мұндай жиындар айырымы қолданылмайды",
        "такая разность множеств в шаблоне не поддерживается",
    ),
    "the category {name} is not supported": (
        "{name} санаты қолданылмайды",
        "категория {name} не поддерживается",
    ),
    "the flag {unknown} is not supported": (
        "{unknown} жалаушасы қолданылмайды",
        "флаг {unknown} не поддерживается",
    ),
    "in the replacement, \\ and $ must be written as \\\\ and \\$": (
        "алмастыру мәтінінде \\ мен $ белгілері \\\\ және \\$ түрінде жазылады",
        "в тексте замены \\ и $ пишутся как \\\\ и \\$",
    ),
    "the text holds half of a surrogate pair": (
        "мәтінде таңбаның жартысы ғана тұр",
        "в тексте стоит половина знака",
    ),
}
