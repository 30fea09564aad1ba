"""The scenarios of a draft: run, with progress, and what they have shown on the diagrams."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import DraftId, ElementId, FlowId
from app.domain.models import is_diagram
from app.domain.people import Power
from app.domain.service_drafts import DraftFile
from app.domain.shared_stages import processes_in
from app.domain.texts import NO_TEXT, Text
from app.ports.scenario_runs import Covered, ScenarioFailure, ScenarioRun
from app.usecases.draft_scenarios import Progress, ScenarioLine
from app.usecases.uses_of_files import element_names, name_of_element
from app.web.designer.run_steps import step_told
from app.web.designer.told_values import value_told, value_written
from app.web.designer.trying_schemas import CoverageQuery, OfDiagram, RunForm
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me


@dataclass(frozen=True, slots=True)
class Painted:
    """How much of one diagram the scenarios pass."""

    path: str
    passed: int
    of: int


def scenario_routes(designer: Blueprint, services: WebServices) -> None:
    scenarios = services.design.scenarios

    @designer.get("/designer/drafts/<uuid:draft_id>/scenarios")
    @demands(Power.DESIGN_SERVICES)
    def scenario_list(draft_id: UUID) -> ResponseReturnValue:
        page = scenarios.page(me(), DraftId(draft_id))
        painted = _painted(page.draft.files, _runs(page.lines))
        chosen = in_query(OfDiagram)["of"]
        drawn = next((one for one in painted if one.path == chosen), None)
        shown = render_template(
            "designer/scenarios.html",
            page=page,
            proof=services.design.publisher.proof(me(), DraftId(draft_id)),
            draft=page.draft.draft,
            painted=painted,
            drawn=drawn or next(iter(painted), None),
        )
        return _watched(shown, page.progress)

    @designer.post("/designer/drafts/<uuid:draft_id>/scenarios")
    @demands(Power.DESIGN_SERVICES)
    def run_scenarios(draft_id: UUID) -> ResponseReturnValue:
        path = in_form(RunForm)["path"]
        scenarios.begin(me(), DraftId(draft_id), path)
        return redirect(_where_it_is_watched(draft_id, path), 303)

    @designer.get("/designer/drafts/<uuid:draft_id>/run/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def scenario(draft_id: UUID, path: str) -> ResponseReturnValue:
        page = scenarios.page(me(), DraftId(draft_id))
        line = scenarios.line(me(), DraftId(draft_id), path)
        failure = line.run.failure if line.run else None
        painted = _with_failure(_painted(page.draft.files, _runs([line])), failure)
        chosen = in_query(OfDiagram)["of"] or (failure.diagram if failure else "")
        drawn = next((one for one in painted if one.path == chosen), None)
        shown = render_template(
            "designer/scenario.html",
            draft=page.draft.draft,
            line=line,
            run=line.run,
            failure=failure,
            **_names(page.draft.files, failure),
            painted=painted,
            drawn=drawn or next(iter(painted), None),
            progress=page.progress,
        )
        return _watched(shown, page.progress)

    @designer.get("/designer/drafts/<uuid:draft_id>/coverage.json")
    @demands(Power.DESIGN_SERVICES)
    def coverage(draft_id: UUID) -> ResponseReturnValue:
        asked = in_query(CoverageQuery)
        page = scenarios.page(me(), DraftId(draft_id))
        lines = [line for line in page.lines if asked["scenario"] in ("", line.path)]
        runs = _runs(lines)
        file = next((file for file in page.draft.files if file.path == asked["of"]), None)
        elements, flows = _passed(file, runs) if file is not None else (set(), set())
        return {
            "passed": sorted(elements),
            "flows": sorted(flows),
            "current": {},
            "incidents": sorted(
                {
                    run.failure.element
                    for run in runs
                    if run.failure and run.failure.element and run.failure.diagram == asked["of"]
                }
            ),
        }


def _names(files: Sequence[DraftFile], failure: ScenarioFailure | None) -> Mapping[str, object]:
    """What the page tells steps and a failure with."""
    return {
        "failing": _failing(files, failure),
        "names": element_names({file.path: file.content for file in files}),
        "step_told": step_told,
        "value_told": value_told,
        "value_written": value_written,
    }


def _failing(files: Sequence[DraftFile], failure: ScenarioFailure | None) -> Text:
    """The name of the element that a failure names."""
    if failure is None or failure.element is None:
        return NO_TEXT
    drawn = (file.content for file in files if file.path == failure.diagram)
    return name_of_element(next(drawn, b""), failure.element)


def _where_it_is_watched(draft_id: UUID, path: str) -> str:
    if path:
        return url_for("designer.scenario", draft_id=draft_id, path=path)
    return url_for("designer.scenario_list", draft_id=draft_id)


def _watched(page: str, progress: Progress | None) -> Response:
    """The page; one that watched a run until it ended loads anew, its buttons and diagrams, too."""
    answer = make_response(page)
    if "HX-Request" in request.headers and progress is None:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _runs(lines: Iterable[ScenarioLine]) -> list[ScenarioRun]:
    return [line.run for line in lines if line.run is not None]


def _painted(files: Sequence[DraftFile], runs: Sequence[ScenarioRun]) -> list[Painted]:
    """The diagrams that the scenarios come through."""
    found = []
    for file in files:
        if not is_diagram(file.path):
            continue
        known = {element for one in _covered(file, runs) for element in one.all_elements}
        if known:
            found.append(Painted(file.path, len(_passed(file, runs)[0]), len(known)))
    return _in_order(found)


def _in_order(painted: Iterable[Painted]) -> list[Painted]:
    """The service's own first."""
    return sorted(painted, key=lambda one: (one.path.startswith("shared/"), one.path))


def _with_failure(painted: list[Painted], failure: ScenarioFailure | None) -> list[Painted]:
    """With the diagram that a failure names, also where the scenario never came there."""
    if failure is None or failure.diagram in ("", *(one.path for one in painted)):
        return painted
    return _in_order([*painted, Painted(failure.diagram, 0, failure.beside)])


def _covered(file: DraftFile, runs: Sequence[ScenarioRun]) -> list[Covered]:
    keys = processes_in(file.content)
    return [one for run in runs for key, one in run.covered.items() if key in keys]


def _passed(file: DraftFile, runs: Sequence[ScenarioRun]) -> tuple[set[ElementId], set[FlowId]]:
    covered = _covered(file, runs)
    return (
        {element for one in covered for element in one.elements},
        {flow for one in covered for flow in one.flows},
    )
