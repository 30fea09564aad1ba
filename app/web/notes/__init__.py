"""Internal notes on a case, and the notices of those who are named in them."""
