"""Each rule of the linter speaks in some test; those that no other test makes speak are here."""

from pathlib import Path

import pytest
from engine_models import HEAD, chain, document, end, start, user

from app.domain.models import ModelFile
from app.engine import SpiffEngine
from app.engine.lint.check import MOST_FLOWS
from app.engine.lint.messages import MESSAGES
from app.engine.lint.report import MOST_FINDINGS
from app.safe_xml import MAX_BYTES

TESTS = Path(__file__).parents[1]


def rules(content: bytes, path: str = "x.bpmn") -> set[str]:
    found = SpiffEngine().check([ModelFile(path, content)], topics={}).findings
    return {finding.rule for finding in found}


def test_each_rule_is_named_by_a_test() -> None:
    texts = [path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")]
    assert [rule for rule in MESSAGES if not any(f'"{rule}"' in text for text in texts)] == []


WORK = start() + user("work") + end() + chain("start", "work", "done")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (start() + user("work") + chain("start", "work"), "missing-end"),
        (WORK.replace('id="work"', 'id="wo/rk"').replace('"work"', '"wo/rk"'), "bad-id"),
        (WORK.replace('id="work"', 'id="1 work"').replace('"work"', '"1 work"'), "bad-id"),
        (WORK.replace('id="start_work"', 'id="a b"'), "bad-id"),
        (WORK.replace(user("work"), user("work", inner=user("inner"))), "misplaced-element"),
        (
            WORK + '<intermediateThrowEvent id="t"><escalationEventDefinition/>'
            "</intermediateThrowEvent>",
            "event-without-name",
        ),
        (WORK + chain("work", "done") * (MOST_FLOWS + 1), "too-many-flows"),
        (WORK + "".join(user(f"t{n}") for n in range(MOST_FINDINGS)), "too-many-findings"),
    ],
)
def test_what_is_drawn_wrong_is_told(body: str, rule: str) -> None:
    assert rule in rules(document(body))


def test_a_process_without_an_id_is_told() -> None:
    content = f'{HEAD}<process isExecutable="true">{WORK}</process></definitions>'.encode()
    assert "process-without-id" in rules(content)


def test_a_file_beyond_the_limit_is_not_read() -> None:
    assert rules(b"<definitions>" + b" " * MAX_BYTES) == {"file-too-large"}


def test_a_signature_names_what_is_signed() -> None:
    form = b'{"components": [{"type": "signature", "key": "signed", "label": "x"}]}'
    assert "signature-without-document" in rules(form, "forms/x.form")


def test_a_column_of_a_decision_says_what_it_looks_at() -> None:
    table = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"'
        ' namespace="urn:d"><decision id="rate" name="rate"><decisionTable id="t"><input id="i"/>'
        '<output id="o"/></decisionTable></decision></definitions>'
    )
    assert "input-without-expression" in rules(table.encode(), "decisions/x.dmn")
