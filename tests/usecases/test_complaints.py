"""A complaint: who may file it and read the case, what it suspends, how the case is taken up."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from case_walks import AIGUL, CLERK, FOREIGN_CLERK, HERE, SPECIALIST, command_id
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.case import CaseNotFound, InstanceStatus
from app.domain.complaint import ActState, ComplaintUnfit
from app.domain.identity import CaseNumber, OfficeId, PersonId, ProcessKey
from app.domain.people import NotPermitted, Person
from app.ports.complaint_views import CaseLinks
from app.simulation.world import Start
from app.usecases.file_complaint import FileComplaint
from app.usecases.verify_audit import verify_audit

PROCESSES = Path(__file__).parents[2] / "processes"
TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HEAD, REVIEWER = PersonId("bauyrzhan"), PersonId("zauresh")
REVIEWING_HEAD = PersonId("serik")
FOREIGN_OPERATOR = PersonId("daniyar")
QUALITY = OfficeId("quality-almaty")
ANSWERS = {
    "against": "result",
    "matter": "decision",
    "complaint_text": "Шешіммен келіспеймін",
    "demand": "Қайта қарау",
    "answer_way": "in_person",
}


@pytest.fixture(params=KINDS)
def world(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[SimulationWorld]:
    found = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    for service in ("personal-assistant", "complaint"):
        found.deploy(read_folder(PROCESSES / service))
    yield found
    found.close()


def not_accepted(world: SimulationWorld) -> CaseNumber:
    """A case that ended with a signed paper: the refusal to accept it."""
    number = world.start(
        Start(
            process=ProcessKey("personal-assistant"),
            line=1,
            channel="department_counter",
            office=HERE,
            actor=CLERK,
            answers={
                "applicant_iin": AIGUL,
                "applicant_name": "Қалиева Айгүл Серікқызы",
                "phone": "+77010001000",
                "language": "kk",
                "representative": "no",
                "consent": True,
            },
        )
    )
    settle(world)
    missing = {"acceptance_grounds": ["NA-1"], "missing_documents": ["DOC-1"]}
    work(world, number, "intake/check_completeness", CLERK, package_complete="no", **missing)
    work(world, number, "intake/sign_acceptance_refusal", HEAD, document_read=True)
    return number


def settle(world: SimulationWorld) -> None:
    while world.run_due_job():
        pass


def work(
    world: SimulationWorld, number: CaseNumber, element: str, who: PersonId, **answers: object
) -> None:
    task = next(t for t in world.case(number).tasks if t.is_open and t.element_id == element)
    if "sign" in element:
        world.sign(task.id, who)
    world.complete(task.id, who, answers)
    settle(world)


def file(
    world: SimulationWorld, about: CaseNumber, who: PersonId = CLERK, **changed: object
) -> CaseNumber:
    told = {"channel": "chancellery", "iin": "", **changed}
    answers = {**ANSWERS, **told.pop("answers", {})}  # type: ignore[dict-item]
    command = FileComplaint(
        command_id(), who, about, str(told["channel"]), answers, iin=str(told["iin"])
    )
    number = world.qadam.file_complaint(command).number
    settle(world)
    return number


def links(world: SimulationWorld, number: CaseNumber) -> CaseLinks:
    return world.qadam.storage.queries.case_links(world.case(number).case.instance_id)


def person(world: SimulationWorld, login: PersonId) -> Person:
    found = world.qadam.storage.queries.person(login)
    assert found is not None
    return found


def passed_on(world: SimulationWorld) -> tuple[CaseNumber, CaseNumber]:
    about = not_accepted(world)
    complaint = file(world, about)
    work(world, complaint, "consideration/consider_complaint", HEAD, outcome="passed_on")
    return about, complaint


def test_a_complaint_is_a_case_of_its_own_tied_to_the_contested_one(
    world: SimulationWorld,
) -> None:
    about = not_accepted(world)

    complaint = file(world, about)

    case = world.case(complaint).case
    assert complaint.startswith("ШҒ-2026-")
    assert case.applicant == world.case(about).case.applicant
    assert (case.office_id, case.registered_by) == (HERE, CLERK)
    assert [one.number for one in links(world, about).complaints] == [complaint]
    contested = links(world, complaint).contested
    assert contested is not None
    assert contested.number == about
    assert "complaint_filed" in [event.kind for event in world.case(about).history]


def test_the_contested_paper_is_suspended_until_the_complaint_is_decided(
    world: SimulationWorld,
) -> None:
    about = not_accepted(world)

    file(world, about)

    (tie,) = (one.tie for one in links(world, about).complaints)
    refusal = next(d for d in world.case(about).documents if d.template == "acceptance-refusal")
    assert (tie.act, tie.act_state) == (refusal.id, ActState.SUSPENDED)


def test_where_no_decision_is_contested_no_paper_is(world: SimulationWorld) -> None:
    about = not_accepted(world)

    file(world, about, answers={"matter": "inaction", "against": "department"})

    (tie,) = (one.tie for one in links(world, about).complaints)
    assert (tie.act, tie.act_state) == (None, None)


def test_a_repeated_command_files_nothing_twice(world: SimulationWorld) -> None:
    about = not_accepted(world)
    command = FileComplaint(command_id(), CLERK, about, "chancellery", ANSWERS)

    first = world.qadam.file_complaint(command)

    assert world.qadam.file_complaint(command) == first
    assert len(links(world, about).complaints) == 1


def test_whoever_may_not_see_the_case_has_to_know_whose_it_is(world: SimulationWorld) -> None:
    about = not_accepted(world)

    with pytest.raises(CaseNotFound):
        file(world, about, FOREIGN_OPERATOR, channel="state_corporation")

    complaint = file(world, about, FOREIGN_OPERATOR, channel="state_corporation", iin=AIGUL)
    assert world.case(complaint).case.taken_in_at == "sc-almaty-medeu"


def test_a_foreign_chancellery_takes_no_complaint_in(world: SimulationWorld) -> None:
    about = not_accepted(world)

    with pytest.raises(NotPermitted):
        file(world, about, FOREIGN_CLERK, iin=AIGUL)
    with pytest.raises(NotPermitted):
        file(world, about, SPECIALIST)


def test_nobody_complains_of_a_unit_that_never_had_the_case(world: SimulationWorld) -> None:
    about = not_accepted(world)

    with pytest.raises(ComplaintUnfit):
        file(world, about, answers={"against": "corporation"})


def test_the_reviewing_body_reads_the_case_only_while_it_reviews(world: SimulationWorld) -> None:
    about = not_accepted(world)
    complaint = file(world, about)
    reviewer = person(world, REVIEWER)
    with pytest.raises(NotPermitted):
        world.qadam.desk.case(reviewer, about)

    work(world, complaint, "consideration/consider_complaint", HEAD, outcome="passed_on")

    assert world.qadam.desk.case(reviewer, about).view.case.number == about
    refusal = world.case(about).documents[-1]
    assert world.qadam.desk.document(reviewer, refusal.id)[0].id == refusal.id
    openings = world.qadam.desk.case(reviewer, about).openings
    assert openings[0].person == REVIEWER
    with pytest.raises(NotPermitted):
        world.qadam.desk.case(person(world, FOREIGN_CLERK), about)

    reject(world, complaint)
    with pytest.raises(NotPermitted):
        world.qadam.desk.case(reviewer, about)


def reject(world: SimulationWorld, complaint: CaseNumber) -> None:
    reasons = {"outcome": "rejected", "reasoning": "Топтама толық емес"}
    work(world, complaint, "review/review_complaint", REVIEWER, **reasons)
    signing = "review/draw_up_decision/sign_answer"
    work(world, complaint, signing, REVIEWING_HEAD, document_read=True)
    handed = {"handed_to": "Қалиева Айгүл"}
    work(world, complaint, "review/deliver_decision/hand_out_answer", REVIEWER, **handed)


def test_a_rejected_complaint_leaves_the_act_in_force(world: SimulationWorld) -> None:
    about, complaint = passed_on(world)

    reject(world, complaint)

    (tie,) = (one.tie for one in links(world, about).complaints)
    assert tie.act_state is ActState.RESTORED
    assert world.case(about).status is InstanceStatus.COMPLETED
    answer = next(d for d in world.case(complaint).documents if d.template == "complaint-answer")
    stored, _case = world.qadam.desk.document(person(world, HEAD), answer.id)
    words = stored.words.decode()
    assert "мамандандырылған ауданаралық әкімшілік соты" in words
    assert "Мемлекеттік қызмет істері агенттігінің" in words


def test_the_case_goes_on_as_itself_with_its_term_counted_anew(world: SimulationWorld) -> None:
    about, complaint = passed_on(world)
    before = world.case(about)
    world.set_clock(datetime.fromisoformat("2026-12-24T10:00:00+05:00"))
    reasons = {"outcome": "satisfied", "reasoning": "Топтама толық", "effect": "verification"}
    work(world, complaint, "review/review_complaint", REVIEWER, **reasons)

    signing = "review/draw_up_decision/sign_answer"
    work(world, complaint, signing, REVIEWING_HEAD, document_read=True)

    after = world.case(about)
    assert after.case.number == before.case.number
    assert after.status is InstanceStatus.ACTIVE
    assert after.ended_at is None
    assert after.history[: len(before.history)] == before.history
    assert {one.id for one in before.documents} <= {one.id for one in after.documents}
    # Ten working days from 24 December: 1, 2, 4 and 7 January are days off.
    assert after.case.term_due_on == date(2027, 1, 12)
    assert after.case.term_met_at is None
    assert after.case.registered_at == before.case.registered_at
    open_tasks = {task.element_id for task in after.tasks if task.is_open}
    assert open_tasks == {"examination/decision/decide_application"}


def test_a_case_under_way_leaves_what_it_waited_for(world: SimulationWorld) -> None:
    number = not_accepted(world)
    complaint = file(world, number, answers={"against": "department"})
    reasons = {"outcome": "satisfied", "reasoning": "Топтама толық", "effect": "verification"}
    work(world, complaint, "consideration/consider_complaint", HEAD, **reasons)
    signing = "consideration/draw_up_satisfaction/sign_answer"
    work(world, complaint, signing, HEAD, document_read=True)
    waiting = {token.element_id for token in world.case(number).tokens}
    again = file(world, number, answers={"against": "department", "matter": "action"})

    work(world, again, "consideration/consider_complaint", HEAD, **reasons)
    work(world, again, signing, HEAD, document_read=True)

    view = world.case(number)
    assert {token.element_id for token in view.tokens} == waiting
    decided = [t for t in view.tasks if t.element_id == "examination/decision/decide_application"]
    assert sorted(task.is_open for task in decided) == [False, True]
    assert len(links(world, number).complaints) == 2
    assert not verify_audit(queries=world.qadam.storage.queries).flaws
