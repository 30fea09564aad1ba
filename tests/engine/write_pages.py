"""Writes the pages that are made from the tables of the engine.

PYTHONPATH=. .venv/bin/python tests/engine/write_pages.py
"""

from pathlib import Path

from app.engine.lint.rules_page import rules_page
from app.engine.support_page import support_table

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"bpmn-support.md": support_table, "lint-rules.md": rules_page}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), encoding="utf-8")
