"""What people are told of: chosen, looked for, and sent."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID, uuid4

from app.bootstrap.bindings.grounds import OnCase
from app.domain.citizens import PasswordId
from app.domain.letters import Letter
from app.integrations.one_time import passwords_from
from app.ports.mail import MailServer
from app.ports.outside import SmsGateway
from app.ports.views import Queries
from app.settings import Settings, derived
from app.usecases.keep_notices import Notices
from app.usecases.send_letters import LetterOffice
from app.usecases.watch_for_people import Watch

log = logging.getLogger(__name__)


def notices(
    on_case: OnCase,
    queries: Queries,
    systems: Mapping[str, object],
    settings: Settings,
    jitter: Callable[[], float],
) -> dict[str, Any]:
    """By the names of their fields in the product."""
    password_of = passwords_from(derived(settings, "notice codes"))
    mail = cast("MailServer | None", systems.get("mail"))

    def code_of(code_id: UUID) -> str:
        return password_of(PasswordId(code_id))

    return {
        "notices": Notices(
            **on_case,
            queries=queries,
            new_id=uuid4,
            code_of=code_of,
            has_mail=mail is not None,
        ),
        "letters": LetterOffice(
            **on_case,
            queries=queries,
            mail=mail,
            sms=cast("SmsGateway", systems["sms"]),
            code_of=code_of,
            public_url=settings.public_url,
            jitter=jitter,
            report=_report_unsent,
        ),
        "watch": Watch(**on_case, queries=queries),
    }


def _report_unsent(letter: Letter, error: Exception) -> None:
    log.warning("letter %s was not sent by %s: %s", letter.id, letter.channel, error)
