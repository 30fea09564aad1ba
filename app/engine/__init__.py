"""The process engine, the only room that knows SpiffWorkflow."""

from app.engine.engine import SpiffEngine

__all__ = ["SpiffEngine"]
