"""What a decision table gives when several rules speak, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.feel.arithmetic import calculate
from app.feel.compare import equals, order
from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.values import Value


class HitPolicy(Enum):
    """The hit policies of the standard (8.2.8)."""

    UNIQUE = "UNIQUE"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    FIRST = "FIRST"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"
    COLLECT = "COLLECT"

    @property
    def gives_list(self) -> bool:
        """Whether the result is a list of what each rule says."""
        return self in (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER, HitPolicy.COLLECT)

    @property
    def needs_priorities(self) -> bool:
        """Whether the output values must stand in an order."""
        return self in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)


AGGREGATIONS = ("SUM", "MIN", "MAX", "COUNT")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that spoke: its number from 0, and one value per output."""

    rule: int
    outputs: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A hit policy with what it needs to know of the outputs."""

    hit: HitPolicy
    aggregation: str = ""
    priorities: tuple[tuple[Value, ...], ...] = ()
    """Per output its values, the most wanted first; empty where the output has none."""

    def chosen(self, run: Run, hits: Sequence[Hit]) -> Sequence[Hit]:
        """The rules that are heard, in the order in which they are.

        Raises:
            Unfit: the rules that speak contradict the policy.
        """
        if self.hit is HitPolicy.UNIQUE and len(hits) > 1:
            raise Unfit(
                "The hit policy is UNIQUE, but rules {numbers} speak", numbers=_numbers(hits)
            )
        if self.hit is HitPolicy.ANY:
            for hit in hits[1:]:
                if not _same(run, hit.outputs, hits[0].outputs):
                    raise Unfit(
                        "The hit policy is ANY, but rules {numbers} differ", numbers=_numbers(hits)
                    )
            return hits[:1]
        if self.hit is HitPolicy.FIRST:
            return hits[:1]
        if self.hit.needs_priorities:
            ranked = sorted(hits, key=lambda hit: self._rank(run, hit))
            return ranked[:1] if self.hit is HitPolicy.PRIORITY else ranked
        return hits

    def _rank(self, run: Run, hit: Hit) -> tuple[int, ...]:
        return tuple(
            _place(run, value, wanted)
            for value, wanted in zip(hit.outputs, self.priorities, strict=True)
            if wanted
        )

    def gathered(self, run: Run, values: list[Value]) -> Value:
        """What COLLECT makes of the values of one output. Unfit where they do not add up."""
        if self.aggregation == "COUNT":
            return Decimal(len(values))
        if not values:
            return None
        join: Callable[[Value, Value], Value] = {
            "SUM": lambda one, two: calculate(run, "+", one, two),
            "MIN": lambda one, two: one if order(one, two) <= 0 else two,
            "MAX": lambda one, two: one if order(one, two) >= 0 else two,
        }[self.aggregation]
        total = values[0]
        for value in values[1:]:
            total = join(total, value)
        return total


def _numbers(hits: Sequence[Hit]) -> str:
    return ", ".join(str(hit.rule + 1) for hit in hits[:10])


def _same(run: Run, one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    return all(equals(run, *pair) is True for pair in zip(one, other, strict=True))


def _place(run: Run, value: Value, wanted: tuple[Value, ...]) -> int:
    for place, one in enumerate(wanted):
        if equals(run, value, one) is True:
            return place
    return len(wanted)
