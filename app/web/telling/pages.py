"""The page of notices, and the one on which a person chooses what they are told of."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.notice_words import Addressed, lines_of, path_of, subject_of
from app.domain.notices import (
    AddressInvalid,
    Channel,
    CodeWrong,
    Notice,
    NoticeKind,
    NoticeSettings,
    QuietHours,
    Timing,
    TooManyCodes,
    timings_of,
)
from app.domain.phone import Phone, PhoneInvalid
from app.domain.refusals import DomainError
from app.domain.texts import Text
from app.usecases.keep_notices import ChooseNotices, ConfirmAddress, GiveAddress
from app.web.page_context import notice
from app.web.permissions import signed_in
from app.web.schemas import CsrfForm, in_form
from app.web.services import WebServices
from app.web.sessions import me
from app.web.telling.schemas import AddressForm, ChoiceForm, CodeForm, field_of

_REFUSED = (AddressInvalid, PhoneInvalid, CodeWrong, TooManyCodes)
Problems = dict[str, Text]
"""By the name of a field."""


def telling_pages(services: WebServices) -> Blueprint:
    pages = Blueprint("notices", __name__, url_prefix="/notices")

    @pages.get("")
    @signed_in
    def show() -> ResponseReturnValue:
        return render_template("notices_of_me.html", told=_told(services.notices.of(me())))

    @pages.post("/seen")
    @signed_in
    def see_all() -> ResponseReturnValue:
        in_form(CsrfForm)
        services.notices.see_all(me().id)
        return redirect(url_for("notices.show"), 303)

    @pages.get("/settings")
    @signed_in
    def settings() -> ResponseReturnValue:
        return _page(services, {}, {})

    @pages.post("/settings")
    @signed_in
    def choose() -> ResponseReturnValue:
        sent = in_form(ChoiceForm)
        services.notices.choose(_choice(sent))
        notice("notices.saved")
        return redirect(url_for("notices.settings"), 303)

    @pages.post("/settings/<any(email, sms):channel>")
    @signed_in
    def give(channel: str) -> ResponseReturnValue:
        sent = in_form(AddressForm)
        command = GiveAddress(me().id, Channel(channel), sent["address"])
        try:
            services.notices.give_address(command)
        except _REFUSED as refused:
            return _refused(services, channel, sent["address"], refused)
        services.after_batch()
        notice("notices.code_sent" if sent["address"].strip() else "notices.address_removed")
        return redirect(url_for("notices.settings", _anchor=channel), 303)

    @pages.post("/settings/<any(email, sms):channel>/code")
    @signed_in
    def confirm(channel: str) -> ResponseReturnValue:
        sent = in_form(CodeForm)
        command = ConfirmAddress(me().id, Channel(channel), sent["code"])
        try:
            services.notices.confirm_address(command)
        except _REFUSED as refused:
            return _refused(services, f"{channel}-code", sent["code"], refused)
        notice("notices.confirmed")
        return redirect(url_for("notices.settings", _anchor=channel), 303)

    return pages


def _told(notices: Sequence[Notice]) -> list[dict[str, object]]:
    to = Addressed(g.language, Channel.PAGE, "")
    return [
        {
            "notice": one,
            "subject": subject_of(one, to),
            "lines": lines_of(one, to),
            "address": path_of(one),
        }
        for one in notices
    ]


def _choice(sent: dict[str, object]) -> ChooseNotices:
    timings = {}
    for kind in NoticeKind:
        for channel in Channel:
            if timings_of(kind, channel):
                timing = Timing(str(sent[field_of(kind, channel)]))
                timings[kind, channel] = timing
    quiet = QuietHours(
        sent["quiet_begin"],  # type: ignore[arg-type]  # the schema reads times
        sent["quiet_end"],  # type: ignore[arg-type]
        bool(sent["quiet_days_off"]),
    )
    return ChooseNotices(me().id, timings, quiet, sent["digest_at"])  # type: ignore[arg-type]  # as above


def _refused(
    services: WebServices, field: str, typed: str, refused: DomainError
) -> ResponseReturnValue:
    page = _page(services, {field: typed}, {field: refused.title})
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _page(services: WebServices, typed: dict[str, str], problems: Problems) -> str:
    desk = services.notices.desk(me())
    channels = [one for one in Channel if one is not Channel.EMAIL or desk.has_mail]
    own = desk.settings
    return render_template(
        "notice_settings.html",
        desk=desk,
        own=own,
        kinds=list(NoticeKind),
        channels=channels,
        timings_of=timings_of,
        field_of=field_of,
        addresses=_addresses(own),
        typed=typed,
        problems=problems,
        now=services.clock(),
    )


def _addresses(own: NoticeSettings) -> dict[str, str]:
    """As they are shown and typed."""
    shown = {channel.value: contact.address for channel, contact in own.contacts.items()}
    if Channel.SMS.value in shown:
        shown[Channel.SMS.value] = Phone(shown[Channel.SMS.value]).spaced
    return shown
