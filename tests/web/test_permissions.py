"""Every route, every role, the own office and a foreign one: who may pass."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from desk_world import ELSEWHERE, HERE, SECRET, DeskWorld, desk_world
from flask import Flask
from itsdangerous import URLSafeSerializer
from ways import WAYS, Way, body_of, pdf

from app.domain.citizens import Citizen
from app.domain.people import POWERS, Power, Role
from app.domain.signatures import Proof, SignatureId, Signer
from app.domain.texts import NO_TEXT
from app.ports.paper_storage import StoredSignature
from app.ports.views import CaseView
from app.usecases.enter_cabinet import begin_session
from app.web.permissions import demand_permissions, permission_of

OFFICES = {"own": HERE, "foreign": ELSEWHERE}


@pytest.fixture(scope="module")
def targets(static: Path) -> Iterator[tuple[DeskWorld, dict[str, object]]]:
    """A world with a free task of clerks, a document, an upload and an incident, all HERE."""
    with desk_world(static) as world:
        done = world.decided()
        with_upload = world.open_task(world.register())
        upload = _upload(world, f"/tasks/{with_upload.id}/uploads?field=f")
        world.world.fail_next_job("request-person", "down", 0)  # type: ignore[arg-type]
        stuck = world.register()
        view = world.register()
        names = {
            "task": world.open_task(view).id,
            "number": view.case.number,
            "document": done.documents[0].id,
            "signature": _signature(world, done),
            "upload": upload,
            "incident": stuck.incidents[0].id,
            "draft": world.begin_draft(),
        }
        for role in Role:
            for office in OFFICES.values():
                world.hire(role, office)
        yield world, names


def test_every_route_declares_what_it_demands(shared_world: DeskWorld) -> None:
    app = shared_world.app
    assert {e: permission_of(app, e) for e in app.view_functions if not permission_of(app, e)} == {}


def test_a_route_that_declares_nothing_is_not_served() -> None:
    app = Flask("careless")
    app.add_url_rule("/secret", "secret", lambda: "everything")
    with pytest.raises(RuntimeError, match="secret"):
        demand_permissions(app)


def test_the_walk_below_knows_every_route(shared_world: DeskWorld) -> None:
    rules = shared_world.app.url_map.iter_rules()
    assert {rule.endpoint for rule in rules} == set(WAYS)


@pytest.mark.parametrize("endpoint", WAYS)
def test_nobody_passes_a_closed_route_without_signing_in(
    targets: tuple[DeskWorld, dict[str, object]], endpoint: str
) -> None:
    world, names = targets
    way = WAYS[endpoint]
    visitor = world.visitor()
    if way.method == "POST":
        status = visitor.post(way.path.format(**names), body_of(way)).status_code
        assert (status == 401) == (way.rule != "public")
    else:
        answer = visitor.get(way.path.format(**names))
        entrance = "/cabinet/sign-in?" if way.rule == "citizen" else "/sign-in"
        goes_to_sign_in = answer.status_code == 303 and answer.location.startswith(entrance)
        assert goes_to_sign_in == (way.rule != "public")


@pytest.mark.parametrize("where", OFFICES)
@pytest.mark.parametrize("role", Role)
def test_a_role_passes_only_where_its_powers_reach(
    targets: tuple[DeskWorld, dict[str, object]], role: Role, where: str
) -> None:
    world, names = targets
    found, expected = {}, {}
    visitor = None
    for endpoint, way in WAYS.items():
        if visitor is None:
            visitor = world.visitor(f"{role.value}-{OFFICES[where]}")
            visitor.get("/about")
        path = way.path.format(**names)
        if way.method == "POST":
            answer = visitor.post(path, body_of(way), Accept="application/json")
        else:
            answer = visitor.get(path, Accept="application/json")
        found[endpoint] = answer.status_code not in _refusals(way)
        expected[endpoint] = _may_pass(world.app, endpoint, way, role, where == "own")
        if endpoint.startswith("entrance."):
            # Who has passed it may be signed out, or somebody else.
            visitor = None
    assert found == expected


@pytest.mark.parametrize("endpoint", WAYS)
def test_a_citizen_passes_only_the_cabinet(
    targets: tuple[DeskWorld, dict[str, object]], endpoint: str
) -> None:
    world, names = targets
    way = WAYS[endpoint]
    visitor = world.visitor()
    entered = begin_session(
        Citizen("710305300303", "Сынақ"),
        "password",
        begin=world.world.qadam.storage.begin,
        clock=world.world.qadam.clock,
    )
    seen = int(world.world.now().timestamp())
    cookie = URLSafeSerializer(SECRET, salt="cabinet").dumps([entered.token, seen])
    visitor.client.set_cookie("qadam-cabinet", cookie)
    path = way.path.format(**names)
    if way.method == "POST":
        visitor.get("/cabinet")
        status = visitor.post(path, body_of(way), Accept="application/json").status_code
    else:
        status = visitor.get(path, Accept="application/json").status_code
    # Nothing in this world is theirs: what they may ask for is not found.
    assert (status == 401) == (way.rule not in ("citizen", "public"))
    if way.rule == "citizen":
        assert status in (200, 303, 404, 422)


def _refusals(way: Way) -> set[int]:
    # Who does not hold a task cannot return it: that is a conflict, not a lack of rights.
    return {401, 403, 409} if way.rule in ("holder", "unblocked") else {401, 403}


def _may_pass(app: Flask, endpoint: str, way: Way, role: Role, is_own: bool) -> bool:
    permission = permission_of(app, endpoint)
    assert permission is not None
    if way.rule in ("system", "citizen"):
        return False
    powers = POWERS[role]
    if permission.power is not None and permission.power not in powers:
        return False
    if way.rule == "case":
        return is_own and Power.SEE_CASE in powers
    if way.rule in ("candidate", "holder"):
        return is_own and role is Role.CLERK
    if way.rule in ("office", "mender", "keeper"):
        return is_own
    return way.rule not in ("unblocked", "nothing")


def _signature(world: DeskWorld, view: CaseView) -> SignatureId:
    """A signature of the case's document, put there without proving anything."""
    proof = Proof(Signer("580412400174", "Сынақ"), b"", "0" * 64, world.world.now(), {})
    stored = StoredSignature(
        id=SignatureId(uuid4()),
        instance_id=view.case.instance_id,
        document_id=view.documents[0].id,
        content=None,
        person=None,
        position=NO_TEXT,
        cms=b"a signature",
        proof=proof,
    )
    with world.world.qadam.storage.begin() as uow:
        uow.signatures.add(stored)
        uow.commit()
    return stored.id


def _upload(world: DeskWorld, path: str) -> str:
    visitor = world.visitor("zhanar")
    visitor.get("/tasks")
    answer = visitor.post(path, {"file": pdf()})
    assert answer.status_code == 201, answer.text
    found = re.search(r'name="answers.f" value="([0-9a-f-]{36})"', answer.text)
    assert found is not None
    return found[1]
