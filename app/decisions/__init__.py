"""Decisions of the DMN standard: read once, evaluated often, and telling which rules spoke."""

from app.decisions import sentences
from app.decisions.model import DecisionModel, Evaluation, Input, UnknownDecision
from app.decisions.problems import Problem
from app.decisions.reading import read_model
from app.decisions.tables import Spoke

# Imported for what it teaches the language to say.
_SENTENCES = sentences
__all__ = [
    "DecisionModel",
    "Evaluation",
    "Input",
    "Problem",
    "Spoke",
    "UnknownDecision",
    "read_model",
]
