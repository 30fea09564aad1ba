"""One-time passwords of citizens: asked for by IIN, sent by the worker, tried a few times."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from app.domain.citizens import (
    ASKED_WITHIN,
    MOST_ASKED,
    PASSWORD_LIFE,
    OneTimePassword,
    PasswordId,
    PasswordWrong,
    Purpose,
    TooManyPasswords,
)
from app.domain.identity import CommandId
from app.domain.iin import Iin
from app.domain.texts import Language, Text
from app.ports.clock import Clock
from app.ports.outside import SmsGateway, SystemUnavailable
from app.ports.state_systems import PhoneBook, Portal
from app.ports.storage import BeginWork, UnitOfWork

PasswordOf = Callable[[PasswordId], str]
"""Six digits that follow from the id and a secret of the installation."""
SENT_AGAIN_AFTER = timedelta(seconds=30)
"""How long a system that did not answer is left alone."""
KEPT_FOR = timedelta(days=1)

_SMS: Mapping[Purpose, Text] = {
    "sign-in": Text(
        "Qadam кабинетіне кіру паролі: {password}. 5 минут жарамды. Оны ешкімге айтпаңыз",
        "Пароль для входа в кабинет Qadam: {password}. Действует 5 минут. Никому его не сообщайте",
        "Password for your Qadam cabinet: {password}. Valid for 5 minutes. Tell it to nobody",
    ),
    "consent": Text(
        "Деректеріңізді мемлекеттік жүйелерден алуға келісім паролі: {password}. 5 минут жарамды",
        "Пароль согласия на получение ваших данных из государственных систем: {password}. "
        "Действует 5 минут",
        "Password of your consent to taking your data from state systems: {password}. "
        "Valid for 5 minutes",
    ),
}


@dataclass(frozen=True, slots=True)
class AskPassword:
    command_id: CommandId
    iin: str
    """As typed."""
    purpose: Purpose
    language: Language


@dataclass(frozen=True, slots=True)
class PasswordAsked:
    id: PasswordId


def ask_password(command: AskPassword, *, begin: BeginWork, clock: Clock) -> PasswordAsked:
    """Have a password sent to the phone that the state knows of the person.

    Whether the state knows one is found out by the worker, so nothing of the answer, not even how
    long it takes, tells who is known. Idempotent by `command_id` and IIN.

    Raises:
        IinInvalid: no IIN can look so.
        TooManyPasswords: for this IIN, known or not.
    """
    iin = Iin.parse(command.iin).digits
    now = clock.now()
    password_id = PasswordId(command.command_id)
    with begin() as uow:
        if (earlier := uow.one_time_passwords.lock(password_id)) is not None:
            if earlier.iin != iin:
                raise PasswordWrong("Expected the password to be asked for by the same person")
            return PasswordAsked(password_id)
        if uow.one_time_passwords.asked_since(iin, now - ASKED_WITHIN) >= MOST_ASKED:
            raise TooManyPasswords
        # Whoever keeps one sweeps those whose time is over: no clock of its own for that.
        uow.one_time_passwords.forget_before(now - KEPT_FOR)
        uow.one_time_passwords.add(
            OneTimePassword(
                id=password_id,
                iin=iin,
                purpose=command.purpose,
                language=command.language,
                asked_at=now,
                expires_at=now + PASSWORD_LIFE,
                due_at=now,
            )
        )
        uow.commit()
    return PasswordAsked(password_id)


def send_next_password(
    *,
    begin: BeginWork,
    clock: Clock,
    portal: Portal,
    phones: PhoneBook,
    sms: SmsGateway,
    password_of: PasswordOf,
    report: Callable[[PasswordId, Exception], None],
) -> OneTimePassword | None:
    """Send the password that has waited longest; None if none waits.

    To the number registered on egov, else to that of the mobile citizens base (458/G-33). A system
    that does not answer is asked again while the password may still be used.
    """
    now = clock.now()
    with begin() as uow:
        waiting = uow.one_time_passwords.claim_due(now, now + SENT_AGAIN_AFTER)
        if waiting is None:
            return None
        uow.commit()
    sent_at = None
    if now < waiting.expires_at:
        try:
            phone = portal.registered_phone(waiting.iin) or phones.phone(waiting.iin)
            if phone is not None:
                words = (
                    _SMS[waiting.purpose]
                    .in_language(waiting.language)
                    .format(password=password_of(waiting.id))
                )
                sms.send(to=phone, text=words, idempotency_key=f"password {waiting.id}")
                sent_at = clock.now()
        except SystemUnavailable as away:
            report(waiting.id, away)
            return waiting
    with begin() as uow:
        # Read again: somebody may be trying it already, where an answer of the gateway was lost.
        held = uow.one_time_passwords.lock(waiting.id)
        if held is not None:
            uow.one_time_passwords.put(replace(held, due_at=None, sent_at=sent_at))
            uow.commit()
    return waiting


def use_password(
    password_id: PasswordId,
    typed: str,
    purpose: Purpose,
    *,
    begin: BeginWork,
    clock: Clock,
    password_of: PasswordOf,
) -> OneTimePassword:
    """The password, used up; a wrong try is counted before it is refused.

    Raises:
        PasswordWrong: wrong, used, too old, tried too often, or never sent.
    """
    now = clock.now()
    with begin() as uow:
        asked = uow.one_time_passwords.lock(password_id)
        if asked is None or asked.purpose != purpose or not asked.may_be_tried(now):
            raise PasswordWrong
        is_right = hmac.compare_digest(_digits(typed).encode(), password_of(password_id).encode())
        if is_right:
            asked = replace(asked, used_at=now)
        else:
            asked = replace(asked, tries_left=asked.tries_left - 1)
        _keep(uow, asked)
    if not is_right:
        raise PasswordWrong
    return asked


def _keep(uow: UnitOfWork, password: OneTimePassword) -> None:
    uow.one_time_passwords.put(password)
    uow.commit()


def _digits(typed: str) -> str:
    return "".join(typed.split())
