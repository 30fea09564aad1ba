"""A copied service gets a step with a form, a term and an SMS, is published, and runs a case."""

from uuid import uuid4

from desk_world import APPLICATION, CLERK, DESIGNER, HERE, DeskWorld, Visitor

from app.domain.identity import CommandId, DraftId, PersonId, ProcessKey
from app.usecases.register_application import RegisterApplication

COPY = {
    "version": "1", "new_key": "home-visit", "code": "HV", "number_prefix": "ҮБ",
    "short_kk": "Үйге бару", "short_ru": "Посещение на дому", "short_en": "Home visit",
}  # fmt: skip
TERM = {
    "section": "terms", "edition": "458-2021", "revision": "1", "id": "visit_term",
    "name_kk": "Үйге бару мерзімі", "name_ru": "Срок посещения", "name_en": "Term of the visit",
    "amount": "3", "unit": "working_day", "counts_from": "+", "norm": "practice",
    "event_kk": "бару тағайындалған күн", "event_ru": "день назначения", "event_en": "the day",
}  # fmt: skip
FIELD = {
    "kind": "datetime", "key": "visit_date", "required": "on", "revision": "0",
    "label_kk": "Қай күні?", "label_ru": "Когда?", "label_en": "When?",
}  # fmt: skip
MESSAGE = {
    "revision": "0", "id": "visit-reminder", "channel": "sms", "norm": "practice",
    "trigger_kk": "Үйге бару тағайындалды", "trigger_ru": "Назначено посещение",
    "trigger_en": "A visit is arranged", "text_kk": "{visit_date} күні үйіңізге барамыз",
    "text_ru": "Придём к вам {visit_date}", "text_en": "We come to you on {visit_date}",
}  # fmt: skip
FLOW = "flow_application_registered_to_intake"
STEPS = """<bpmn:userTask id="home_visit" name="Үйге бару" camunda:candidateGroups="clerk"
 camunda:formKey="forms/home-visit.form" camunda:dueDate="=deadline(&#34;visit_term&#34;, now())">
<bpmn:extensionElements><camunda:properties>
<camunda:property name="name.ru" value="Посетить на дому"/>
<camunda:property name="name.en" value="Visit at home"/>{norm}
</camunda:properties></bpmn:extensionElements>
<bpmn:incoming>{flow}</bpmn:incoming><bpmn:outgoing>flow_a</bpmn:outgoing></bpmn:userTask>
<bpmn:serviceTask id="remind" name="Еске салу" camunda:type="external" camunda:topic="send-sms">
<bpmn:extensionElements><camunda:inputOutput>
<camunda:inputParameter name="message">visit-reminder</camunda:inputParameter>
<camunda:inputParameter name="phone">=application.phone</camunda:inputParameter>
<camunda:inputParameter name="values">={{visit_date: visit_date}}</camunda:inputParameter>
</camunda:inputOutput><camunda:properties>
<camunda:property name="name.ru" value="Напомнить"/>
<camunda:property name="name.en" value="Remind"/>
<camunda:property name="norm" value="practice"/>
</camunda:properties></bpmn:extensionElements>
<bpmn:incoming>flow_a</bpmn:incoming><bpmn:outgoing>flow_b</bpmn:outgoing></bpmn:serviceTask>
<bpmn:sequenceFlow id="flow_a" sourceRef="home_visit" targetRef="remind"/>
<bpmn:sequenceFlow id="flow_b" sourceRef="remind" targetRef="intake"/>
"""
DRAWN = """<bpmndi:BPMNShape id="home_visit_di" bpmnElement="home_visit">
<dc:Bounds x="60" y="20" width="100" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="remind_di" bpmnElement="remind">
<dc:Bounds x="180" y="20" width="100" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="flow_a_di" bpmnElement="flow_a"><di:waypoint x="160" y="60"/>
<di:waypoint x="180" y="60"/></bpmndi:BPMNEdge>
<bpmndi:BPMNEdge id="flow_b_di" bpmnElement="flow_b"><di:waypoint x="230" y="100"/>
<di:waypoint x="230" y="200"/></bpmndi:BPMNEdge>
</bpmndi:BPMNPlane>"""
NORM = '<camunda:property name="norm" value="practice"/>'


def with_steps(drawing: str, norm: str) -> str:
    """As the editor writes it: two steps between the start and the intake."""
    old = f'<bpmn:sequenceFlow id="{FLOW}" sourceRef="application_registered" targetRef="intake" />'
    into = f"<bpmn:incoming>{FLOW}</bpmn:incoming>"
    assert old in drawing
    drawn = drawing.replace(into, "<bpmn:incoming>flow_b</bpmn:incoming>")
    steps = STEPS.format(norm=norm, flow=FLOW)
    drawn = drawn.replace(old, steps + old.replace('"intake"', '"home_visit"'))
    return drawn.replace("</bpmndi:BPMNPlane>", DRAWN, 1)


def saved(visitor: Visitor, draft: DraftId, drawing: str, revision: int) -> None:
    answer = visitor.client.post(
        f"/designer/drafts/{draft}/files/home-visit.bpmn?revision={revision}",
        data=drawing.encode(),
        content_type="application/octet-stream",
        headers={"X-CSRF-Token": visitor.token, "Accept": "application/json"},
    )
    assert answer.status_code == 200, answer.text


def test_a_home_visit_is_added_published_and_comes_to_the_inbox(office: DeskWorld) -> None:
    designer = office.visitor(DESIGNER)
    designer.get("/designer/services/personal-assistant/copy?version=1")
    at = designer.post("/designer/services/personal-assistant/copy", COPY).location
    draft = DraftId(at.rpartition("/")[2])  # type: ignore[arg-type]  # its text
    assert ">Посещение на дому</h1>" in designer.get(at).text
    for path, sent in (
        ("standard/entry", TERM),
        ("fields/forms/home-visit.form", FIELD),
        ("message/messages.yaml", MESSAGE),
    ):
        assert designer.post(f"{at}/{path}", sent).status_code == 303
    drawing = designer.get(f"{at}/raw/home-visit.bpmn").text

    saved(designer, draft, with_steps(drawing, ""), 1)
    publish = {"note": "Үйге бару қосылды", "when": "now"}
    refused = designer.post(f"{at}/publish", publish)
    assert refused.status_code == 422
    assert "Үйге бару" in refused.text

    saved(designer, draft, with_steps(drawing, NORM), 2)
    published = designer.post(f"{at}/publish", publish)
    assert published.status_code == 303, published.text

    case = office.world.qadam.register_application(
        RegisterApplication(
            CommandId(uuid4()),
            PersonId(CLERK),
            ProcessKey("home-visit"),
            HERE,
            "department_counter",
            APPLICATION,
        )
    )
    office.run_jobs()
    inbox = office.visitor(CLERK).get(f"/tasks?list=groups&text={case.number}").text
    assert "Посетить на дому" in inbox
    view = office.world.case(case.number)
    task = office.open_task(view)
    assert "2026-12-25" in str(task.due_on)

    office.complete(task, CLERK, {"visit_date": "2026-12-24"})

    (message,) = office.world.case(case.number).messages
    assert message.text == "24.12.2026 күні үйіңізге барамыз"
    assert (
        office.open_task(office.world.case(case.number)).name.ru == "Проверить полноту документов"
    )

    clerk = office.visitor(CLERK)
    offered = clerk.get("/cases/new").text
    assert "На какую услугу подаётся заявление?" in offered
    assert "answers.applicant_iin" not in offered
    assert "answers.applicant_iin" in clerk.get("/cases/new?process=home-visit").text
