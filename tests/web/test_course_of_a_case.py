"""The course of a case on its page: who did what, and what the system did by itself."""

import re
from pathlib import Path

from desk_world import SPECIALIST, TUESDAY, desk_world

SERVICE = Path(__file__).parents[2] / "processes" / "personal-assistant"
LINE = re.compile(r"<li[^>]*><strong>(.*?)</strong><span>(.*?)</span></li>")
REPORTS = ("Сообщить в мониторинг", "Сообщить о принятии")


def test_what_the_system_reports_is_folded_and_nobody_is_said_to_have_done_it(
    static: Path,
) -> None:
    with desk_world(static, TUESDAY, SERVICE) as world:
        number = world.to_decision().case.number
        page = world.visitor(SPECIALIST).get(f"/cases/{number}").text

    lines = [(title, told) for title, told in LINE.findall(page) if told]
    by_people = [title for title, told in lines if "Жанар" in told]
    assert by_people == ["Проверить полноту документов", "Заявление зарегистрировано"]
    folded = [told for title, told in lines if title.startswith("Система выполнила")]
    assert folded
    assert all("автоматически" in told for told in folded)
    assert [title for title, _ in lines if title in REPORTS] == []
