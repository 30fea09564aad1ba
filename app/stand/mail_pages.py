"""The mailboxes of the stand, as their owners read them."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.stand.control import StandControl
from app.stand.frame import back_to, typed
from app.stand.mailroom import SYSTEM


class MailPages:
    """All letters, or those of one mailbox."""

    def __init__(self, control: StandControl) -> None:
        self._control = control

    def add_to(self, page: Blueprint) -> None:
        page.add_url_rule("/mail", "mail", self.mail)
        page.add_url_rule("/mail/switch", "mail_switch", self.switch, methods=["POST"])

    def mail(self) -> str:
        wanted = request.args.get("to", "")[:254]
        mailroom = self._control.mailroom
        boxes = sorted({one.to for one in mailroom.letters()})
        return render_template(
            "mail.html",
            letters=mailroom.letters(wanted),
            boxes=boxes,
            wanted=wanted,
            is_off=mailroom.fault is not None,
        )

    def switch(self) -> BaseResponse:
        """Let the mail server be out of order, or work again."""
        self._control.clear_faults(SYSTEM)
        if typed("state", 10) == "off":
            self._control.set_fault(SYSTEM, "*", "down-until")
        return back_to("mail")
