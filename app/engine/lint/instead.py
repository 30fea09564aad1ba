"""What to draw instead of an element that does not run."""

from collections.abc import Mapping

from app.domain.texts import Text

_USER_TASK = Text("адам тапсырмасын сызыңыз", "нарисуйте задачу человека", "draw a user task")
_SERVICE_TASK = Text(
    "өңдеушісі бар жүйе тапсырмасын сызыңыз",
    "нарисуйте задачу системы с обработчиком",
    "draw a service task with a topic",
)
_SUBPROCESS = Text(
    "кірістірілген ішкі үдеріс сызыңыз",
    "нарисуйте встроенный подпроцесс",
    "draw an embedded subprocess",
)
_GATEWAYS = Text(
    "бірін таңдайтын және параллель шлюздерді пайдаланыңыз",
    "используйте исключающие и параллельные шлюзы",
    "use exclusive and parallel gateways",
)
INSTEAD: Mapping[str, Text] = {
    "transaction": _SUBPROCESS,
    "adHocSubProcess": _USER_TASK,
    "complexGateway": _GATEWAYS,
    "implicitThrowEvent": _SERVICE_TASK,
}
"""By BPMN tag; every refused element has its line."""
