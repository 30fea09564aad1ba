"""The composition root: the only place where concrete parts of different rooms meet."""

from app.bootstrap.composition import Qadam, compose

__all__ = ["Qadam", "compose"]
