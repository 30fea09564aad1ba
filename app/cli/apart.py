"""What the commands of separate processes share: settings, and a stop on Ctrl+C or SIGTERM."""

import signal
import threading

from app.cli.problems import one_line
from app.settings import Settings, SettingsMissing, read_settings


def settings_or_line() -> Settings | int:
    """The settings, or the exit status after one line."""
    try:
        return read_settings()
    except SettingsMissing as missing:
        return one_line(str(missing))


def until_stopped() -> None:
    """Wait for Ctrl+C or SIGTERM."""
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()
