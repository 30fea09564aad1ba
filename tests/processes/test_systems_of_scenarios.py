"""Scenarios say what the state systems hold and how they fail, and see what they received."""

from itertools import pairwise
from pathlib import Path

import pytest

from app.bootstrap.simulation import simulation_world
from app.simulation import Report, run_files
from app.simulation.report import as_text

AIGUL = "580412400174"


def task(topic: str, inputs: str, outputs: str) -> str:
    """A service task as a stray model writes it: `name=expression` by `;`."""

    def parameters(kind: str, pairs: str) -> str:
        named = [pair.partition("=") for pair in filter(None, pairs.split("; "))]
        return "".join(
            f'<camunda:{kind}Parameter name="{name}">={value}</camunda:{kind}Parameter>'
            for name, _, value in named
        )

    return (
        f'<serviceTask id="{topic.replace("-", "_")}" camunda:type="external"'
        f' camunda:topic="{topic}"><extensionElements>'
        "<camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle>"
        f"<camunda:inputOutput>{parameters('input', inputs)}{parameters('output', outputs)}"
        "</camunda:inputOutput></extensionElements></serviceTask>"
    )


MEASURE = (
    "iin=iin; programme_number=programme.number; measure_code=programme.measures[1].code; "
    "measure_name=programme.measures[1].name; hours_per_day=8; "
    'period_from=date("2026-12-01"); period_until=programme.valid_until'
)
TASKS = (
    task("request-disability", "iin=iin", "disability=disability"),
    task("request-rehabilitation-programme", "iin=iin; group=disability.group",
         "programme=programme; told=programme_discrepancies"),
    task("request-phone", 'iin=iin; stated="+77010009999"', "phone=phone; source=phone_source"),
    task("pass-measures", MEASURE, "measures=measures"),
    task("report-stage", 'stage="in_review"', ""),
    '<userTask id="decide"/>',
    task("open-ordering", 'measures=measures.id; choose_until=date("2027-01-31")', ""),
)  # fmt: skip


def diagram() -> str:
    ids = ["begun", *(part.split('id="')[1].split('"')[0] for part in TASKS), "over"]
    flows = "".join(
        f'<sequenceFlow id="to_{there}" sourceRef="{here}" targetRef="{there}"/>'
        for here, there in pairwise(ids)
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:s">'
        '<process id="ask_all" isExecutable="true"><startEvent id="begun"/>'
        f'{"".join(TASKS)}<endEvent id="over"/>{flows}</process></definitions>'
    )


def run(folder: Path, scenario: str) -> Report:
    model, file = folder / "ask_all.bpmn", folder / "walk.yaml"
    model.write_text(diagram(), encoding="utf-8")
    head = "title: T\nprocess: ask_all\nclock: 2026-12-01T10:00:00+05:00\n"
    file.write_text(f'{head}start: {{iin: "{AIGUL}"}}\n{scenario}', encoding="utf-8")
    return run_files([file], [model], lambda read: simulation_world(read.clock))


def test_registries_answer_what_the_scenario_says_they_hold(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        f"""\
systems:
  cbdi: {{disabilities: {{"{AIGUL}": {{group: 2, until: 2027-06-30, difficulty_moving: null}}}}}}
  esobes:
    programmes:
      "{AIGUL}":
        measures: [personal-assistant, {{code: wheelchair, decision: not_needed}}]
        valid_until: 2026-12-10
        group: 1
  egov: {{phones: {{"{AIGUL}": null}}}}
  mab: {{phones: {{"{AIGUL}": "+77010000002"}}}}
steps:
  - expect:
      waits_at: [decide]
      variables:
        disability: {{group: 2, until: 2027-06-30, difficulty_moving: null, indefinite: false}}
        programme: {{group: 1, valid_until: 2026-12-10}}
        phone: "+77010000002"
        source: mab
        measures: {{volume_hours: 80, period_until: 2026-12-10}}
      stages: [in_review]
      measures: [{{code: personal-assistant, ordering: shut, volume_hours: 80, supplier: null}}]
  - expect: {{stages: []}}
  - complete: decide
  - expect:
      status: completed
      measures: [{{ordering: open, choose_until: 2027-01-31}}]
""",
    )

    assert report.exit_status == 0, as_text(report)


def test_a_system_fails_and_is_mended_in_the_middle_of_a_scenario(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        """\
systems:
  monitoring: {faults: [{call: "*", kind: down-until, until: 2026-12-04T10:00:00+05:00}]}
steps:
  - expect: {waits_at: [report_stage], stages: []}
  - systems: {monitoring: {faults: []}}
  - fire_timers: true
  - expect: {waits_at: [decide], stages: [{stage: in_review, at: "2026-12-01T05:00:00+00:00"}]}
""",
    )

    assert report.exit_status == 0, as_text(report)


def test_what_a_system_received_otherwise_is_told_with_both_sides(tmp_path: Path) -> None:
    report = run(tmp_path, "steps:\n  - expect: {stages: [closed]}\n")

    failure = report.results[0].failure
    assert failure is not None
    assert failure.expected == [{"stage": "closed"}]
    assert isinstance(failure.found, list)
    assert failure.found[0]["stage"] == "in_review"


@pytest.mark.parametrize(
    ("systems", "line", "words"),
    [
        ("{mab: {people: {}}}", 5, "unknown key 'people'"),
        ("{tax: {}}", 5, "unknown key 'tax'"),
        (f'{{cbdi: {{disabilities: {{"{AIGUL}": {{grade: 1}}}}}}}}', 5, "has no grade"),
        (f'{{cbdi: {{disabilities: {{"{AIGUL}": {{group: first}}}}}}}}', 5, "group has to be"),
        (f'{{esobes: {{programmes: {{"{AIGUL}": {{measures: [dog]}}}}}}}}', 5, "code is one of"),
        (f'{{mab: {{phones: {{"{AIGUL}": "8701"}}}}}}', 5, "a number is +7"),
        (f'{{dds: {{documents: {{"{AIGUL}": [{{kind: passport}}]}}}}}}', 5, "kind is one of"),
        ("{egov: {faults: [{call: stage, kind: slow}]}}", 5, "no call egov.stage"),
    ],
)
def test_systems_that_cannot_be_so_are_told_with_their_line(
    tmp_path: Path, systems: str, line: int, words: str
) -> None:
    (told,) = run(tmp_path, f"systems: {systems}\n").unusable

    assert f"walk.yaml:{line}: " in told
    assert words in told


def test_systems_that_cannot_be_so_in_a_step_fail_the_scenario(tmp_path: Path) -> None:
    report = run(tmp_path, f'steps:\n  - systems: {{mab: {{phones: {{"{AIGUL}": "8701"}}}}}}\n')

    failure = report.results[0].failure
    assert failure is not None
    assert "a number is +7" in str(failure.found)


def test_an_unknown_thing_that_a_system_should_have_received_is_refused(tmp_path: Path) -> None:
    (told,) = run(tmp_path, "steps:\n  - expect: {cabinet: [{colour: red}]}\n").unusable

    assert "unknown key 'colour'" in told


DOWN = 'faults: [{call: "*", kind: down-until, until: 2026-12-04T10:00:00+05:00}]'


def test_three_days_without_any_system_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    """Five retries, ten minutes before the first: spent after five hours, so a person decides."""
    report = run(
        tmp_path,
        f"""\
systems:
  cbdi: {{{DOWN}}}
  esobes: {{{DOWN}}}
  egov: {{{DOWN}}}
  mab: {{{DOWN}}}
  aleumet: {{{DOWN}}}
  monitoring: {{{DOWN}}}
steps:
  - advance: 5 hours
  - expect: {{status: active, incidents: [], jobs: [request-disability]}}
  - advance: 30 minutes
  - expect:
      status: incident
      incidents: [{{element: request_disability, matches: Мүгедектігі бар адамдардың}}]
  - advance: 1 day
  - restart: true
  - retry_incident: "*"                    # too early
    as: bakyt
  - advance: 6 hours
  - expect: {{status: incident}}
  - advance: {{to: 2026-12-04T10:05:00+05:00}}
  - restart: true
  - retry_incident: "*"
    as: bakyt
  - expect:
      status: active
      incidents: []
      waits_at: [decide]
      variables: {{disability: {{group: 1}}, phone: "+77010001000"}}
      stages: [{{stage: in_review, at: "2026-12-04T05:05:00+00:00"}}]
      measures: [shut]
  - complete: decide
  - expect: {{status: completed, measures: [open], stages: []}}
""",
    )

    assert report.exit_status == 0, as_text(report)


@pytest.mark.parametrize("kind", ["timeout", "malformed"])
def test_answers_that_get_lost_let_nothing_arrive_twice(tmp_path: Path, kind: str) -> None:
    """The system takes it over each time, and each time its answer does not come."""
    fault = f'faults: [{{call: "*", kind: {kind}, times: 4}}]'
    report = run(
        tmp_path,
        f"""\
systems:
  aleumet: {{{fault}}}
  monitoring: {{{fault}}}
steps:
  - expect: {{waits_at: [pass_measures], measures: [shut], stages: []}}
  - advance: 3 hours
  - expect: {{waits_at: [report_stage], measures: [shut], stages: [in_review]}}
  - advance: 3 hours
  - expect: {{waits_at: [decide], measures: [shut], stages: []}}
""",
    )

    assert report.exit_status == 0, as_text(report)


def test_a_long_retry_cycle_outlives_three_days_without_a_person(tmp_path: Path) -> None:
    """Ten retries from ten minutes on, doubled up to a day: more than a week."""
    patient = diagram().replace("R5/PT10M", "R10/PT10M")
    (tmp_path / "ask_all.bpmn").write_text(patient, encoding="utf-8")
    file = tmp_path / "walk.yaml"
    file.write_text(
        f"""\
title: T
process: ask_all
clock: 2026-12-01T10:00:00+05:00
start: {{iin: "{AIGUL}"}}
systems:
  cbdi: {{{DOWN}}}
  monitoring: {{{DOWN}}}
steps:
  - advance: 3 days
  - expect: {{status: active, incidents: [], waits_at: [request_disability]}}
  - advance: 1 day
  - expect: {{waits_at: [decide], incidents: [], stages: [in_review], measures: [shut]}}
""",
        encoding="utf-8",
    )

    report = run_files([file], [tmp_path / "ask_all.bpmn"], lambda r: simulation_world(r.clock))

    assert report.exit_status == 0, as_text(report)


WAITING = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:s">
<message id="m_reply" name="hearing-reply"/><message id="m_chosen" name="supplier-chosen"/>
<message id="m_died" name="person-died-or-left"/>
<process id="wait_for_all" isExecutable="true"><startEvent id="begun"/>
%s
<receiveTask id="wait_for_reply" messageRef="m_reply"/>
<receiveTask id="wait_for_choice" messageRef="m_chosen"/>
<receiveTask id="wait_for_death" messageRef="m_died"><extensionElements><camunda:properties>
<camunda:property name="correlationKey" value="=iin"/>
</camunda:properties></extensionElements></receiveTask>
<endEvent id="over"/>%s</process></definitions>"""


def test_systems_send_and_the_case_goes_on(tmp_path: Path) -> None:
    before = (TASKS[1], TASKS[3], TASKS[6])
    ids = [
        "begun", "request_rehabilitation_programme", "pass_measures", "open_ordering",
        "wait_for_reply", "wait_for_choice", "wait_for_death", "over",
    ]  # fmt: skip
    flows = "".join(
        f'<sequenceFlow id="to_{there}" sourceRef="{here}" targetRef="{there}"/>'
        for here, there in pairwise(ids)
    )
    without_group = "".join(before).replace(
        '<camunda:inputParameter name="group">=disability.group</camunda:inputParameter>', ""
    )
    (tmp_path / "w.bpmn").write_text(WAITING % (without_group, flows), encoding="utf-8")
    file = tmp_path / "walk.yaml"
    file.write_text(
        f"""\
title: T
process: wait_for_all
clock: 2026-12-01T10:00:00+05:00
start: {{iin: "{AIGUL}"}}
steps:
  - expect: {{waits_at: [wait_for_reply]}}
  - cabinet_reply: {{kind: hearing-reply, reply: attends, position: Келемін}}
  - expect: {{waits_at: [wait_for_choice], variables: {{reply: attends}}}}
  - choose_supplier: {{bin: "180440012346", name: Қамқор}}
  - expect: {{waits_at: [wait_for_death], measures: [{{supplier: Қамқор}}]}}
  - event: {{system: gbdfl, kind: person-died, iin: "{AIGUL}", on: 2026-11-30}}
  - expect: {{status: completed}}
  - event: {{system: gbdfl, kind: person-died, iin: "000000000000"}}
  - expect: {{refused: {{code: StandRefused}}}}
  - sms_state: {{state: lost}}
  - expect: {{refused: {{code: StandRefused}}}}
""",
        encoding="utf-8",
    )

    report = run_files([file], [tmp_path / "w.bpmn"], lambda read: simulation_world(read.clock))

    assert report.exit_status == 0, as_text(report)
