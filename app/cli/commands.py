"""The list of commands: name to module and one line of help."""

COMMANDS: dict[str, tuple[str, str]] = {
    "start": ("start", "serve everything in one process; the demo unless configured otherwise"),
    "web": ("web", "serve the pages alone"),
    "worker": ("worker", "run due jobs"),
    "scheduler": ("scheduler", "fire due timers"),
    "stand": ("stand", "serve the simulated state systems"),
    "simulate": ("simulate", "run scenarios in virtual time"),
    "lint": ("lint", "print the deployment findings of models"),
    "tck": ("tck", "run decision models against the DMN TCK files beside them"),
    "deploy": ("deploy", "deploy a service's folder"),
    "audit": ("audit", "verify the audit chains"),
    "migrate": ("migrate", "bring the database to this version's schema"),
    "user": ("user", "add people and set their passwords"),
    "doctor": ("doctor", "check this installation and say what is wrong"),
    "bench": ("bench", "measure against the floor"),
}
