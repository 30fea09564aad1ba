"""Whether a paper is genuine: what its holder is told, and what nobody is."""

from dataclasses import asdict
from functools import partial

import pytest
from signing_desk import Desk
from sqlalchemy import LargeBinary, bindparam, text

from app.usecases.verify_paper import NoSuchPaper, PaperSeen, verify_paper


def seen(desk: Desk, file: bytes | None = None, typed: str = "") -> PaperSeen:
    qadam = desk.world.qadam
    look = partial(
        verify_paper,
        begin=qadam.storage.begin,
        rules=qadam.rules,
        verifier=desk.signing.verifier,
    )
    return look(typed or desk.paper.verify_code, file)


def tamper(desk: Desk, column: str, content: bytes, table: str = "document") -> None:
    """What somebody with the database in their hands can do."""
    statement = text(f"UPDATE {table} SET {column} = :content").bindparams(  # noqa: S608 - words of this test
        bindparam("content", type_=LargeBinary)
    )
    with desk.world.qadam.storage.engine.begin() as connection:
        connection.execute(statement, {"content": content})


def test_a_paper_without_a_signature_is_whole_and_unsigned(desk: Desk) -> None:
    paper = seen(desk)

    assert (paper.is_genuine, paper.is_whole, paper.signatures) == (True, True, ())
    assert paper.office.ru == "Отдел занятости, Бостандыкский район"
    assert paper.dated.isoformat() == "2026-12-22"


def test_a_signed_paper_tells_the_position_of_the_signer(desk: Desk) -> None:
    desk.sign_with_demo_key()

    (signature,) = seen(desk).signatures

    assert signature.is_good
    assert signature.position.ru == "Руководитель, Отдел занятости, Бостандыкский район"


def test_nothing_is_told_of_people_or_of_the_case(desk: Desk) -> None:
    desk.sign_with_demo_key()

    told = str(asdict(seen(desk)))

    for secret in ("Қалиева", "580412400174", "Нұрланов", "ЖК-2026", "Х-1/2026"):
        assert secret not in told


def test_the_file_in_the_hands_of_the_holder_is_compared(desk: Desk) -> None:
    assert seen(desk).is_same_file is None
    assert seen(desk, desk.paper.pdf).is_same_file is True
    assert seen(desk, desk.paper.pdf + b" ").is_same_file is False


def test_a_stored_file_that_was_changed_is_not_genuine(desk: Desk) -> None:
    desk.sign_with_demo_key()
    tamper(desk, "pdf", desk.paper.pdf + b" ")

    paper = seen(desk)

    assert (paper.is_whole, paper.is_genuine) == (False, False)
    assert [one.is_good for one in paper.signatures] == [False]


def test_a_stored_signature_that_was_exchanged_is_not_good(desk: Desk) -> None:
    desk.sign_with_demo_key()
    tamper(desk, "cms", desk.made(b"another paper"), "signature")

    paper = seen(desk)

    assert (paper.is_whole, paper.is_genuine) == (True, False)


def test_a_signature_stays_good_after_its_certificate_has_ended(desk: Desk) -> None:
    desk.sign_with_demo_key()
    desk.walk.pass_time(days=3000)

    assert seen(desk).is_genuine


@pytest.mark.parametrize("typed", ["", "nonsense", "0000-0000-0000-0000-0000-0000", "'; --"])
def test_a_code_that_no_paper_bears_is_told(desk: Desk, typed: str) -> None:
    with pytest.raises(NoSuchPaper):
        seen(desk, typed=typed or "-")


def test_a_code_typed_by_hand_is_read(desk: Desk) -> None:
    assert seen(desk, typed=desk.paper.verify_code.lower().replace("-", " ")).is_genuine
