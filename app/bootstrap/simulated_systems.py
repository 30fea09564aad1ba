"""The stand of a scenario, in the words of the scenario format."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from app.domain.identity import CaseNumber
from app.simulation.systems import Fault, NotTaken, RecordChange, Seen, Sending
from app.stand.control import StandControl
from app.stand.ledger import Received
from app.stand.post import Letter
from app.stand.senders import ReplyKind
from app.stand.services_portal import PassedMeasure
from app.stand.store import MESSAGE_STATES


class SimulatedSystems:
    """What a scenario does to the stand and sees of it."""

    def __init__(self, control: StandControl) -> None:
        self._control = control
        self._holders: Mapping[tuple[str, str], Callable[[str, object], None]] = {
            ("gbdfl", "persons"): self._put_person,
            ("cbdi", "disabilities"): lambda iin, it: control.held.put_disability(iin, _fields(it)),
            ("esobes", "programmes"): lambda iin, it: control.held.put_programme(iin, _fields(it)),
            ("mab", "phones"): lambda iin, it: control.held.put_phone("mab", iin, _number(it)),
            ("egov", "phones"): lambda iin, it: control.held.put_phone("egov", iin, _number(it)),
            ("dds", "documents"): lambda iin, it: control.held.put_papers(iin, _list(it)),
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
                for measure in control.aleumet.measures()
                if measure.passed.body["case"]["number"] == number
            ],
        }

    def send(self, sending: Sending, number: CaseNumber | None) -> CaseNumber | None:
        """Write the letter that the step means; it arrives at once or is NotTaken."""
        try:
            letter = self._letter(sending, number or "")
        except ValueError as error:
            raise NotTaken("StandRefused", str(error)) from error
        if letter.state != "arrived":
            code = str(letter.answer.get("code", letter.status))
            raise NotTaken(code, str(letter.answer.get("title", "no answer")))
        named = letter.answer.get("number")
        (begun, *_) = letter.answer.get("numbers") or (None,)
        found = named or begun
        return CaseNumber(found) if isinstance(found, str) else None

    def _letter(self, sending: Sending, number: str) -> Letter:
        senders, told = self._control.senders, dict(sending.told)
        match sending.deed:
            case "state":
                return senders.entity_state(**told, values=_plain(sending.values))
            case "reply":
                return senders.sms_reply(told["from"], told["text"])
            case "event":
                return self._event(told)
            case "choose_supplier":
                measure = self._measure_of(number)
                self._control.aleumet.choose_supplier(measure, bin=told["bin"], name=told["name"])
                return senders.supplier_chosen(measure)
            case "cabinet_reply":
                kind = next((known for known in get_args(ReplyKind) if known == told["kind"]), None)
                if kind is None:
                    raise ValueError(f"the kind is one of {', '.join(get_args(ReplyKind))}")
                said = {key: text for key, text in told.items() if key != "kind"}
                return senders.cabinet_reply(number, kind, **said)
            case _:
                return self._sms_state(told["state"])

    def _event(self, told: Mapping[str, str]) -> Letter:
        senders, kind = self._control.senders, told["kind"]
        if told["system"] == "esobes" and kind == "measure-found":
            return senders.measure_found(told["iin"], told.get("measure", "personal-assistant"))
        on = date.fromisoformat(told["on"]) if "on" in told else self._control.today()
        if told["system"] == "gbdfl" and kind == "person-died":
            return senders.person_event("person-died", told["iin"], on)
        if told["system"] == "gbdfl" and kind == "person-left":
            return senders.person_event("person-left", told["iin"], on, told.get("where", ""))
        raise ValueError("gbdfl tells person-died and person-left, esobes tells measure-found")

    def _measure_of(self, number: str) -> str:
        passed = [
            m for m in self._control.aleumet.measures() if m.passed.body["case"]["number"] == number
        ]
        if not passed:
            raise ValueError("the case has passed no measure")
        return passed[-1].passed.id

    def _sms_state(self, wanted: str) -> Letter:
        """Of the latest SMS that the gateway took."""
        sent = self._control.sent_messages()
        state = next((known for known in MESSAGE_STATES if known == wanted), None)
        if not sent or state is None:
            raise ValueError(f"an SMS that was sent becomes one of {', '.join(MESSAGE_STATES)}")
        return self._control.mark_message(sent[-1], state)


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


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """As JSON writes them: numbers of a scenario are decimal."""
    return {
        name: (int(value) if value == value.to_integral_value() else float(value))
        if isinstance(value, Decimal)
        else value
        for name, value in values.items()
    }
