"""What comes to the demo from outside: portal requests, offers by phone and their answers."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from app.stand.control import StandControl
from app.stand.people import StandPerson
from app.stand.portal_form import checked

ASSISTANT = "personal-assistant"
_NEEDS = (
    "Емханаға және халыққа қызмет көрсету орталығына баруға көмек керек",
    "Нужно сопровождение в поликлинику и на прогулки",
)
HOURS_AGO = (26, 2)
"""When the requests came, back from the present; offers follow an hour later, not by night."""


class DemoOutside:
    """Two requests through the portal, two offers by phone, one of them answered."""

    def __init__(
        self,
        control: StandControl,
        run_jobs: Callable[[], None],
        new_id: Callable[[], UUID],
    ) -> None:
        self._control = control
        self._run_jobs = run_jobs
        self._new_id = new_id

    def life(self, now: datetime, busy: Iterable[str]) -> Iterator[datetime]:
        """Up to `now`, with people who have no case yet; yields the moment of each next event.

        Args:
            now: the present of the demo.
            busy: IINs of those who have one.
        """
        people = iter(self._free(set(busy)))
        applicants = [(next(people, None), needs) for needs in _NEEDS]
        recipients = [(next(people, None), answer) for answer in ("ИӘ", "")]
        for hours, (applicant, needs), (recipient, answer) in zip(
            HOURS_AGO, applicants, recipients, strict=True
        ):
            yield now - timedelta(hours=hours)
            if applicant is not None:
                self._apply(applicant, needs)
            yield now - timedelta(hours=hours - 1)
            if recipient is not None:
                self._offer(recipient, answer)

    def _free(self, busy: set[str]) -> list[StandPerson]:
        """Who may get the service, has a phone everywhere, and has no case."""
        held = self._control.held
        return [
            person
            for person in self._control.people()
            if person.status == "alive"
            and person.iin not in busy
            and held.phone("mab", person.iin) == held.phone("egov", person.iin) == person.phone
            and (programme := held.programme(person.iin)) is not None
            and ASSISTANT in [measure.code for measure in programme.measures]
        ]

    def _apply(self, person: StandPerson, needs: str) -> None:
        typed = {
            "iin": person.iin,
            "phone": person.phone,
            "language": "kk",
            "needs": needs,
            "consent": "yes",
            "signer": "applicant",
            "pin": "as the demo's keys have it",
        }
        request_id = str(self._new_id())
        content = checked(typed, person).content(request_id, person, self._control.now())
        signed = self._control.signed_request(person.iin, content)
        self._control.senders.portal_request(request_id, person.iin, signed)
        self._run_jobs()

    def _offer(self, person: StandPerson, answer: str) -> None:
        self._control.senders.measure_found(person.iin, ASSISTANT)
        self._run_jobs()
        if answer:
            self._control.senders.sms_reply(person.phone, answer)
            self._run_jobs()
