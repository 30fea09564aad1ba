"""What passed between Qadam and the systems: requests, letters, and the monitoring's log."""

from http import HTTPStatus

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response as BaseResponse

from app.stand.control import StandControl
from app.stand.frame import back_to, typed

SHOWN = 200


class LogPages:
    """Journal, letters, monitoring."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def add_to(self, page: Blueprint) -> None:
        page.add_url_rule("/journal", "journal", self.journal)
        page.add_url_rule("/letters", "letters", self.letters)
        page.add_url_rule("/letters/again", "send_again", self.send_again, methods=["POST"])
        page.add_url_rule("/monitoring", "monitoring", self.monitoring)

    def journal(self) -> str:
        return render_template("journal.html", requests=self._control.requests(SHOWN))

    def letters(self) -> str:
        return render_template("letters.html", letters=self._control.post.letters(SHOWN))

    def send_again(self) -> BaseResponse:
        """Now, not when its pause is over."""
        wanted = typed("letter", 20)
        found = [x for x in self._control.post.letters(SHOWN) if str(x.id) == wanted]
        if not found:
            abort(HTTPStatus.NOT_FOUND)
        self._control.post.send(found[0])
        return back_to("letters")

    def monitoring(self) -> str:
        told = sorted(self._control.received("monitoring", "stage"), key=lambda one: one.at)
        newest = told[: -SHOWN - 1 : -1]
        return render_template("monitoring.html", stages=newest, is_cut=len(told) > SHOWN)
