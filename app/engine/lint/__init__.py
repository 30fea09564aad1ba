"""The linter: every finding of every file of a folder at once."""

from app.engine.lint.check import check

__all__ = ["check"]
