"""Correlate a message: to the case that waits for it, to a new case, or keep it until one waits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid5

from app.domain.correlation import LIVE_FOR, SIGNAL, KeptMessage, Subscription
from app.domain.identity import CaseNumber, CommandId, InstanceId, OfficeId
from app.domain.refusals import Invalid, Unavailable
from app.domain.texts import Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.advancing import Deed, Grounds, NewId, grounds_of, record_advance
from app.usecases.rulebook import Rulebook
from app.usecases.start_by_message import MessageStart, start_by_message
from app.usecases.undelivered import SMS_NOT_DELIVERED, leave_undelivered


class MessageUnfit(Invalid):
    """A message without a name or a key: nobody could wait for it."""

    code = "MessageUnfit"
    title = Text(
        "Хабарламаның атауы немесе кілті жоқ",
        "У сообщения нет имени или ключа",
        "The message has no name or no key",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelateMessage:
    command_id: CommandId
    """Made of the sender's own id of the message, so that sending it again changes nothing."""
    sender: str
    """A person's login, or the code of a system; for the audit."""
    name: str
    key: str
    """The case number, or whatever the models say they wait with."""
    payload: Mapping[str, Value] = field(default_factory=dict)
    live_for: timedelta = LIVE_FOR
    """How long it is kept where nobody waits for it."""
    to_all: bool = False
    """It reaches every case that waits for it, as the news of a registry do; none of it is kept."""
    office: OfficeId | None = None
    """Where a case is begun by it; None: as the case whose number is the key."""


@dataclass(frozen=True, slots=True)
class MessageCorrelated:
    outcome: str
    """`delivered`, `started`, `kept` or `nobody` (sent to all, and none waits)."""
    numbers: tuple[CaseNumber, ...] = ()


def correlate_message(
    command: CorrelateMessage,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> MessageCorrelated:
    """Deliver the message to one case, in one transaction; or begin a case, or keep it.

    Every token of that case that waits for the message with this key gets it, once. Where several
    cases wait, the one that has waited longest gets it; with `to_all` each of them does, in a
    transaction of its own that the worker makes. Idempotent by `command_id`.

    Raises:
        MessageUnfit: no name or no key.
    """
    if not command.name or not command.key:
        raise MessageUnfit(f"Expected a name and a key, found {command.name!r} and {command.key!r}")
    while True:
        with begin() as uow:
            earlier = uow.command_log.answer_of(command.command_id, MessageCorrelated)
            if earlier is not None:
                return earlier
            now = clock.now()
            message = _kept(command, clock)
            correlation = _Correlation(uow, message, engine, rules, clock, new_id)
            answer = correlation.spread() if command.to_all else correlation.deliver()
            if answer is None:
                answer = correlation.start(command.office)
            if answer is None:
                uow.kept_messages.settle(command.name, command.key)
                if uow.subscriptions.waiting_for(command.name, command.key):
                    # It was opened in between: begin anew, with that case locked first.
                    continue
                # Whoever keeps one sweeps those whose time is over: no clock of its own for that.
                uow.kept_messages.expire(now)
                uow.kept_messages.add(message, is_due=False)
                answer = MessageCorrelated("kept")
            uow.command_log.remember(command.command_id, answer, now)
            uow.commit()
            return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastSignal:
    command_id: CommandId
    sender: str
    """A person's login, or the code of a system; for the audit."""
    name: str
    payload: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignalBroadcast:
    name: str


def broadcast_signal(
    command: BroadcastSignal, *, begin: BeginWork, clock: Clock
) -> SignalBroadcast:
    """Send a signal to every case that waits for it; the worker lets each hear it.

    Idempotent by `command_id`.

    Raises:
        MessageUnfit: no name.
    """
    if not command.name:
        raise MessageUnfit("Expected a name")
    with begin() as uow:
        earlier = uow.command_log.answer_of(command.command_id, SignalBroadcast)
        if earlier is not None:
            return earlier
        now = clock.now()
        signal = KeptMessage(
            id=command.command_id,
            message=command.name,
            key=SIGNAL,
            payload=command.payload,
            sender=command.sender,
            received_at=now,
            expires_at=now + LIVE_FOR,
        )
        uow.kept_messages.add(signal, is_due=True)
        answer = SignalBroadcast(command.name)
        uow.command_log.remember(command.command_id, answer, now)
        uow.commit()
        return answer


def deliver_next_message(
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
    report: Callable[[KeptMessage, Exception], None],
) -> KeptMessage | None:
    """Deliver the oldest message that somebody may wait for by now; None if there is none.

    Messages whose time is over are removed. `report` is told of one that cannot be delivered for a
    reason of ours: it is kept, and tried again when the next subscription for it opens.
    """
    with begin() as uow:
        message = uow.kept_messages.first_due()
        if message is None:
            return None
        if message.expires_at <= clock.now():
            uow.kept_messages.expire(clock.now())
            uow.commit()
            return message
    try:
        _deliver_kept(message, begin, engine, rules, clock, new_id)
    except Unavailable:
        raise
    except Exception as error:  # whatever happens, the messages after this one must arrive
        report(message, error)
        with begin() as uow:
            uow.kept_messages.rest(message.id)
            uow.commit()
    return message


def _deliver_kept(
    message: KeptMessage,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> None:
    with begin() as uow:
        correlation = _Correlation(uow, message, engine, rules, clock, new_id)
        if message.is_signal and message.instance_id is None:
            if uow.kept_messages.held(message.id) is not None:
                correlation.spread()
                correlation.start(None)
                uow.kept_messages.remove(message.id)
            uow.commit()
            return
        answer = correlation.deliver(lambda: uow.kept_messages.held(message.id) is not None)
        if answer is None and message.instance_id is None:
            answer = correlation.start(None)
        if answer is not None:
            uow.kept_messages.remove(message.id)
        elif message.instance_id is not None:
            # It was for that case alone, and the case does not wait for it any more.
            correlation.leave_undelivered()
            uow.kept_messages.remove(message.id)
        else:
            uow.kept_messages.settle(message.message, message.key)
            if uow.subscriptions.waiting_for(message.message, message.key):
                return
            uow.kept_messages.rest(message.id)
        uow.commit()


def _kept(command: CorrelateMessage, clock: Clock) -> KeptMessage:
    now = clock.now()
    return KeptMessage(
        id=command.command_id,
        message=command.name,
        key=command.key,
        payload=command.payload,
        sender=command.sender,
        received_at=now,
        expires_at=now + command.live_for,
    )


@dataclass(frozen=True, slots=True)
class _Correlation:
    """One message within one transaction."""

    uow: UnitOfWork
    message: KeptMessage
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId

    def deliver(self, still_there: Callable[[], bool] = lambda: True) -> MessageCorrelated | None:
        """To the case that has waited longest; None where nobody waits."""
        for instance_id in _in_order(self._waiting()):
            instance = self.uow.instances.lock(instance_id)
            # Read again under the lock: an event may just have taken the wait away.
            tokens = [one.id for one in self._waiting() if one.instance_id == instance_id]
            if not tokens:
                continue
            if not still_there():
                return None
            ground = grounds_of(self.uow, instance, self.rules, self.clock.now())
            advance = self.engine.deliver(
                ground.service.source,
                instance.snapshot,
                tokens,
                self.message.payload,
                ground.around,
            )
            deed = Deed(self.message.sender, "message-received", self._facts())
            record_advance(self.uow, ground, advance, deed, new_id=self.new_id)
            return MessageCorrelated("delivered", (ground.case.number,))
        return None

    def leave_undelivered(self) -> None:
        """What must not be lost of a message that its own case does not wait for."""
        if self.message.message == SMS_NOT_DELIVERED and self.message.instance_id is not None:
            instance = self.uow.instances.lock(self.message.instance_id)
            ground = grounds_of(self.uow, instance, self.rules, self.clock.now())
            leave_undelivered(self.uow, self.message, ground, self.new_id)

    def spread(self) -> MessageCorrelated | None:
        """One due message for each case that waits; the worker delivers them.

        A signal reaches those who waited when it was thrown; its own case has heard it then.
        """
        sender = self.uow.cases.find(self.message.sender) if self.message.is_signal else None
        thrower = None if sender is None else sender.instance_id
        at = self.message.received_at
        waiting = [one for one in self._waiting() if one.opened_at <= at]
        numbers = []
        for instance_id in _in_order(waiting):
            if instance_id == thrower:
                continue
            own = CommandId(uuid5(self.message.id, str(instance_id)))
            message = KeptMessage(
                id=own,
                message=self.message.message,
                key=self.message.key,
                payload=self.message.payload,
                sender=self.message.sender,
                received_at=self.message.received_at,
                expires_at=self.message.expires_at,
                instance_id=instance_id,
            )
            self.uow.kept_messages.add(message, is_due=True)
            numbers.append(self.uow.cases.get(instance_id).number)
        return MessageCorrelated("delivered" if numbers else "nobody", tuple(numbers))

    def start(self, office: OfficeId | None) -> MessageCorrelated | None:
        """New cases of the processes that begin with it: of one by a message, of all by a signal.

        None where none does.
        """
        begun: Sequence[Grounds] = start_by_message(
            MessageStart(self.message, office),
            uow=self.uow,
            engine=self.engine,
            rules=self.rules,
            clock=self.clock,
            new_id=self.new_id,
        )
        numbers = tuple(ground.case.number for ground in begun)
        return MessageCorrelated("started", numbers) if numbers else None

    def _waiting(self) -> Sequence[Subscription]:
        found = self.uow.subscriptions.waiting_for(self.message.message, self.message.key)
        only = self.message.instance_id
        return [one for one in found if only in (None, one.instance_id)]

    def _facts(self) -> Mapping[str, str]:
        return {"message": self.message.message, "id": str(self.message.id)}


def _in_order(waiting: Sequence[Subscription]) -> Sequence[InstanceId]:
    return list(dict.fromkeys(one.instance_id for one in waiting))
