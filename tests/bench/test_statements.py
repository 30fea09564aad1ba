"""Speed as counts: how many statements a command sends, whatever the machine."""

from app.bench.commands import statements_of
from app.bench.material import Bench
from app.bench.pages import INBOX, complete_by_form
from app.bench.serving import served

MOST_OF_A_COMMAND = 14
MOST_OF_AN_INBOX = 5
MOST_OF_A_POSTED_TASK = 14
"""Who is asking, the command itself, the next task of the list."""


def test_starting_a_case_sends_few_statements(bench: Bench) -> None:
    bench.register()
    assert statements_of(bench, lambda _: bench.register(), range(3)) <= MOST_OF_A_COMMAND


def test_completing_a_user_task_sends_few_statements(bench: Bench) -> None:
    cases = [bench.prepared() for _ in range(4)]
    bench.complete(cases.pop())
    count = statements_of(bench, lambda number: bench.complete(cases[number]), range(3))
    assert count <= MOST_OF_A_COMMAND


def test_pages_send_few_statements_however_many_tasks_there_are(bench: Bench) -> None:
    cases = [bench.prepared() for _ in range(4)]
    with served(bench.pages) as client:
        client.sign_in(bench.clerk)
        inbox = statements_of(bench, lambda _: client.get(INBOX), range(3))
        cases += [bench.prepared() for _ in range(10)]
        assert statements_of(bench, lambda _: client.get(INBOX), range(3)) == inbox
        assert inbox <= MOST_OF_AN_INBOX
        posted = statements_of(
            bench, lambda number: complete_by_form(client, cases[number]), range(3)
        )
    assert posted <= MOST_OF_A_POSTED_TASK
