"""The composition root: the only place where concrete parts of different rooms meet."""

from app.bootstrap.composition import Qadam, compose, read_yaml

__all__ = ["Qadam", "compose", "read_yaml"]
