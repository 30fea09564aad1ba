"""What the support page says of messages and of events that wait beside others."""

MESSAGES = (
    "## Messages",
    "",
    "- A message correlates by its name and a key. The key of a waiting element is the property",
    "  `correlationKey` on it, else the one on its `message`, else `=case.number`: FEEL after `=`,",
    "  or a literal; a text or a number, evaluated once, when the wait opens.",
    "- What a message brings becomes variables; with output parameters on the catching element",
    "  only those do. One message reaches every token of one case that waits for it, once.",
    "- A message that nobody waits for begins a case where a process has a start event for it,",
    "  else it is kept, 30 days unless its sender says otherwise, until somebody waits for it.",
    "- A message start event begins a case about the case whose number is the key: same applicant,",
    "  same office.",
    "- A boundary event or event subprocess that does not interrupt may happen many times. An",
    "  event subprocess is watched for as long as anything else goes on in its scope (13.4.4).",
    "- A receive task without a message waits until a supervisor lets it go on.",
)
