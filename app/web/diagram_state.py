"""Where a case stands in a diagram, as the viewer reads it."""

from collections.abc import Mapping

from app.usecases.case_diagram import DiagramState


def told_state(state: DiagramState) -> Mapping[str, object]:
    return {
        "passed": list(state.passed),
        "flows": list(state.flows),
        "current": dict(state.current),
        "incidents": list(state.incidents),
        "called": list(state.called),
        "undone": list(state.undone),
    }
