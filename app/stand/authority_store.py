"""What the stand's authority remembers, in the stand's SQLite file: keys and revocations."""

import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS issued_key (
  iin TEXT PRIMARY KEY, serial TEXT NOT NULL, certificate BLOB NOT NULL, locked BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS revocation (serial TEXT PRIMARY KEY, at TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class IssuedKey:
    iin: str
    serial: str
    """Of the certificate, hex."""
    certificate: bytes
    """DER."""
    locked: bytes
    """The private key, PKCS 8 encrypted with its PIN."""


class AuthorityStore:
    """One connection behind one lock."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._database = sqlite3.connect(
            path or ":memory:", check_same_thread=False, isolation_level=None, timeout=10
        )
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(_SCHEMA)

    def put_key(self, key: IssuedKey) -> None:
        with self._lock:
            self._database.execute(
                "INSERT OR REPLACE INTO issued_key VALUES (?, ?, ?, ?)",
                (key.iin, key.serial, key.certificate, key.locked),
            )

    def key(self, iin: str) -> IssuedKey | None:
        with self._lock:
            row = self._database.execute(
                "SELECT iin, serial, certificate, locked FROM issued_key WHERE iin = ?", (iin,)
            ).fetchone()
        return None if row is None else IssuedKey(*row)

    def revoke(self, serial: str, at: datetime) -> None:
        with self._lock:
            self._database.execute(
                "INSERT OR IGNORE INTO revocation VALUES (?, ?)", (serial, at.isoformat())
            )

    def revocations(self) -> list[tuple[str, datetime]]:
        with self._lock:
            rows = self._database.execute("SELECT serial, at FROM revocation ORDER BY serial")
            return [(serial, datetime.fromisoformat(at)) for serial, at in rows]

    def clear(self) -> None:
        with self._lock:
            self._database.executescript("DELETE FROM issued_key; DELETE FROM revocation;")

    def close(self) -> None:
        with self._lock:
            self._database.close()
