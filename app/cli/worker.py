"""`python3 run.py worker`: run due jobs in a process of its own."""

from app.cli.apart import until_stopped
from app.cli.database import opened
from app.cli.problems import one_line
from app.settings import read_settings


def main(arguments: list[str]) -> int:
    if arguments:
        return one_line("`python3 run.py worker` takes no arguments.", 2)
    settings = read_settings()
    with opened(settings) as storage:
        from app.bootstrap.serving import composed
        from app.scheduling import Worker

        worker = Worker(run_next=composed(settings, storage).next_work)
        worker.start()
        until_stopped("The worker runs due jobs. Stop with Ctrl+C.")
        worker.stop()
    return 0
