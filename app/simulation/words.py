"""Says a step in the words of the scenario format."""

from app.simulation.scenario import (
    Advance,
    AnyStep,
    Expect,
    FailJob,
    FireTimers,
    OnTask,
    Restart,
    RetryIncident,
    StartAnother,
)


def step_words(step: AnyStep) -> str:
    match step:
        case OnTask():
            return f"{step.deed} {step.element}"
        case Advance(to=None):
            return f"advance {step.amount} {step.unit}{'' if step.amount == 1 else 's'}"
        case Advance():
            return f"advance to {step.to}"
        case FireTimers():
            return "fire_timers"
        case FailJob():
            return f"job {step.topic} fails"
        case Restart():
            return "restart"
        case RetryIncident():
            return f"retry_incident {step.element or '*'}"
        case StartAnother():
            return f"start {step.start.process}"
        case Expect():
            return "expect"
