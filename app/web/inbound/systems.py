"""Which state system sends: known by the secret that it and this installation share."""

import hmac

from flask import g, request

from app.web.problems import SystemUnproven
from app.web.web_settings import WebSettings

LARGEST_MESSAGE = 4 * 1024 * 1024
"""Bytes of what a system may send: a signed request with its certificates is far smaller."""


def demand_system(system: str, settings: WebSettings) -> None:
    """Let the request pass if it comes from the system. Raises SystemUnproven."""
    # Answers are problems in JSON from here on, whatever the sender says it accepts.
    g.system = system
    request.max_content_length = LARGEST_MESSAGE
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    secret = settings.inbound.get(system, "")
    is_proven = hmac.compare_digest(told.strip().encode(errors="replace"), secret.encode())
    if not secret or kind.casefold() != "bearer" or not is_proven:
        raise SystemUnproven(f"Expected the secret of {system}")
