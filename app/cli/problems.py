"""How a command tells its user that it cannot go on: one line, the way out, an exit status."""

import sys


def one_line(words: str, status: int = 1) -> int:
    print(words, file=sys.stderr)
    return status
