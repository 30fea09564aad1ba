"""What the commands of separate processes share: a stop on Ctrl+C or SIGTERM."""

import signal
import threading


def until_stopped(greeting: str) -> None:
    """Say the greeting and wait for Ctrl+C or SIGTERM."""
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    print(greeting, flush=True)
    stopped.wait()
