"""The environment, read once into frozen settings."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds `processes/`, `app/` and `run.py`."""


class SettingsMissing(Exception):
    """Something has to be set in the environment; the message names it."""


@dataclass(frozen=True, slots=True)
class SystemAddress:
    """Where a state system answers, and the token it knows us by."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class Settings:
    demo: bool
    """Demo people without passwords, the stand inside; binds 127.0.0.1 only."""
    database: str
    host: str
    port: int
    https: bool
    """Whether browsers reach Qadam by https: cookies are `__Host-` and Secure then."""
    secret: str
    """Signs sessions."""
    gbdfl: SystemAddress | None
    """None in demo mode: the stand inside answers."""
    sms: SystemAddress | None
    patience: timedelta
    """How long a state system may take to answer."""
    var: Path
    """Data of this installation: the database, the log of the set-up, the demo's secret."""
    processes: Path
    static: Path


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment.

    Raises:
        SettingsMissing: outside the demo, naming every variable that is missing or unfit.
    """
    env = os.environ if environ is None else environ
    demo = env.get("QADAM_DEMO", "1" if "QADAM_SECRET" not in env else "0") == "1"
    var = Path(env.get("QADAM_VAR", ROOT / "var"))
    needed = ("QADAM_SECRET", "QADAM_DATABASE", "QADAM_GBDFL_URL", "QADAM_GBDFL_TOKEN",
              "QADAM_SMS_URL", "QADAM_SMS_TOKEN")  # fmt: skip
    missing = [] if demo else [name for name in needed if not env.get(name)]
    if missing:
        raise SettingsMissing(f"Set {', '.join(missing)} (docs/operations.md says to what).")
    host = env.get("QADAM_HOST", "127.0.0.1")
    if demo and host not in ("127.0.0.1", "localhost", "::1"):
        raise SettingsMissing("The demo answers on this machine only: unset QADAM_HOST.")
    port = env.get("QADAM_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsMissing(f"QADAM_PORT has to be a number from 1 to 65535, not {port!r}.")
    return Settings(
        demo=demo,
        database=env.get("QADAM_DATABASE") or f"sqlite:///{var / 'qadam.db'}",
        host=host,
        port=int(port),
        https=env.get("QADAM_HTTPS", "0") == "1",
        secret=env.get("QADAM_SECRET") or _own_secret(var),
        gbdfl=_address(env, "GBDFL"),
        sms=_address(env, "SMS"),
        patience=timedelta(seconds=int(env.get("QADAM_PATIENCE_SECONDS", "6"))),
        var=var,
        processes=ROOT / "processes",
        static=ROOT / "app" / "web" / "static",
    )


def _address(env: Mapping[str, str], name: str) -> SystemAddress | None:
    url = env.get(f"QADAM_{name}_URL")
    return SystemAddress(url, env.get(f"QADAM_{name}_TOKEN", "")) if url else None


def _own_secret(var: Path) -> str:
    """The demo's secret: made at the first start, kept in a file only its owner reads."""
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")
