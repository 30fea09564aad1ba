"""Clients of the state systems."""
