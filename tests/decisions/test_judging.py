"""`run.py tck`: models against test files beside them."""

import json

import pytest
from decision_models import decision, definitions, input_data, literal

from app.cli.tck import main

CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<modelName>m.dmn</modelName>
<testCase id="1"><inputNode name="x"><value xsi:type="xsd:decimal">4</value></inputNode>
<resultNode name="d">
<expected><value xsi:type="xsd:decimal">5</value></expected></resultNode></testCase>
<testCase id="2"><inputNode name="x"><value xsi:type="xsd:decimal">4</value></inputNode>
<resultNode name="d">
<expected><value xsi:type="xsd:decimal">6</value></expected></resultNode></testCase>
</testCases>"""


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "one"
    inner.mkdir()
    content = input_data("x") + decision("d", literal("x + 1"), ["x"])
    (inner / "m.dmn").write_bytes(definitions(content))
    (inner / "m-test.xml").write_text(CASES)
    return tmp_path


def test_a_case_that_fails_is_told_with_what_was_expected_and_found(folder, capsys):
    status = main([str(folder), "--json"])

    assert json.loads(capsys.readouterr().out) == {
        "cases": 2,
        "passed": 1,
        "failed": [
            {"file": "one/m-test.xml", "case": "2", "node": "d", "expected": "6", "found": "5"}
        ],
    }
    assert status == 1


def test_a_case_may_call_a_business_knowledge_model(folder, capsys):
    knowledge = (
        '<businessKnowledgeModel id="k" name="k"><encapsulatedLogic>'
        '<formalParameter name="x" typeRef="number"/>'
        f"{literal('x * 10')}</encapsulatedLogic></businessKnowledgeModel>"
    )
    (folder / "one" / "m.dmn").write_bytes(definitions(knowledge))
    cases = CASES.replace('id="1"', 'id="1" type="bkm" invocableName="k"')
    cases = cases.replace('id="2"', 'id="2" type="bkm" invocableName="gone"')
    (folder / "one" / "m-test.xml").write_text(cases.replace(">5<", ">40<"))

    main([str(folder), "--json"])

    found = json.loads(capsys.readouterr().out)
    assert found["passed"] == 1
    assert [one["found"] for one in found["failed"]] == ["There is no decision gone"]


def test_a_folder_without_cases_is_told_in_one_line(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "no test files" in capsys.readouterr().err


def test_a_model_that_is_not_there_fails_its_cases(folder, capsys):
    (folder / "one" / "m.dmn").unlink()

    assert main([str(folder)]) == 1
    assert "m.dmn" in capsys.readouterr().out
