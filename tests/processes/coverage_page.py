"""Writes `docs/coverage.md`: what the order says of the service, and which scenario passes it.

Run by hand to write the page anew: `.venv/bin/python tests/processes/coverage_page.py`.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).with_name("order_458.yaml")
PAGE = ROOT / "docs" / "coverage.md"
SHOWN = 2
"""Scenarios named for one line."""
TITLES = {
    "timers": "Timers",
    "messages": "Messages",
    "documents": "Papers",
    "data": "Data of state systems",
    "grounds": "Grounds of refusal",
}
HEAD = """# What order 458 says of the personal assistant, and where it is

Written by `tests/processes/coverage_page.py` from `tests/processes/order_458.yaml` and a run of
all scenarios; a test fails where it is out of date. Elements are named with the call activities
that lead to them. Left open: what belongs to orders, journals, acts and payment.
"""

Items = Mapping[str, Mapping[str, Mapping[str, str]]]
OWN = "personal-assistant"
SERVICES = (OWN, "complaint")
Passed = Mapping[str, Mapping[str, frozenset[str]]]
"""Service to its scenarios, each with the elements that it passes."""


def items() -> Items:
    loaded = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    assert loaded.keys() == TITLES.keys()
    found: Items = loaded
    return found


def proof(item: Mapping[str, str], passed: Passed) -> Sequence[str]:
    """Scenarios that pass the item's element: the one it names, or the first ones of all."""
    named = item.get("scenario")
    walked = passed[item.get("process", OWN)]
    through = sorted(name for name, elements in walked.items() if item["element"] in elements)
    if named is not None:
        return [named] if named in through else []
    return through[:SHOWN]


def page(passed: Passed) -> str:
    lines = [HEAD]
    for kind, title in TITLES.items():
        lines += [f"\n## {title}\n", "| id | what | where | scenario |", "|---|---|---|---|"]
        for id_, item in items()[kind].items():
            lines.append(f"| {id_} | {item['what']} | {_where(item)} | {_told(item, passed)} |")
    return "\n".join(lines) + "\n"


def _where(item: Mapping[str, str]) -> str:
    if "element" in item:
        process = item.get("process")
        return f"`{item['element']}`" + (f" of `{process}`" if process else "")
    return f"`service.yaml`, `{item['figure']}`" if "figure" in item else "later"


def _told(item: Mapping[str, str], passed: Passed) -> str:
    if "element" not in item:
        return "a figure to be watched" if "figure" in item else item["later"]
    return ", ".join(f"`{name}`" for name in proof(item, passed))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from test_scenarios import passed_by_scenario

    walks = {service: passed_by_scenario(service) for service in SERVICES}
    PAGE.write_text(page(walks), encoding="utf-8")
