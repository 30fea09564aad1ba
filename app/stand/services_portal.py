"""ALEUMET of the stand: measures that were passed to it, and what became of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.stand.ledger import Ledger, Received

SUPPLIERS: Mapping[str, str] = {
    "180440012346": "«Қамқор» ЖШС",
    "150240020981": "«Асыл жүрек» қоғамдық бірлестігі",
    "210640031557": "ТОО «Рука помощи»",
}
"""Invented suppliers by their invented business identification numbers."""


@dataclass(frozen=True, slots=True)
class PassedMeasure:
    """A measure on ALEUMET."""

    passed: Received
    choose_until: date | None
    """None: ordering is shut."""
    is_withdrawn: bool
    chosen: Mapping[str, Any] | None
    """The supplier as the contract words one; None: nobody is chosen."""


def name_of(passed: Received) -> str:
    """How a case names its measure before it knows the id."""
    return f"{passed.body['case']['number']}:{passed.body['code']}"


class ServicesPortal:
    """Reads what was received of each measure; recipients choose suppliers here."""

    def __init__(
        self, ledger: Ledger, receive: Callable[..., Received], today: Callable[[], date]
    ) -> None:
        self._ledger = ledger
        self._receive = receive
        self._today = today

    def measure(self, number: str) -> PassedMeasure | None:
        """A measure that was passed to ALEUMET, by its id or its name, with what became of it."""
        passed = self._ledger.one("aleumet", number)
        if passed is not None and passed.call == "pass":
            return self._measure(passed)
        named = [one for one in self._ledger.received("aleumet", "pass") if name_of(one) == number]
        # The last one: a case that was taken up again passes its measure anew.
        return self._measure(named[-1]) if named else None

    def measures(self) -> list[PassedMeasure]:
        """All that were passed, oldest first."""
        return [self._measure(passed) for passed in self._ledger.received("aleumet", "pass")]

    def choose_supplier(self, number: str, *, bin: str, name: str) -> Mapping[str, Any]:
        """The recipient chooses; a second choice stands over the first.

        Raises:
            ValueError: the measure is unknown or withdrawn, or may not be ordered now.
        """
        measure = self.measure(number)
        if measure is None or measure.is_withdrawn:
            raise ValueError("no such measure")
        if measure.choose_until is None or self._today() > measure.choose_until:
            raise ValueError("ordering is shut")
        order = len(self._ledger.received("aleumet", "choose")) + 2
        supplier = {
            "bin": bin,
            "name": name,
            "chosen_on": self._today().isoformat(),
            "order_number": f"ТП-{self._today().year}-{order:06}",
        }
        key, subject = f"{measure.passed.id} {order}", measure.passed.id
        return self._receive("aleumet", "choose", key=key, subject=subject, body=supplier).body

    def _measure(self, passed: Received) -> PassedMeasure:
        opened = self._ledger.received("aleumet", "open", passed.id)
        chosen = self._ledger.received("aleumet", "choose", passed.id)
        return PassedMeasure(
            passed,
            choose_until=date.fromisoformat(opened[-1].body["choose_until"]) if opened else None,
            is_withdrawn=any(
                withdrawn.at >= passed.at
                for subject in (passed.id, name_of(passed))
                for withdrawn in self._ledger.received("aleumet", "withdraw", subject)
            ),
            chosen=chosen[-1].body if chosen else None,
        )
