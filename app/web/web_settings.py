"""What the pages must be told before they are served."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

STATIC = Path(__file__).with_name("static") / "build"


@dataclass(frozen=True, slots=True)
class WebSettings:
    secret_key: str = field(repr=False)
    """Signs session cookies and form tokens; at least 32 characters."""
    inbound: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Code of a state system to the secret it proves itself with; without one it sends nothing."""
    https: bool = False
    """Whether people reach the pages over HTTPS; then the session cookie is `__Host-`."""
    idle: timedelta = timedelta(hours=2)
    """A session that was not used for this long has ended."""
    lifetime: timedelta = timedelta(hours=12)
    """A session ends this long after the sign-in, used or not."""
    cabinet_idle: timedelta = timedelta(minutes=20)
    """A citizen may sit at a computer that others use: their session rests no longer than this."""
    cabinet_lifetime: timedelta = timedelta(hours=2)
    static: Path = STATIC
    """Where the front end was built, with its `manifest.json`."""

    def __post_init__(self) -> None:
        if len(self.secret_key) < 32:
            raise ValueError("Expected a secret key of at least 32 characters")
