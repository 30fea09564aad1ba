"""The stand of a scenario, in the words of the scenario format."""

from collections.abc import Callable, Mapping, Sequence

from app.domain.identity import CaseNumber
from app.simulation.systems import Fault, RecordChange, Seen
from app.stand.control import PassedMeasure, StandControl
from app.stand.ledger import Received


class SimulatedSystems:
    """What a scenario does to the stand and sees of it."""

    def __init__(self, control: StandControl) -> None:
        self._control = control
        self._holders: Mapping[tuple[str, str], Callable[[str, object], None]] = {
            ("gbdfl", "persons"): self._put_person,
            ("cbdi", "disabilities"): lambda iin, it: control.put_disability(iin, _fields(it)),
            ("esobes", "programmes"): lambda iin, it: control.put_programme(iin, _fields(it)),
            ("mab", "phones"): lambda iin, it: control.put_phone("mab", iin, _number(it)),
            ("egov", "phones"): lambda iin, it: control.put_phone("egov", iin, _number(it)),
            ("dds", "documents"): lambda iin, it: control.put_papers(iin, _list(it)),
        }

    def put_record(self, change: RecordChange) -> None:
        self._holders[change.system, change.kind](change.iin, change.record)

    def _put_person(self, iin: str, record: object) -> None:
        if record is None:
            self._control.remove_person(iin)
        else:
            self._control.put_person({**(_fields(record) or {}), "iin": iin})

    def set_fault(self, fault: Fault) -> None:
        self._control.set_fault(
            fault.system,
            fault.call,
            fault.kind,  # type: ignore[arg-type]  # the stand refuses a kind it does not know
            times=fault.times,
            until=fault.until,
        )

    def lift_faults(self, system: str) -> None:
        self._control.clear_faults(system)

    def received(self, number: CaseNumber) -> Mapping[str, Sequence[Seen]]:
        control = self._control
        return {
            "cabinet": [
                _status(shown)
                for shown in control.received("egov", "status")
                if shown.body["case"]["number"] == number
            ],
            "stages": [_stage(told) for told in control.received("monitoring", "stage", number)],
            "measures": [
                _measure(measure)
                for measure in control.measures()
                if measure.passed.body["case"]["number"] == number
            ],
        }


def _status(shown: Received) -> Seen:
    document = shown.body["document"]
    return {
        "status": shown.body["status"],
        "document": document is not None,
        "signed": bool(document and document["signatures"]),
        "at": shown.body["at"],
    }


def _stage(told: Received) -> Seen:
    return {key: told.body[key] for key in ("stage", "outcome", "at")}


def _measure(measure: PassedMeasure) -> Seen:
    until = measure.choose_until
    ordering = "withdrawn" if measure.is_withdrawn else "shut" if until is None else "open"
    asked = ("code", "hours_per_day", "volume_hours", "period_from", "period_until")
    return {
        **{key: measure.passed.body[key] for key in asked},
        "ordering": ordering,
        "choose_until": until.isoformat() if until else None,
        "supplier": measure.chosen["name"] if measure.chosen else None,
    }


def _fields(record: object) -> Mapping[str, object] | None:
    if record is None or isinstance(record, Mapping):
        return record
    raise ValueError("a record is keys and values, or null")


def _number(record: object) -> str | None:
    if record is None or isinstance(record, str):
        return record
    raise ValueError("a phone is a text, or null")


def _list(record: object) -> list[Mapping[str, object]]:
    if isinstance(record, list) and all(isinstance(entry, Mapping) for entry in record):
        return record
    raise ValueError("documents are a list of keys and values")
