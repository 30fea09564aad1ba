"""Outside scenarios that we do not follow, each with the clause of BPMN 2.0.2 that says why."""

from collections.abc import Mapping

KNOWN: Mapping[str, str] = {}
"""Id of the scenario to clause and reason, one line each."""
