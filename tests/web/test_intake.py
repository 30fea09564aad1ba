"""Registering at the counters: by hand, from the registry, with papers; all without script."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from desk_world import APPLICATION, CLERK, HERE, SERVICE, DeskWorld, Visitor, as_form

from app.bootstrap.deployments import read_folder
from app.domain.identity import CaseNumber
from app.simulation.world import Fault

OPERATOR, UNIT = "gulnar", "sc-almaty-bostandyk"
HEAD = {"process": "personal-assistant", "office": str(HERE), "channel": "department_counter"}
AT_UNIT = {**HEAD, "channel": "state_corporation", "unit": UNIT}
SOMEBODY_IN_MEDEU = "850101300124"


def looked_up(visitor: Visitor, iin: str, head: dict[str, str] = HEAD, **typed: str) -> str:
    visitor.get("/cases/new")
    typed_in = as_form({"applicant_iin": iin, **typed})
    answer = visitor.press("/cases/new/person", look_up="applicant_iin", **head, **typed_in)
    return answer.text


def value_of(page: str, key: str) -> str:
    found = re.search(rf'name="answers.{key}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def put_somebody_in_medeu(world: DeskWorld) -> None:
    person = {
        "iin": SOMEBODY_IN_MEDEU,
        "full_name": "Сейітов Марат Асанұлы",
        "status": "alive",
        "residence_code": "751710000",
    }
    world.world._stand.control.put_person(person)


def test_the_name_comes_from_the_registry_and_what_was_typed_stays(world: DeskWorld) -> None:
    page = looked_up(world.visitor(CLERK), "580412400174", phone="8 701 000 48 12")

    assert value_of(page, "applicant_name") == "Қалиева Айгүл Серікқызы"
    assert value_of(page, "phone") == "8 701 000 48 12"
    assert "По реестру: Қалиева Айгүл Серікқызы" in page


def test_what_stands_in_the_label_of_a_check_box_does_not_describe_it_again(
    world: DeskWorld,
) -> None:
    page = world.visitor(CLERK).get("/cases/new?process=personal-assistant").text
    consent = re.search(r'<input[^>]* name="answers.consent"[^>]*>', page)

    assert consent is not None
    assert "Подписано в заявлении" in page
    assert 'aria-required="true"' in consent[0]
    assert "aria-describedby" not in consent[0]


def test_the_department_of_the_residence_is_chosen_for_the_state_corporation(
    world: DeskWorld,
) -> None:
    put_somebody_in_medeu(world)

    page = looked_up(world.visitor(OPERATOR), SOMEBODY_IN_MEDEU, AT_UNIT)

    assert '<option value="almaty-medeu" selected>' in page


@pytest.mark.parametrize(
    ("iin", "told"),
    [
        ("580412400175", "Контрольная цифра ИИН не сходится"),
        ("850101300124", "В реестре нет такого ИИН"),
    ],
)
def test_what_the_registry_cannot_answer_stands_at_the_field(
    world: DeskWorld, iin: str, told: str
) -> None:
    page = looked_up(world.visitor(CLERK), iin)

    assert told in page
    assert value_of(page, "applicant_iin") == iin


def test_a_registry_that_is_away_leaves_the_form_to_be_typed(world: DeskWorld) -> None:
    world.world.set_fault(Fault("gbdfl", "person", "error-500", None, None, 0))

    page = looked_up(world.visitor(CLERK), "580412400174")

    assert "Реестр сейчас не отвечает" in page


def test_somebody_who_has_died_is_told_before_the_registration(world: DeskWorld) -> None:
    page = looked_up(world.visitor(CLERK), "430307404859")

    assert "По данным реестра этот человек умер" in page


def test_whose_data_were_asked_for_is_kept_in_the_audit_of_the_office(world: DeskWorld) -> None:
    looked_up(world.visitor(CLERK), "580412400174")

    with world.world.qadam.storage.queries.audit_trail() as trail:
        asked = [row for row in trail.rows if row.entry.action == "person-looked-up"]
    assert [(row.chain, row.entry.actor) for row in asked] == [(f"office:{HERE}", CLERK)]


def test_an_operator_registers_with_the_papers_that_were_handed_in(world: DeskWorld) -> None:
    visitor = world.visitor(OPERATOR)
    visitor.get("/cases/new")
    answers = as_form(APPLICATION)

    refused = visitor.press("/cases/new", papers=["DOC-1"], **AT_UNIT, **answers)
    assert refused.status_code == 422
    assert "Не представлен документ: Документ, удостоверяющий личность" in refused.text

    taken = visitor.press("/cases/new", papers=["DOC-1", "DOC-2"], **AT_UNIT, **answers)
    assert taken.status_code == 303
    page = visitor.get(taken.location).text
    assert "Отделение Государственной корпорации" in page


def test_the_clerk_says_where_a_case_begins_that_may_begin_in_several_places(
    world: DeskWorld,
) -> None:
    first = b'<bpmn:startEvent id="application_registered"'
    second = (
        '<bpmn:startEvent id="sent_on" name="Басқа бөлімнен жіберілді"/>'
        '<bpmn:sequenceFlow id="sent_on_flow" sourceRef="sent_on" targetRef="examine_application"/>'
    )
    world.world.deploy(
        [
            replace(file, content=file.content.replace(first, second.encode() + first, 1))
            for file in read_folder(SERVICE)
        ]
    )
    clerk = world.visitor(CLERK)
    page = clerk.get("/cases/new").text
    assert re.findall(r'name="start" value="(\w+)"( checked)?', page) == [
        ("sent_on", " checked"),
        ("application_registered", ""),
    ]

    def apply(start: str) -> str:
        clerk.get("/cases/new")
        answer = clerk.press("/cases/new", **HEAD, start=start, **as_form(APPLICATION))
        return (
            unquote(answer.location.rpartition("/")[2])
            if answer.status_code == 303
            else answer.text
        )

    for start in ("application_registered", "sent_on"):
        history = world.world.case(CaseNumber(apply(start))).history
        assert start in {event.element_id for event in history}
    assert "Услуга не начинается с такого события" in apply("examine_application")
