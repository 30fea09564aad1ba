"""What differs between two versions is told by element, by attribute and by line."""

from pathlib import Path

import pytest

from app.usecases.compare_versions import Detail, DiffLine, ElementChange, compare

PATH = "personal-assistant.bpmn"
SERVICE = Path(__file__).parents[2] / "app" / "bench" / "service"
DRAWING = (SERVICE / PATH).read_text(encoding="utf-8")


def changed(old: str, new: str) -> tuple[ElementChange, ...]:
    """The elements that differ once a text in the drawing is another one."""
    assert old in DRAWING
    (change,) = compare({PATH: DRAWING.encode()}, {PATH: DRAWING.replace(old, new, 1).encode()})
    return change.elements


def test_the_same_files_differ_in_nothing() -> None:
    files = {PATH: DRAWING.encode(), "a.form": b"{}"}
    assert compare(files, dict(files)) == ()


def test_files_come_and_go_with_their_lines() -> None:
    came, went = compare({"b.form": b"x"}, {"a.form": b"one\ntwo"})
    assert (came.path, came.what) == ("a.form", "added")
    assert came.lines == (DiffLine("+", "one"), DiffLine("+", "two"))
    assert (went.path, went.what, went.lines) == ("b.form", "removed", (DiffLine("-", "x"),))


def test_a_changed_line_stands_between_its_neighbours() -> None:
    old = "\n".join(str(n) for n in range(40))
    (change,) = compare({"s.yaml": old.encode()}, {"s.yaml": old.replace("20", "x").encode()})
    told = [(line.sign, line.text) for line in change.lines]
    assert told == [
        (" ", "17"), (" ", "18"), (" ", "19"), ("-", "20"), ("+", "x"), (" ", "21"), (" ", "22"),
        (" ", "23"),
    ]  # fmt: skip


def test_an_attribute_is_told_with_both_values() -> None:
    (one,) = changed('camunda:topic="request-person"', 'camunda:topic="notify-applicant"')
    assert one.what == "changed"
    assert one.details == (Detail("topic", "request-person", "notify-applicant"),)


def test_a_translation_is_told_by_its_property() -> None:
    (one,) = changed('name="name.en" value="Personal assistant"', 'name="name.en" value="PA"')
    assert one.details == (Detail("name.en", "Personal assistant", "PA"),)


def test_a_shape_that_only_moved_is_said_to_have_moved() -> None:
    place = DRAWING.index("<bpmndi:BPMNShape")
    bounds = DRAWING[DRAWING.index("<dc:Bounds", place) :].partition("/>")[0]
    (one,) = changed(bounds, bounds.replace('y="', 'y="9'))
    assert (one.what, one.details) == ("moved", ())


def test_elements_that_come_and_go_are_named_in_three_languages() -> None:
    process = '<bpmn:process id="p">{}</bpmn:process>'
    head = (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:camunda="http://camunda.org/schema/1.0/bpmn">{}</bpmn:definitions>'
    )
    task = (
        '<bpmn:task id="visit" name="Үйге бару"><bpmn:extensionElements><camunda:properties>'
        '<camunda:property name="name.ru" value="Посещение" /></camunda:properties>'
        "</bpmn:extensionElements></bpmn:task>"
    )
    without = head.format(process.format("")).encode()
    with_it = head.format(process.format(task)).encode()

    (came,) = compare({"a.bpmn": without}, {"a.bpmn": with_it})[0].elements
    (went,) = compare({"a.bpmn": with_it}, {"a.bpmn": without})[0].elements

    assert (came.id, came.what, went.what) == ("visit", "added", "removed")
    assert (came.name.kk, came.name.ru) == ("Үйге бару", "Посещение")


@pytest.mark.parametrize("broken", [b"", b"<a", b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'])
def test_a_drawing_that_cannot_be_read_differs_as_text_alone(broken: bytes) -> None:
    (change,) = compare({PATH: DRAWING.encode()}, {PATH: broken})
    assert change.elements == ()
    assert change.lines
