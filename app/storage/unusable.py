"""Tells in one line why a database cannot be worked with as it is."""

import sqlite3


class DatabaseUnusable(Exception):
    """Nobody but the machine's keeper can help; the message is one line."""


_SQLITE = {
    sqlite3.SQLITE_PERM: "access is not permitted",
    sqlite3.SQLITE_READONLY: "it cannot be written to: who owns the file and its folder?",
    sqlite3.SQLITE_IOERR: "its disk does not read or write",
    sqlite3.SQLITE_CORRUPT: "it is damaged: put a backup in its place",
    sqlite3.SQLITE_FULL: "its disk is full: make room first",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: is its folder there, and may it be written to?",
    sqlite3.SQLITE_NOTADB: "it is no SQLite database",
}


def why_unusable(error: BaseException | None) -> str | None:
    """What a driver's error means for the machine's keeper, or None where it means nothing."""
    if isinstance(error, sqlite3.Error):
        reason = _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        return reason and f"The database cannot be used: {reason}"
    # The first line says what happened, the next ones guess why.
    told = str(error).strip().partition("\n")[0] if error is not None else ""
    return f"The database cannot be reached: {told}" if told else None
