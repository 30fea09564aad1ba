"""Where the outside conformance material lies; nothing of it is part of the project."""

from os import environ  # noqa: TID251  # where a machine keeps it is no setting of the product
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2] / "shared" / "conformance"
MATERIAL = Path(environ.get("QADAM_CONFORMANCE") or BESIDE)


def material(*parts: str) -> Path:
    """A place in the material; without it the test is skipped, in words."""
    found = MATERIAL.joinpath(*parts)
    if not found.exists():
        pytest.skip(f"No conformance material at {found}: set QADAM_CONFORMANCE")
    return found
