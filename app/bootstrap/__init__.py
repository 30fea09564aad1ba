"""Binds the use cases to concrete parts."""
