"""Which shared files are deployed with a service, and how their elements are named."""

from app.domain.called_elements import CalledElements
from app.domain.identity import ElementId, ProcessKey
from app.domain.models import Element, ModelFile, ProcessModel
from app.domain.shared_stages import with_shared
from app.domain.texts import NO_TEXT


def diagram(path: str, process: str, *calls: str, text: str = "") -> ModelFile:
    activities = "".join(f'<bpmn:callActivity id="c" calledElement="{key}"/>' for key in calls)
    body = f'<bpmn:process isExecutable="true" id="{process}">{activities}{text}</bpmn:process>'
    return ModelFile(path, body.encode())


def paths(own: list[ModelFile], library: list[ModelFile]) -> list[str]:
    return [file.path for file in with_shared(own, library)]


LIBRARY = [
    diagram("hearing.bpmn", "hearing", "notice", text='<userTask camunda:formRef="hold-hearing"/>'),
    diagram("notice.bpmn", "notice"),
    diagram("result.bpmn", "result"),
    ModelFile("documents.yaml", b"{}"),
    ModelFile("documents/notice.typ", b""),
    ModelFile("forms/hold-hearing.form", b"{}"),
    ModelFile("forms/hold.form", b"{}"),
]


def test_a_service_takes_along_what_it_calls_and_what_that_calls() -> None:
    own = [diagram("service.bpmn", "service", "hearing"), ModelFile("service.yaml", b"")]
    assert paths(own, LIBRARY) == [
        "service.bpmn",
        "service.yaml",
        "shared/documents.yaml",
        "shared/documents/notice.typ",
        "shared/forms/hold-hearing.form",
        "shared/hearing.bpmn",
        "shared/notice.bpmn",
    ]


def test_words_and_their_layout_come_with_any_stage() -> None:
    own = [diagram("service.bpmn", "service", "result")]
    assert paths(own, LIBRARY) == [
        "service.bpmn",
        "shared/documents.yaml",
        "shared/documents/notice.typ",
        "shared/result.bpmn",
    ]


def test_a_service_that_calls_nothing_shared_stays_as_it_is() -> None:
    own = [diagram("service.bpmn", "service", "inner"), diagram("inner.bpmn", "inner")]
    assert paths(own, LIBRARY) == ["service.bpmn", "inner.bpmn"]


def test_a_stage_that_the_service_redefines_is_not_taken() -> None:
    own = [diagram("service.bpmn", "service", "hearing"), diagram("own.bpmn", "hearing")]
    assert paths(own, LIBRARY) == ["service.bpmn", "own.bpmn"]


def test_a_computed_call_may_mean_any_stage() -> None:
    found = paths([diagram("service.bpmn", "service", "=stage")], LIBRARY)
    assert {"shared/hearing.bpmn", "shared/notice.bpmn", "shared/result.bpmn"} <= set(found)


def element(
    id: str, calls: str = "", stage: str = "", parent: str = ""
) -> tuple[ElementId, Element]:
    found = Element(
        ElementId(id),
        "call_activity" if calls else "user_task",
        NO_TEXT,
        calls=ProcessKey(calls) if calls else None,
        stage=stage,
        parent=ElementId(parent) if parent else None,
    )
    return found.id, found


def model(key: str, *elements: tuple[ElementId, Element]) -> ProcessModel:
    return ProcessModel(ProcessKey(key), NO_TEXT, dict(elements), {})


def test_an_element_is_found_by_the_calls_that_lead_to_it() -> None:
    again = element("again", "hearing", parent="scope")
    main = model("service", element("call", "hearing", stage="decision"), element("odd", "gone"))
    hearing = model("hearing", element("hold"), again)
    elements = CalledElements(main, {hearing.key: hearing}.get)

    deep = elements[ElementId("call/again/hold")]

    assert (deep.id, deep.stage, deep.parent) == ("call/again/hold", "decision", "call/again")
    assert elements[ElementId("call/again")].parent == "call/scope"
    assert elements.model_at("call/again/hold") is hearing
    assert list(elements) == ["call", "odd"]
    for unknown in ("odd/hold", "call/nothing", "nothing", "call/hold/deeper"):
        assert elements.get(ElementId(unknown)) is None


DECISIONS = [
    ModelFile("decisions/fees.dmn", b'<definitions><decision name="f" id="fees"/></definitions>'),
    ModelFile("decisions/ages.dmn", b'<definitions><dmn:decision id="ages"/></definitions>'),
]


def asks(reference: str) -> str:
    return f'<bpmn:businessRuleTask id="r" camunda:decisionRef="{reference}"/>'


def test_a_shared_decision_is_taken_by_who_asks_it() -> None:
    own = [diagram("service.bpmn", "service", text=asks("fees"))]
    assert paths(own, [*LIBRARY, *DECISIONS]) == ["service.bpmn", "shared/decisions/fees.dmn"]


def test_a_decision_that_a_stage_asks_comes_with_the_stage() -> None:
    stage = diagram("result.bpmn", "result", text=asks("ages"))
    own = [diagram("service.bpmn", "service", "result")]
    assert paths(own, [stage, *DECISIONS]) == [
        "service.bpmn",
        "shared/decisions/ages.dmn",
        "shared/result.bpmn",
    ]


def test_a_decision_of_the_service_comes_before_the_shared_one() -> None:
    own = [diagram("service.bpmn", "service", text=asks("fees")), DECISIONS[0]]
    assert paths(own, DECISIONS) == ["service.bpmn", "decisions/fees.dmn"]


def test_a_decision_that_is_computed_may_be_any() -> None:
    own = [diagram("service.bpmn", "service", text=asks("=which"))]
    assert len(paths(own, DECISIONS)) == 3
