"""What the systems of the stand tell Qadam, by the contracts `docs/contracts/inbound-*.yaml`."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from app.stand.post import Letter
from app.stand.records import MEASURES
from app.stand.store import MessageState, SentMessage

if TYPE_CHECKING:
    from app.stand.control import StandControl

OUR_NUMBER = "1414"
REGISTRIES = ("gbdfl", "esobes", "aleumet")
"""Those that may tell the state of an entity they keep."""
ReplyKind = Literal["hearing-reply", "application-withdrawn"]


class Senders:
    """One method per message of the contracts; each writes one letter."""

    def __init__(self, control: "StandControl") -> None:
        self._control = control

    def person_event(
        self, kind: Literal["person-died", "person-left"], iin: str, on: date, where: str = ""
    ) -> Letter:
        """GBD FL: the person's record is changed, too, so that a later question is answered so.

        Raises:
            ValueError: nobody has this IIN, or the day is in the future.
        """
        if self._control.person(iin) is None:
            raise ValueError("no person has this IIN")
        if on > self._control.today():
            raise ValueError("the day is in the future")
        status = "dead" if kind == "person-died" else "departed"
        self._control.put_person({"iin": iin, "status": status, "status_date": on})
        body = {"kind": kind, "iin": iin, "on": on.isoformat(), "where": where or None}
        return self._write("gbdfl", "/gbdfl/events", iin, body)

    def measure_found(self, iin: str, code: str) -> Letter:
        """E-Sobes: a measure of the programme that nobody has applied for.

        Raises:
            ValueError: no such person, programme, or measure in it.
        """
        person, programme = self._control.person(iin), self._control.held.programme(iin)
        if person is None or person.status != "alive" or programme is None:
            raise ValueError("no programme of a living person is known")
        if code not in [m.code for m in programme.measures if m.decision == "needed"]:
            raise ValueError("the programme has no such measure")
        kk, ru = MEASURES[code]
        body = {
            "kind": "measure-found",
            "iin": iin,
            "full_name": person.full_name,
            "phone": self._control.held.phone("mab", iin) or "",
            "language": "kk",
            "district": person.residence_code,
            "measure": {"code": code, "name": kk, "name_ru": ru},
        }
        return self._write("esobes", "/esobes/events", iin, body)

    def sms_reply(self, phone: str, text: str) -> Letter:
        """The gateway or, where the SMS answers its question, DDS: the owner of a phone replied.

        Raises:
            ValueError: no text, or more than an SMS holds.
        """
        said = text.strip()
        if not 1 <= len(said) <= 670:
            raise ValueError("a reply has 1 to 670 characters")
        consent = self._control.consents.reply(phone, said)
        if consent is not None:
            return self._write(
                "dds",
                "/dds/consents",
                phone,
                {
                    "consent": consent.id,
                    "number": consent.case,
                    "given": consent.state == "given",
                    "at": self._now(),
                },
            )
        body = {"from": phone, "to": OUR_NUMBER, "text": said, "received_at": self._now()}
        return self._write("sms", "/sms/replies", phone, body, name="reply_id")

    def message_state(
        self, message: SentMessage, state: MessageState, *, after: timedelta = timedelta()
    ) -> Letter:
        """The gateway: what has become of a message."""
        body = {"receipt_id": message.id, "state": state, "at": self._now()}
        return self._control.post.write("sms", "/sms/receipts", message.to, body, after=after)

    def supplier_chosen(self, measure: str) -> Letter:
        """ALEUMET: the recipient has chosen; ValueError where nobody is chosen."""
        found = self._control.aleumet.measure(measure)
        if found is None or found.chosen is None:
            raise ValueError("nobody is chosen")
        chosen = found.chosen
        body = {
            "number": found.passed.body["case"]["number"],
            "measures": found.passed.id,
            "supplier": {"bin": chosen["bin"], "name": chosen["name"]},
            "order_number": chosen["order_number"],
            "chosen_on": chosen["chosen_on"],
        }
        return self._write("aleumet", "/aleumet/choices", found.passed.id, body)

    def entity_state(
        self, system: str, entity: str, subject: str, values: Mapping[str, Any], district: str = ""
    ) -> Letter:
        """A registry: what it holds of one of its entities now.

        Raises:
            ValueError: the system keeps no entities, or it is not said which one.
        """
        if system not in REGISTRIES or not entity or not subject:
            raise ValueError(f"{', '.join(REGISTRIES)} tell the state of an entity and a subject")
        body: dict[str, Any] = {
            "entity": entity, "subject": subject, "at": self._now(), "values": dict(values),
        }  # fmt: skip
        if district:
            body["district"] = district
        return self._write(system, f"/{system}/states", subject, body)

    def cabinet_reply(
        self, number: str, kind: ReplyKind, *, reply: str = "", position: str = "", reason: str = ""
    ) -> Letter:
        """The portal: what the applicant wrote in the cabinet."""
        body = {
            "number": number,
            "kind": kind,
            "reply": reply,
            "position": position.strip(),
            "reason": reason.strip(),
        }
        return self._write("egov", "/egov/replies", number, body, name="reply_id")

    def portal_request(
        self, request_id: str, applicant: str, signed: bytes, files: Sequence[bytes] = ()
    ) -> Letter:
        """The portal: a signed request (CMS that holds its content, which has the same id).

        Args:
            request_id: of the request.
            applicant: IIN.
            signed: the CMS.
            files: what is attached; their digests stand in what was signed.
        """
        body = {
            "request_id": request_id,
            "signed": b64encode(signed).decode("ascii"),
            "attachments": [b64encode(file).decode("ascii") for file in files],
        }
        return self._control.post.write("egov", "/egov/requests", applicant, body)

    def _write(
        self,
        system: str,
        path: str,
        subject: str,
        body: Mapping[str, Any],
        *,
        name: str = "event_id",
    ) -> Letter:
        # Never one that an earlier life of this stand has used: Qadam remembers them all.
        identified = {name: str(uuid4()), **body}
        return self._control.post.write(system, path, subject, identified)

    def _now(self) -> str:
        return self._control.now().isoformat(timespec="seconds")
