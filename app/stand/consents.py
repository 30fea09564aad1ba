"""Requests for consent that DDS of the stand has put to owners of digital documents."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from app.stand.store import Store

State = Literal["waiting", "given", "refused"]
Answer = Literal["given", "waiting", "refused", "expired", "password_wrong"]

LIFE = {"sms": timedelta(hours=24), "password": timedelta(minutes=15)}
YES, NO = ("иә", "ия", "да", "yes", "1"), ("жоқ", "жок", "нет", "no", "0", "2")

_SCHEMA = """CREATE TABLE IF NOT EXISTS consent (
  number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, iin TEXT NOT NULL, of_case TEXT NOT NULL,
  kinds TEXT NOT NULL, method TEXT NOT NULL, phone TEXT NOT NULL, asked_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'given', 'refused')))"""
_MESSAGES = {
    "sms": "{office} цифрлық құжатыңызды сұратады. Келіссеңіз, осы хабарламаға ИӘ деп, "
    "келіспесеңіз ЖОҚ деп жауап беріңіз. {office_ru} запрашивает ваш цифровой документ. "
    "Для согласия ответьте ДА, для отказа НЕТ",
    "password": "{office} цифрлық құжатыңызды сұратады. Келіссеңіз, қызметкерге бір реттік "
    "парольді айтыңыз: {password}. {office_ru} запрашивает ваш цифровой документ. "
    "Для согласия назовите сотруднику пароль: {password}",
}


@dataclass(frozen=True, slots=True)
class Consent:
    id: str
    iin: str
    case: str
    """Number of the case the documents are asked for."""
    kinds: tuple[str, ...]
    method: Literal["sms", "password"]
    phone: str
    asked_at: datetime
    state: State

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + LIFE[self.method]

    @property
    def password(self) -> str:
        """Six digits; invented like everybody here, so that a scenario can know them."""
        return f"{100_000 + int(self.id.rpartition('-')[2]) * 7919 % 900_000}"


class Consents:
    """Asks by SMS to the number registered on egov."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        phone_of: Callable[[str], str | None],
        send: Callable[..., Any],
    ) -> None:
        self._store = store
        self._clock = clock
        self._phone_of = phone_of
        self._send = send
        with store.changing() as database:
            database.execute(_SCHEMA)

    def ask(
        self,
        *,
        key: str,
        iin: str,
        case: str,
        kinds: tuple[str, ...],
        method: str,
        office: dict[str, str],
    ) -> Consent | None:
        """Ask once per key; None where the owner has no number registered on egov."""
        phone = self._phone_of(iin)
        if phone is None:
            return None
        with self._store.changing() as database:
            database.execute(
                "INSERT INTO consent (key, iin, of_case, kinds, method, phone, asked_at,"
                " state) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting') ON CONFLICT (key) DO NOTHING",
                (key, iin, case, json.dumps(kinds), method, phone, self._clock().isoformat()),
            )
        consent = self._found("key", key)
        if consent is not None:
            words = _MESSAGES[consent.method]
            text = words.format(
                office=office["kk"], office_ru=office["ru"], password=consent.password
            )
            self._send(key=f"consent {consent.id}", to=consent.phone, text=text)
        return consent

    def get(self, number: str) -> Consent | None:
        return self._found("number", number.removeprefix("dds-"))

    def all(self) -> list[Consent]:
        return [_consent(row) for row in self._store.rows(f"{_SELECT} ORDER BY number")]

    def answer_to(self, consent: Consent, password: object) -> Answer:
        """What became of it, after `password` where it was asked by password."""
        if consent.state != "waiting":
            return consent.state
        if self._clock() >= consent.expires_at:
            return "expired"
        if consent.method == "sms" or password is None:
            return "waiting"
        if password != consent.password:
            return "password_wrong"
        self._settle(consent, "given")
        return "given"

    def reply(self, phone: str, text: str) -> Consent | None:
        """The consent that this SMS answers, if it answers one; the latest one first."""
        state = _meant(text)
        now = self._clock()
        for consent in reversed(self.all()):
            is_open = consent.state == "waiting" and now < consent.expires_at
            if is_open and consent.method == "sms" and consent.phone == phone and state:
                return self._settle(consent, state)
        return None

    def reset(self) -> None:
        with self._store.changing() as database:
            database.execute("DELETE FROM consent")

    def _settle(self, consent: Consent, state: State) -> Consent | None:
        with self._store.changing() as database:
            database.execute(
                "UPDATE consent SET state = ? WHERE number = ?",
                (state, consent.id.rpartition("-")[2]),
            )
        return self.get(consent.id)

    def _found(self, column: Literal["key", "number"], value: str) -> Consent | None:
        rows = self._store.rows(f"{_SELECT} WHERE {column} = ?", value)
        return _consent(rows[0]) if rows else None


_SELECT = "SELECT number, iin, of_case, kinds, method, phone, asked_at, state FROM consent"


def _meant(text: str) -> State | None:
    said = text.strip(" .!").lower()
    return "given" if said in YES else "refused" if said in NO else None


def _consent(row: tuple[str, ...]) -> Consent:
    number, iin, case, kinds, method, phone, asked_at, state = row
    return Consent(
        id=f"dds-{number}",
        iin=iin,
        case=case,
        kinds=tuple(json.loads(kinds)),
        method="sms" if method == "sms" else "password",
        phone=phone,
        asked_at=datetime.fromisoformat(asked_at),
        state=next(known for known in ("waiting", "given", "refused") if known == state),
    )
