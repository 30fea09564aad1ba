"""What operators cannot do with their operands."""

OPERATORS: dict[str, tuple[str, str]] = {
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
        "Уақыт белдеуі бар және белдеусіз уақытты бір-бірінен азайтуға болмайды",
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
        "Бұл түрлерді үлкен-кіші деп салыстыруға болмайды: {left}, {right}",
        "Эти типы нельзя упорядочить: {left}, {right}",
    ),
    "Cannot order a time with a time zone and one without": (
        "Уақыт белдеуі бар және белдеусіз уақытты ретімен қоюға болмайды",
        "Нельзя упорядочить время с часовым поясом и время без него",
    ),
    "Cannot order times of different named zones without a date": (
        "Әртүрлі белдеудегі уақытты күнсіз ретімен қоюға болмайды",
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
        "Условие – не логическое значение, а {found}",
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
}
