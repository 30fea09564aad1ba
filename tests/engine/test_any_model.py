"""Whatever is posted as a model: findings, never a traceback; and what passes runs."""

import copy
import hashlib
from concurrent.futures import ThreadPoolExecutor

from engine_models import Case, around, chain, document, end, flow, source, start, user, waiting
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_findings import CONDITION, GOOD, TOPICS, gateway

from app.domain.identity import ProcessKey
from app.domain.models import ModelFile, ModelSource
from app.engine import SpiffEngine

BODY = gateway('default="a"', "", CONDITION).replace(
    '<userTask id="review"',
    '<boundaryEvent id="late" name="Кеш" attachedToRef="review"><timerEventDefinition>'
    "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
    '<sequenceFlow id="f9" sourceRef="late" targetRef="finish"/><userTask id="review"',
)
ROOT = etree.fromstring(document(BODY, attributes='name="Қызмет"'))
COUNT = len(list(ROOT.iter()))
WORDS = st.sampled_from(
    ["", "x", "review", "finish", "begin", "=", "=1 +", "${x}", "true", "false", "-1", "\u0456"]
)
CHANGES = st.tuples(
    st.integers(1, COUNT - 1), st.sampled_from(["drop", "double", "rename", "attribute"]), WORDS
)
TAGS = [
    "userTask",
    "subProcess",
    "callActivity",
    "boundaryEvent",
    "sequenceFlow",
    "lane",
    "nonsense",
]


def mutate(root: etree._Element, place: int, how: str, word: str) -> None:
    elements = list(root.iter())
    element = elements[place % len(elements)]
    above = element.getparent()
    if above is None:
        return
    if how == "drop":
        above.remove(element)
    elif how == "double":
        above.append(copy.deepcopy(element))
    elif how == "rename":
        namespace = str(element.tag).partition("}")[0]
        element.tag = f"{namespace}}}{TAGS[place % len(TAGS)]}"
    elif element.attrib:
        names = sorted(map(str, element.attrib))
        element.set(names[place % len(names)], word)


@settings(max_examples=250, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=5))
def test_a_mutilated_model_is_findings_or_runs(changes: list[tuple[int, str, str]]) -> None:
    root = copy.deepcopy(ROOT)
    for place, how, word in changes:
        mutate(root, place, how, word)
    content = etree.tostring(root)
    engine = SpiffEngine()
    deployment = engine.check([ModelFile("x.bpmn", content)], topics=TOPICS)
    for model in deployment.models:
        deployed = ModelSource(model.key, 1, hashlib.sha256(content).hexdigest(), content)
        begun = engine.start(deployed, {}, around(variables={"applicant": {"iin": "1"}}))
        assert begun.waits or begun.failure or begun.passed


@given(st.binary(max_size=200))
def test_any_bytes_are_findings(content: bytes) -> None:
    files = [ModelFile("x.bpmn", content), ModelFile("x.form", content)]
    assert SpiffEngine().check(files, topics={}).findings


def test_threads_share_one_definition_and_no_state() -> None:
    body = (
        start() + user("review") + '<exclusiveGateway id="again" default="enough"/>' + end()
        + chain("start", "review", "again") + flow("again", "review", "=again")
        + flow("again", "done", id="enough")
    )  # fmt: skip
    shared = Case(source(body))

    def walk(number: int) -> object:
        case = Case(shared.model)
        case.engine = shared.engine
        case.start(owner=str(number))
        for _ in range(20):
            assert waiting(case.complete("review", again=True)) == ["review"]
        return case.complete("review", again=False).variables["owner"]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(walk, range(8))) == [str(number) for number in range(8)]


def test_the_key_chooses_the_process_of_a_file() -> None:
    one = document(GOOD, key="one")
    both = one.replace(b"</definitions>", document(GOOD, key="two").partition(b">")[2])
    found = ModelSource(ProcessKey("two"), 1, "x", both)
    assert SpiffEngine().model(found).key == "two"
