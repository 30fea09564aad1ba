"""Outside scenarios that we do not follow, each with the clause of BPMN 2.0.2 that says why."""

from collections.abc import Mapping

KNOWN: Mapping[str, str] = {
    "callactivity/CallActivityAdvancedTest#testDeleteProcessInstance": (
        "13.3.4: a called process ends by itself, or with the activity that called it; deleting it"
        " alone, so that the caller goes on, is a way of that engine. We end the whole case."
    ),
}
"""Id of the scenario to clause and reason, one line each."""
