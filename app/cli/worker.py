"""`python3 run.py worker`: run due jobs in a process of its own."""

from app.cli.apart import settings_or_line, until_stopped


def main(arguments: list[str]) -> int:
    settings = settings_or_line()
    if isinstance(settings, int):
        return settings

    from app.bootstrap.serving import composed
    from app.scheduling import Worker

    worker = Worker(run_next=composed(settings).run_next_job)
    worker.start()
    print("The worker runs due jobs. Stop with Ctrl+C.", flush=True)
    until_stopped()
    worker.stop()
    return 0
