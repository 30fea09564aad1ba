"""Scenarios in virtual time."""
