"""Small models with events, for the tests of the engine."""

from engine_models import Case, around, source

from app.feel import Value
from app.ports.engine import Advance, MessageWait

NUMBER = "ЖК-2026-000041"
CASE: dict[str, Value] = {"number": NUMBER}
MESSAGES = '<message id="withdrawal" name="withdrawn"/><message id="reply" name="replied"/>'
WITHDRAWAL = '<messageEventDefinition messageRef="withdrawal"/>'
REPLY = '<messageEventDefinition messageRef="reply"/>'


def catch(id: str, definition: str = REPLY, more: str = "") -> str:
    return f'<intermediateCatchEvent id="{id}">{more}{definition}</intermediateCatchEvent>'


def beside(id: str, host: str, definition: str = WITHDRAWAL, *, interrupts: bool = True) -> str:
    return (
        f'<boundaryEvent id="{id}" attachedToRef="{host}"'
        f' cancelActivity="{str(interrupts).lower()}">{definition}</boundaryEvent>'
    )


def event_subprocess(
    id: str, start: str, inner: str, definition: str = WITHDRAWAL, *, interrupts: bool = True
) -> str:
    return (
        f'<subProcess id="{id}" triggeredByEvent="true">'
        f'<startEvent id="{start}" isInterrupting="{str(interrupts).lower()}">{definition}'
        f"</startEvent>{inner}</subProcess>"
    )


def case_of(body: str, before: str = MESSAGES) -> Case:
    """A case whose platform variables hold a number."""
    return Case(source(body, before=before), around(variables={"case": CASE}))


def tell(case: Case, *elements: str, **payload: Value) -> Advance:
    """A message reaches the tokens at the elements."""
    tokens = [wait.token_id for wait in case.now.waits if wait.element_id in elements]
    case.now = case.engine.deliver(case.model, case.now.snapshot, tokens, payload, case.around)
    return case.now


def messages(advance: Advance) -> dict[str, tuple[str, str]]:
    """Name and key of the messages that are waited for, by element."""
    return {
        wait.element_id: (wait.message, wait.correlation_key)
        for wait in advance.waits
        if isinstance(wait, MessageWait)
    }
