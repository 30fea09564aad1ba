"""Administrators at work on both databases: rights, blocks, and who comes first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from case_walks import CLERK, HERE, Walk, command_id

from app.bootstrap.administering import admin_services
from app.domain.identity import OfficeId, PersonId
from app.domain.people import Grant, NotPermitted, Person, Role
from app.usecases.administer_people import AddPerson, ChangePerson, GiveRole, PersonFacts
from app.usecases.block_people import BlockPerson, TasksLeft
from app.usecases.claim_user_task import ClaimUserTask
from app.usecases.verify_audit import verify_audit
from app.web.admin.services import AdminServices

ADMIN, DEPUTY, ALIYA = PersonId("aizhan"), PersonId("deputy"), PersonId("aliya")
CITY = OfficeId("almaty")
FACTS = PersonFacts("Алия  Төлегенқызы", "", "маман", "специалист", "kk", "")


@pytest.fixture
def admin(walk: Walk) -> AdminServices:
    return admin_services(walk.world.qadam)


def _equals(walk: Walk) -> tuple[PersonId, PersonId]:
    """Two administrators of one city and nothing else."""
    pair = PersonId("first"), PersonId("second")
    with walk.world.qadam.storage.begin() as uow:
        for login in pair:
            grants = (Grant(Role.ADMINISTRATOR, CITY),)
            uow.people.put(Person(login, "Сынақ", "kk", "", grants))
        uow.commit()
    return pair


def test_of_two_administrators_who_block_each_other_one_is_left(
    walk: Walk, admin: AdminServices
) -> None:
    first, second = _equals(walk)

    def block(pair: tuple[PersonId, PersonId]) -> bool:
        try:
            admin.blocking.block(BlockPerson(pair[0], pair[1], "x"))
        except NotPermitted:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(block, [(first, second), (second, first)]))

    assert sorted(done) == [False, True]
    with walk.world.qadam.storage.begin() as uow:
        states = [uow.people.get(login) for login in (first, second)]
    assert [person is not None and person.is_blocked for person in states].count(True) == 1


def test_what_is_changed_of_a_person_is_audited_before_and_after(
    walk: Walk, admin: AdminServices
) -> None:
    admin.people.add(AddPerson(ADMIN, "Aliya", FACTS, Role.CLERK, HERE))
    changed = PersonFacts("Алия Төлегенқызы", "Алия Толегеновна", "маман", "специалист", "ru", "")
    admin.people.change(ChangePerson(ADMIN, ALIYA, changed))
    admin.people.change(ChangePerson(ADMIN, ALIYA, changed))
    admin.people.give_role(GiveRole(ADMIN, ALIYA, Role.HEAD, HERE))

    told = walk.world.qadam.storage.queries.latest_entries("person:aliya", 10)

    assert [entry.action for entry in told] == ["role-given", "person-changed", "person-added"]
    assert told[0].facts == {"before": f"clerk@{HERE}", "after": f"clerk@{HERE} head@{HERE}"}
    assert told[1].facts == {
        "language.before": "kk",
        "language.after": "ru",
        "name_ru.before": "",
        "name_ru.after": "Алия Толегеновна",
    }
    assert verify_audit(queries=walk.world.qadam.storage.queries).flaws == ()


def test_every_task_of_a_blocked_person_goes_back_and_the_cases_tell_it(
    walk: Walk, admin: AdminServices
) -> None:
    claim = walk.world.qadam.claim_user_task
    tasks = [walk.at_completeness() for _ in range(3)]
    for task in tasks:
        claim(ClaimUserTask(command_id(), task.id, CLERK))
    held = walk.world.qadam.storage.queries.held_tasks(CLERK)
    assert [(one.process_key, one.office_id, one.count) for one in held] == [
        ("personal-assistant", HERE, 3)
    ]

    left = admin.blocking.block(BlockPerson(ADMIN, CLERK, "бұйрық № 7"))

    assert left == TasksLeft(given=0, returned=3)
    assert admin.blocking.block(BlockPerson(ADMIN, CLERK, "again")) == TasksLeft(0, 0)
    assert walk.world.qadam.storage.queries.held_tasks(CLERK) == []
    told = [(event.kind, event.actor) for event in walk.view().history]
    assert ("unassigned", ADMIN) in told
    with pytest.raises(NotPermitted):
        claim(ClaimUserTask(command_id(), tasks[0].id, CLERK))
