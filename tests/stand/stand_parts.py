"""What the tests of the stand share: a known person, and what all tests of state systems do."""

from state_systems import TOKENS, Hand

from app.stand import PEOPLE

AIGUL = PEOPLE[0]

__all__ = ["AIGUL", "TOKENS", "Hand"]
