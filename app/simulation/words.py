"""Says a step in the words of the scenario format."""

from app.simulation.scenario import (
    Advance,
    AnyStep,
    Cancel,
    ChangeSystems,
    ChangeTerm,
    Expect,
    FailJob,
    FireTimers,
    OnTask,
    Restart,
    RetryIncident,
    SendMessage,
    SendSignal,
    SetVariables,
    StartAnother,
    Steer,
    SystemSends,
    Trigger,
)

_ONE_WORD = {
    FireTimers: "fire_timers",
    Restart: "restart",
    ChangeSystems: "systems",
    Expect: "expect",
}


def step_words(step: AnyStep) -> str:  # noqa: C901  a phrase for each kind of step
    match step:
        case OnTask():
            return f"{step.deed} {step.element}"
        case Advance(to=None):
            return f"advance {step.amount} {step.unit}{'' if step.amount == 1 else 's'}"
        case Advance():
            return f"advance to {step.to}"
        case FailJob():
            return f"job {step.topic} fails"
        case RetryIncident():
            return f"retry_incident {step.element or '*'}"
        case ChangeTerm():
            return f"term {step.kind}"
        case SystemSends():
            return step.sending.deed
        case StartAnother():
            return f"start {step.start.message or step.start.timer or step.start.process}"
        case SendMessage():
            return f"message {step.name}"
        case SendSignal():
            return f"signal {step.name}"
        case Trigger():
            return f"trigger {step.element}"
        case Cancel():
            return "cancel"
        case Steer():
            return step.deed
        case SetVariables():
            return f"set {', '.join(step.values)}"
        case FireTimers() | Restart() | ChangeSystems() | Expect():
            return _ONE_WORD[type(step)]
