"""Registering an application at a counter."""
