"""Where something stands, and why a text is no expression."""

READING: dict[str, tuple[str, str]] = {
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
    "The expression is not finished, expected {expected}": (
        "Өрнек аяқталмаған, әрі қарай күтілгені: {expected}",
        "Выражение не закончено, дальше ожидалось: {expected}",
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
        "Сыртқы функциялар қолданылмайды",
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
        "Значение типа {found} – не функция, его нельзя вызвать",
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
        "Есептеу {count} элементтік тізім жасайды; рұқсат етілгені – {most}",
        "Вычисление создаёт список из {count} элементов; допустимо {most}",
    ),
    "The evaluation makes a value of {size} elements; {most} are allowed": (
        "Есептеу көлемі {size} мән жасайды; рұқсат етілгені – {most}",
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
}
