"""Commands and queries, one module each."""
