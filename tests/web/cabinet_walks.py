"""Short words for what a citizen does in the cabinet, over the pages."""

import re

from desk_world import DeskWorld, Visitor

AIGUL, YERLAN = "580412400174", "710305300303"


def last_password(world: DeskWorld) -> str:
    """Of the newest SMS that carries one."""
    for sent in world.world._stand.control.sent_messages():
        if (found := re.search(r": (\d{6})\b", sent.text)) is not None:
            newest = found[1]
    return newest


def citizen(world: DeskWorld, iin: str = AIGUL, language: str = "ru") -> Visitor:
    """Somebody who has come in by the password of an SMS."""
    visitor = world.visitor(language=language)
    visitor.get("/cabinet/sign-in")
    assert visitor.press("/cabinet/sign-in", iin=iin).location.startswith("/cabinet/sign-in/pass")
    world.run_jobs()
    visitor.get("/cabinet/sign-in/password")
    answer = visitor.post("/cabinet/sign-in/password", {"password": last_password(world)})
    assert answer.status_code == 303, answer.text
    assert visitor.get("/cabinet").status_code == 200
    return visitor
