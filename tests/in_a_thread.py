"""A waitress server that runs in a thread of the test and is gone at its end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from waitress import wasyncore


@contextmanager
def running(server: Any) -> Iterator[None]:
    """Serve until the block ends; connections that clients keep open are cut off."""
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        # In its own thread, or the loop would wait for clients that keep their connections; it may
        # wake for something else and be closed before the trigger is written to.
        with suppress(OSError):
            server.trigger.pull_trigger(partial(wasyncore.close_all, server._map))
        thread.join()
        server.task_dispatcher.shutdown()
