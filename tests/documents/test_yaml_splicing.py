"""A value in a YAML file changes, and every other byte of the file stays."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.documents.strict_yaml import load_mapping
from app.documents.yaml_splicing import Place, spliced

STANDARD = Path(__file__).parents[2] / "processes" / "personal-assistant" / "service.yaml"
FILE = b"""# A head.
process: home-visit   # the key
names:
  kk: "\xd2\xae\xd0\xb9"
  ru:
terms:
  first: {unit: day, amount: 1}   # in one line
  second: &own
    unit: day
    amount: 2

  third:
    like: *own
papers:
  - id: one
    channels: [counter]
  - id: two

    # Said of the last.
last: end
"""


@pytest.mark.parametrize(
    ("place", "value", "old", "new"),
    [
        (("process",), "visit", "process: home-visit ", "process: visit "),
        (("process",), "yes", "process: home-visit ", 'process: "yes" '),
        (("names", "kk"), "Үйге: бару", '"Үй"', '"Үйге: бару"'),
        (("names", "ru"), "дом", "ru:\n", "ru: дом\n"),
        (("terms", "first", "amount"), 3, "amount: 1}", "amount: 3}"),
        (("terms", "first", "norm"), "p.9", "amount: 1}", 'amount: 1, norm: "p.9"}'),
        (("terms", "second", "amount"), 4, "amount: 2", "amount: 4"),
        (("terms", "second", "norm"), "p.9", "amount: 2\n", "amount: 2\n    norm: p.9\n"),
        (("papers", 0, "channels"), ["a", "b"], "[counter]", "[a, b]"),
        (("papers", 1), {"id": "x", "n": ["a"]}, "- id: two", "- id: x\n    n: [a]"),
        (("papers", 2), {"id": "x"}, "- id: two\n", "- id: two\n  - id: x\n"),
        (("papers", 0), None, "  - id: one\n    channels: [counter]\n", ""),
        (("names", "ru"), None, "  ru:\n", ""),
        (("last",), {"kk": "a", "ru": "b"}, "last: end", "last:\n  kk: a\n  ru: b"),
        (("more", "kk"), "x", "last: end\n", "last: end\nmore:\n  kk: x\n"),
    ],
)
def test_only_the_value_changes(place: Place, value: object, old: str, new: str) -> None:
    before = FILE.decode()
    assert before.count(old) == 1
    assert spliced(FILE, {place: value}).decode() == before.replace(old, new)


def test_many_changes_at_once_are_those_one_after_the_other() -> None:
    changes: dict[Place, object] = {
        ("process",): "other",
        ("editions", 0, "terms", "result_term", "amount"): 12,
        ("editions", 0, "terms", "visit_term"): {"unit": "working_day", "amount": 3},
        ("editions", 0, "documents", 1): None,
    }
    content = STANDARD.read_bytes()
    step_by_step = content
    for place, value in changes.items():
        step_by_step = spliced(step_by_step, {place: value})

    assert spliced(content, changes) == step_by_step
    assert load_mapping(step_by_step)["process"] == "other"


def test_nothing_to_change_changes_nothing() -> None:
    content = STANDARD.read_bytes()
    assert spliced(content, {}) == content
    assert spliced(content, {("code",): "PA", ("process",): "personal-assistant"}) == content


@given(words=st.text(min_size=1), place=st.sampled_from([("process",), ("terms", "first", "unit")]))
def test_whatever_is_typed_is_read_back_as_it_was(words: str, place: Place) -> None:
    try:
        words.encode()
    except UnicodeEncodeError:
        return
    found: object = yaml.safe_load(spliced(FILE, {place: words}))
    for step in place:
        assert isinstance(found, dict)
        found = found[step]
    assert found == words


def test_an_empty_file_gets_its_first_entry() -> None:
    found = spliced(b"# Words.\n", {("home-visit",): {"channel": "sms", "values": ["on"]}})
    assert found == b'# Words.\nhome-visit:\n  channel: sms\n  values: ["on"]\n'


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe\x00", b"a: 1"])
def test_what_is_no_mapping_with_such_a_place_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each reason has words of its own
        spliced(content, {("a", "b"): "x"})
