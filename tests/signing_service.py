"""A service of one paper and one signature, on the words and layouts of the personal assistant."""

import json
from pathlib import Path

from trial_models import model, named

from app.bootstrap.deployments import read_folder
from app.domain.models import ModelFile

SERVICE = Path(__file__).parents[1] / "app" / "bench" / "service"

_DRAW_UP = """<camunda:inputOutput>
  <camunda:inputParameter name="template">notice</camunda:inputParameter>
  <camunda:outputParameter name="notice_id">=document_id</camunda:outputParameter>
</camunda:inputOutput>"""
_SIGN = 'userTask id="sign_notice" camunda:formKey="forms/sign.form" camunda:candidateGroups="head"'
_ENTER = """<camunda:inputOutput>
  <camunda:inputParameter name="register">recipients</camunda:inputParameter>
  <camunda:inputParameter name="values">={measure: "Жеке көмекші", volume: 2920,
    valid_from: date("2027-01-01")}</camunda:inputParameter>
  <camunda:outputParameter name="line">=register_number</camunda:outputParameter>
</camunda:inputOutput>"""
DIAGRAM = model(
    "personal-assistant",
    named('startEvent id="begun"', "Басталды", "Начато", "Begun")
    + named(
        'serviceTask id="draw_up" camunda:type="external" camunda:topic="render-document"',
        *("Жасау", "Составить", "Draw up"),
        more=_DRAW_UP,
    )
    + named(_SIGN, "Қол қою", "Подписать", "Sign")
    + named(
        'serviceTask id="enter" camunda:type="external" camunda:topic="enter-register"',
        *("Тіркеу", "Внести", "Enter"),
        more=_ENTER,
    )
    + named('endEvent id="signed"', "Қол қойылды", "Подписано", "Signed")
    + """<sequenceFlow id="f1" sourceRef="begun" targetRef="draw_up"/>
    <sequenceFlow id="f2" sourceRef="draw_up" targetRef="sign_notice"/>
    <sequenceFlow id="f3" sourceRef="sign_notice" targetRef="enter"/>
    <sequenceFlow id="f4" sourceRef="enter" targetRef="signed"/>""",
)
FORM = {
    "schemaVersion": 19,
    "type": "default",
    "id": "sign",
    "components": [
        {
            "type": "signature",
            "key": "notice_signature",
            "label": "Хабарламаға қол қойыңыз",
            "properties": {
                "document": "=notice_id",
                "label.ru": "Подпишите уведомление",
                "label.en": "Sign the notification",
            },
            "validate": {"required": True},
        }
    ],
}


def signing_service() -> list[ModelFile]:
    """The folder, ready to be deployed as a trial."""
    kept = [file for file in read_folder(SERVICE) if not file.path.endswith(".bpmn")]
    return [
        *kept,
        ModelFile("personal-assistant.bpmn", DIAGRAM.encode()),
        ModelFile("forms/sign.form", json.dumps(FORM).encode()),
    ]
