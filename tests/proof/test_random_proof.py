"""The engine stands where the standard says, on random paths through random models.

Each path is walked twice side by side: by an engine that goes on, and by one that is new at every
step and knows only what was stored. The run of thousands is a command, in slices of ten minutes:

    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py 20000-21999
"""

import pytest
from random_proof import PATHS, prove

CHUNK = 25


def test_a_few_random_paths_go_as_the_token_game_goes() -> None:
    assert sum(prove(seed, 1) for seed in range(20)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 1000 + 12 * CHUNK, CHUNK))
def test_random_paths_go_as_the_token_game_goes(first: int) -> None:
    """Seeds `first` to `first + 24`; what differs is told with the line that replays it."""
    assert sum(prove(seed, PATHS) for seed in range(first, first + CHUNK)) > 0
