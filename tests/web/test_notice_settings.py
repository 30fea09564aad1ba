"""What a person is told of, chosen on a page: kinds, channels, quiet hours, confirmed addresses."""

import re

from desk_world import CLERK, SPECIALIST, DeskWorld

from app.domain.notices import Channel, NoticeKind, Timing
from app.usecases.keep_notices import NoticeDesk

HOURS = {"quiet_begin": "21:30", "quiet_end": "07:00", "digest_at": "10:00"}
BOX = "zhanar@example.kz"


def desk_of(world: DeskWorld) -> NoticeDesk:
    person = world.world.qadam.storage.queries.person(CLERK)
    assert person is not None
    return world.world.qadam.notices.desk(person)


def letters(world: DeskWorld) -> list[str]:
    while world.world.qadam.letters.send_next() is not None:
        pass
    return [one.text for one in world.world._stand.control.mailroom.letters(BOX)]


def test_a_person_chooses_how_they_are_told_and_confirms_where(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    assert 'href="/notices/settings"' in visitor.get("/notices").text
    page = visitor.get("/notices/settings").text
    assert "Настройка уведомлений" in page
    for name in ("page-mentioned", "email-assigned", "sms-overdue"):
        assert f'name="{name}"' in page
    assert 'name="page-new_work"' not in page

    chosen = {"email-mentioned": "digest", "sms-overdue": "at_once", "page-assigned": "at_once"}
    answer = visitor.post("/notices/settings", {**HOURS, **chosen})
    page = visitor.get(answer.location).text
    assert "Ваш выбор сохранён." in page
    own = desk_of(world).settings
    assert own.timing(NoticeKind.MENTIONED, Channel.EMAIL) is Timing.DIGEST
    assert own.timing(NoticeKind.OVERDUE, Channel.SMS) is Timing.AT_ONCE
    assert own.timing(NoticeKind.MENTIONED, Channel.PAGE) is Timing.NEVER
    assert f"{own.quiet.begin:%H:%M} {own.quiet.end:%H:%M} {own.digest_at:%H:%M}" == (
        "21:30 07:00 10:00"
    )
    assert not own.quiet.days_off
    assert 'value="21:30"' in page

    answer = visitor.post("/notices/settings/email", {"address": f" {BOX} "})
    page = visitor.get(answer.location).text
    assert "Ждёт кода" in page
    (letter,) = letters(world)
    (code,) = re.findall(r"\b[0-9]{6}\b", letter)
    wrong = visitor.post("/notices/settings/email/code", {"code": "000000"})
    assert wrong.status_code == 422
    assert "Код неверный или устарел" in wrong.text
    answer = visitor.post("/notices/settings/email/code", {"code": f"{code[:3]} {code[3:]}"})
    assert "Подтверждено" in visitor.get(answer.location).text
    visitor.post("/notices/settings/email", {"address": ""})
    assert desk_of(world).settings.contacts == {}


def test_an_unfit_address_is_refused_at_its_field_and_stays_there(world: DeskWorld) -> None:
    visitor = world.visitor(SPECIALIST)
    visitor.get("/notices/settings")
    for channel, typed, words in (
        ("email", "асель@", "Напишите адрес почты"),
        ("sms", "112", "Напишите номер мобильного телефона"),
    ):
        refused = visitor.post(f"/notices/settings/{channel}", {"address": typed})
        assert refused.status_code == 422
        assert words in refused.text
        assert f'value="{typed}"' in refused.text
        assert f'id="{channel}-error"' in refused.text


def test_what_nobody_offers_cannot_be_chosen(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/notices/settings")
    for unfit in ({"page-mentioned": "digest"}, {"page-new_work": "at_once"}, {"digest_at": "9"}):
        assert visitor.post("/notices/settings", {**HOURS, **unfit}).status_code == 422
