"""The random proof notices mistakes in compensation: planted one at a time, each has to differ.

Each is planted by replacing one function of the engine for the time of the test, as its line says.
Only models that are about compensation are walked, until the engine no longer does as the token
game does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from drawing_pen import UNDOING
from random_proof import PATHS, prove

from app.engine import compensating, erring, ledger, stepper
from app.engine.compensating import Compensating
from app.engine.facts import Facts

FIRST, MOST = 4000, 300
"""Seed of the first model, and how many are walked at most."""
Plant = Callable[[pytest.MonkeyPatch], None]


def _first_is_undone_first(patch: pytest.MonkeyPatch) -> None:
    def first_of(holder: Any, kept: list[Any]) -> int | None:
        return next((n for n, one in enumerate(kept) if one.taken == holder.id.hex), None)

    patch.setattr(compensating, "_last_of", first_of)


def _one_scope_after_the_other(patch: pytest.MonkeyPatch) -> None:
    def nearest(claimed: Iterable[Any], key: object) -> Any:
        del key
        return max(claimed, key=lambda found: (-found[1], found[0]))

    patch.setattr(compensating, "max", nearest, raising=False)


def _own_scope_alone(patch: pytest.MonkeyPatch) -> None:
    seen = Compensating._seen

    def own(self: Compensating, task: Any) -> Iterator[Any]:
        yield next(seen(self, task))

    patch.setattr(Compensating, "_seen", own)


def _claims_do_not_count(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Compensating, "_is_free", lambda *_: True)


def _claims_last_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Compensating, "_is_free", lambda _, one: one.taken is None)


def _instances_of_a_loop_from_the_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compensating, "opened", lambda kept: list(reversed(ledger.opened(kept))))


def _inside_from_the_first(patch: pytest.MonkeyPatch) -> None:
    completed = Compensating._completed

    def turned(self: Compensating, task: Any, facts: Facts, inner: list[Any]) -> Any:
        return completed(self, task, facts, inner[::-1])

    patch.setattr(Compensating, "_completed", turned)


def _names_do_not_count(patch: pytest.MonkeyPatch) -> None:
    named = Facts.compensation.fget
    assert named is not None

    def unnamed(facts: Facts) -> Any:
        event = named(facts)
        return None if event is None else replace(event, activity="")

    patch.setattr(Facts, "compensation", property(unnamed))


def _errors_undo_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stepper, "leave", lambda *_: None)


def _errors_undo_from_the_outside(patch: pytest.MonkeyPatch) -> None:
    left = erring._left
    patch.setattr(erring, "_left", lambda *told: reversed(list(left(*told))))


def _others_go_on_beside_an_error(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erring, "_end_all_but", lambda *_: None)


MISTAKES: dict[Plant, int] = {
    _first_is_undone_first: 4012,
    _one_scope_after_the_other: 4092,
    _own_scope_alone: 4036,
    _claims_do_not_count: 4092,
    _claims_last_for_ever: 4040,
    _instances_of_a_loop_from_the_first: 4096,
    _inside_from_the_first: 4032,
    _names_do_not_count: 4032,
    _errors_undo_nothing: 4040,
    _errors_undo_from_the_outside: 4296,
    _others_go_on_beside_an_error: 4296,
}
"""The seed that is known to tell; where models are drawn otherwise, another one is looked for."""


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__.strip("_"))
def test_a_planted_mistake_is_noticed(mistake: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    mistake(monkeypatch)
    others = range(FIRST, FIRST + MOST * UNDOING, UNDOING)
    assert any(_differs(seed) for seed in (MISTAKES[mistake], *others))


def _differs(seed: int) -> bool:
    try:
        prove(seed, PATHS)
    except Exception:  # whatever a mistake leads to, it was noticed
        return True
    return False
