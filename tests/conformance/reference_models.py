"""Deploys the outside reference models, as a trial would, and writes what became of each.

PYTHONPATH=. .venv/bin/python tests/conformance/reference_models.py
"""

from pathlib import Path

from outside_material import MATERIAL

from app.domain.models import ModelFile, Severity
from app.engine import SpiffEngine

PAGE = Path(__file__).parents[2] / "docs" / "reference-models.md"
FOLDER = MATERIAL / "miwg" / "reference"
_HEAD = (
    "# Reference models of the BPMN Model Interchange Working Group",
    "",
    "Written by `tests/conformance/reference_models.py` from the models of the group (OMG BPMN",
    "MIWG, CC BY 3.0; not part of this project); a test holds the two together. They were made to",
    "exchange drawings: most are not executable, and those that are name forms, beans and services",
    "of other engines. What can run here deploys; the rest is refused with a finding for each",
    "reason, by the rules of [lint-rules.md](lint-rules.md).",
    "",
    "| model | here | because of |",
    "|---|---|---|",
)


def page() -> str:
    """The table, from the models themselves."""
    return "\n".join((*_HEAD, *(_row(path) for path in sorted(FOLDER.glob("*.bpmn"))))) + "\n"


def _row(path: Path) -> str:
    found = SpiffEngine().check([ModelFile(path.name, path.read_bytes())], topics={})
    rules = {f.rule for f in found.findings if f.severity is Severity.ERROR}
    if not rules:
        return f"| {path.stem} | deploys | |"
    if "no-process" in rules:
        return f"| {path.stem} | drawing only | no process is executable |"
    told = ", ".join(f"`{rule}`" for rule in sorted(rules))
    return f"| {path.stem} | refused | {told} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
