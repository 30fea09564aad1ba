"""What every call of a simulated system passes: its token, its faults, the journal."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, request

from app.stand.control import StandControl
from app.stand.store import Fault
from app.stand.wire import problem

IN_PROCESS = "stand.in_process"
"""WSGI environ key of a caller that is not kept waiting, but told what would have happened."""
FAULT_HEADER = "Stand-Fault"
"""Names the fault of an answer given in process; `timeout` means: nothing would have come."""

Pause = Callable[[timedelta], None]


class Gate:
    """Stands before every call of every system."""

    def __init__(
        self,
        control: StandControl,
        tokens: Mapping[str, str],
        *,
        pause: Pause,
        slow: timedelta,
        patience: timedelta,
    ) -> None:
        self._control = control
        self._tokens = tokens
        self._pause = pause
        self._slow = slow
        self._patience = patience
        self.systems = Blueprint("systems", __name__)

    def open(
        self,
        system: str,
        call: str,
        method: str,
        path: str,
        work: Callable[..., Response],
        subject: Callable[..., str],
    ) -> None:
        """Let `work` answer at this path.

        Args:
            system: by its code.
            call: its name in the contract (`operationId`), in the journal and in faults.
            method: of HTTP.
            path: as Flask writes it; its parts are given to `work` and `subject` by name.
            work: makes the answer of a system that is well.
            subject: whom or what the call is about, for the journal.
        """

        def view(**parts: str) -> Response:
            return self._answer(system, call, subject(**parts), lambda: work(**parts))

        self.systems.add_url_rule(path, f"{system}-{call}", view, methods=[method])

    def _answer(
        self, system: str, call: str, subject: str, work: Callable[[], Response]
    ) -> Response:
        if request.authorization is None or request.authorization.token != self._tokens[system]:
            answer = problem(HTTPStatus.UNAUTHORIZED, "token-refused", "The token is not known")
            answer.headers["WWW-Authenticate"] = "Bearer"
            fault = None
        else:
            fault = self._control.strike(system, call)
            answer = self._under(fault, work)
        kept_back = fault is not None and fault.kind == "timeout"
        self._control.log(
            system,
            call,
            subject=subject,
            status=0 if kept_back else answer.status_code,
            fault=fault.kind if fault else "",
        )
        return answer

    def _under(self, fault: Fault | None, work: Callable[[], Response]) -> Response:
        """The answer as this fault spoils it.

        With `timeout`, `malformed` and `slow` the work is done: what is lost is the answer.
        """
        if fault is None:
            return work()
        if fault.kind == "error-500":
            answer = problem(HTTPStatus.INTERNAL_SERVER_ERROR, "broken", "The system has failed")
        elif fault.kind == "down-until":
            answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, "down", "The system is down")
        else:
            answer = work()
        if fault.kind == "malformed":
            whole = answer.get_data()
            answer.set_data(whole[: len(whole) // 2])
        if IN_PROCESS in request.environ:
            answer.headers[FAULT_HEADER] = fault.kind
        elif fault.kind in ("timeout", "slow"):
            self._pause(self._patience if fault.kind == "timeout" else self._slow)
        return answer
