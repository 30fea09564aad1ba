"""Decisions of a case: which rules spoke is kept in its history and told on its page."""

from case_walks import Walk
from decision_models import decision, definitions, input_data, literal, table
from trial_models import model, named

from app.domain.identity import ProcessKey
from app.domain.models import ModelFile
from app.ports.storage import HistoryEvent
from app.simulation.world import Start
from app.web.timeline import told_decision

RULES = [["<18", '"child"', "Бала", "Ребёнок"], [">=18", '"adult"', "Ересек", "Взрослый"]]


def process(binding: str = "") -> ModelFile:
    task = (
        f'businessRuleTask id="decide" camunda:decisionRef="group" {binding} '
        'camunda:mapDecisionResult="singleEntry" camunda:resultVariable="group"'
    )
    body = (
        named('startEvent id="begun"', "Басталды", "Начато", "Begun")
        + named(task, "Топ", "Группа", "Group")
        + named('userTask id="look" camunda:candidateGroups="clerk"', "Қарау", "Смотреть", "Look")
        + named('endEvent id="done"', "Бітті", "Готово", "Done")
        + '<sequenceFlow id="f1" sourceRef="begun" targetRef="decide"/>'
        '<sequenceFlow id="f2" sourceRef="decide" targetRef="look"/>'
        '<sequenceFlow id="f3" sourceRef="look" targetRef="done"/>'
    )
    return ModelFile("trial.bpmn", model("trial", body).encode())


def rules_file(body: str) -> ModelFile:
    content = input_data("age") + decision("group", body, ["age"])
    return ModelFile("decisions/group.dmn", definitions(content))


def begin(walk: Walk, age: int = 30) -> None:
    start = Start(ProcessKey("trial"), 1, answers={"age": age})
    walk.numbers.append(walk.world.start(start))


def decided(walk: Walk) -> HistoryEvent:
    (event,) = (event for event in walk.view().history if event.kind == "decided")
    return event


def test_the_history_keeps_the_rules_and_their_words(walk: Walk) -> None:
    walk.world.deploy([process(), rules_file(table(["age"], ["who"], RULES))])
    begin(walk)

    event = decided(walk)
    assert event.facts is not None
    assert (event.element_id, event.facts["rules"], event.facts["rule_ids"]) == (
        "decide",
        "2",
        "r2",
    )
    assert (event.facts["why.kk"], event.facts["why.ru"]) == ("Ересек", "Взрослый")
    assert told_decision(event, "kk") == "«group» шешім кестесі, қолданылған ережелер: 2"
    assert told_decision(event, "ru") == "Таблица решений «group», сработавшие правила: 2"
    assert told_decision(event, "en") == "Decision table “group”, rules that spoke: 2"


def test_a_case_keeps_the_rules_of_its_deployment_unless_it_asks_for_the_newest(
    walk: Walk,
) -> None:
    old, new = rules_file(literal('"old"')), rules_file(literal('"new"'))
    walk.world.deploy([process('camunda:decisionRefBinding="latest"'), old])
    walk.world.deploy([process('camunda:decisionRefBinding="latest"'), new])
    begin(walk)
    assert walk.view().variables["group"] == "new"

    version = 'camunda:decisionRefBinding="version" camunda:decisionRefVersion="1"'
    walk.world.deploy([process(version), new])
    begin(walk)
    assert walk.view().variables["group"] == "old"
    assert "rules" not in (decided(walk).facts or {})


def test_a_null_that_a_condition_swallowed_is_kept_for_whoever_looks_for_it(walk: Walk) -> None:
    task = 'scriptTask id="decide" scriptFormat="feel" camunda:resultVariable="group"'
    body = (
        named('startEvent id="begun"', "Басталды", "Начато", "Begun")
        + named(task, "Топ", "Группа", "Group").replace(
            "</scriptTask>", "<script>[age.years, 1]</script></scriptTask>"
        )
        + named('userTask id="look" camunda:candidateGroups="clerk"', "Қарау", "Смотреть", "Look")
        + named('endEvent id="done"', "Бітті", "Готово", "Done")
        + '<sequenceFlow id="f1" sourceRef="begun" targetRef="decide"/>'
        '<sequenceFlow id="f2" sourceRef="decide" targetRef="look"/>'
        '<sequenceFlow id="f3" sourceRef="look" targetRef="done"/>'
    )
    walk.world.deploy([ModelFile("trial.bpmn", model("trial", body).encode())])
    begin(walk)

    (event,) = (event for event in walk.view().history if event.kind == "warned")
    assert event.facts is not None
    assert event.facts["ru"] == "У значения типа число нет свойства years"
