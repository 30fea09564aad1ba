"""Findings out of the mistakes of a YAML file: each with its line."""

from collections.abc import Sequence

from app.domain.mistakes import Mistake
from app.domain.models import Finding, ModelFile
from app.safe_yaml import lines_of


def mistake_findings(file: ModelFile, rule: str, mistakes: Sequence[Mistake]) -> list[Finding]:
    """One finding for each mistake."""
    lines = lines_of(file.content.decode(errors="replace"), [one.path for one in mistakes])
    return [
        Finding(file.path, rule, one.said(), line=one.line or line)
        for one, line in zip(mistakes, lines, strict=True)
    ]
