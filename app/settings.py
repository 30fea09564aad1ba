"""The environment, read once into frozen settings."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

from app.domain.notices import AddressInvalid, email_address
from app.domain.state_systems import SYSTEM_NAMES, SystemCode

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds `processes/`, `app/` and `run.py`."""


SYSTEMS: tuple[SystemCode, ...] = tuple(SYSTEM_NAMES)

ADDRESSES = tuple(
    f"QADAM_{system.upper()}_{part}" for system in SYSTEMS for part in ("URL", "TOKEN")
)
"""Where each state system answers, and the token it knows us by."""
NEEDED = ("QADAM_SECRET", "QADAM_DATABASE", *ADDRESSES, "QADAM_PUBLIC_URL",
          "QADAM_SIGN_ROOTS", "QADAM_SIGN_CRL_URLS")  # fmt: skip
"""What has to be set outside the demo."""

SENDERS: tuple[SystemCode, ...] = ("gbdfl", "esobes", "egov", "dds", "sms", "aleumet")
"""The systems that send to Qadam (`docs/contracts/inbound-*.yaml`)."""
INBOUND = tuple(f"QADAM_{system.upper()}_INBOUND_SECRET" for system in SENDERS)
"""What a system that sends to Qadam proves itself with; a system without one may send nothing."""

MAIL = ("QADAM_SMTP_HOST", "QADAM_SMTP_PORT", "QADAM_SMTP_SECURITY", "QADAM_SMTP_USER",
        "QADAM_SMTP_PASSWORD", "QADAM_SMTP_FROM")  # fmt: skip
"""The mail server that notices to staff go out by; without a host none goes out by e-mail."""

VARIABLES = (*NEEDED, *INBOUND, *MAIL, "QADAM_DEMO", "QADAM_HOST", "QADAM_PORT", "QADAM_HTTPS",
             "QADAM_VAR", "QADAM_PATIENCE_SECONDS")  # fmt: skip
"""Everything that is read; `docs/operations.md` tells each."""

LEAST_SECRET = 32
"""Characters."""

OF_TESTS = ("QADAM_CONFORMANCE", "QADAM_REQUIRE_BROWSER")
"""What a machine promises to the tests; no setting of the product."""


class SettingsMissing(Exception):
    """Something has to be set in the environment; the message names it."""


@dataclass(frozen=True, slots=True)
class SystemAddress:
    """Where a state system answers, and the token it knows us by."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class TrustSettings:
    """Whose certificates sign."""

    roots: Path
    """PEM file with the root certificates that are trusted, and no others are."""
    crl_urls: tuple[str, ...]
    """Where the authorities publish their lists of revoked certificates."""


MailSecurity = Literal["starttls", "tls", "none"]
_MAIL_PORTS: Mapping[MailSecurity, int] = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server of an office."""

    host: str
    port: int
    security: MailSecurity
    sender: str
    user: str
    """Empty: the server asks for no sign-in."""
    password: str


@dataclass(frozen=True, slots=True)
class Settings:
    demo: bool
    """Demo people without passwords, the stand inside; binds 127.0.0.1 only."""
    database: str
    host: str
    port: int
    https: bool
    """Whether browsers reach Qadam by https: cookies are `__Host-` and Secure then."""
    public_url: str
    """Where people reach Qadam, without a slash at its end: codes on papers point there."""
    secret: str
    """Signs sessions; keys for single purposes follow from it."""
    systems: Mapping[SystemCode, SystemAddress] | None
    """None in demo mode: the stand inside answers for all of them."""
    inbound: Mapping[SystemCode, str]
    """The bearer secret of each system that may send to Qadam."""
    trust: TrustSettings | None
    """None in demo mode: the stand's own authority is trusted."""
    mail: MailSettings | None
    """None: no e-mail goes out; in demo mode the stand's own mail server takes it."""
    patience: timedelta
    """How long a state system may take to answer."""
    var: Path
    """Data of this installation: the database, the log of the set-up, the demo's secret."""
    processes: Path
    static: Path


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment.

    Raises:
        SettingsMissing: naming what is missing, unfit or unknown, in one line.
        OSError: the demo's secret cannot be kept in QADAM_VAR.
    """
    given = os.environ if environ is None else environ
    # Set to nothing is not set: that is how a compose file leaves a variable out.
    env = {name: value for name, value in given.items() if name.startswith("QADAM_") and value}
    unknown = sorted(set(env) - set(VARIABLES) - set(OF_TESTS))
    if unknown:
        raise SettingsMissing(f"There is no setting {', '.join(unknown)}: is it misspelt?")
    demo = _switch(env, "QADAM_DEMO", "0" if "QADAM_SECRET" in env else "1")
    var = Path(env.get("QADAM_VAR", ROOT / "var"))
    missing = [] if demo else [name for name in NEEDED if name not in env]
    if missing:
        raise SettingsMissing(f"Set {', '.join(missing)} (docs/operations.md says to what).")
    if len(env.get("QADAM_SECRET", "x" * LEAST_SECRET)) < LEAST_SECRET:
        raise SettingsMissing(f"QADAM_SECRET has to have at least {LEAST_SECRET} characters.")
    host = env.get("QADAM_HOST", "127.0.0.1")
    if demo and host not in ("127.0.0.1", "localhost", "::1"):
        raise SettingsMissing("The demo answers on this machine only: unset QADAM_HOST.")
    port = _number(env, "QADAM_PORT", "8000", 65535)
    # A job is leased for two minutes: a handler has to hear of two systems within it.
    patience = _number(env, "QADAM_PATIENCE_SECONDS", "6", 50)
    inbound = _inbound(env)
    settings = Settings(
        demo=demo,
        database=_database(env.get("QADAM_DATABASE", f"sqlite:///{var / 'qadam.db'}")),
        host=host,
        port=port,
        https=_switch(env, "QADAM_HTTPS", "0"),
        public_url=_public_url(env.get("QADAM_PUBLIC_URL", address_of(host, port))),
        systems=_systems(env),
        trust=_trust(env),
        mail=_mail(env),
        patience=timedelta(seconds=patience),
        inbound=inbound,
        var=var,
        processes=ROOT / "processes",
        static=ROOT / "app" / "web" / "static",
        # The last: it may write a file, which a refused start must not leave behind.
        secret=env.get("QADAM_SECRET") or _own_secret(var),
    )
    return settings if inbound or not demo else replace(settings, inbound=_demo_inbound(settings))


def _switch(env: Mapping[str, str], name: str, default: str) -> bool:
    value = env.get(name, default)
    if value not in ("0", "1"):
        raise SettingsMissing(f"{name} has to be 0 or 1, not {value!r}.")
    return value == "1"


def _number(env: Mapping[str, str], name: str, default: str, most: int) -> int:
    value = env.get(name, default)
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
        raise SettingsMissing(f"{name} has to be a number from 1 to {most}, not {value!r}.")
    return int(value)


def _database(url: str) -> str:
    # The address is not told again: it may hold a password.
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsMissing(
            "QADAM_DATABASE has to be sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME."
        )
    return url


def _inbound(env: Mapping[str, str]) -> Mapping[SystemCode, str]:
    found = {}
    for system, name in zip(SENDERS, INBOUND, strict=True):
        if name in env:
            if len(env[name]) < LEAST_SECRET:
                raise SettingsMissing(f"{name} has to have at least {LEAST_SECRET} characters.")
            found[system] = env[name]
    return found


def _demo_inbound(settings: Settings) -> Mapping[SystemCode, str]:
    """The demo's stand may send for every system; the secrets follow from the installation's."""
    return {system: derived(settings, f"inbound:{system}") for system in SENDERS}


def derived(settings: Settings, purpose: str) -> str:
    """A secret for one purpose, 64 hex digits, that follows from the installation's own."""
    return hmac.new(settings.secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def index_key(settings: Settings) -> bytes:
    """By what IINs are indexed: another secret means that the index is made anew (ADR 0024)."""
    return derived(settings, "index of IINs").encode()


def address_of(host: str, port: int) -> str:
    """Where a server of this machine answers, as browsers write it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _systems(env: Mapping[str, str]) -> Mapping[SystemCode, SystemAddress] | None:
    """All or, in the demo, none: a stand that knows half of a person contradicts the rest."""
    named = {system: _address(env, system.upper()) for system in SYSTEMS}
    found = {system: address for system, address in named.items() if address is not None}
    if not found:
        return None
    missing = [f"QADAM_{system.upper()}_URL" for system in SYSTEMS if system not in found]
    if missing:
        raise SettingsMissing(f"Set {', '.join(missing)}, too: the systems are asked together.")
    return found


def _address(env: Mapping[str, str], name: str) -> SystemAddress | None:
    url, token = env.get(f"QADAM_{name}_URL"), env.get(f"QADAM_{name}_TOKEN", "")
    if url is None:
        return None
    if not url.startswith(("http://", "https://")):
        raise SettingsMissing(f"QADAM_{name}_URL has to begin with http:// or https://.")
    if not token:
        raise SettingsMissing(f"Set QADAM_{name}_TOKEN, too: {name} is asked with it.")
    return SystemAddress(url, token)


def _trust(env: Mapping[str, str]) -> TrustSettings | None:
    roots, urls = env.get("QADAM_SIGN_ROOTS"), env.get("QADAM_SIGN_CRL_URLS", "").split()
    if roots is None:
        return None
    if not Path(roots).is_file():
        raise SettingsMissing("QADAM_SIGN_ROOTS has to name a PEM file of root certificates.")
    if not urls or not all(url.startswith(("http://", "https://")) for url in urls):
        raise SettingsMissing(
            "QADAM_SIGN_CRL_URLS has to hold addresses of lists, parted by spaces."
        )
    return TrustSettings(Path(roots), tuple(urls))


def _mail(env: Mapping[str, str]) -> MailSettings | None:
    if "QADAM_SMTP_HOST" not in env:
        lost = [name for name in MAIL if name in env]
        if lost:
            raise SettingsMissing(f"{', '.join(lost)} without QADAM_SMTP_HOST says nothing.")
        return None
    wanted = env.get("QADAM_SMTP_SECURITY", "starttls")
    security = next((one for one in _MAIL_PORTS if one == wanted), None)
    if security is None:
        raise SettingsMissing(f"QADAM_SMTP_SECURITY is starttls, tls or none, not {wanted!r}.")
    user, password = env.get("QADAM_SMTP_USER", ""), env.get("QADAM_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise SettingsMissing("QADAM_SMTP_USER and QADAM_SMTP_PASSWORD go together.")
    if user and security == "none":
        raise SettingsMissing("QADAM_SMTP_SECURITY=none would send the password in the clear.")
    sender = env.get("QADAM_SMTP_FROM", "")
    try:
        email_address(sender)
    except AddressInvalid:
        raise SettingsMissing(
            "QADAM_SMTP_FROM has to be the address that notices come from, as qadam@example.kz."
        ) from None
    port = _number(env, "QADAM_SMTP_PORT", str(_MAIL_PORTS[security]), 65535)
    return MailSettings(env["QADAM_SMTP_HOST"], port, security, sender, user, password)


def _public_url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise SettingsMissing("QADAM_PUBLIC_URL has to begin with http:// or https://.")
    return url.rstrip("/")


def _own_secret(var: Path) -> str:
    """The demo's secret: made at the first start, kept in a file only its owner reads."""
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        # Moved to its place when it is whole: an interrupted start leaves no empty secret behind.
        unfinished = var / "secret.unfinished"
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(48), encoding="ascii")
        unfinished.replace(path)
    return path.read_text(encoding="ascii")
