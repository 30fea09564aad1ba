"""Small models with compensation, for the tests of the engine."""

from engine_models import Case, chain, end, job, source, start, user

from app.ports.engine import Advance

ALL = "<compensateEventDefinition/>"


def of(activity: str) -> str:
    return f'<compensateEventDefinition activityRef="{activity}"/>'


def throw(id: str = "back", definition: str = ALL) -> str:
    return f'<intermediateThrowEvent id="{id}">{definition}</intermediateThrowEvent>'


def undone_by(activity: str, handler: str) -> str:
    """A boundary event and an association, from an activity to what undoes it."""
    return (
        f'<boundaryEvent id="if_{activity}" attachedToRef="{activity}">{ALL}</boundaryEvent>'
        f'<association id="to_{handler}" sourceRef="if_{activity}" targetRef="{handler}"/>'
    )


def undo_user(activity: str, inner: str = "") -> str:
    """A user task that undoes the activity."""
    handler = f"undo_{activity}"
    task = user(handler, 'isForCompensation="true"', inner)
    return undone_by(activity, handler) + task


def undo_job(activity: str, inner: str = "") -> str:
    handler = f"undo_{activity}"
    task = job(handler, inner=inner).replace(
        "<serviceTask", '<serviceTask isForCompensation="true"'
    )
    return undone_by(activity, handler) + task


def undo_script(activity: str, text: str, variable: str = "told") -> str:
    """A script task that undoes the activity, which nobody waits for."""
    handler = f"undo_{activity}"
    return undone_by(activity, handler) + (
        f'<scriptTask id="{handler}" isForCompensation="true" scriptFormat="feel"'
        f' camunda:resultVariable="{variable}"><script>{text}</script></scriptTask>'
    )


def scope(id: str, inner: str, attributes: str = "") -> str:
    return f'<subProcess id="{id}" {attributes}>{inner}</subProcess>'


def compensation_subprocess(id: str, inner: str) -> str:
    begin = f'<startEvent id="{id}_begin">{ALL}</startEvent>'
    return scope(id, begin + inner, 'triggeredByEvent="true"')


def in_a_row(*ids: str, more: str = "") -> str:
    """User tasks one after the other, each with what undoes it; then everything is thrown back."""
    tasks = "".join(user(id) + undo_user(id) for id in ids)
    flows = chain("start", *ids, "back", "done")
    return start() + tasks + throw() + end() + flows + more


def compensated(advance: Advance) -> list[str]:
    return [one.element_id for one in advance.passed if one.outcome == "compensated"]


def case(body: str) -> Case:
    return Case(source(body))


def done(advance: Advance) -> list[tuple[str, str]]:
    return [(one.element_id, one.outcome) for one in advance.passed]


MANY = (
    '<multiInstanceLoopCharacteristics isSequential="{}" camunda:collection="=names"'
    ' camunda:elementVariable="name"/>'
)


def inner(*ids: str, more: str = "", first: str = "s") -> str:
    tasks = "".join(user(id) + undo_user(id) for id in ids)
    return start(first) + tasks + end(f"e_{first}") + chain(first, *ids, f"e_{first}") + more
