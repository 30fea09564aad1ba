"""What functions do not take."""

ARGUMENTS: dict[str, tuple[str, str]] = {
    "it has no parameters {names}": (
        "мұндай параметрлері жоқ: {names}",
        "таких параметров нет: {names}",
    ),
    "{name}: it has no parameters {wrong}{hint}": (
        "{name}: мұндай параметрі жоқ: {wrong}{hint}",
        "{name}: такого параметра нет: {wrong}{hint}",
    ),
    "it takes {counts} arguments, not {values}": (
        "аргумент саны {counts} болуы керек, берілгені – {values}",
        "нужно аргументов: {counts}, дано: {values}",
    ),
    "{name}: it takes {counts} arguments, not {values}": (
        "{name}: аргумент саны {counts} болуы керек, берілгені – {values}",
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
        "ключ – строка, а дано: {found}",
    ),
    "each entry needs a key and a value": (
        "әр жазбада key мен value болуы керек",
        "в каждой записи нужны key и value",
    ),
    "each key is a string that stands once": (
        "әр кілт мәтін және бір рет қана кездеседі",
        "каждый ключ – строка и встречается один раз",
    ),
    "the scale must lie between {least_scale} and {greatest_scale}": (
        "разряд саны {least_scale} мен {greatest_scale} аралығында болуы керек",
        "число разрядов – от {least_scale} до {greatest_scale}",
    ),
    "separators are space, comma or point for groups, comma or point for decimals": (
        "топ айырғышы – бос орын, үтір немесе нүкте; бөлшек айырғышы – үтір немесе нүкте",
        "разделитель групп – пробел, запятая или точка, дробной части – запятая или точка",
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
}
