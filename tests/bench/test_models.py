"""The workloads of models do what they say."""

from app.bench.measuring import Rounds
from app.bench.models import (
    AROUND,
    ELEMENTS,
    KEY,
    go_round,
    long_diagram,
    looping_diagram,
    measure_models,
)
from app.domain.models import ModelFile, ModelSource, Severity
from app.engine import SpiffEngine


def test_the_diagram_that_is_deployed_could_be_deployed():
    deployment = SpiffEngine().check([ModelFile("x.bpmn", long_diagram())], topics={})

    assert not [f for f in deployment.findings if f.severity is Severity.ERROR]
    assert len(deployment.models[0].elements) == 2 * ELEMENTS + 2


def test_the_loop_goes_round_while_the_other_branch_waits():
    engine = SpiffEngine()
    source = ModelSource(KEY, 1, "x", looping_diagram())

    now = go_round(engine, source, engine.start(source, {}, AROUND), 5)

    assert sorted(wait.element_id for wait in now.waits) == ["other", "review"]


def test_a_step_of_a_long_case_costs_about_what_one_of_a_young_case_does():
    deploying, stepping = measure_models(Rounds(measured=20, warm_up=5), 200)

    assert deploying.ours > deploying.floor
    assert stepping.ratio < 2
