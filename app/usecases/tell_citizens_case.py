"""Tell a case what a citizen answers in the cabinet, by the messages its model waits for."""

from typing import Literal

Awaited = Literal["hearing-reply", "supplier-chosen", "application-withdrawn"]
"""Names of the messages that the cabinet may send."""
