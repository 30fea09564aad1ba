"""`python3 run.py worker`: run due jobs in a process of its own."""

from app.cli.apart import until_stopped
from app.cli.database import opened
from app.cli.problems import one_line
from app.settings import read_settings


def main(arguments: list[str]) -> int:
    if arguments:
        return one_line("`python3 run.py worker` takes no arguments.", 2)
    settings = read_settings()
    storage = opened(settings)

    from app.bootstrap.serving import composed
    from app.scheduling import Worker

    worker = Worker(run_next=composed(settings, storage).run_next_job)
    worker.start()
    print("The worker runs due jobs. Stop with Ctrl+C.", flush=True)
    until_stopped()
    worker.stop()
    return 0
