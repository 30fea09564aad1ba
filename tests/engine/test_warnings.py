"""A null inside an expression that has a value all the same is told, without values of the case."""

from engine_models import Case, chain, end, flow, source, start, user

from app.feel import to_value


def script(text):
    return (
        f'<scriptTask id="reckon" scriptFormat="feel" camunda:resultVariable="sum">'
        f"<script>{text}</script></scriptTask>"
    )


def reckoned(text, **variables):
    body = start() + script(text) + user("look") + end() + chain("start", "reckon", "look", "done")
    return Case(source(body)).start(**{name: to_value(value) for name, value in variables.items()})


def test_a_part_that_gave_null_is_told_with_its_element():
    now = reckoned('if person.age &gt; 17 then "adult" else "child"', person={"agee": 20})

    (warned,) = [one for one in now.warnings if "entry" in one.message.en]
    assert (warned.element_id, warned.what) == ("reckon", "script")
    assert warned.message.en == "The context has no entry age; did you mean agee?"
    assert warned.message.ru == "В контексте нет записи age; возможно, agee?"
    assert now.variables["sum"] == "child"


def test_what_people_typed_is_not_repeated():
    now = reckoned("[date(typed), 1]", typed="580412400174")

    (warned,) = now.warnings
    for language in ("kk", "ru", "en"):
        assert "5804" not in warned.message.in_language(language)


def test_one_reason_is_told_once_in_a_step():
    gateway = '<exclusiveGateway id="which" default="other"/>'
    body = (
        start() + gateway + user("look") + end()
        + flow("start", "which") + flow("which", "look", "x.a = 1 or true", id="one")
        + flow("which", "done", id="other") + flow("look", "done")
    )  # fmt: skip
    now = Case(source(body)).start(x={})

    assert [one.what for one in now.warnings] == ["one"]


def test_without_a_null_nothing_is_told():
    assert reckoned("1 + 1").warnings == ()
