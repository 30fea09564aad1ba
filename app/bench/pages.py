"""The workloads over HTTP: complete a user task, show an inbox.

The floor of completing is the use case's own; that of the inbox is the page's own reads, sent
again through SQLAlchemy Core in one transaction, with all values of their rows as one string.
"""

from uuid import uuid4

from app.bench.commands import COUNTED, measure_complete, statements_of
from app.bench.material import ANSWERS, Bench, Registered, Stock
from app.bench.measuring import Rounds, in_turns
from app.bench.report import WorkloadResult
from app.bench.serving import PageClient, served
from app.storage.recorded_reads import reader, recorded_reads

INBOX = "/tasks?list=groups"


def measure_complete_over_http(
    bench: Bench, database: str, rounds: Rounds, stock: Stock
) -> WorkloadResult:
    """Post the form of the task as a browser does; the page that follows is not fetched."""
    with served(bench.pages) as client:
        client.sign_in(bench.clerk)
        return measure_complete(
            bench,
            database,
            rounds,
            stock,
            name="complete-user-task-http",
            complete=lambda case: complete_by_form(client, case),
        )


def measure_inbox(bench: Bench, database: str, rounds: Rounds) -> WorkloadResult:
    """Get the inbox of a clerk; how many tasks are in it is what was prepared before."""
    with served(bench.pages) as client:
        client.sign_in(bench.clerk)
        statements = statements_of(bench, lambda _: client.get(INBOX), range(COUNTED))
        with recorded_reads(bench.storage) as reads:
            client.get(INBOX)
        with reader(bench.storage) as read:
            figures = in_turns(lambda _: client.get(INBOX), lambda _: read(reads), rounds)
    return WorkloadResult("inbox-page", database, figures.ours, figures.floor, statements)


def complete_by_form(client: PageClient, case: Registered) -> None:
    """Post the answers of the task as its page does."""
    answers = {
        f"answers.{key}": "on" if value is True else str(value) for key, value in ANSWERS.items()
    }
    fields = {"command_id": str(uuid4()), "list": "groups", **answers}
    client.post(f"/tasks/{case.task_id}/complete", fields)
