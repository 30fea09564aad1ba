"""What the tests of the stand share: a known person, and what all tests of state systems do."""

import html
from collections.abc import Mapping

from state_systems import TOKENS, Hand
from werkzeug.test import TestResponse

from app.stand import PEOPLE, Stand

AIGUL = PEOPLE[0]

__all__ = ["AIGUL", "TOKENS", "Hand"]


OWN = {"Origin": "http://localhost"}
REQUEST = {
    "iin": AIGUL.iin,
    "phone": "+77010001000",
    "language": "kk",
    "needs": "Емханаға баруға көмек керек",
    "consent": "yes",
    "kind": "",
    "signer": "applicant",
    "pin": "123456",
}


def page(stand: Stand, path: str) -> str:
    answer = stand.test_client().get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def post(
    stand: Stand, path: str, form: Mapping[str, str], headers: Mapping[str, str] = OWN
) -> TestResponse:
    return stand.test_client().post(path, data=form, headers=headers)
