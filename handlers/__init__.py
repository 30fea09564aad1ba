"""Handlers of the service tasks, one module per topic."""
