"""The registers of an office: read in pages, taken away as a table or as a printed extract."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pypdf
import pytest
from desk_world import HERE, DeskWorld, desk_world

from app.domain.identity import CaseNumber, JobId, PersonId
from app.domain.registers import NewRegisterEntry, Register, RegisterEntryId
from app.ports.message_storage import SentMessage
from app.ports.register_views import MessageQuery
from app.storage import count_statements
from app.usecases import read_registers

REGISTERS = f"/registers?office={HERE}&year=2026&register="


@pytest.fixture(scope="module")
def filled(static: Path) -> Iterator[DeskWorld]:
    """An office with sixty lines of notices of one case, and one recipient."""
    with desk_world(static) as world:
        case = world.decided().case
        line = NewRegisterEntry(
            id=RegisterEntryId(uuid4()),
            register=Register.RECIPIENTS,
            office_id=case.office_id,
            year=2026,
            instance_id=case.instance_id,
            job_id=JobId(uuid4()),
            entered_at=world.world.now(),
            facts={
                "measure": "Жеке көмекші",
                "measure_ru": "Индивидуальный помощник",
                "volume": "=2+2",
                "valid_from": "2027-01-01",
            },
        )
        with world.world.qadam.storage.begin() as uow:
            uow.registers.enter(line)
            for _ in range(59):
                uow.registers.enter(
                    replace(
                        line,
                        id=RegisterEntryId(uuid4()),
                        job_id=JobId(uuid4()),
                        register=Register.NOTICES,
                        facts={"title": "Хабарлама", "title_ru": "Уведомление"},
                    )
                )
            uow.commit()
        yield world


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_paper_stands_in_its_register_with_its_case(filled: DeskWorld) -> None:
    visitor = filled.visitor("asel")

    last = plain(visitor.get(f"{REGISTERS}notices&before=2").text)

    assert "Х-1/2026" in last
    assert "/cases/" in last
    assert "Қалиева Айгүл Серікқызы" in last
    assert "580412 ••••••" in last
    assert "580412400174" not in last
    assert "Уведомление об оформлении" in plain(last)
    assert "Нет" in last


def test_a_register_is_read_in_pages_the_newest_first(filled: DeskWorld) -> None:
    visitor = filled.visitor("asel")

    first = visitor.get(f"{REGISTERS}notices").text
    second = visitor.get(f"{REGISTERS}notices&before=11").text

    assert "Х-60/2026" in first
    assert "Х-10/2026" not in first
    assert "before=11" in first
    assert "Х-10/2026" in second
    assert "Всего: 60" in plain(first) or "60" in first


def test_the_table_that_is_taken_away_holds_every_line_and_no_formula(filled: DeskWorld) -> None:
    visitor = filled.visitor("asel")

    answer = visitor.get(REGISTERS.replace("?", "/csv?") + "recipients")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:5] == ["Номер", "Дата", "Дело", "Заявитель", "ИИН"]
    assert rows[1] == [
        "А-1/2026", "22.12.2026", "ЖК-2026-000001", "Қалиева Айгүл Серікқызы", "580412400174",
        "Индивидуальный помощник", "'=2+2", "01.01.2027", "",
    ]  # fmt: skip
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_taking_a_register_away_is_recorded_in_the_office(filled: DeskWorld) -> None:
    filled.visitor("asel").get(REGISTERS.replace("?", "/csv?") + "notices")

    with filled.world.qadam.storage.queries.audit_trail() as trail:
        taken = [row for row in trail.rows if row.entry.action == "register-taken-away"]

    assert (taken[-1].entry.actor, taken[-1].entry.facts["register"]) == ("asel", "notices")


def test_the_printed_extract_is_an_archivable_paper_in_both_languages(filled: DeskWorld) -> None:
    answer = filled.visitor("asel").get(REGISTERS.replace("?", "/pdf?") + "notices")

    pdf = pypdf.PdfReader(io.BytesIO(answer.data))
    words = [page.extract_text() for page in pdf.pages]
    assert b"<pdfaid:part>2</pdfaid:part>" in answer.data
    assert "Хабарламаларды тіркеу журналы" in words[0]
    assert "Журнал регистрации уведомлений" in words[0]
    assert len(words) > 1
    assert all("Приказ № 458 утратил силу" in page for page in words)
    assert "Х-1/2026" in words[0]
    assert "Х-60/2026" in words[-1]


@pytest.mark.parametrize("register", ["applications", "notices", "recipients", "acts"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_register_is_shown_in_every_language(
    filled: DeskWorld, register: str, language: str
) -> None:
    page = filled.visitor("asel", language).get(REGISTERS + register)

    assert page.status_code == 200


def test_the_registers_of_another_office_are_closed(filled: DeskWorld) -> None:
    visitor = filled.visitor("timur")

    assert visitor.get(f"{REGISTERS}notices").status_code == 403
    assert visitor.get(REGISTERS.replace("?", "/csv?") + "notices").status_code == 403


@pytest.mark.parametrize("asked", ["register=secrets", "year=1", "before=0", "year=abcd"])
def test_a_register_that_cannot_be_is_a_bad_request(filled: DeskWorld, asked: str) -> None:
    assert filled.visitor("asel").get(f"/registers?{asked}").status_code == 422


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("narrowed", "lines"),
    [
        ("text=калиева", 60),
        ("text=580412400174", 60),
        ("text=ЖК-2026-000001", 60),
        ("text=белова", 0),
        ("process=personal-assistant&since=22.12.2026&until=22.12.2026", 60),
        ("process=complaint", 0),
        ("since=23.12.2026", 0),
        ("until=21.12.2026", 0),
    ],
)
def test_a_register_is_narrowed_by_applicant_service_and_day(
    filled: DeskWorld, narrowed: str, lines: int
) -> None:
    visitor = filled.visitor("asel")
    page = plain(visitor.get(f"{REGISTERS}notices&{narrowed}").text)
    assert (f"всего {lines}" in page) == (lines > 0)
    assert ("ничего не подходит" in page) == (lines == 0)
    table = visitor.get(REGISTERS.replace("?", "/csv?") + f"notices&{narrowed}")
    assert len(_rows(table.data)) == 1 + lines


def test_a_register_without_entries_speaks_of_no_filter(filled: DeskWorld) -> None:
    page = plain(filled.visitor("asel").get(f"{REGISTERS}complaints").text)

    assert re.search(r"за \d{4} год записей нет", page)
    assert "Снять отбор" not in page


def test_a_day_that_cannot_be_read_is_told_at_its_field(filled: DeskWorld) -> None:
    page = filled.visitor("asel").get(f"{REGISTERS}notices&since=вчера").text
    assert 'value="вчера"' in page
    assert 'aria-describedby="since-error"' in page
    assert "Укажите дату в виде 20.11.2026" in page
    page = filled.visitor("asel").get(f"{REGISTERS}notices&until=31.02.2026").text
    assert 'aria-describedby="until-error"' in page
    assert "Такого дня нет: проверьте дату" in page


def test_a_table_is_written_piece_by_piece_in_the_order_of_its_numbers(
    filled: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_registers, "AT_ONCE", 7)
    table = filled.visitor("asel").get(REGISTERS.replace("?", "/csv?") + "notices")
    assert [row[0] for row in _rows(table.data)[1:]] == [f"Х-{n}/2026" for n in range(1, 61)]


def test_who_took_what_by_which_filter_is_recorded_without_the_name_that_was_typed(
    filled: DeskWorld,
) -> None:
    address = REGISTERS.replace("?", "/csv?") + "notices&text=калиева&since=01.12.2026"
    filled.visitor("asel").get(address)
    [newest] = filled.world.qadam.storage.queries.latest_entries(f"office:{HERE}", 1)
    assert newest.facts == {
        "register": "notices",
        "year": "2026",
        "form": "csv",
        "by.text": "given",
        "by.since": "2026-12-01",
    }


def test_messages_that_left_are_a_register_of_their_own(filled: DeskWorld) -> None:
    visitor = filled.visitor("asel")
    page = plain(visitor.get(f"/registers/messages?office={HERE}&year=2026&channel=sms").text)
    assert "+7 701 ••• 48 12" in page
    assert "ЖК-2026-000001" in page
    assert "580412400174" not in page
    assert "Под этот отбор сообщений нет" in plain(
        visitor.get(f"/registers/messages?office={HERE}&state=failed").text
    )
    table = visitor.get(f"/registers/messages/csv?office={HERE}&year=2026&channel=sms")
    rows = _rows(table.data)
    assert rows[0][:3] == ["Отправлено", "Дело", "Заявитель"]
    assert len(rows) > 1
    # A phone would be a formula to a spreadsheet.
    assert {row[5] for row in rows[1:]} == {"'+77010004812"}
    [newest] = filled.world.qadam.storage.queries.latest_entries(f"office:{HERE}", 1)
    assert newest.facts["register"] == "messages"
    assert newest.facts["by.channel"] == "sms"


def test_messages_are_read_page_by_page_and_an_odd_address_begins_anew(
    filled: DeskWorld,
) -> None:
    desk = filled.world.qadam.registers
    with filled.world.qadam.storage.begin() as uow:
        instance = uow.instances.lock_by_number(CaseNumber("ЖК-2026-000001")).id
        for _ in range(4):
            # Four in one moment: their jobs tell them apart.
            uow.messages.add(
                SentMessage(
                    job_id=JobId(uuid4()),
                    instance_id=instance,
                    message="m",
                    channel="sms",
                    to="+77010004812",
                    text="x",
                    sent_at=filled.world.now(),
                    receipt=str(uuid4()),
                )
            )
        uow.commit()
    asel = filled.services.person(PersonId("asel"))
    assert asel is not None
    query, seen = MessageQuery(HERE, 2026, limit=1), list[object]()
    page = desk.messages(asel, query)
    total = page.total
    while True:
        seen += [row.job_id for row in page.rows]
        if page.next is None:
            break
        page = desk.messages(asel, replace(query, before=page.next))
    assert len(seen) == len(set(seen)) == total > 4
    odd = filled.visitor("asel").get(f"/registers/messages?office={HERE}&before=x|y")
    assert odd.status_code == 200


def test_a_page_of_a_narrowed_register_takes_a_bounded_number_of_statements(
    filled: DeskWorld,
) -> None:
    visitor = filled.visitor("asel")
    visitor.get(f"{REGISTERS}notices")
    for address in (
        f"{REGISTERS}notices&text=калиева",
        f"/registers/messages?office={HERE}&text=калиева",
    ):
        with count_statements(filled.world.qadam.storage) as counted:
            visitor.get(address)
        assert counted.count <= 6, address


def test_the_page_of_applications_tells_how_they_came_and_when_they_are_due(
    world: DeskWorld,
) -> None:
    """A world of its own: lines are entered by the service as it stands in the demo."""
    number = world.register().case.number
    with world.world.qadam.storage.begin() as uow:
        case = uow.cases.get(uow.instances.lock_by_number(number).id)
        line = NewRegisterEntry(
            id=RegisterEntryId(uuid4()),
            register=Register.APPLICATIONS,
            office_id=case.office_id,
            year=2026,
            instance_id=case.instance_id,
            job_id=JobId(uuid4()),
            entered_at=world.world.now(),
            facts={},
        )
        uow.registers.enter(line)
        uow.commit()
    page = plain(world.visitor("asel").get(f"{REGISTERS}applications").text)
    assert "Срок оказания услуги" in page
    assert "08.01.2027" in page
    assert "Откуда поступило" in page
    assert "ЭЦП" not in page
