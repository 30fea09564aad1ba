"""The sentences of this room in Kazakh and Russian, by their English template."""

SENTENCES: dict[str, tuple[str, str]] = {
    # places
    "at character {column}": ("{column}-таңбада", "знак {column}"),
    "line {line}, character {column}": (
        "{line}-жол, {column}-таңба",
        "строка {line}, знак {column}",
    ),
    "; did you mean {name}?": ("; мүмкін, {name}?", "; возможно, {name}?"),
    "one of {signs}": ("мыналардың бірі: {signs}", "одно из: {signs}"),
    "{name}: {unfit}": ("{name}: {unfit}", "{name}: {unfit}"),
    # reading
    "Expected {expected}, found {found}{hint}": (
        "Күтілгені: {expected}, табылғаны: {found}{hint}",
        "Ожидалось: {expected}, найдено: {found}{hint}",
    ),
    "Unexpected character {text}": ("Күтпеген таңба: {text}", "Неожиданный знак: {text}"),
    "The string is not closed": (
        "Мәтіннің жабатын тырнақшасы жоқ",
        "У строки нет закрывающей кавычки",
    ),
    "The string holds half of a surrogate pair": (
        "Мәтінде таңбаның жартысы ғана тұр",
        "В строке стоит половина знака",
    ),
    "There is no character U+{code}": ("U+{code} таңбасы жоқ", "Знака U+{code} не существует"),
    "The number is too large": ("Сан тым үлкен", "Число слишком велико"),
    "The expression is longer than {text_limit} characters": (
        "Өрнек {text_limit} таңбадан ұзын",
        "Выражение длиннее {text_limit} знаков",
    ),
    "The expression has more than {token_limit} words and signs": (
        "Өрнекте {token_limit} сөз бен белгіден көп",
        "В выражении больше {token_limit} слов и знаков",
    ),
    "The expression nests deeper than {nesting_limit} levels": (
        "Өрнек {nesting_limit} деңгейден терең салынған",
        "Вложенность выражения больше {nesting_limit} уровней",
    ),
    "The expression nests too deeply": (
        "Өрнек тым терең салынған",
        "Выражение вложено слишком глубоко",
    ),
    "The tests nest too deeply": ("Шарттар тым терең салынған", "Условия вложены слишком глубоко"),
    "More than {chain_limit} {what} follow one another": (
        "Қатарынан {chain_limit}-ден көп: {what}",
        "Подряд больше {chain_limit}: {what}",
    ),
    "A loop has more than {iterator_limit} variables": (
        "Циклде {iterator_limit} айнымалыдан көп",
        "В цикле больше {iterator_limit} переменных",
    ),
    "External functions are not supported": (
        "Сыртқы функцияларға рұқсат жоқ",
        "Внешние функции не поддерживаются",
    ),
    "Either all arguments of a call have names, or none": (
        "Шақыруда не барлық аргументтің аты болады, не ешқайсысының",
        "В вызове имена есть либо у всех аргументов, либо ни у одного",
    ),
    "The argument {name} is given twice": (
        "{name} аргументі екі рет берілген",
        "Аргумент {name} задан дважды",
    ),
    "The context has two entries {key}": (
        "Контексте екі {key} жазбасы бар",
        "В контексте две записи {key}",
    ),
    "There is no type {name}{hint}": ("{name} түрі жоқ{hint}", "Типа {name} нет{hint}"),
    "The type {name} takes no '<'": (
        "{name} түрінен кейін '<' қойылмайды",
        "После типа {name} знак '<' не ставится",
    ),
    "The JUEL expression is not closed by }": (
        "JUEL өрнегі } белгісімен жабылмаған",
        "Выражение JUEL не закрыто знаком }",
    ),
    "This is beyond the plain part of JUEL: {sign} is not expected here": (
        "Бұл JUEL тілінің қарапайым бөлігіне жатпайды: мұнда {sign} күтілмейді",
        "Это вне простой части JUEL: {sign} здесь не ожидается",
    ),
    # names
    "There is no variable {name}{hint}": (
        "{name} айнымалысы жоқ{hint}",
        "Переменной {name} нет{hint}",
    ),
    "There is no function {name}{hint}": ("{name} функциясы жоқ{hint}", "Функции {name} нет{hint}"),
    "The context has no entry {name}{hint}": (
        "Контексте {name} жазбасы жоқ{hint}",
        "В контексте нет записи {name}{hint}",
    ),
    "A {found} has no property {name}{hint}": (
        "{found} түріндегі мәнде {name} қасиеті жоқ{hint}",
        "У значения типа {found} нет свойства {name}{hint}",
    ),
    "A {found} cannot be called": (
        "{found} түріндегі мән функция емес, оны шақыруға болмайды",
        "Значение типа {found} — не функция, его нельзя вызвать",
    ),
    # budgets
    "The evaluation needs more than {steps} steps": (
        "Есептеу {steps} қадамнан көп қажет етеді",
        "Вычисление требует больше {steps} шагов",
    ),
    "The evaluation takes longer than {seconds} seconds": (
        "Есептеу {seconds} секундтан ұзаққа созылады",
        "Вычисление длится дольше {seconds} секунды",
    ),
    "The evaluation makes a list of {count} elements; {most} are allowed": (
        "Есептеу {count} элементтік тізім жасайды; рұқсаты — {most}",
        "Вычисление создаёт список из {count} элементов; допустимо {most}",
    ),
    "The evaluation makes a value of {size} elements; {most} are allowed": (
        "Есептеу көлемі {size} мән жасайды; рұқсаты — {most}",
        "Вычисление создаёт значение объёмом {size}; допустимо {most}",
    ),
    "The evaluation nests deeper than {depth} levels": (
        "Есептеу {depth} деңгейден тереңге кетеді",
        "Вложенность вычисления больше {depth} уровней",
    ),
    "The evaluation nests too deeply": (
        "Есептеу тым тереңге кетеді",
        "Вычисление вложено слишком глубоко",
    ),
    "A pattern is too costly for {text} characters": (
        "Үлгі {text} таңбалық мәтін үшін тым ауыр",
        "Шаблон слишком тяжёл для текста из {text} знаков",
    ),
    # operators
    "Cannot add {right} to {left}": (
        "Бұл түрлерді қосуға болмайды: {left}, {right}",
        "Эти типы нельзя сложить: {left}, {right}",
    ),
    "Cannot subtract {right} from {left}": (
        "Бұл түрлерді азайтуға болмайды: {left}, {right}",
        "Эти типы нельзя вычесть: {left}, {right}",
    ),
    "Cannot multiply {left} by {right}": (
        "Бұл түрлерді көбейтуге болмайды: {left}, {right}",
        "Эти типы нельзя перемножить: {left}, {right}",
    ),
    "Cannot divide {left} by {right}": (
        "Бұл түрлерді бөлуге болмайды: {left}, {right}",
        "Эти типы нельзя разделить: {left}, {right}",
    ),
    "Cannot raise {left} to the power of {right}": (
        "Бұл түрлерді дәрежелеуге болмайды: {left}, {right}",
        "Эти типы нельзя возвести в степень: {left}, {right}",
    ),
    "Cannot calculate {left} {operator} {right}": (
        "Бұл түрлерге {operator} амалы жоқ: {left}, {right}",
        "Для этих типов нет действия {operator}: {left}, {right}",
    ),
    "Cannot negate {found}": (
        "{found} түрінің таңбасын өзгертуге болмайды",
        "У типа {found} нельзя сменить знак",
    ),
    "Division by zero": ("Нөлге бөлу", "Деление на ноль"),
    "The result is too large or undefined": (
        "Нәтиже тым үлкен немесе анықталмаған",
        "Результат слишком велик или не определён",
    ),
    "{name}: the result is too large or undefined": (
        "{name}: нәтиже тым үлкен немесе анықталмаған",
        "{name}: результат слишком велик или не определён",
    ),
    "The result lies outside the years 1 to 9999": (
        "Нәтиже 1–9999 жылдардан тыс",
        "Результат выходит за годы 1–9999",
    ),
    "Cannot subtract a time with a time zone and one without": (
        "Уақыт белдеуі бар және жоқ уақыттарды азайтуға болмайды",
        "Нельзя вычесть время с часовым поясом и время без него",
    ),
    "'{operator}' needs booleans, not a {found}": (
        "'{operator}' логикалық мәндерді қажет етеді, {found} емес",
        "Для '{operator}' нужны логические значения, а не {found}",
    ),
    "Cannot compare {left} with {right}": (
        "Бұл түрлерді салыстыруға болмайды: {left}, {right}",
        "Эти типы нельзя сравнить: {left}, {right}",
    ),
    "Cannot order {left} and {right}": (
        "Бұл түрлердің үлкен-кішісі жоқ: {left}, {right}",
        "Эти типы нельзя упорядочить: {left}, {right}",
    ),
    "Cannot order a time with a time zone and one without": (
        "Уақыт белдеуі бар және жоқ уақыттарды реттеуге болмайды",
        "Нельзя упорядочить время с часовым поясом и время без него",
    ),
    "Cannot order times of different named zones without a date": (
        "Әртүрлі белдеудегі уақыттарды күнсіз реттеуге болмайды",
        "Время в разных поясах нельзя упорядочить без даты",
    ),
    "A limit of the range is null": (
        "Аралықтың бір шегі бос (null)",
        "Одна из границ диапазона пуста (null)",
    ),
    "Cannot tell whether null lies in a range": (
        "Бос мәннің (null) аралықта жатқанын айту мүмкін емес",
        "Нельзя сказать, лежит ли пустое значение (null) в диапазоне",
    ),
    "A range cannot end at a {limit}": (
        "Аралықтың шегі бұл түрде бола алмайды: {limit}",
        "Граница диапазона не может быть такого типа: {limit}",
    ),
    "A range from {low} to {high}": (
        "Аралықтың шектері әртүрлі түрде: {low}, {high}",
        "Границы диапазона разного типа: {low}, {high}",
    ),
    "The condition is a {found}, not a boolean": (
        "Шарт логикалық мән емес, түрі: {found}",
        "Условие — не логическое значение, а {found}",
    ),
    "The filter gives a {found}, not a boolean": (
        "Сүзгі логикалық мән бермейді, түрі: {found}",
        "Фильтр даёт не логическое значение, а {found}",
    ),
    "The list has no element {index}": (
        "Тізімде {index}-элемент жоқ",
        "В списке нет элемента {index}",
    ),
    "Cannot walk over null": (
        "Бос мәнді (null) аралап шығуға болмайды",
        "Пустое значение (null) нельзя перебрать",
    ),
    "Cannot count from {start} to {end}": (
        "Бұл түрлердің бірінен біріне дейін санауға болмайды: {start}, {end}",
        "Нельзя считать от одного типа до другого: {start}, {end}",
    ),
    "Expected a value of type {wanted}, found a {found}": (
        "Күтілген түр: {wanted}, табылғаны: {found}",
        "Ожидался тип: {wanted}, найден: {found}",
    ),
    "The value is not one of those that the type {wanted} allows": (
        "Мән {wanted} түрі рұқсат еткендердің қатарында жоқ",
        "Значение не входит в разрешённые для типа {wanted}",
    ),
    "No value stands for {kind}": (
        "{kind} түріне сәйкес мән жоқ",
        "Типу {kind} не соответствует ни одно значение",
    ),
    # arguments of functions
    "it has no parameters {names}": (
        "мұндай параметрлері жоқ: {names}",
        "таких параметров нет: {names}",
    ),
    "{name}: it has no parameters {wrong}{hint}": (
        "{name}: мұндай параметрі жоқ: {wrong}{hint}",
        "{name}: такого параметра нет: {wrong}{hint}",
    ),
    "it takes {counts} arguments, not {values}": (
        "аргумент саны {counts} болуы керек, берілгені — {values}",
        "нужно аргументов: {counts}, дано: {values}",
    ),
    "{name}: it takes {counts} arguments, not {values}": (
        "{name}: аргумент саны {counts} болуы керек, берілгені — {values}",
        "{name}: нужно аргументов: {counts}, дано: {values}",
    ),
    "it needs a {wanted}, not null": (
        "қажет түр: {wanted}, ал берілгені бос (null)",
        "нужен тип: {wanted}, а дано пустое значение (null)",
    ),
    "it needs a {wanted}, not a {found}": (
        "қажет түр: {wanted}, берілгені: {found}",
        "нужен тип: {wanted}, дан: {found}",
    ),
    "it needs a list, not null": (
        "тізім қажет, ал берілгені бос (null)",
        "нужен список, а дано пустое значение (null)",
    ),
    "it needs a boolean, not a {found}": (
        "логикалық мән қажет, берілгені: {found}",
        "нужно логическое значение, дано: {found}",
    ),
    "it needs a function of two parameters": (
        "екі параметрлі функция қажет",
        "нужна функция двух параметров",
    ),
    "it needs a number above 0": ("0-ден үлкен сан қажет", "нужно число больше 0"),
    "it needs a number or a duration, not a {found}": (
        "сан немесе ұзақтық қажет, берілгені: {found}",
        "нужно число или длительность, дано: {found}",
    ),
    "it needs a position or a function of two parameters, not {found}": (
        "орын нөмірі немесе екі параметрлі функция қажет, берілгені: {found}",
        "нужна позиция или функция двух параметров, дано: {found}",
    ),
    "it needs a string or a date, not a {found}": (
        "мәтін немесе күн қажет, берілгені: {found}",
        "нужна строка или дата, дано: {found}",
    ),
    "it needs a string, a time or a date, not a {found}": (
        "мәтін, уақыт немесе күн қажет, берілгені: {found}",
        "нужна строка, время или дата, дано: {found}",
    ),
    "it needs a string, not a {found}": (
        "мәтін қажет, берілгені: {found}",
        "нужна строка, дано: {found}",
    ),
    "it needs a string, or a date and a time": (
        "мәтін, не күн мен уақыт қажет",
        "нужна строка либо дата и время",
    ),
    "it needs a whole number": ("бүтін сан қажет", "нужно целое число"),
    "it needs at least one key": ("кемінде бір кілт қажет", "нужен хотя бы один ключ"),
    "it needs contexts, not a {found}": (
        "контекстер қажет, берілгені: {found}",
        "нужны контексты, дано: {found}",
    ),
    "it needs numbers, not a {found}": (
        "сандар қажет, берілгені: {found}",
        "нужны числа, дано: {found}",
    ),
    "it needs strings, not a {found}": (
        "мәтіндер қажет, берілгені: {found}",
        "нужны строки, дано: {found}",
    ),
    "it needs two points or two ranges": (
        "екі нүкте немесе екі аралық қажет",
        "нужны две точки или два диапазона",
    ),
    "it needs whole numbers, not a {found}": (
        "бүтін сандар қажет, берілгені: {found}",
        "нужны целые числа, дано: {found}",
    ),
    "the number is too large": ("сан тым үлкен", "число слишком велико"),
    "the function must give a boolean": (
        "функция логикалық мән беруі керек",
        "функция должна давать логическое значение",
    ),
    "the length must be at least 1": (
        "ұзындық кемінде 1 болуы керек",
        "длина должна быть не меньше 1",
    ),
    "there is no character {at}": ("{at}-таңба жоқ", "знака с номером {at} нет"),
    "the list has no such position": ("тізімде мұндай орын жоқ", "в списке нет такой позиции"),
    "the list is not that long": ("тізім ондай ұзын емес", "список не так длинен"),
    "the context has no entry {key}": (
        "контексте {key} жазбасы жоқ",
        "в контексте нет записи {key}",
    ),
    "the context has no context {key}": (
        "контексте ішкі {key} контексі жоқ",
        "в контексте нет вложенного контекста {key}",
    ),
    "a key is a string, not a {found}": (
        "кілт мәтін болуы керек, берілгені: {found}",
        "ключ — строка, а дано: {found}",
    ),
    "each entry needs a key and a value": (
        "әр жазбада key мен value болуы керек",
        "в каждой записи нужны key и value",
    ),
    "each key is a string that stands once": (
        "әр кілт мәтін және бір рет қана кездеседі",
        "каждый ключ — строка и встречается один раз",
    ),
    "the scale must lie between {least_scale} and {greatest_scale}": (
        "разряд саны {least_scale} мен {greatest_scale} аралығында болуы керек",
        "число разрядов — от {least_scale} до {greatest_scale}",
    ),
    "separators are space, comma or point for groups, comma or point for decimals": (
        "топ айырғышы — бос орын, үтір немесе нүкте; бөлшек айырғышы — үтір немесе нүкте",
        "разделитель групп — пробел, запятая или точка, дробной части — запятая или точка",
    ),
    "the two separators must differ": (
        "екі айырғыш әртүрлі болуы керек",
        "разделители должны различаться",
    ),
    "a function has no text": ("функцияның мәтіні жоқ", "у функции нет текста"),
    "plain values are expected here": (
        "мұнда қарапайым мәндер күтіледі",
        "здесь ожидаются простые значения",
    ),
    "a range has at least one limit": (
        "аралықтың кемінде бір шегі болады",
        "у диапазона есть хотя бы одна граница",
    ),
    "the end of a range does not come before its start": (
        "аралықтың соңы басынан бұрын болмайды",
        "конец диапазона не раньше его начала",
    ),
    # times
    '"{text}" is no number': ("«{text}» — сан емес", "«{text}» — не число"),
    '"{source}" is no range': ("«{source}» — аралық емес", "«{source}» — не диапазон"),
    '"{text}" is no limit of a range': (
        "«{text}» аралықтың шегі бола алмайды",
        "«{text}» не может быть границей диапазона",
    ),
    '"{text}" is no date; expected for example "2026-01-31"': (
        "«{text}» — күн емес; мысалы, «2026-01-31» күтіледі",
        "«{text}» — не дата; ожидается, например, «2026-01-31»",
    ),
    '"{text}" is no time; expected for example "10:30:00"': (
        "«{text}» — уақыт емес; мысалы, «10:30:00» күтіледі",
        "«{text}» — не время; ожидается, например, «10:30:00»",
    ),
    '"{text}" is no date and time; expected for example "2026-01-31T10:30:00"': (
        "«{text}» — күн мен уақыт емес; мысалы, «2026-01-31T10:30:00» күтіледі",
        "«{text}» — не дата и время; ожидается, например, «2026-01-31T10:30:00»",
    ),
    '"{text}" is no duration; expected for example "P3D", "PT12H" or "P1Y2M"': (
        "«{text}» — ұзақтық емес; мысалы, «P3D», «PT12H» немесе «P1Y2M» күтіледі",
        "«{text}» — не длительность; ожидается, например, «P3D», «PT12H» или «P1Y2M»",
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
        "Время хранится до наносекунды, это — точнее",
    ),
    "Durations are kept to the microsecond; this one is finer": (
        "Ұзақтық микросекундқа дейін сақталады, бұл одан дәлірек",
        "Длительность хранится до микросекунды, эта — точнее",
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
        "(? деп басталатын топтарға рұқсат жоқ, тек (?: болады",
        "группы, начинающиеся с (?, не поддерживаются, кроме (?:",
    ),
    "references back to a group are not supported": (
        "топқа кері сілтемеге рұқсат жоқ",
        "обратные ссылки на группу не поддерживаются",
    ),
    "in a set, [ and ] must be written as \\[ and \\]": (
        "жиын ішінде [ мен ] белгілері \\[ және \\] түрінде жазылады",
        "внутри множества [ и ] пишутся как \\[ и \\]",
    ),
    "\\{following} inside [ ] is not supported": (
        "[ ] ішінде \\{following} белгісіне рұқсат жоқ",
        "\\{following} внутри [ ] не поддерживается",
    ),
    "this difference of sets in the pattern is not supported": (
        "үлгідегі мұндай жиындар айырымына рұқсат жоқ",
        "такая разность множеств в шаблоне не поддерживается",
    ),
    "the category {name} is not supported": (
        "{name} санатына рұқсат жоқ",
        "категория {name} не поддерживается",
    ),
    "the flag {unknown} is not supported": (
        "{unknown} жалаушасына рұқсат жоқ",
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

WORDS: dict[str, tuple[str, str]] = {
    "null": ("бос мән (null)", "пустое значение (null)"),
    "Null": ("бос мән (null)", "пустое значение (null)"),
    "Any": ("кез келген", "любой"),
    "boolean": ("логикалық мән", "логическое значение"),
    "number": ("сан", "число"),
    "string": ("мәтін", "строка"),
    "date": ("күн", "дата"),
    "time": ("уақыт", "время"),
    "date and time": ("күн мен уақыт", "дата и время"),
    "days and time duration": ("ұзақтық (күн, сағат)", "длительность (дни и часы)"),
    "years and months duration": ("ұзақтық (жыл, ай)", "длительность (годы и месяцы)"),
    "duration": ("ұзақтық", "длительность"),
    "date or date and time": ("күн немесе күн мен уақыт", "дата или дата и время"),
    "time or date and time": ("уақыт немесе күн мен уақыт", "время или дата и время"),
    "range": ("аралық", "диапазон"),
    "function": ("функция", "функция"),
    "list": ("тізім", "список"),
    "context": ("контекст", "контекст"),
    "foreign value": ("бөтен мән", "чужое значение"),
    "the end of the text": ("мәтіннің соңы", "конец текста"),
    "a value": ("мән", "значение"),
    "a name": ("ат", "имя"),
    "a name after '.'": ("'.' кейінгі ат", "имя после '.'"),
    "a type": ("түр", "тип"),
    "a string after '@'": ("'@' кейінгі мәтін", "строка после '@'"),
    "an operator or the end of the text": (
        "амал белгісі немесе мәтіннің соңы",
        "знак действия или конец текста",
    ),
    "the name of a context entry": ("контекст жазбасының аты", "имя записи контекста"),
    "the name of a loop variable": ("цикл айнымалысының аты", "имя переменной цикла"),
    "the name of a parameter": ("параметрдің аты", "имя параметра"),
    "the name of an argument": ("аргументтің аты", "имя аргумента"),
    "comparisons": ("салыстыру", "сравнения"),
    "paths, filters and calls": ("жол, сүзгі немесе шақыру", "пути, фильтры и вызовы"),
    "signs": ("таңба", "знаки"),
}
"""Names of types, and words that stand in sentences."""


def learn(sentences: dict[str, tuple[str, str]]) -> None:
    """Take the sentences of a room that is built on this one."""
    SENTENCES.update(sentences)
