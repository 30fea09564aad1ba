"""Small models for tests: what a designer might draw, without a service around it."""

_PROPERTIES = """<camunda:properties>
  <camunda:property name="name.ru" value="{ru}"/><camunda:property name="name.en" value="{en}"/>
</camunda:properties>"""


def named(element: str, kazakh: str, russian: str, english: str, *, more: str = "") -> str:
    """An element with its name in three languages; `more` are extension elements."""
    told = _PROPERTIES.format(ru=russian, en=english)
    extensions = f"<extensionElements>{told}{more}</extensionElements>"
    return f'<{element} name="{kazakh}">{extensions}</{element.split()[0]}>'


def model(key: str, body: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:trial">
  <process id="{key}" name="Сынақ" isExecutable="true">
    <extensionElements>{_PROPERTIES.format(ru="Проба", en="Trial")}</extensionElements>
    {body}
  </process>
</definitions>"""


_IIN = """<camunda:inputOutput>
  <camunda:inputParameter name="iin">=applicant.iin</camunda:inputParameter>
</camunda:inputOutput>"""
_AWAITED_BY_NOBODY = """<camunda:inputOutput>
  <camunda:inputParameter name="iin">{iin}</camunda:inputParameter>
</camunda:inputOutput><camunda:properties><camunda:property name="awaited" value="no"/>
</camunda:properties>"""


def ask_and_go_on(*, then: str = "", iin: str = "=applicant.iin") -> str:
    """A question to the registry that nothing awaits; `then` may follow before the end."""
    ask = named(
        'sendTask id="ask" camunda:type="external" camunda:topic="request-person"',
        "Сұрау",
        "Запросить",
        "Ask",
        more=_AWAITED_BY_NOBODY.format(iin=iin),
    )
    return model(
        "ask-and-go-on",
        named('startEvent id="begun"', "Басталды", "Начато", "Begun")
        + ask
        + then
        + named('endEvent id="over"', "Бітті", "Окончено", "Over")
        + f"""<sequenceFlow id="f1" sourceRef="begun" targetRef="ask"/>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="{"rest" if then else "over"}"/>"""
        + ('<sequenceFlow id="f3" sourceRef="rest" targetRef="over"/>' if then else ""),
    )


ASK_REGISTRY = model(
    "ask-registry",
    named('startEvent id="begun"', "Басталды", "Начато", "Begun")
    + named(
        'serviceTask id="ask" camunda:type="external" camunda:topic="request-person"',
        "Сұрау",
        "Запросить",
        "Ask",
        more=_IIN,
    )
    + named('endEvent id="asked"', "Сұралды", "Запрошено", "Asked")
    + """<sequenceFlow id="f1" sourceRef="begun" targetRef="ask"/>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="asked"/>""",
)
"""One question to the registry, whose errors nothing catches."""
_BACK = "<compensateEventDefinition/>"
_HANDLER = 'isForCompensation="true"'


def _undone(activity: str, handler: str) -> str:
    return (
        f'<boundaryEvent id="if_{activity}" attachedToRef="{activity}">{_BACK}</boundaryEvent>'
        f'<association id="to_{handler}" sourceRef="if_{activity}" targetRef="{handler}"/>'
    )


TRIP = model(
    "trip",
    named('startEvent id="begun"', "Басталды", "Начато", "Begun")
    + named(
        'userTask id="book" camunda:candidateGroups="clerk"', "Брондау", "Забронировать", "Book"
    )
    + named(
        f'userTask id="release" {_HANDLER} camunda:candidateGroups="clerk"',
        "Босату",
        "Снять бронь",
        "Release",
    )
    + named('userTask id="ask" camunda:candidateGroups="clerk"', "Сұрау", "Запросить", "Ask")
    + named(
        f'serviceTask id="withdraw" {_HANDLER} camunda:type="external"'
        ' camunda:topic="request-person"',
        "Қайтару",
        "Отозвать",
        "Withdraw",
        more=_IIN.replace("=applicant.iin", "=iin"),
    )
    + _undone("book", "release")
    + _undone("ask", "withdraw")
    + f'<intermediateThrowEvent id="back">{_BACK}</intermediateThrowEvent>'
    + named('endEvent id="over"', "Бітті", "Окончено", "Over")
    + """<sequenceFlow id="f1" sourceRef="begun" targetRef="book"/>
    <sequenceFlow id="f2" sourceRef="book" targetRef="ask"/>
    <sequenceFlow id="f3" sourceRef="ask" targetRef="back"/>
    <sequenceFlow id="f4" sourceRef="back" targetRef="over"/>""",
)
"""A case that books and asks, and then undoes both: a job the one, a person the other."""
