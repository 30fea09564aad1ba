"""Outside scenarios that we do not follow, each with the clause of BPMN 2.0.2 that says why."""

from collections.abc import Mapping

KNOWN: Mapping[str, str] = {
    "event/conditional/BoundaryConditionalEventTest"
    "#testCatchNonInterruptingConditionalOnEmbeddedSubprocess": (
        "10.5.5: a conditional event happens when its condition becomes true; asked again while"
        " nothing has changed, it has not become true a second time."
    ),
    "event/escalation/EscalationEventSubProcessTest"
    "#testCatchChildProcessThrowEventInEventSubprocess": (
        "10.5.2, 13.5.4: a start event without `isInterrupting` interrupts its scope, so the called"
        " process ends with it; the scenario expects its task to go on."
    ),
    "callactivity/CallActivityAdvancedTest#testDeleteProcessInstance": (
        "13.3.5: a called process belongs to its caller and is no instance of its own; the scenario"
        " deletes it alone and expects the caller to go on as if it had ended."
    ),
}
"""Id of the scenario to clause and reason, one line each."""
