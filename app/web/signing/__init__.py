"""Signing a document of a task with an electronic key."""
