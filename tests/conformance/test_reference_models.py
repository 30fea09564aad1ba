"""Each outside reference model deploys, or is refused for stated reasons."""

import pytest
from outside_material import material
from reference_models import PAGE, page

pytestmark = pytest.mark.conformance


def test_the_table_says_what_became_of_each_model() -> None:
    material("miwg", "reference")
    assert PAGE.read_text(encoding="utf-8") == page()
