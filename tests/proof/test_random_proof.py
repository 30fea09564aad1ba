"""The engine stands where the standard says, on random paths through random models.

Each path is walked twice side by side: by an engine that goes on, and by one that is new at every
step and knows only what was stored. The run of thousands is a command, in slices of ten minutes:

    PYTHONPATH=.:tests/proof .venv/bin/python tests/proof/random_proof.py 20000-21999
"""

import pytest
from random_proof import PATHS, prove

CHUNK = 25
FALSE_ALARMS = frozenset({1142})
"""Models that are sound, and in which the linter warns of a deadlock: to be mended there."""


def test_a_few_random_paths_go_as_the_token_game_goes() -> None:
    assert sum(prove(seed, 1) for seed in range(20)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 1000 + 12 * CHUNK, CHUNK))
def test_random_paths_go_as_the_token_game_goes(first: int) -> None:
    """Seeds `first` to `first + 24`; what differs is told with the line that replays it."""
    seeds = [seed for seed in range(first, first + CHUNK) if seed not in FALSE_ALARMS]
    assert sum(prove(seed, PATHS) for seed in seeds) > 0


@pytest.mark.slow
@pytest.mark.xfail(strict=True, reason="may-deadlock behind a non-interrupting escalation")
@pytest.mark.parametrize("seed", sorted(FALSE_ALARMS))
def test_the_linter_is_silent_on_a_sound_model(seed: int) -> None:
    prove(seed, 1)
