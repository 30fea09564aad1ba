"""What citizens see: their cabinet on egov, and their measures on the social services portal."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, get_args

from flask import Blueprint, Response, abort, render_template
from werkzeug.wrappers import Response as BaseResponse

from app.stand.control import StandControl
from app.stand.frame import back_to, typed
from app.stand.ledger import Received
from app.stand.senders import ReplyKind
from app.stand.services_portal import SUPPLIERS

REPLIES = ("attends", "attends_remotely", "objects", "agrees", "declines")
OVER = ("not_accepted", "granted", "refused", "closed")
OF_TERM = ("suspended", "extended", "in_review")


@dataclass(frozen=True, slots=True)
class Request:
    """One application in a cabinet, with its statuses, oldest first."""

    number: str
    iin: str
    owner: str
    case: Mapping[str, Any]
    statuses: tuple[Received, ...]

    @property
    def is_over(self) -> bool:
        return self._codes[-1] in OVER

    @property
    def awaits_reply(self) -> bool:
        """Whether an invitation to a hearing stands; what becomes of the term leaves it so."""
        return [code for code in self._codes if code not in OF_TERM][-1:] == ["hearing"]

    @property
    def _codes(self) -> Sequence[str]:
        return [str(status.body["status"]) for status in self.statuses]


class CitizenPages:
    """Cabinet and portal."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def add_to(self, page: Blueprint) -> None:
        page.add_url_rule("/cabinet", "cabinet", self.cabinet)
        page.add_url_rule("/cabinet/papers/<number>", "paper", self.paper)
        page.add_url_rule("/cabinet/papers/<number>/<int:place>.p7s", "signature", self.signature)
        page.add_url_rule("/cabinet/reply", "cabinet_reply", self.reply, methods=["POST"])
        page.add_url_rule("/services", "services", self.services)
        page.add_url_rule("/services/choice", "choose", self.choose, methods=["POST"])
        page.add_url_rule("/services/places", "places", self.places, methods=["POST"])

    def cabinet(self) -> str:
        return render_template("cabinet.html", requests=self._requests(), replies=REPLIES)

    def paper(self, number: str) -> Response:
        document = self._document(number)
        return Response(
            b64decode(document["content"]),
            mimetype="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{number}.pdf"'},
        )

    def signature(self, number: str, place: int) -> Response:
        signatures = self._document(number)["signatures"]
        if not 1 <= place <= len(signatures):
            abort(HTTPStatus.NOT_FOUND)
        return Response(
            b64decode(signatures[place - 1]),
            mimetype="application/pkcs7-signature",
            headers={"Content-Disposition": f'attachment; filename="{number}-{place}.p7s"'},
        )

    def reply(self) -> BaseResponse:
        """What the citizen wrote about an application."""
        number = typed("number", 100)
        kind = next((known for known in get_args(ReplyKind) if known == typed("kind", 40)), None)
        if kind is None or number not in [request.number for request in self._requests()]:
            abort(HTTPStatus.NOT_FOUND)
        said = typed("reply", 30)
        if kind == "hearing-reply" and said not in REPLIES:
            return back_to("cabinet", wrong="reply")
        self._control.senders.cabinet_reply(
            number,
            kind,
            reply=said if kind == "hearing-reply" else "",
            position=typed("position"),
            reason=typed("reason"),
        )
        return back_to("cabinet")

    def services(self) -> str:
        return render_template(
            "services.html",
            measures=list(reversed(self._control.aleumet.measures())),
            owners={person.iin: person.full_name for person in self._control.people()},
            suppliers=SUPPLIERS,
            today=self._control.today(),
        )

    def choose(self) -> BaseResponse:
        """The recipient chooses a supplier, and the portal tells it."""
        number, supplier = typed("measure", 40), typed("supplier", 12)
        try:
            name = SUPPLIERS[supplier]
            self._control.aleumet.choose_supplier(number, bin=supplier, name=name)
            self._control.senders.supplier_chosen(number)
        except (KeyError, ValueError):
            return back_to("services", wrong="choice")
        return back_to("services")

    def places(self) -> BaseResponse:
        """The portal tells how many more people a supplier can take on."""
        supplier, places = typed("supplier", 12), typed("places", 6)
        if supplier not in SUPPLIERS or not places.isdecimal():
            return back_to("services", wrong="places")
        values = {"name": SUPPLIERS[supplier], "free_places": int(places)}
        self._control.senders.entity_state("aleumet", "supplier", supplier, values)
        return back_to("services")

    def _requests(self) -> list[Request]:
        """Of every cabinet, the latest change first."""
        owners = {person.iin: person.full_name for person in self._control.people()}
        by_case: dict[tuple[str, str], list[Received]] = {}
        for status in self._control.received("egov", "status"):
            by_case.setdefault((status.body["case"]["number"], status.subject), []).append(status)
        requests = [
            Request(number, iin, owners.get(iin, ""), found[-1].body["case"], _in_order(found))
            for (number, iin), found in by_case.items()
        ]
        return sorted(requests, key=lambda request: request.statuses[-1].at, reverse=True)

    def _document(self, number: str) -> Mapping[str, Any]:
        status = self._control.one_received("egov", number)
        if status is None or status.call != "status" or status.body["document"] is None:
            abort(HTTPStatus.NOT_FOUND)
        document: Mapping[str, Any] = status.body["document"]
        return document


def _in_order(found: Sequence[Received]) -> tuple[Received, ...]:
    """As the request got its statuses: while a portal was down, a later one may have come first."""
    return tuple(sorted(found, key=lambda status: datetime.fromisoformat(status.body["at"])))
