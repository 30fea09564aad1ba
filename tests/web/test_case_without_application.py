"""The pages of a case that a timer has begun: nobody has applied, and everybody can read it."""

from datetime import timedelta

import pytest
from desk_world import SUPERVISOR, DeskWorld

from app.domain.models import ModelFile

MODEL = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <process id="monthly-report" name="Айлық есеп" isExecutable="true">
    <startEvent id="monthly" name="Ай басталды"><extensionElements><camunda:properties>
      <camunda:property name="office" value="almaty-bostandyk"/>
      <camunda:property name="name.ru" value="Начался месяц"/>
      <camunda:property name="name.en" value="A month has begun"/>
    </camunda:properties></extensionElements>
    <timerEventDefinition><timeCycle>R/P1M</timeCycle></timerEventDefinition></startEvent>
    <userTask id="report" name="Есеп беру" camunda:candidateGroups="supervisor"/>
    <endEvent id="done"/><sequenceFlow id="f1" sourceRef="monthly" targetRef="report"/>
    <sequenceFlow id="f2" sourceRef="report" targetRef="done"/>
  </process>
</definitions>
"""


@pytest.mark.parametrize(
    ("language", "begun", "nobody"),
    [
        ("kk", "Ай басталды", "Өтініш берушісіз"),
        ("ru", "Начался месяц", "Без заявителя"),
        ("en", "A month has begun", "Without an applicant"),
    ],
)
def test_a_case_that_a_timer_has_begun_is_in_the_list_and_has_a_page(
    world: DeskWorld, language: str, begun: str, nobody: str
) -> None:
    world.world.deploy([ModelFile("monthly-report.bpmn", MODEL.encode())])
    world.world.set_clock(world.world.now() + timedelta(days=31))
    assert world.world.fire_due_timers() == 1
    visitor = world.visitor(SUPERVISOR, language)

    for address in ("/tasks?list=groups", "/cases", "/cases/СН-2027-000001"):
        page = visitor.get(address)
        assert page.status_code == 200
        assert "СН-2027-000001" in page.text
        assert nobody in page.text
        assert "000000000000" not in page.text
    assert begun in page.text
